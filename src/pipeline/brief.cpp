#include "demarche/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace demarche {
namespace {

constexpr std::size_t most_sentences = 5;  // of an entry

std::string speaker_of(const ListedRecord& event) {
  for (const NamedParty& party : event.parties)
    if (party.role == "attributed")
      return party.name.empty() ? party.code : fmt::format("{} ({})", party.name, party.code);
  return {};
}

class BriefMaker {
 public:
  BriefMaker(const Archive& archive, Brief& out) : archive_(archive), out_(out) {}

  Status run(std::size_t most_entries) {
    Filter filter;
    filter.until = out_.date;
    filter.newness = "new";
    PageRequest page{"", 100};
    for (;;) {
      const auto events = list_relation_events(archive_, out_.first, out_.second, filter, page);
      if (!events) return events.error();
      for (const ListedRecord& event : events->items) {
        if (event.report.sentence.empty()) continue;  // the archive keeps no words of it
        if (!entry_for(event, most_entries)) {
          out_.complete = false;
          return {};
        }
      }
      if (events->next.empty()) return {};
      page.after = events->next;
    }
  }

 private:
  // False when this would be one entry too many: all older ones are left out.
  bool entry_for(const ListedRecord& event, std::size_t most_entries) {
    const std::string& day = event.report.day;
    auto entry = std::find_if(out_.entries.begin(), out_.entries.end(),
                              [&](const BriefEntry& e) { return e.day == day && e.type == event.type; });
    if (entry == out_.entries.end()) {
      if (out_.entries.size() == most_entries) return false;
      out_.entries.push_back({day, event.type, event.quad, event.report.title, category_of(event), {}});
      entry = std::prev(out_.entries.end());
    }
    const bool known = std::any_of(entry->sentences.begin(), entry->sentences.end(), [&](const BriefSentence& s) {
      return s.text == event.report.sentence && s.source == number_of(event);
    });
    if (known || entry->sentences.size() == most_sentences) return true;
    entry->sentences.push_back({event.id, event.report.sentence, speaker_of(event),
                                event.mode.empty() ? event.type : fmt::format("{} ({})", event.type, event.mode),
                                event.factuality, number_of(event)});
    return true;
  }

  int number_of(const ListedRecord& event) {
    const Report& report = event.report;
    const auto known = numbers_.find(report.document);
    if (known != numbers_.end()) return known->second;
    const int number = static_cast<int>(out_.sources.size()) + 1;
    numbers_[report.document] = number;
    out_.sources.push_back(
        {number, report.title, report.publisher, report.published, report.url, report.article, report.document});
    return number;
  }

  std::string category_of(const ListedRecord& event) const {
    Filter one;
    one.article = event.report.article;
    const auto articles = list_articles(archive_, one, {"", 20});
    if (!articles) return {};
    for (const ArticleSummary& article : articles->items)
      if (article.document == event.report.document) return article.category;
    return {};
  }

  const Archive& archive_;
  Brief& out_;
  std::map<std::int64_t, int> numbers_;
};

}  // namespace

Result<Brief> brief(const Archive& archive, const std::string& first, const std::string& second,
                    const BriefOptions& options) {
  if (first == second) return Error{ErrorCode::usage, fmt::format("{} twice: a brief is of two parties", first)};
  const auto sums = totals(archive);
  if (!sums) return sums.error();
  Brief out;
  out.first = first;
  out.second = second;
  out.date = options.date.empty() ? sums->last_day : options.date;
  out.vintage = sums->vintage;
  for (const auto& [code, name] : {std::pair{&out.first, &out.first_name}, std::pair{&out.second, &out.second_name}}) {
    auto found = party_name(archive, *code);
    if (!found) return found.error();
    *name = found->empty() ? *code : std::move(*found);
  }
  if (Status status = BriefMaker(archive, out).run(options.most_entries); !status) return status.error();
  return out;
}

Result<std::vector<std::string>> brief_days(const Archive& archive, const std::string& first, const std::string& second,
                                            std::size_t most) {
  Filter filter;
  filter.newness = "new";
  PageRequest page{"", 200};
  std::vector<std::string> out;
  for (;;) {
    const auto events = list_relation_events(archive, first, second, filter, page);
    if (!events) return events.error();
    for (const ListedRecord& event : events->items) {
      const std::string& day = event.report.day;
      if (day.empty() || (!out.empty() && out.back() == day)) continue;
      if (out.size() == most) return out;
      out.push_back(day);
    }
    if (events->next.empty()) return out;
    page.after = events->next;
  }
}

}  // namespace demarche
