// A relation as records: one JSON object, or CSV with one row a period.
#pragma once

#include <string>

#include "demarche/archive.h"

namespace demarche {

/// {"kind":"relation","first","second","period","points":[{...}]} and a line break.
std::string relation_json(const Relation& relation);
/// A header and a row a period.
std::string relation_csv(const Relation& relation);

}  // namespace demarche
