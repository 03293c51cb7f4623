// What the archive keeps of an article's words, where its licence forbids keeping them all.
//
// `evidence`: the text keeps its length, but everything outside the sentences that hold an event or a statement is
// blank, so that all offsets still fit; words that a record has from elsewhere in the text become null. `none`: no word
// of text, title or records is kept; offsets and hashes are. Ids, hashes and codes are the same in all three.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "store/stored.h"

namespace demarche::store {

enum class KeepText { all, evidence, none };

std::string_view name_of(KeepText keep);
std::optional<KeepText> keep_text_of(std::string_view name);

/// Takes out what is not to be kept.
void reduce(StoredDocument& document, KeepText keep);

}  // namespace demarche::store
