#include "parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace demarche::server {
namespace {

constexpr Parameter parameters[] = {
    {"since", "date", "", "first day"},
    {"until", "date", "", "last day"},
    {"actor", "string", "", "events by this party, statements of this speaker: a code or its beginning (RUS, IGO:UN)"},
    {"recipient", "string", "", "events towards this party, statements to this addressee"},
    {"party", "string", "", "this party in any role"},
    {"type", "string",
     "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
     "COERCE ASSAULT",
     "events of this PLOVER type"},
    {"quad", "string", "verbal-cooperation material-cooperation verbal-conflict material-conflict",
     "events of this class"},
    {"newness", "string", "new ongoing background", "the report's news, what goes on, or what it recalls"},
    {"factuality", "string", "actual future negated hypothetical alleged", "did it happen"},
    {"min_confidence", "number", "", "leave out events below, 0 to 1"},
    {"source", "string", "", "name of a publication"},
    {"article", "string", "", "id of an article"},
    {"period", "string", "month week quarter year", "length of a period (default month)"},
    {"unit", "string", "events reports stories incidents",
     "what counts once: each mention of an event (default), what an independent report tells, a story, an incident"},
    {"as_of", "string", "", "the archive as it was then: a day, or a time in UTC"},
    {"limit", "integer", "", "items on a page, 1 to 500 (default 50)"},
    {"after", "string", "", "go on after this key"},
    {"date", "date", "", "the day up to which"},
    {"q", "string", "", "words to look for"},
    {"document", "integer", "", "number of a document, where several have the same id"},
    {"pair", "string", "", "two parties, RUS-CHN"},
    {"key", "string", "", "key of a request, as its receipt names it"},
};

constexpr std::size_t longest_value = 512;

bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(' '), list.size());
    if (list.substr(0, end) == word) return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

template <typename T>
bool read_number(std::string_view text, T& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size();
}

// "0.75" as 750.
bool read_share(std::string_view text, int& out) {
  const std::size_t dot = std::min(text.find('.'), text.size());
  std::string digits(text.substr(std::min(dot + 1, text.size())));
  int whole = 0, part = 0;
  if (!read_number(text.substr(0, dot), whole) || whole < 0 || whole > 1 || digits.size() > 9) return false;
  digits.resize(3, '0');
  if (!read_number(std::string_view(digits), part) || part < 0) return false;
  out = whole * 1000 + part;
  return out <= 1000;
}

Period period_of(std::string_view name) {
  if (name == "week") return Period::week;
  if (name == "quarter") return Period::quarter;
  return name == "year" ? Period::year : Period::month;
}

// Every place that takes a value as it is.
std::string* text_of(std::string_view name, Question& q) {
  const std::pair<std::string_view, std::string*> places[] = {{"since", &q.filter.since},
                                                              {"until", &q.filter.until},
                                                              {"actor", &q.filter.actor},
                                                              {"recipient", &q.filter.recipient},
                                                              {"party", &q.filter.party},
                                                              {"type", &q.filter.type},
                                                              {"quad", &q.filter.quad},
                                                              {"newness", &q.filter.newness},
                                                              {"factuality", &q.filter.factuality},
                                                              {"source", &q.filter.source},
                                                              {"article", &q.filter.article},
                                                              {"unit", &q.filter.unit},
                                                              {"as_of", &q.filter.as_of},
                                                              {"after", &q.page.after},
                                                              {"date", &q.date},
                                                              {"q", &q.text},
                                                              {"pair", &q.pair}};
  for (const auto& [known, place] : places)
    if (known == name) return place;
  return nullptr;
}

std::optional<Error> wrong(std::string message) {
  return Error{ErrorCode::usage, std::move(message)};
}

std::optional<Error> read_one(const Parameter& parameter, const std::string& value, Question& out) {
  if (value.size() > longest_value)
    return Error{ErrorCode::too_large, fmt::format("{} is longer than {} bytes", parameter.name, longest_value)};
  if (parameter.type == "date" && !is_day(value))
    return wrong(fmt::format("{}: \"{}\" is not a day: write YYYY-MM-DD", parameter.name, value));
  if (!parameter.choices.empty() && !has_word(parameter.choices, value))
    return wrong(fmt::format("{}: \"{}\" is not one of {}", parameter.name, value, parameter.choices));
  if (parameter.name == "period") {
    out.period = period_of(value);
  } else if (parameter.name == "limit") {
    if (!read_number(value, out.page.limit) || out.page.limit < 1 || out.page.limit > 500)
      return wrong(fmt::format("limit: \"{}\" is not a number from 1 to 500", value));
  } else if (parameter.name == "document") {
    if (!read_number(value, out.document) || out.document < 1)
      return wrong(fmt::format("document: \"{}\" is not a number", value));
  } else if (parameter.name == "min_confidence") {
    if (!read_share(value, out.filter.min_confidence))
      return wrong(fmt::format("min_confidence: \"{}\" is not a number from 0 to 1", value));
  } else if (std::string* const place = text_of(parameter.name, out)) {
    *place = value;
  }
  return std::nullopt;
}

}  // namespace

std::span<const Parameter> all_parameters() {
  return parameters;
}

const Parameter* find_parameter(std::string_view name) {
  for (const Parameter& parameter : parameters)
    if (parameter.name == name) return &parameter;
  return nullptr;
}

bool is_day(std::string_view text) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !read_number(text.substr(0, 4), year) ||
      !read_number(text.substr(5, 2), month) || !read_number(text.substr(8, 2), day))
    return false;
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return day <= lengths[month - 1] + (month == 2 && leap ? 1 : 0);
}

std::optional<Error> read_question(const Fields& given, std::string_view taken, Question& out) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : given) {
    const Parameter* const parameter = find_parameter(name);
    if (parameter == nullptr || !has_word(taken, name))
      return wrong(fmt::format("this address has no parameter \"{}\"{}", name.substr(0, 40),
                               taken.empty() ? std::string() : fmt::format(": it takes {}", taken)));
    if (!seen.insert(parameter->name).second) return wrong(fmt::format("{} is given twice", name));
    // A form in a browser sends its empty fields too.
    if (value.empty()) continue;
    if (auto error = read_one(*parameter, value, out)) return error;
  }
  return std::nullopt;
}

}  // namespace demarche::server
