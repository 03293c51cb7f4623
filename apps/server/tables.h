// Small pieces that pages of lists share: arrays of JSON, rows of tables, links to a relation.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "demarche/browse.h"
#include "respond.h"
#include "view/markup.h"

namespace demarche::server {

template <typename T, typename Write>
std::string array_of(const std::vector<T>& items, const Write& write) {
  std::string out = "[";
  for (const T& item : items) {
    if (out.size() > 1) out += ',';
    out += write(item);
  }
  return out + ']';
}

/// A list that has one page.
template <typename T, typename Write>
Response whole_list(const Call& call, const std::vector<T>& items, const Write& write) {
  std::vector<std::string> out;
  for (const T& item : items) out.push_back(write(item));
  return list_response(call, out, "");
}

void header_row(view::Markup& html, std::initializer_list<std::string_view> names);
void number_cell(view::Markup& html, std::uint64_t number);
std::string name_or_code(const std::string& name, const std::string& code);
/// "Russia and China", to their relation.
void dyad_link(view::Markup& html, const DyadSummary& dyad);

}  // namespace demarche::server
