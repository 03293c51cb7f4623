#include "relation_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "arguments.h"
#include "progress.h"
#include "terminal.h"

namespace demarche::cli {
namespace {

std::uint64_t cooperation(const RelationPoint& p) {
  return p.counts[0] + p.counts[1];
}
std::uint64_t conflict(const RelationPoint& p) {
  return p.counts[2] + p.counts[3];
}

// A bar of `value` out of `most`, in eighths of a cell.
std::string bar(std::uint64_t value, std::uint64_t most, std::size_t width) {
  static constexpr std::array<std::string_view, 8> parts = {"",       "\u258F", "\u258E", "\u258D",
                                                            "\u258C", "\u258B", "\u258A", "\u2589"};
  if (most == 0 || value == 0) return {};
  const std::uint64_t eighths = std::max<std::uint64_t>(1, value * width * 8 / most);
  std::string out;
  for (std::uint64_t i = 0; i < eighths / 8; ++i) out += "\u2588";
  return out + std::string(parts[eighths % 8]);
}

std::string filled(const std::string& text, std::size_t width) {
  const std::size_t n = cells(text);
  return n >= width ? text : text + std::string(width - n, ' ');
}

// "+12.3", "-4", "0".
std::string score(std::int64_t thousandths) {
  const std::int64_t tenths = (std::abs(thousandths) + 50) / 100;
  const char* sign = tenths == 0 ? "" : thousandths < 0 ? "-" : "+";
  return tenths % 10 == 0 ? fmt::format("{}{}", sign, tenths / 10)
                          : fmt::format("{}{}.{}", sign, tenths / 10, tenths % 10);
}

// One character a period (or a group of periods): balance of cooperation and conflict, "·" where nothing happened.
std::string sparkline(const std::vector<RelationPoint>& points, std::size_t width) {
  static constexpr std::array<std::string_view, 8> levels = {"\u2581", "\u2582", "\u2583", "\u2584",
                                                             "\u2585", "\u2586", "\u2587", "\u2588"};
  const std::size_t group = (points.size() + width - 1) / std::max<std::size_t>(1, width);
  std::vector<std::pair<std::int64_t, bool>> values;
  for (std::size_t i = 0; i < points.size(); i += group) {
    std::int64_t sum = 0;
    bool any = false;
    for (std::size_t j = i; j < std::min(points.size(), i + group); ++j) {
      sum += points[j].score_thousandths;
      any = any || points[j].events > 0;
    }
    values.emplace_back(sum, any);
  }
  std::int64_t most = 1;
  for (const auto& [value, any] : values) most = std::max(most, std::abs(value));
  std::string out;
  for (const auto& [value, any] : values)
    out += any ? levels[static_cast<std::size_t>((value + most) * 7 / (2 * most))] : std::string_view("\u00B7");
  return out;
}

class RelationTable {
 public:
  RelationTable(const Relation& relation, const Relation& months, const std::string& archive)
      : relation_(relation), months_(months), archive_(archive) {}

  std::string run() {
    std::uint64_t events = 0, articles = 0, good = 0, bad = 0, again = 0, unconfirmed = 0;
    for (const RelationPoint& p : relation_.points) {
      events += p.events;
      again += p.other_events;
      unconfirmed += p.unconfirmed_events;
      articles += p.articles;
      good += cooperation(p);
      bad += conflict(p);
      most_ = std::max({most_, cooperation(p), conflict(p)});
    }
    if (events == 0) return nothing();
    out_ += paint_.bold(fmt::format("{} and {}: {} new {} in {} to {}", relation_.first, relation_.second,
                                    with_commas(events), counted(), relation_.points.front().period,
                                    relation_.points.back().period));
    out_ += fmt::format("\n{} of cooperation, {} of conflict; {} articles in these periods\n",
                        paint_.green(with_commas(good)), paint_.red(with_commas(bad)), with_commas(articles));
    if (again + unconfirmed > 0)
      out_ += paint_.dim(fmt::format("beside them {} ongoing or told as background, {} planned, denied or alleged\n",
                                     with_commas(again), with_commas(unconfirmed)));
    out_ += '\n';
    rows();
    out_ += fmt::format("\nscore over time  {}  {}\n",
                        sparkline(months_.points, std::max<std::size_t>(20, terminal_width() - 45)),
                        paint_.dim("low: conflict, high: cooperation, \u00B7: nothing"));
    next_step();
    return std::move(out_);
  }

 private:
  std::string_view counted() const {
    if (relation_.unit == "reports") return "events by independent reports";
    if (relation_.unit == "stories") return "events by stories";
    return relation_.unit == "incidents" ? "incidents" : "events";
  }

  std::string nothing() const {
    return fmt::format(
        "No new events between {} and {} fit. demarche archive info {} shows what the archive holds;\n"
        "demarche events --archive {} --party {} shows what {} did.\n",
        relation_.first, relation_.second, archive_, archive_, relation_.first, relation_.first);
  }

  void rows() {
    const std::size_t width = std::clamp<std::size_t>((terminal_width() - 52) / 2, 6, 30);
    out_ += paint_.bold(fmt::format("{:<9} {:>6}  {:<{}}  {:>6}  {:<{}}  {:>7}  {:>8}", "period", "coop.", "", width,
                                    "confl.", "", width, "score", "articles"));
    out_ += '\n';
    for (std::size_t i = 0; i < relation_.points.size(); ++i) {
      std::size_t quiet = i;
      while (quiet < relation_.points.size() && relation_.points[quiet].events == 0) ++quiet;
      if (quiet - i >= 2) {
        gap(i, quiet);
        i = quiet - 1;
        continue;
      }
      const RelationPoint& p = relation_.points[i];
      out_ += fmt::format("{:<9} {:>6}  {}  {:>6}  {}  {:>7}  {:>8}\n", p.period, cooperation(p),
                          paint_.green(filled(bar(cooperation(p), most_, width), width)), conflict(p),
                          paint_.red(filled(bar(conflict(p), most_, width), width)), score(p.score_thousandths),
                          p.articles);
    }
  }

  // Zero events is not the same as nothing read.
  void gap(std::size_t from, std::size_t to) {
    std::uint64_t articles = 0;
    for (std::size_t i = from; i < to; ++i) articles += relation_.points[i].articles;
    out_ += paint_.dim(articles == 0 ? fmt::format("   \u22EE  {} periods without articles", to - from)
                                     : fmt::format("   \u22EE  {} periods without events, {} article{} read", to - from,
                                                   with_commas(articles), articles == 1 ? "" : "s"));
    out_ += '\n';
  }

  void next_step() {
    const auto most =
        std::max_element(months_.points.begin(), months_.points.end(),
                         [](const RelationPoint& a, const RelationPoint& b) { return a.events < b.events; });
    out_ += fmt::format("\n{} demarche relation {} {} --archive {} --open {}\n{}\n", paint_.bold("Next:"),
                        relation_.first, relation_.second, archive_, most->period,
                        paint_.dim("      the sentences behind the busiest month"));
    if (relation_.period != Period::month)
      out_ += paint_.dim("      --period month shows every month, --evidence every sentence\n");
  }

  const Relation& relation_;
  const Relation& months_;
  const std::string& archive_;
  std::uint64_t most_ = 1;
  Paint paint_;
  std::string out_;
};

enum class Role : char { none, who, whom, act };

// One role a byte; where words overlap the act is shown within the party, and whom within who.
std::vector<Role> roles_of(const RelationSentence& s) {
  std::vector<Role> roles(s.sentence.size(), Role::none);
  const auto fill = [&](std::pair<std::uint32_t, std::uint32_t> span, Role role) {
    for (std::size_t i = span.first; i < std::min<std::size_t>(span.second, roles.size()); ++i) roles[i] = role;
  };
  for (const auto& span : s.actor_spans) fill(span, Role::who);
  for (const auto& span : s.recipient_spans) fill(span, Role::whom);
  fill(s.trigger_span, Role::act);
  return roles;
}

// The sentence with its words marked: [who: ...], [act: ...], [whom: ...]; in colours on a terminal.
std::string marked(const RelationSentence& s, const Paint& paint) {
  const std::vector<Role> roles = roles_of(s);
  std::string out;
  for (std::size_t at = 0; at < roles.size();) {
    std::size_t end = at;
    while (end < roles.size() && roles[end] == roles[at]) ++end;
    std::string words = printable(std::string_view(s.sentence).substr(at, end - at));
    const Role role = roles[at];
    at = end;
    // A space between two marks belongs to neither.
    const std::string before = role != Role::none && words.starts_with(' ') ? " " : "";
    const std::string after = role != Role::none && words.size() > 1 && words.ends_with(' ') ? " " : "";
    words = words.substr(before.size(), words.size() - before.size() - after.size());
    if (role == Role::none || words.empty()) {
      out += before + words + after;
    } else if (paint.on()) {
      out += before +
             (role == Role::who   ? paint.cyan(words)
              : role == Role::act ? paint.yellow(words)
                                  : paint.magenta(words)) +
             after;
    } else {
      out += fmt::format("{}[{}: {}]{}", before,
                         role == Role::who   ? "who"
                         : role == Role::act ? "act"
                                             : "whom",
                         words, after);
    }
  }
  return out;
}

}  // namespace

std::string marked_sentence(const RelationSentence& sentence) {
  if (sentence.sentence.empty()) return "(the archive keeps no text of this article)";
  return marked(sentence, Paint());
}

std::string indented(const std::string& text, std::size_t width) {
  std::string out = "   ";
  std::size_t column = 3;
  bool escape = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\033') escape = true;
    if (!escape && c == ' ') {  // does the next word still fit?
      std::size_t word = 0;
      bool hidden = false;
      for (std::size_t j = i + 1; j < text.size() && text[j] != ' '; ++j) {
        if (text[j] == '\033') hidden = true;
        if (!hidden && (static_cast<unsigned char>(text[j]) & 0xC0) != 0x80) ++word;
        if (hidden && text[j] == 'm') hidden = false;
      }
      if (column + 1 + word > width) {
        out += "\n   ";
        column = 3;
        continue;
      }
    }
    out += c;
    if (escape) {
      if (c == 'm') escape = false;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      ++column;
    }
  }
  return out + '\n';
}

namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

int days_in(int year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

std::string day_text(int year, int month, int day) {
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

// Monday of ISO week 1 is the Monday of the week that holds 4 January.
std::optional<std::pair<std::string, std::string>> week_days(int year, int week) {
  if (week < 1 || week > 53) return std::nullopt;
  int weekday = 0;  // of 4 January, Monday 0 (Sakamoto)
  {
    const int y = year - 1;
    weekday = (y + y / 4 - y / 100 + y / 400 + 0 + 4 + 6) % 7;
  }
  int month = 1, day = 4 - weekday + (week - 1) * 7, of_year = year;
  const auto normalise = [&] {
    while (day < 1) {
      if (--month < 1) month = 12, --of_year;
      day += days_in(of_year, month);
    }
    while (day > days_in(of_year, month)) {
      day -= days_in(of_year, month);
      if (++month > 12) month = 1, ++of_year;
    }
  };
  normalise();
  const std::string first = day_text(of_year, month, day);
  day += 6;
  normalise();
  return std::pair{first, day_text(of_year, month, day)};
}

}  // namespace

std::optional<std::pair<std::string, std::string>> days_of_period(std::string_view period) {
  if (is_day(period)) return std::pair{std::string(period), std::string(period)};
  const auto year = digits(period.substr(0, 4));
  if (!year || *year < 1 || period.size() < 4) return std::nullopt;
  const std::string_view rest = period.substr(4);
  if (rest.empty()) return std::pair{day_text(*year, 1, 1), day_text(*year, 12, 31)};
  if (rest.starts_with("-W") && rest.size() == 4) {
    const auto week = digits(rest.substr(2));
    return week ? week_days(*year, *week) : std::nullopt;
  }
  if (rest.starts_with("-Q") && rest.size() == 3 && rest[2] >= '1' && rest[2] <= '4') {
    const int last = (rest[2] - '0') * 3;
    return std::pair{day_text(*year, last - 2, 1), day_text(*year, last, days_in(*year, last))};
  }
  if (rest.size() == 3 && rest[0] == '-') {
    const auto month = digits(rest.substr(1));
    if (month && *month >= 1 && *month <= 12)
      return std::pair{day_text(*year, *month, 1), day_text(*year, *month, days_in(*year, *month))};
  }
  return std::nullopt;
}

std::string relation_table(const Relation& relation, const Relation& months, const std::string& archive_path) {
  return RelationTable(relation, months, archive_path).run();
}

std::string evidence_view(const std::vector<RelationSentence>& sentences, const std::string& what) {
  const Paint paint;
  std::string out = paint.bold(fmt::format("{} sentence{} behind {}", with_commas(sentences.size()),
                                           sentences.size() == 1 ? "" : "s", what)) +
                    '\n';
  if (paint.on()) out += fmt::format("{} {} {}\n", paint.cyan("who"), paint.yellow("act"), paint.magenta("whom"));
  std::size_t number = 0;
  for (const RelationSentence& s : sentences) {
    out += fmt::format("\n{:>2} {} {}  {} \u2192 {}", ++number, s.day.empty() ? "undated" : s.day, paint.bold(s.type),
                       printable(s.actors), s.recipients.empty() ? "\u2013" : printable(s.recipients));
    if (s.factuality != "actual") out += fmt::format("  ({})", s.factuality);
    if (!s.attributed_to.empty()) out += fmt::format("  according to {}", printable(s.attributed_to));
    out += '\n' + indented(marked(s, paint), std::min<std::size_t>(terminal_width(), 110));
    std::string source = s.publisher;
    for (const std::string* part : {&s.title, &s.article})
      if (!part->empty()) source += (source.empty() ? "" : " | ") + *part;
    out += "   " + paint.dim(printable(source)) + '\n';
  }
  if (!sentences.empty())
    out += fmt::format("\n{} demarche explain {} --archive FILE\n", paint.bold("Next:"), sentences.front().event_id);
  return out;
}

}  // namespace demarche::cli
