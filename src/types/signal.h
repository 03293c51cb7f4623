// What a publisher says about an article beside its text: taken back, held back, corrected, not to be indexed or mined.
//
// A Signal may come with an article (a kill line in its head, a robots meta element) or alone (an Atom deleted-entry,
// an HTTP 410): then it travels as a Notice. Readers only write down what they saw; the pipeline decides what follows.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace demarche {

enum class SignalKind : std::uint8_t {
  withdrawn,  // kill line, pubStatus canceled, Atom deleted-entry, HTTP 410 or 451
  withheld,   // pubStatus withheld, a hold line, an embargo
  corrected,  // correction line, schema.org correction, a correction notice
  not_found,  // HTTP 404: the page is gone, nobody says why
  no_index,   // robots or meta noindex
  no_mining,  // TDM reservation
};
inline constexpr std::array<std::string_view, 6> signal_kind_names = {"withdrawn", "withheld", "corrected",
                                                                      "not_found", "no_index", "no_mining"};
constexpr std::string_view name_of(SignalKind kind) {
  return signal_kind_names[static_cast<std::size_t>(kind)];
}

struct Signal {
  SignalKind kind = SignalKind::corrected;
  std::string target;     // id of the article it speaks of, as in the records; "": the one it came with
  std::string address;    // address of that article; "": the one it came with
  std::string publisher;  // who says so: publisher, or host of the feed or page; only the same source is obeyed
  std::string when;       // as written, "" when not said
  std::string note;       // the line or status that says it: "KILL", "HTTP 410", "tdm-reservation: 1"
};

/// A signal without an article.
struct Notice {
  std::string origin;  // path, with line or offset
  Signal signal;
};

}  // namespace demarche
