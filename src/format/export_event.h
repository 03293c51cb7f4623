// An event as the writers of other formats need it: the record of the contract, taken apart, with what the archive
// knows of its article.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"

namespace demarche {

struct ExportParty {
  std::string code;  // "RUS:GOV"
  std::string name;
  std::string wikidata;
  std::vector<std::string> sectors;
  std::string named_as;
  std::string text;                   // the mention
  std::optional<std::int64_t> begin;  // code points; nothing when the article never names it
  bool state = false;                 // a country or capital that acts as a state

  std::string_view country() const;  // "RUS", "IGO:UN"; "" for UNK
  bool is_state_code() const;        // country() is one of three letters and no international class
};

struct ExportPlace {
  std::string text, name, country, precision;
  std::optional<std::int64_t> latitude, longitude;  // thousandths
};

struct ExportCount {
  std::string kind;  // dead, injured, arrested, participants
  std::int64_t low = 0;
  std::optional<std::int64_t> high;
};

/// What the archive knows of the article.
struct ExportArticle {
  std::string id, address, publisher, title, category, language;
  std::optional<Day> published;
  std::string recorded_at;           // UTC, 2026-01-31T12:00:00Z
  std::int64_t text_length = 0;      // code points
  std::int64_t lead_length = 0;      // of the first paragraph
  std::string sentence;              // the sentence of the event
  std::int64_t sentence_number = 0;  // among the sentences of the article that hold events or statements, from 1
};

struct ExportEvent {
  std::string id, type, mode, cameo, quad, factuality, newness, tense, section;
  std::int64_t plover_score = 0;          // thousandths
  std::optional<std::int64_t> goldstein;  // thousandths, icews lineage
  std::vector<ExportParty> actors, recipients;
  std::optional<ExportParty> attributed_to;
  std::string statement;  // id, "" for none
  std::optional<Day> start, end;
  bool dated_by_text = false;
  std::optional<ExportPlace> place;
  std::vector<ExportCount> size;
  std::int64_t confidence = 0;  // thousandths
  std::int64_t trigger_begin = 0, sentence_begin = 0, sentence_end = 0;
  std::string trigger, rule, engine, model, codebook;
  ExportArticle article;

  /// The day that series count it under.
  std::optional<Day> day() const { return start ? start : article.published; }
};

/// Takes an event record apart; false when the line is none.
bool read_export_event(std::string_view json, ExportEvent& event);

/// What other schemes call our codes; handed in, so that this room knows no codebook.
struct ExchangeNames {
  std::function<std::string(std::string_view system, std::string_view country, Day day)> state_code;
  std::function<std::string(std::string_view country)> country_name;
  std::function<std::string(std::string_view cameo)> cameo_label;
};

/// "-3.5" for -3500.
std::string decimal(std::int64_t thousandths);
/// A number that a double holds exactly, from a record's id and a row of it.
std::uint64_t number_of_id(std::string_view id, std::size_t row);
/// Text for a cell between tabs: tabs and line ends become spaces.
std::string cell(std::string_view text);

}  // namespace demarche
