// Date expressions and the days they mean: a grammar over words that gives typed intervals, resolved against the
// publication day and the tense of the governing verb.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "types/mentions.h"
#include "types/syntax.h"
#include "types/tokens.h"

namespace demarche {

/// Without a reference day only expressions that carry their own year are resolved. `syntax` may be empty (no words):
/// tense is then guessed from neighbouring words.
std::vector<DateMention> find_dates(std::string_view text, const Tokens& tokens, const Syntax& syntax,
                                    std::optional<Day> reference);

}  // namespace demarche
