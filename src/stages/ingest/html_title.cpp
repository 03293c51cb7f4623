#include <algorithm>
#include <array>

#include "base/text.h"
#include "stages/ingest/html_metadata.h"

namespace demarche {
namespace {

using namespace std::string_view_literals;

struct Separator {
  std::string_view sign;
  bool strong;  // hardly ever part of a headline itself
};
constexpr std::array separators = {Separator{" | ", true},
                                   Separator{" \xC2\xBB ", true},
                                   Separator{" \xC2\xAB ", true},
                                   Separator{" :: ", true},
                                   Separator{" \xC2\xB7 ", true},
                                   Separator{" \xE2\x80\xA2 ", true},
                                   Separator{" - ", false},
                                   Separator{" \xE2\x80\x93 ", false},
                                   Separator{" \xE2\x80\x94 ", false},
                                   Separator{" / ", false},
                                   Separator{"|", true}};

std::size_t count_words(std::string_view s) {
  std::size_t words = 0;
  for (const std::string_view word : split(s, ' ')) words += !word.empty();
  return words;
}

// The site's name in a title: what <meta> calls it, or letters of the host ("The Example Times" on exampletimes.org).
bool is_site_name(std::string_view part, const std::string& site, const std::string& host) {
  std::string name = squeeze(part);
  if (name.empty()) return false;
  if (!site.empty() && (name == site || (name.size() >= 3 && (site.starts_with(name) || name.starts_with(site)))))
    return true;
  if (host.size() < 3) return false;
  for (const std::string_view ending : {"com"sv, "org"sv, "net"sv, "couk"sv})
    if (name.size() > ending.size() + 2 && name.ends_with(ending) &&
        host == name.substr(0, name.size() - ending.size()))
      return true;
  if (name == host || "the" + host == name || name == "the" + host) return true;
  return name.size() >= 5 &&
         (host.find(name) != std::string::npos || (host.size() >= 5 && name.find(host) != std::string::npos));
}

struct Cut {
  std::size_t begin = std::string_view::npos;  // of the separator
  std::size_t size = 0;
  bool strong = false;
};
Cut last_separator(std::string_view title) {
  Cut best;
  for (const Separator& separator : separators) {
    const std::size_t at = title.rfind(separator.sign);
    if (at == std::string_view::npos || at == 0 || (best.size > 0 && at <= best.begin)) continue;
    best = {at, separator.sign.size(), separator.strong};
  }
  return best;
}
Cut first_separator(std::string_view title) {
  Cut best;
  for (const Separator& separator : separators) {
    const std::size_t at = title.find(separator.sign);
    if (at == std::string_view::npos || at == 0 || (best.size > 0 && at >= best.begin)) continue;
    best = {at, separator.sign.size(), separator.strong};
  }
  return best;
}

}  // namespace

std::string squeeze(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (is_ascii_alpha(c) || is_ascii_digit(c) || static_cast<unsigned char>(c) >= 0x80) out += to_ascii_lower(c);
  return out;
}

std::vector<std::string> title_parts(std::string_view title) {
  title = title.substr(0, 1000);
  std::vector<std::string> out;
  for (;;) {
    const Cut cut = first_separator(title);
    std::string part = squeeze(title.substr(0, cut.size == 0 ? title.size() : cut.begin));
    if (!part.empty()) out.push_back(std::move(part));
    if (cut.size == 0) return out;
    title.remove_prefix(cut.begin + cut.size);
  }
}

std::string clean_title(std::string_view title, std::string_view site_name, std::string_view host_name) {
  const std::string site = squeeze(site_name), host = squeeze(host_name);
  title = trim(title);
  for (int round = 0; round < 3; ++round) {
    const Cut end = last_separator(title);
    if (end.size == 0) break;
    const std::string_view head = trim(title.substr(0, end.begin)), tail = trim(title.substr(end.begin + end.size));
    const std::size_t head_words = count_words(head), tail_words = count_words(tail);
    const bool site_at_end = is_site_name(tail, site, host) && head_words >= 1;
    const bool looks_like_site = end.strong ? tail_words <= 4 && head_words >= 3 && head_words > tail_words
                                            : tail_words <= 3 && head_words >= 5 && round == 0 && site.empty();
    if (site_at_end || looks_like_site) {
      title = head;
      continue;
    }
    const Cut begin = first_separator(title);
    const std::string_view first = trim(title.substr(0, begin.begin)),
                           rest = trim(title.substr(begin.begin + begin.size));
    if (is_site_name(first, site, host) && count_words(rest) >= 2) {
      title = rest;
      continue;
    }
    break;
  }
  return std::string(title);
}

}  // namespace demarche
