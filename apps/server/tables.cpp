#include "tables.h"

#include <fmt/format.h>

namespace demarche::server {

using view::Markup;
using view::percent_encoded;

void header_row(Markup& html, std::initializer_list<std::string_view> names) {
  const auto head = html.in("thead");
  const auto row = html.in("tr");
  for (const std::string_view name : names) html.element("th", {{"scope", "col"}}, name);
}

void number_cell(Markup& html, std::uint64_t number) {
  html.element("td", {{"class", "number"}}, std::to_string(number));
}

std::string name_or_code(const std::string& name, const std::string& code) {
  return name.empty() ? code : name;
}

void dyad_link(Markup& html, const DyadSummary& dyad) {
  html.link(
      fmt::format("/relation/{}/{}", percent_encoded(dyad.first), percent_encoded(dyad.second)),
      fmt::format("{} and {}", name_or_code(dyad.first_name, dyad.first), name_or_code(dyad.second_name, dyad.second)));
}

}  // namespace demarche::server
