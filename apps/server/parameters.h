// Parameters of addresses: one table that the parser, the reference page and the OpenAPI document are made from.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "demarche/browse.h"
#include "http.h"

namespace demarche::server {

struct Parameter {
  std::string_view name;
  std::string_view type;     // "string", "integer", "number", "date"
  std::string_view choices;  // "week month quarter year": one of these; "" for any
  std::string_view what;
};
std::span<const Parameter> all_parameters();
const Parameter* find_parameter(std::string_view name);

/// What a request asks, out of its parameters.
struct Question {
  Filter filter;
  PageRequest page;
  Period period = Period::month;
  std::string date;
  std::string text;  // q
  std::string pair;
  std::int64_t document = 0;  // 0: any
};

/// Reads the parameters that `taken` names (separated by spaces); gives what is wrong, or nothing.
std::optional<Error> read_question(const Fields& parameters, std::string_view taken, Question& out);

bool is_day(std::string_view text);

}  // namespace demarche::server
