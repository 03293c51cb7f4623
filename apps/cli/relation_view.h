// A relation for people: a table with bars, a line over time, the sentences behind a point, and what to do next.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demarche/archive.h"

namespace demarche::cli {

/// `months` is the same relation by month: it gives the line over time and the point to open next.
std::string relation_table(const Relation& relation, const Relation& months, const std::string& archive_path);

/// `what`: "2022-12" or "the whole series".
std::string evidence_view(const std::vector<RelationSentence>& sentences, const std::string& what);

/// The sentence with its words marked: in colours on a terminal, else [who: ...], [act: ...], [whom: ...].
std::string marked_sentence(const RelationSentence& sentence);
/// Text in lines of at most `width` cells, indented by three spaces; colours take no room.
std::string indented(const std::string& text, std::size_t width);

/// First and last day of "2022", "2022-Q4", "2022-12", "2022-W52" or "2022-12-30".
std::optional<std::pair<std::string, std::string>> days_of_period(std::string_view period);

/// The relation as an SVG picture.
Status write_plot(const Archive& archive, const Relation& relation, const std::string& path);

}  // namespace demarche::cli
