#include "query/sentence_row.h"

#include <fmt/format.h>

#include "base/day.h"
#include "base/utf8.h"
#include "query/row_day.h"
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
  /// Nothing where the archive keeps no words.
  bool holds(std::int64_t begin, std::int64_t end) const {
    return !bytes_.empty() && begin >= begin_ && begin <= end && end <= end_;
  }
  Offsets of(std::int64_t begin, std::int64_t end) const {
    return {byte_of_code_point(bytes_, static_cast<std::uint32_t>(begin - begin_)),
            byte_of_code_point(bytes_, static_cast<std::uint32_t>(end - begin_))};
  }

 private:
  std::int64_t begin_;
  std::int64_t end_;
  std::string_view bytes_;
};

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

const char* const sentence_joins =
    "JOIN version v ON v.id = m.version_id JOIN version x ON x.id = ifnull(v.text_in, v.id) JOIN document d ON d.id = "
    "v.document_id "
    "JOIN source s ON s.id = d.source_id JOIN sentence t ON t.id = m.sentence_id";

std::string sentence_columns(std::string_view day) {
  return fmt::format(
      "m.id, m.record_id, {}, m.type, m.factuality, m.newness, m.quad, m.trigger_begin, m.trigger_end, "
      "t.begin_at, t.end_at, t.section, d.article, s.name, v.title, x.text",
      day);
}

Result<Statement> prepare_parties(const Database& archive) {
  return archive.prepare(
      "SELECT role, code, name, mention_begin, mention_end FROM event_party WHERE event_id = ?1 ORDER BY role, "
      "position");
}

Result<RelationSentence> read_sentence(const Statement& row, Statement& parties) {
  RelationSentence out;
  out.event_id = row.text(1);
  out.day = row_day(row, 2);
  out.type = row.text(3);
  out.factuality = row.text(4);
  out.newness = row.text(5);
  out.quad = quad_names[static_cast<std::size_t>(row.integer(6) - 1)];
  out.article = row.text(12);
  out.publisher = row.text(13);
  out.title = row.text(14);
  const SentenceView sentence(row.text(row.text(11) == "title" ? 14 : 15), row.integer(9), row.integer(10));
  out.sentence = sentence.bytes();
  if (sentence.holds(row.integer(7), row.integer(8))) out.trigger_span = sentence.of(row.integer(7), row.integer(8));
  parties.bind(1, row.integer(0));
  if (Status status = add_parties(parties, sentence, out); !status) return status.error();
  return out;
}

}  // namespace demarche::query
