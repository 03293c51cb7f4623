#include "stages/ingest/wire_lines.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace demarche {
namespace {

constexpr std::size_t lines_read = 6;
constexpr std::size_t longest_line = 200;

struct Keyword {
  std::string_view words;
  SignalKind kind;
};
// The longest first. AP: "kill is mandatory"; withdrawals, holds and correctives in the agencies' style books.
constexpr std::array keywords = {
    Keyword{"MANDATORY KILL", SignalKind::withdrawn},
    Keyword{"BULLETIN KILL", SignalKind::withdrawn},
    Keyword{"STORY KILL", SignalKind::withdrawn},
    Keyword{"KILL", SignalKind::withdrawn},
    Keyword{"STORY WITHDRAWN", SignalKind::withdrawn},
    Keyword{"WITHDRAWAL NOTICE", SignalKind::withdrawn},
    Keyword{"WITHDRAWN", SignalKind::withdrawn},
    Keyword{"RETRACTION", SignalKind::withdrawn},
    Keyword{"HOLD FOR RELEASE", SignalKind::withheld},
    Keyword{"STORY HOLD", SignalKind::withheld},
    Keyword{"HOLD", SignalKind::withheld},
    Keyword{"CORRECTION", SignalKind::corrected},
    Keyword{"CORRECTIVE", SignalKind::corrected},
    Keyword{"CORRECTED", SignalKind::corrected},
    Keyword{"CORRECTS", SignalKind::corrected},
};
// What may stand before the word itself.
constexpr std::array<std::string_view, 6> openers = {"ATTENTION EDITORS", "EDITORS' NOTE", "EDITORS NOTE",
                                                     "ADVISORY",          "BULLETIN",      "EDS"};

// Punctuation between the parts of such a line.
std::string_view without_marks(std::string_view line) {
  while (!line.empty() &&
         (is_ascii_space(line[0]) || std::string_view("(:-*[/.!").find(line[0]) != std::string_view::npos))
    line.remove_prefix(1);
  return line;
}

bool begins(std::string_view line, std::string_view words) {
  return line.starts_with(words) && (line.size() == words.size() || !is_ascii_alpha(line[words.size()]));
}

// "KILL: harbour-talks - sent in error" -> "harbour-talks": one word that can be an id.
std::string target_of(std::string_view rest) {
  rest = without_marks(rest);
  std::size_t end = 0;
  while (end < rest.size() && !is_ascii_space(rest[end]) && rest[end] != ',' && rest[end] != ')') ++end;
  const std::string_view word = rest.substr(0, end);
  const bool is_id =
      word.size() >= 3 && word.size() <= 120 && word.find_first_of("0123456789-_/") != std::string_view::npos;
  return is_id ? std::string(word) : std::string();
}

// A keyword ends in a mark, or the line holds nothing else in small letters: "KILL the lights" is no kill.
bool stands_alone(std::string_view rest, bool in_brackets) {
  if (in_brackets) return true;
  const std::string_view next = trim(rest);
  if (next.empty()) return true;
  if (std::string_view(":-.(!/").find(next[0]) != std::string_view::npos) return true;
  const std::string_view after = next.substr(target_of(rest).size());  // an id may be in small letters
  return std::none_of(after.begin(), after.end(), is_ascii_lower);
}

void read_line(std::string_view line, Document& document) {
  line = trim(line);
  if (line.empty() || line.size() > longest_line) return;
  const bool in_brackets = line[0] == '(' || line[0] == '[';
  line = without_marks(line);
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view opener : openers)
      if (begins(line, opener)) {
        line = without_marks(line.substr(opener.size()));
        more = true;
      }
  }
  for (const Keyword& keyword : keywords) {
    if (!begins(line, keyword.words)) continue;
    const std::string_view rest = line.substr(keyword.words.size());
    // In brackets stands what was corrected; a kill names the report.
    if (!stands_alone(rest, in_brackets && keyword.kind == SignalKind::corrected)) return;
    Signal signal;
    signal.kind = keyword.kind;
    signal.note = keyword.words;
    signal.publisher = document.publisher;
    signal.target = target_of(rest);
    if (signal.target.find("://") != std::string::npos) signal.address = signal.target;
    document.signals.push_back(std::move(signal));
    return;
  }
}

}  // namespace

void read_wire_lines(Document& document) {
  const std::size_t before = document.signals.size();
  read_line(document.title, document);
  std::string_view text = document.text;
  for (std::size_t n = 0; n < lines_read && !text.empty() && document.signals.size() == before; ++n) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    read_line(text.substr(0, end), document);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace demarche
