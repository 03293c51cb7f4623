// The signature record: a document's place among others, as one line.
#pragma once

#include <string>

#include "types/coded.h"

namespace demarche {

/// {"kind":"signature","article","source","address","published":day|null,"day":day|null,"rank":16 digits,
/// "signature":base64} and a line end.
void write_signature(std::string& out, const Coded& coded);

}  // namespace demarche
