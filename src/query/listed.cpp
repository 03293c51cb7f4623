#include "query/listed.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/day.h"
#include "base/utf8.h"
#include "query/row_day.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

std::uint32_t byte_at(std::string_view text, std::int64_t code_point) {
  return byte_of_code_point(text, static_cast<std::uint32_t>(code_point));
}

// The columns that events and statements share, then each its own from column 15 on.
constexpr const char* common =
    "SELECT r.json, m.record_id, d.id, d.article, v.title, s.name, v.url, v.published, t.section, t.begin_at, "
    "t.end_at, x.text, v.counted, m.rule, ";

}  // namespace

Result<RecordDetails> RecordDetails::make(const Database& archive, bool events) {
  RecordDetails out;
  out.events_ = events;
  const std::string_view name = events ? "event" : "statement";
  auto row = archive.prepare(fmt::format(
      "{}{} FROM {}_mention m JOIN {}_record r ON r.{}_id = m.id JOIN version v ON v.id = m.version_id JOIN version x "
      "ON "
      "x.id = ifnull(v.text_in, v.id) "
      "JOIN document d ON d.id = v.document_id JOIN source s ON s.id = d.source_id "
      "JOIN sentence t ON t.id = m.sentence_id WHERE m.id = ?1",
      common,
      events ? "m.series_day, m.trigger_begin, m.trigger_end, m.type, m.mode, m.quad, m.newness, m.factuality, "
               "m.certainty, m.day_start, m.day_end, m.confidence, m.statement_record_id"
             : "v.published, m.cue_begin, m.cue_end, m.content_begin, m.content_end, m.direct",
      name, name, name));
  if (!row) return row.error();
  auto parties = archive.prepare(fmt::format(
      "SELECT role, code, name, mention_begin, mention_end FROM {0}_party WHERE {0}_id = ?1 ORDER BY role, position",
      name));
  if (!parties) return parties.error();
  out.row_ = std::move(row).value();
  out.parties_ = std::move(parties).value();
  return out;
}

Result<ListedRecord> RecordDetails::read(std::int64_t mention) {
  row_.bind(1, mention);
  const Result<bool> found = row_.step();
  if (!found) return found.error();
  if (!*found) return Error{ErrorCode::corrupt, fmt::format("record {} of the archive has no text", mention)};
  ListedRecord out;
  out.kind = events_ ? "event" : "statement";
  out.json = row_.text(0);
  out.id = row_.text(1);
  Report& report = out.report;
  report.document = row_.integer(2);
  report.article = row_.text(3);
  report.title = row_.text(4);
  report.publisher = row_.text(5);
  report.url = row_.text(6);
  report.published = row_day(row_, 7);
  report.section = row_.text(8);
  sentence_begin_ = row_.integer(9);
  sentence_end_ = row_.integer(10);
  const std::string_view text = row_.text(report.section == "title" ? 4 : 11);
  const std::uint32_t begin = byte_at(text, sentence_begin_), end = byte_at(text, sentence_end_);
  report.sentence = text.substr(begin, end - begin);
  report.counted = row_.integer(12) != 0;
  out.rule = row_.text(13);
  report.day = row_day(row_, 14);
  if (events_) {
    read_event(out);
    add_mark("trigger", 15, out);
  } else {
    read_statement(out);
    if (!row_.is_null(15)) add_mark("cue", 15, out);
    add_mark("content", 17, out);
  }
  Status status = read_parties(mention, out);
  row_.reset();
  if (!status) return status.error();
  std::stable_sort(report.marks.begin(), report.marks.end(),
                   [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
  return out;
}

void RecordDetails::read_event(ListedRecord& out) const {
  out.type = row_.text(17);
  out.mode = row_.text(18);
  out.quad = quad_names[static_cast<std::size_t>(row_.integer(19) - 1)];
  out.newness = row_.text(20);
  out.factuality = row_.text(21);
  out.certainty = row_.text(22);
  out.date_start = row_day(row_, 23);
  out.date_end = row_day(row_, 24);
  out.confidence = static_cast<int>(row_.integer(25));
  out.statement = row_.text(26);
}

void RecordDetails::read_statement(ListedRecord& out) const {
  const std::string_view text = row_.text(out.report.section == "title" ? 4 : 11);
  const std::uint32_t begin = byte_at(text, row_.integer(17)), end = byte_at(text, row_.integer(18));
  out.content = text.substr(begin, end - begin);
  out.direct = row_.integer(19) != 0;
}

// What lies outside the sentence (a pronoun's name, the rest of a long quotation) is cut off or left out.
void RecordDetails::add_mark(std::string_view role, int begin_column, ListedRecord& out) const {
  const std::int64_t begin = std::max(row_.integer(begin_column), sentence_begin_);
  const std::int64_t end = std::min(row_.integer(begin_column + 1), sentence_end_);
  if (begin >= end || out.report.sentence.empty()) return;  // no words are kept
  const std::string_view sentence = out.report.sentence;
  out.report.marks.push_back(
      {std::string(role), byte_at(sentence, begin - sentence_begin_), byte_at(sentence, end - sentence_begin_), {}});
}

Status RecordDetails::read_parties(std::int64_t mention, ListedRecord& out) {
  parties_.bind(1, mention);
  for (;;) {
    const Result<bool> more = parties_.step();
    if (!more) return more.error();
    if (!*more) return {};
    NamedParty party{std::string(parties_.text(0)), std::string(parties_.text(1)), std::string(parties_.text(2))};
    if (!parties_.is_null(3)) {
      const std::int64_t begin = parties_.integer(3), end = parties_.integer(4);
      const std::string_view sentence = out.report.sentence;
      if (!sentence.empty() && begin >= sentence_begin_ && begin < end && end <= sentence_end_)
        out.report.marks.push_back(
            {party.role, byte_at(sentence, begin - sentence_begin_), byte_at(sentence, end - sentence_begin_), {}});
    }
    out.parties.push_back(std::move(party));
  }
}

}  // namespace demarche::query
