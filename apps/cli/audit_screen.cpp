#include "audit_screen.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <set>

#include "output.h"
#include "relation_view.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

// Single keys while it lives; the terminal is put back whatever happens.
class Keys {
 public:
  Keys() {
    known_ = is_terminal(STDIN_FILENO) && ::tcgetattr(STDIN_FILENO, &before_) == 0;
    take_single_keys();
  }
  ~Keys() { take_lines(); }
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;

  /// Nothing at the end of the input.
  std::optional<char> next() {
    char key = 0;
    return ::read(STDIN_FILENO, &key, 1) == 1 ? std::optional(key) : std::nullopt;
  }
  /// A line, typed with echo.
  std::string line() {
    take_lines();
    std::string out;
    for (auto key = next(); key && *key != '\n'; key = next()) out += *key;
    take_single_keys();
    return out;
  }

 private:
  void take_single_keys() {
    if (!known_) return;
    termios single = before_;
    single.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    single.c_cc[VMIN] = 1;
    single.c_cc[VTIME] = 0;
    ::tcsetattr(STDIN_FILENO, TCSANOW, &single);
  }
  void take_lines() {
    if (known_) ::tcsetattr(STDIN_FILENO, TCSANOW, &before_);
  }
  termios before_{};
  bool known_ = false;
};

enum class Answer { judged, back, stop };

struct TypeKey {
  char key;
  std::string_view type;
};
constexpr TypeKey type_keys[] = {{'g', "AGREE"},     {'c', "CONSULT"},  {'s', "SUPPORT"},  {'d', "CONCEDE"},
                                 {'o', "COOPERATE"}, {'a', "AID"},      {'b', "RETREAT"},  {'r', "REQUEST"},
                                 {'k', "ACCUSE"},    {'j', "REJECT"},   {'t', "THREATEN"}, {'p', "PROTEST"},
                                 {'n', "SANCTION"},  {'m', "MOBILIZE"}, {'e', "COERCE"},   {'x', "ASSAULT"}};

class Judging {
 public:
  Judging(AuditSession& session, std::string judge) : session_(session), judge_(std::move(judge)) {
    for (const AuditVerdict& verdict : session.verdicts())
      if (verdict.judge == judge_) done_.insert(verdict.id);
  }

  Result<std::size_t> run() {
    const std::vector<AuditItem>& items = session_.items();
    say(session_.blind() ? blind_help() : event_help());
    for (std::size_t i = 0; i < items.size();) {
      if (items[i].gone || (done_.contains(items[i].id) && i != again_)) {
        ++i;
        continue;
      }
      say(fmt::format("\n{}  {}\n{}", paint_.bold(fmt::format("{} of {}", i + 1, items.size())),
                      paint_.dim(fmt::format("judge {}", judge_)), item_view(items[i], session_.blind())));
      AuditVerdict verdict;
      verdict.id = items[i].id;
      verdict.judge = judge_;
      const Answer answer = session_.blind() ? ask_types(verdict) : ask_fields(verdict);
      if (answer == Answer::stop) break;
      if (answer == Answer::back) {
        i = judged_before(i);
        again_ = i;
        continue;
      }
      again_ = items.size();
      if (Status status = session_.judge(verdict); !status) return status.error();
      if (session_.blind()) say(paint_.dim(fmt::format("   coded: {}\n", list(items[i].types))));
      done_.insert(verdict.id);
      order_.push_back(i);
      ++judged_;
      ++i;
    }
    return judged_;
  }

 private:
  static std::string list(const std::vector<std::string>& types) {
    std::string out;
    for (const std::string& type : types) (out += out.empty() ? "" : ", ") += type;
    return out.empty() ? "nothing" : out;
  }

  void say(const std::string& text) {
    if (const Status status = out_.write(text); !status) stop_ = true;
  }

  std::string event_help() const {
    return paint_.dim(
        "y right   n wrong   ? cannot tell   a all that is left is right   x no event at all   w write a note\n"
        "u back to the one before   q stop; the same command goes on here\n"
        "A date or place left empty is right when the report gives none.\n");
  }
  std::string blind_help() const {
    std::string out = "One key for each event that the sentence tells, Enter when done (at once: none):\n";
    for (std::size_t i = 0; i < std::size(type_keys); ++i)
      out += fmt::format("  {} {:<10}{}", type_keys[i].key, type_keys[i].type, i % 4 == 3 ? "\n" : "");
    return paint_.dim(out + "u back to the one before   w write a note   - take the last key back   q stop\n");
  }

  std::size_t judged_before(std::size_t i) {
    if (order_.empty()) return i;
    const std::size_t before = order_.back();
    order_.pop_back();
    --judged_;
    return before;
  }

  // Nothing when the key is not one for every question; the note is asked for and the question put again.
  std::optional<Answer> common(char key, AuditVerdict& verdict) {
    if (key == 'q' || stop_) return Answer::stop;
    if (key == 'u') return Answer::back;
    if (key == 'w') {
      say(" note: ");
      verdict.note = keys_.line();
    }
    return std::nullopt;
  }

  Answer ask_fields(AuditVerdict& verdict) {
    for (std::size_t field = 0; field < audit_fields.size();) {
      say(fmt::format("   {}? ", audit_fields[field]));
      const std::optional<char> key = keys_.next();
      if (!key) return Answer::stop;
      if (const auto answer = common(*key, verdict)) {
        say("\n");
        return *answer;
      }
      const Judged judged = *key == 'y' || *key == 'a' ? Judged::right : *key == '?' ? Judged::unclear : Judged::wrong;
      if (*key == 'a' || *key == 'x') {
        for (; field < audit_fields.size(); ++field) verdict.fields[field] = judged;
        if (*key == 'x') verdict.fields.fill(Judged::wrong);
      } else if (*key == 'y' || *key == 'n' || *key == '?') {
        verdict.fields[field++] = judged;
      } else {
        say(*key == '\n' ? "" : "\r");
        continue;
      }
      say(fmt::format("{}{}\n", *key == 'a' || *key == 'x' ? "all " : "",
                      judged_names[static_cast<std::size_t>(judged)]));
    }
    return Answer::judged;
  }

  Answer ask_types(AuditVerdict& verdict) {
    say("   tells: ");
    for (;;) {
      const std::optional<char> key = keys_.next();
      if (!key) return Answer::stop;
      if (*key == '\n' || *key == '\r') {
        say("\n");
        return Answer::judged;
      }
      if (*key == '-' && !verdict.types.empty()) {
        say(fmt::format("(not {}) ", verdict.types.back()));
        verdict.types.pop_back();
        continue;
      }
      const auto* const type =
          std::find_if(std::begin(type_keys), std::end(type_keys), [&](const TypeKey& one) { return one.key == *key; });
      if (type != std::end(type_keys)) {
        verdict.types.emplace_back(type->type);
        say(fmt::format("{} ", type->type));
      } else if (const auto answer = common(*key, verdict)) {
        say("\n");
        return *answer;
      }
    }
  }

  AuditSession& session_;
  const std::string judge_;
  const Paint paint_;
  StandardOutput out_;
  Keys keys_;
  std::set<std::string> done_;
  std::vector<std::size_t> order_;
  std::size_t again_ = static_cast<std::size_t>(-1);
  std::size_t judged_ = 0;
  bool stop_ = false;
};

}  // namespace

std::string item_view(const AuditItem& item, bool blind) {
  const Paint paint;
  const std::size_t width = std::min<std::size_t>(terminal_width(), 110);
  const RelationSentence& shown = item.shown;
  std::string out = fmt::format("   {}  {}  {}\n", item.published.empty() ? "no date" : item.published,
                                printable(shown.publisher), paint.bold(printable(shown.title)));
  if (!item.before.empty()) out += paint.dim(indented(printable(item.before), width));
  out += indented(blind ? printable(shown.sentence) : marked_sentence(shown), width);
  if (blind) return out;
  out += fmt::format("   {}  {} \u2192 {}\n", paint.bold(shown.type),
                     shown.actors.empty() ? "\u2013" : printable(shown.actors),
                     shown.recipients.empty() ? "\u2013" : printable(shown.recipients));
  out += fmt::format("   date {}{}   place {}   {}, {}{}\n", item.date.empty() ? "none" : item.date,
                     item.date_words.empty() ? "" : fmt::format(" (\"{}\")", printable(item.date_words)),
                     item.place.empty() ? "none" : printable(item.place), shown.factuality, shown.newness,
                     shown.attributed_to.empty() ? "" : ", according to " + printable(shown.attributed_to));
  return out;
}

Result<std::size_t> judge_on_screen(AuditSession& session, const std::string& judge) {
  return Judging(session, judge).run();
}

}  // namespace demarche::cli
