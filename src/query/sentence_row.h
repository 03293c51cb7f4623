// An event with the sentence that tells it, as a RelationSentence: one way to read it, for every list of evidence.
#pragma once

#include <string>
#include <utility>

#include "demarche/archive.h"
#include "store/database.h"

namespace demarche::query {

/// The columns that read_sentence takes, from event_mention m, version v, document d, source s, sentence t; `day` is an
/// SQL expression for the event's day.
std::string sentence_columns(std::string_view day);
/// Joins those to event_mention m.
extern const char* const sentence_joins;
inline constexpr int sentence_column_count = 16;

/// Gives an event's parties: bind the event's row to ?1.
Result<store::Statement> prepare_parties(const store::Database& archive);
/// The current row of a select that begins with sentence_columns.
Result<RelationSentence> read_sentence(const store::Statement& row, store::Statement& parties);

}  // namespace demarche::query
