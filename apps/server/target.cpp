#include "target.h"

#include <algorithm>
#include <array>

namespace demarche::server {
namespace {

constexpr std::array<std::string_view, 9> forms = {"json", "csv",  "jsonl", "svg",          "txt",
                                                   "md",   "atom", "html",  "manifest.json"};

int hexadecimal(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

// Well-formed UTF-8 without control characters other than tabs and line breaks.
bool is_text(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    if (lead < 0x80) {
      if ((lead < 0x20 && lead != '\t' && lead != '\n' && lead != '\r') || lead == 0x7f) return false;
      ++i;
      continue;
    }
    const std::size_t size = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    if (size == 0 || lead > 0xf4 || i + size > bytes.size()) return false;
    for (std::size_t k = 1; k < size; ++k)
      if ((static_cast<unsigned char>(bytes[i + k]) & 0xc0) != 0x80) return false;
    const auto second = static_cast<unsigned char>(bytes[i + 1]);
    const bool overlong = (lead == 0xe0 && second < 0xa0) || (lead == 0xf0 && second < 0x90);
    const bool beyond = (lead == 0xed && second >= 0xa0) || (lead == 0xf4 && second >= 0x90);
    if (overlong || beyond) return false;
    i += size;
  }
  return true;
}

std::optional<std::string> decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hexadecimal(text[i + 1]), low = hexadecimal(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_space && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (!is_text(out)) return std::nullopt;
  return out;
}

}  // namespace

bool is_form(std::string_view ending) {
  return std::find(forms.begin(), forms.end(), ending) != forms.end();
}

std::optional<Fields> parse_fields(std::string_view encoded) {
  Fields out;
  while (!encoded.empty()) {
    const std::string_view pair = encoded.substr(0, encoded.find('&'));
    encoded.remove_prefix(std::min(pair.size() + 1, encoded.size()));
    if (pair.empty()) continue;
    const std::size_t equals = std::min(pair.find('='), pair.size());
    auto name = decoded(pair.substr(0, equals), true);
    auto value = decoded(pair.substr(std::min(equals + 1, pair.size())), true);
    if (!name || !value || name->empty()) return std::nullopt;
    out.emplace_back(std::move(*name), std::move(*value));
  }
  return out;
}

std::optional<Target> parse_target(std::string_view target) {
  if (target.empty() || target[0] != '/') return std::nullopt;
  const std::size_t question = std::min(target.find('?'), target.size());
  std::string_view path = target.substr(1, question - 1);
  Target out;
  auto parameters = parse_fields(target.substr(std::min(question + 1, target.size())));
  if (!parameters) return std::nullopt;
  out.parameters = std::move(*parameters);
  if (path.empty()) return out;
  // An ending counts only where it is written plainly: an id that ends in ".json" comes as "%2Ejson".
  const std::size_t last = path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/') + 1;
  for (std::size_t dot = path.find('.', last); dot != std::string_view::npos; dot = path.find('.', dot + 1)) {
    if (!is_form(path.substr(dot + 1))) continue;
    out.form = path.substr(dot + 1);
    path = path.substr(0, dot);
    break;
  }
  for (;;) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    auto step = decoded(path.substr(0, slash), false);
    if (!step || *step == "." || *step == "..") return std::nullopt;
    // "/.json" is the twin of "/".
    const bool whole = slash == path.size();
    if (!(whole && out.steps.empty() && step->empty())) out.steps.push_back(std::move(*step));
    if (whole) break;
    path.remove_prefix(slash + 1);
  }
  if (out.form == "html") out.form.clear();
  return out;
}

std::string cookie_value(std::string_view header, std::string_view name) {
  while (!header.empty()) {
    std::string_view pair = header.substr(0, header.find(';'));
    header.remove_prefix(std::min(pair.size() + 1, header.size()));
    while (!pair.empty() && pair.front() == ' ') pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
  }
  return {};
}

}  // namespace demarche::server
