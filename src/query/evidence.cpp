#include <fmt/format.h>

#include "base/day.h"
#include "base/utf8.h"
#include "query/dyad_select.h"
#include "query/relation.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;
using Offsets = std::pair<std::uint32_t, std::uint32_t>;

// A sentence cut out of its text, and offsets of the text (code points) as bytes within it.
class SentenceView {
 public:
  SentenceView(std::string_view text, std::int64_t begin, std::int64_t end) : begin_(begin), end_(end) {
    const std::uint32_t from = byte_of_code_point(text, static_cast<std::uint32_t>(begin));
    const std::uint32_t to = byte_of_code_point(text, static_cast<std::uint32_t>(end));
    bytes_ = text.substr(from, to - from);
  }
  std::string_view bytes() const { return bytes_; }
  bool holds(std::int64_t begin, std::int64_t end) const { return begin >= begin_ && begin <= end && end <= end_; }
  Offsets of(std::int64_t begin, std::int64_t end) const {
    return {byte_of_code_point(bytes_, static_cast<std::uint32_t>(begin - begin_)),
            byte_of_code_point(bytes_, static_cast<std::uint32_t>(end - begin_))};
  }

 private:
  std::int64_t begin_;
  std::int64_t end_;
  std::string_view bytes_;
};

std::string select_sql(const DyadSelect& dyad) {
  return fmt::format(
      "SELECT m.id, m.record_id, p.day, m.type, m.factuality, m.newness, m.quad, m.trigger_begin, m.trigger_end, "
      "t.begin_at, t.end_at, t.section, d.article, s.name, v.title, v.text "
      "FROM event_dyad p CROSS JOIN event_mention m ON m.id = p.event_id "
      "JOIN version v ON v.id = m.version_id JOIN document d ON d.id = v.document_id "
      "JOIN source s ON s.id = d.source_id JOIN sentence t ON t.id = m.sentence_id "
      "WHERE p.first = ? AND p.second = ?{} ORDER BY p.day DESC, m.newness <> 'new', m.factuality <> 'actual', "
      "v.document_id DESC, m.position LIMIT ?",
      dyad.conditions.sql);
}

Status add_parties(Statement& parties, const SentenceView& sentence, RelationSentence& out) {
  for (;;) {
    const Result<bool> row = parties.step();
    if (!row) return row.error();
    if (!*row) return {};
    const std::string_view role = parties.text(0), code = parties.text(1), name = parties.text(2);
    if (role == "attributed") {
      out.attributed_to = name.empty() ? std::string(code) : fmt::format("{} {}", code, name);
      continue;
    }
    const bool actor = role == "actor";
    std::string& codes = actor ? out.actors : out.recipients;
    codes += codes.empty() ? "" : ", ";
    codes += code;
    if (!parties.is_null(3) && sentence.holds(parties.integer(3), parties.integer(4)))
      (actor ? out.actor_spans : out.recipient_spans).push_back(sentence.of(parties.integer(3), parties.integer(4)));
  }
}

}  // namespace

Result<std::vector<RelationSentence>> evidence(const Database& archive, const std::string& first,
                                               const std::string& second, const Filter& filter) {
  const auto dyad = dyad_select(first, second, filter);
  if (!dyad) return dyad.error();
  store::Snapshot snapshot(archive);
  if (Status status = snapshot.begin(); !status) return status.error();
  auto rows = archive.prepare(select_sql(*dyad));
  if (!rows) return rows.error();
  auto parties = archive.prepare(
      "SELECT role, code, name, mention_begin, mention_end FROM event_party WHERE event_id = ?1 ORDER BY role, "
      "position");
  if (!parties) return parties.error();
  rows->bind(1, dyad->first).bind(2, dyad->second);
  bind(*rows, 3, dyad->conditions.values);
  const std::int64_t limit = filter.limit == 0 ? -1 : static_cast<std::int64_t>(filter.limit);
  rows->bind(static_cast<int>(3 + dyad->conditions.values.size()), limit);
  std::vector<RelationSentence> out;
  for (;;) {
    const Result<bool> row = rows->step();
    if (!row) return row.error();
    if (!*row) return out;
    RelationSentence one;
    one.event_id = rows->text(1);
    if (const auto day = rows->integer_or_null(2)) one.day = Day(static_cast<std::int32_t>(*day)).iso();
    one.type = rows->text(3);
    one.factuality = rows->text(4);
    one.newness = rows->text(5);
    one.quad = quad_names[static_cast<std::size_t>(rows->integer(6) - 1)];
    one.article = rows->text(12);
    one.publisher = rows->text(13);
    one.title = rows->text(14);
    const SentenceView sentence(rows->text(rows->text(11) == "title" ? 14 : 15), rows->integer(9), rows->integer(10));
    one.sentence = sentence.bytes();
    if (sentence.holds(rows->integer(7), rows->integer(8)))
      one.trigger_span = sentence.of(rows->integer(7), rows->integer(8));
    parties->bind(1, rows->integer(0));
    if (Status status = add_parties(*parties, sentence, one); !status) return status.error();
    out.push_back(std::move(one));
  }
}

}  // namespace demarche::query
