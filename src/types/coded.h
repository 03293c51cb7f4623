// One document with all its layers: what pipeline/ makes and format/ writes. Each layer points into those before it.
#pragma once

#include <string>

#include "types/document.h"
#include "types/findings.h"
#include "types/mentions.h"
#include "types/names.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

struct Versions {
  std::string engine;
  std::string model;
  std::string codebook;
};

struct Coded {
  Document document;
  Tokens tokens;
  Syntax syntax;
  Names names;
  Mentions mentions;
  Findings findings;
};

}  // namespace demarche
