#include "stages/segment/address.h"

#include <algorithm>

#include "base/limits.h"
#include "base/text.h"
#include "stages/segment/lexicon.h"

namespace demarche::segmenting {
namespace {

bool in_name(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || c == '-' || c == '_' || c == '~';
}

bool in_address(char c) {
  return is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80 ||
         std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(c) != std::string_view::npos;
}

// The end of an address without the punctuation of the sentence around it.
std::uint32_t trimmed(std::string_view text, std::uint32_t at, std::uint32_t end) {
  const bool has_open = text.substr(at, end - at).find('(') != std::string_view::npos;
  while (end > at) {
    const char c = text[end - 1];
    if (std::string_view(".,;:!?'\"]}*").find(c) != std::string_view::npos || (c == ')' && !has_open)) {
      --end;
    } else {
      break;
    }
  }
  return end;
}

std::uint32_t address_run(std::string_view text, std::uint32_t at, std::uint32_t end) {
  std::uint32_t to = at;
  while (to < end && in_address(text[to])) ++to;
  return to;
}

bool starts_with_scheme(std::string_view s) {
  for (const std::string_view scheme : {"http:", "https:", "ftp:", "mailto:", "www."}) {
    if (s.size() > scheme.size() + 1 && equals_ignoring_case(s.substr(0, scheme.size()), scheme)) return true;
  }
  return false;
}

// Labels joined by dots; how many and whether they look like a host or file name.
struct Labels {
  std::uint32_t end = 0;
  std::uint32_t last = 0;  // where the last label starts
  int dots = 0;
  bool all_lower = true;
};

Labels labels_at(std::string_view text, std::uint32_t at, std::uint32_t end) {
  Labels found{at, at, 0, true};
  std::uint32_t i = at;
  const std::uint32_t limit = std::min(end, at + limits::token_bytes);
  while (i < limit) {
    if (in_name(text[i])) {
      if (!is_ascii_lower(text[i]) && text[i] != '-') found.all_lower = false;
      ++i;
    } else if (text[i] == '.' && i > at && i + 1 < limit && in_name(text[i + 1]) && text[i - 1] != '.') {
      ++found.dots;
      found.last = ++i;
    } else {
      break;
    }
  }
  while (i > at && (text[i - 1] == '-' || text[i - 1] == '_')) --i;
  found.end = i;
  return found;
}

bool shortest_label_at_least_two(std::string_view name) {
  for (const std::string_view label : split(name, '.')) {
    if (label.size() < 2) return false;
  }
  return true;
}

}  // namespace

AddressScan scan_address(std::string_view text, std::uint32_t at, std::uint32_t end) {
  const std::string_view rest = text.substr(at, end - at);
  if (starts_with_scheme(rest)) {
    const std::uint32_t to = trimmed(text, at, address_run(text, at, end));
    if (to > at + 5) return {to, to};
  }
  if (!in_name(text[at])) return {at, at + 1};
  // somebody@host: the part before the at sign may hold runs of dots ("name...@host").
  const std::uint32_t limit = std::min(end, at + limits::token_bytes);
  std::uint32_t i = at;
  while (i < limit && (in_name(text[i]) || text[i] == '.' || text[i] == '+' || text[i] == '%')) ++i;
  if (i < limit && text[i] == '@' && i + 1 < limit && in_name(text[i + 1])) {
    const Labels host = labels_at(text, i + 1, end);
    return {std::max(host.end, i + 2), host.end};
  }
  const std::uint32_t scanned = i;
  const Labels name = labels_at(text, at, end);
  if (name.dots > 0 && name.end > name.last) {
    const std::string_view last = text.substr(name.last, name.end - name.last);
    const bool known_end = (listed(last) & address_end) != 0;
    const std::string_view whole = text.substr(at, name.end - at);
    const bool group = name.dots >= 2 && name.all_lower && shortest_label_at_least_two(whole);
    if ((known_end && name.last - at > 2) || group) {
      if (name.end < end && text[name.end] == '/') {
        return {trimmed(text, at, address_run(text, at, end)), name.end};
      }
      return {name.end, name.end};
    }
  }
  // Every start within the run just scanned would end the same way, except after a dot or hyphen, which begin names
  // anew.
  std::uint32_t next = at + 1;
  while (next < scanned && in_name(text[next])) ++next;
  if (scanned - at > 64) next = scanned;  // keeps hostile runs of dots linear
  return {at, std::max(next, at + 1)};
}

}  // namespace demarche::segmenting
