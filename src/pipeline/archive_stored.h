// A coded document as the archive keeps it: layers to plain data, bytes to code points.
#pragma once

#include "codebook/codebook.h"
#include "store/stored.h"
#include "types/coded.h"

namespace demarche {

store::DocumentKey key_of(const Document& document);
store::StoredReject stored(const Reject& reject);
/// Takes the text and metadata out of `coded`.
store::StoredDocument stored(Coded&& coded, const Codebook& codebook, const Versions& versions);

}  // namespace demarche
