#include "query/audit.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <queue>

#include "base/day.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "query/filter.h"
#include "query/row_day.h"
#include "query/sentence_row.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

constexpr std::size_t context_bytes = 400;

// The lowest of the hashes seen so far, at most `capacity` of them.
class LowestHashes {
 public:
  explicit LowestHashes(std::size_t capacity) : capacity_(capacity) {}
  void add(std::uint64_t hash, std::string_view id) {
    if (heap_.size() == capacity_ && hash >= heap_.top().first) return;
    heap_.emplace(hash, id);
    if (heap_.size() > capacity_) heap_.pop();
  }
  std::vector<std::string> take(std::size_t count) {
    while (heap_.size() > count) heap_.pop();
    std::vector<std::string> out;
    for (; !heap_.empty(); heap_.pop()) out.push_back(heap_.top().second);
    return out;
  }

 private:
  std::size_t capacity_;
  std::priority_queue<std::pair<std::uint64_t, std::string>> heap_;
};

void mix(std::vector<std::string>& ids, std::uint64_t seed) {
  std::sort(ids.begin(), ids.end(), [&](const std::string& a, const std::string& b) {
    const std::uint64_t x = hash64(a, ~seed), y = hash64(b, ~seed);
    return x != y ? x < y : a < b;
  });
}

// The end of a text, from a space on, at most so many bytes.
std::string_view end_of(std::string_view text) {
  if (text.size() <= context_bytes) return text;
  text.remove_prefix(text.size() - context_bytes);
  const std::size_t space = text.find(' ');
  return space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
}

std::string interval_text(std::int64_t start, std::int64_t end) {
  const std::string first = Day(static_cast<std::int32_t>(start)).iso();
  return start == end ? first : fmt::format("{} to {}", first, Day(static_cast<std::int32_t>(end)).iso());
}

struct DrawnText {
  std::uint64_t hash = 0;
  std::int64_t version = 0;
  std::int64_t length = 0;
  std::string name;  // article#version
};

Result<std::vector<DrawnText>> texts_in_order(const Database& archive, const AuditOptions& options) {
  Conditions conditions;
  const auto days = day_range(options.filter);
  if (!days) return days.error();
  if (!options.filter.since.empty()) conditions.add("v.published >= ?", days->first);
  if (!options.filter.until.empty()) conditions.add("v.published <= ?", days->second);
  if (!options.filter.article.empty()) conditions.add("d.article = ?", options.filter.article);
  auto select = archive.prepare(
      "SELECT v.id, length(v.text), d.article, substr(v.hash, 1, 12) FROM version v JOIN document d ON d.id = "
      "v.document_id WHERE v.current = 1 AND v.text <> ''" +
      conditions.sql);
  if (!select) return select.error();
  query::bind(*select, 1, conditions.values);
  std::vector<DrawnText> out;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) break;
    DrawnText text{0, select->integer(0), select->integer(1), fmt::format("{}#{}", select->text(2), select->text(3))};
    text.hash = hash64(text.name, options.seed);
    out.push_back(std::move(text));
  }
  std::sort(out.begin(), out.end(), [](const DrawnText& a, const DrawnText& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.name < b.name;
  });
  return out;
}

}  // namespace

std::vector<std::uint64_t> allocate(const std::vector<std::uint64_t>& populations, std::uint64_t size) {
  std::vector<std::uint64_t> out(populations.size(), 0);
  std::uint64_t all = 0, filled = 0, strata = 0;
  for (std::uint64_t n : populations) all += n, strata += n > 0;
  if (strata == 0) return out;
  const std::uint64_t least = size / (4 * strata);
  for (std::size_t i = 0; i < out.size(); ++i) filled += out[i] = std::min(populations[i], least);
  // One more at a time to the stratum that lacks most of its share: size is a few hundred.
  while (filled < std::min(size, all)) {
    std::size_t neediest = out.size();
    for (std::size_t i = 0; i < out.size(); ++i) {
      if (out[i] >= populations[i]) continue;
      if (neediest == out.size() || populations[i] * (out[neediest] + 1) > populations[neediest] * (out[i] + 1))
        neediest = i;
    }
    ++out[neediest];
    ++filled;
  }
  return out;
}

Result<AuditDraw> draw_events(const Database& archive, const AuditOptions& options) {
  auto conditions = event_conditions(options.filter);
  if (!conditions) return conditions.error();
  if (!options.filter.article.empty()) conditions->add("d.article = ?", options.filter.article);
  auto select = archive.prepare(
      "SELECT m.record_id, m.type FROM event_mention m JOIN version v ON v.id = m.version_id JOIN document d ON d.id = "
      "v.document_id WHERE v.current = 1" +
      conditions->sql);
  if (!select) return select.error();
  query::bind(*select, 1, conditions->values);
  std::map<std::string, std::pair<std::uint64_t, LowestHashes>, std::less<>> types;
  for (;;) {
    const Result<bool> row = select->step();
    if (!row) return row.error();
    if (!*row) break;
    auto at = types.find(select->text(1));
    if (at == types.end())
      at = types.emplace(std::string(select->text(1)), std::pair{std::uint64_t{0}, LowestHashes(options.size)}).first;
    ++at->second.first;
    at->second.second.add(hash64(select->text(0), options.seed), select->text(0));
  }
  AuditDraw out;
  std::vector<std::uint64_t> populations;
  for (const auto& [type, stratum] : types) populations.push_back(stratum.first);
  const std::vector<std::uint64_t> counts = allocate(populations, options.size);
  std::size_t i = 0;
  for (auto& [type, stratum] : types) {
    out.strata.push_back({type, stratum.first, counts[i]});
    for (std::string& id : stratum.second.take(counts[i])) out.ids.push_back(std::move(id));
    ++i;
  }
  mix(out.ids, options.seed);
  return out;
}

Result<AuditDraw> draw_sentences(const Database& archive, const AuditOptions& options, const CutSentences& cut) {
  const auto texts = texts_in_order(archive, options);
  if (!texts) return texts.error();
  std::uint64_t total = 0;
  for (const DrawnText& text : *texts) total += static_cast<std::uint64_t>(text.length);
  AuditDraw out;
  if (total == 0 || options.size == 0) return out;
  auto select = archive.prepare("SELECT text FROM version WHERE id = ?1");
  if (!select) return select.error();
  const std::uint64_t step = std::max<std::uint64_t>(1, total / options.size);
  std::uint64_t next = hash64("start", options.seed) % step, before = 0;
  for (const DrawnText& text : *texts) {
    const auto length = static_cast<std::uint64_t>(text.length);
    if (next < before + length) {
      select->bind(1, text.version);
      const Result<bool> row = select->step();
      if (!row) return row.error();
      const std::string body(select->text(0));
      select->reset();
      const std::vector<Span> sentences = cut(body);
      const CodePoints points(body);
      std::string last;
      for (; next < before + length; next += step) {
        if (sentences.empty()) continue;
        const Span span = points.of(sentences[(next - before) * sentences.size() / length]);
        std::string id = fmt::format("{}:text:{}-{}", text.name, span.begin, span.end);
        if (id != last) out.ids.push_back(id);
        last = std::move(id);
      }
    }
    before += length;
  }
  out.strata.push_back({"sentences", 0, out.ids.size()});
  mix(out.ids, options.seed);
  return out;
}

Result<ReadItem> read_event_item(const Database& archive, const std::string& id) {
  auto select = archive.prepare(fmt::format(
      "SELECT {}, v.published, m.day_start, m.day_end, r.json FROM event_mention m {} JOIN event_record r ON "
      "r.event_id = m.id WHERE m.record_id = ?1 AND v.current = 1",
      sentence_columns("m.series_day"), sentence_joins));
  if (!select) return select.error();
  auto parties = prepare_parties(archive);
  if (!parties) return parties.error();
  select->bind(1, id);
  const Result<bool> row = select->step();
  if (!row) return row.error();
  ReadItem out;
  out.item.id = id;
  out.item.gone = !*row;
  if (!*row) return out;
  auto shown = read_sentence(*select, *parties);
  if (!shown) return shown.error();
  out.item.shown = std::move(shown).value();
  out.item.stratum = out.item.shown.type;
  const int next = sentence_column_count;
  out.item.published = row_day(*select, next);
  if (!select->is_null(next + 1)) out.item.date = interval_text(select->integer(next + 1), select->integer(next + 2));
  if (select->text(11) == "text") {
    const std::string_view text = select->text(15);
    out.item.before = end_of(text.substr(0, byte_of_code_point(text, static_cast<std::uint32_t>(select->integer(9)))));
  }
  out.json = select->text(next + 3);
  return out;
}

Result<ReadItem> read_sentence_item(const Database& archive, const std::string& id) {
  ReadItem out;
  out.item.id = id;
  out.item.stratum = "sentences";
  out.item.gone = true;
  // article#version:text:begin-end, read from the end: an article's id may hold anything
  const std::size_t at = id.rfind(":text:"), hash = id.rfind('#', at), dash = id.rfind('-');
  if (at == std::string::npos || hash == std::string::npos || dash == std::string::npos || dash < at) return out;
  const std::int64_t begin = std::atoll(id.c_str() + at + 6), end = std::atoll(id.c_str() + dash + 1);
  auto select = archive.prepare(
      "SELECT v.id, d.article, s.name, v.title, v.published, v.text FROM document d JOIN version v ON v.document_id = "
      "d.id AND v.current = 1 JOIN source s ON s.id = d.source_id WHERE d.article = ?1 AND substr(v.hash, 1, 12) = ?2");
  if (!select) return select.error();
  select->bind(1, id.substr(0, hash)).bind(2, id.substr(hash + 1, at - hash - 1));
  const Result<bool> row = select->step();
  if (!row) return row.error();
  if (!*row || begin < 0 || end < begin) return out;
  const std::string_view text = select->text(5);
  const std::uint32_t from = byte_of_code_point(text, static_cast<std::uint32_t>(begin));
  const std::uint32_t to = byte_of_code_point(text, static_cast<std::uint32_t>(end));
  out.item.gone = false;
  out.item.shown.article = select->text(1);
  out.item.shown.publisher = select->text(2);
  out.item.shown.title = select->text(3);
  out.item.shown.sentence = text.substr(from, to - from);
  out.item.before = end_of(text.substr(0, from));
  out.item.published = row_day(*select, 4);
  auto types = archive.prepare(
      "SELECT m.type FROM event_mention m JOIN sentence t ON t.id = m.sentence_id WHERE m.version_id = ?1 AND "
      "t.section "
      "= 'text' AND m.trigger_begin >= ?2 AND m.trigger_end <= ?3 ORDER BY m.position");
  if (!types) return types.error();
  types->bind(1, select->integer(0)).bind(2, begin).bind(3, end);
  for (;;) {
    const Result<bool> more = types->step();
    if (!more) return more.error();
    if (!*more) return out;
    out.item.types.emplace_back(types->text(0));
  }
}

}  // namespace demarche::query
