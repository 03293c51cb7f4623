#include "query/explain.h"

#include <fmt/format.h>

#include "base/day.h"
#include "base/utf8.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

std::string day_text(const Statement& row, int column) {
  const auto day = row.integer_or_null(column);
  return day ? Day(static_cast<std::int32_t>(*day)).iso() : std::string("unknown");
}

// A slice by code points.
std::string_view cut(std::string_view text, std::int64_t begin, std::int64_t end) {
  const std::uint32_t from = byte_of_code_point(text, static_cast<std::uint32_t>(begin));
  const std::uint32_t to = byte_of_code_point(text, static_cast<std::uint32_t>(end));
  return text.substr(from, to - from);
}

std::string thousandths(std::int64_t value) {
  const std::int64_t size = value < 0 ? -value : value;
  std::string out = fmt::format("{}{}.{:03}", value < 0 ? "-" : "", size / 1000, size % 1000);
  while (out.ends_with('0')) out.pop_back();
  if (out.ends_with('.')) out.pop_back();
  return out;
}

class Explainer {
 public:
  Explainer(const Database& archive, const std::string& id) : archive_(archive), id_(id) {}

  Result<std::string> run() {
    store::Snapshot snapshot(archive_);
    if (Status status = snapshot.begin(); !status) return status.error();
    Status status = id_.starts_with("st-") ? statement() : event();
    if (!status) return status.error();
    if (out_.empty())
      return Error{ErrorCode::not_found, fmt::format("{}: no event or statement {} (demarche events prints their ids)",
                                                     archive_.path(), id_)};
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void line(std::string_view label, fmt::format_string<Args...> format, Args&&... args) {
    out_ += fmt::format("{:<13} ", label);
    fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    out_ += '\n';
  }

  // The columns that both kinds begin with.
  static constexpr const char* common =
      "SELECT m.id, v.id, v.current, v.published, v.recorded_at, v.title, v.text, v.origin, v.url, d.article, s.name, "
      "c.engine, c.model, c.codebook, t.section, t.begin_at, t.end_at, m.rule, ";

  static std::string from(std::string_view mention) {
    return fmt::format(
        " FROM {} m JOIN version v ON v.id = m.version_id JOIN document d ON d.id = v.document_id "
        "JOIN source s ON s.id = d.source_id JOIN coder c ON c.id = v.coder_id JOIN sentence t ON t.id = m.sentence_id "
        "WHERE m.record_id = ?1 ORDER BY v.current DESC, v.id DESC, m.id LIMIT 1",
        mention);
  }

  Status head(const Statement& row) {
    const std::string_view url = row.text(8), source = row.text(10);
    line("article", "{}{}{}", row.text(9), source.empty() ? "" : ", ", source);
    if (!row.is_null(5)) line("title", "{}", row.text(5));
    line("published", "{}", day_text(row, 3));
    line("read from", "{}{}{}", row.text(7), url.empty() ? "" : ", ", url);
    line("recorded", "{} by engine {}, model {}, codebook {}", row.text(4), row.text(11), row.text(12), row.text(13));
    if (row.integer(2) == 0) line("note", "a newer version of this article has replaced the one explained here");
    const std::string_view text = row.text(row.text(14) == "title" ? 5 : 6);
    line(row.text(14) == "title" ? "headline" : "sentence", "{}", cut(text, row.integer(15), row.integer(16)));
    line("", "characters {} to {} of the {}", row.integer(15), row.integer(16), row.text(14));
    return copies(row.integer(1));
  }

  // Series count one of several exact copies.
  Status copies(std::int64_t version) {
    auto other = archive_.prepare(
        "SELECT d.article, s.name FROM version v JOIN version o ON o.copy_key = v.copy_key AND o.current = 1 "
        "AND o.counted = 1 JOIN document d ON d.id = o.document_id JOIN source s ON s.id = d.source_id "
        "WHERE v.id = ?1 AND v.current = 1 AND v.counted = 0");
    if (!other) return other.error();
    other->bind(1, version);
    const Result<bool> found = other->step();
    if (!found) return found.error();
    if (*found)
      line("note", "an exact copy of {}{}{}, which series count instead", other->text(0),
           other->text(1).empty() ? "" : ", ", other->text(1));
    return {};
  }

  Status parties(std::string_view table, std::string_view owner, const Statement& row) {
    auto select = archive_.prepare(
        fmt::format("SELECT role, code, name, named_as, from_document, mention_begin, mention_end FROM {} "
                    "WHERE {} = ?1 ORDER BY role, position",
                    table, owner));
    if (!select) return select.error();
    select->bind(1, row.integer(0));
    const std::string_view text = row.text(row.text(14) == "title" ? 5 : 6);
    for (;;) {
      const Result<bool> more = select->step();
      if (!more) return more.error();
      if (!*more) return {};
      const std::string_view role = select->text(0), name = select->text(2);
      std::string words = "not named in the article";
      if (!select->is_null(5))
        words = fmt::format("\"{}\"{}", cut(text, select->integer(5), select->integer(6)),
                            select->integer(4) != 0 ? ", from another sentence" : "");
      line(role == "actor"        ? "who"
           : role == "recipient"  ? "to whom"
           : role == "attributed" ? "according to"
                                  : role,
           "{}{}{}, a {}: {}", select->text(1), name.empty() ? "" : " ", name, select->text(3), words);
    }
  }

  Status event() {
    auto row = archive_.prepare(
        std::string(common) +
        "m.type, m.mode, m.cameo, m.quad, m.plover_score, m.goldstein, m.trigger_begin, m.trigger_end, m.day_start, "
        "m.day_end, m.day_basis, m.newness, m.factuality, m.tense, m.certainty, m.confidence, m.statement_record_id, "
        "m.series_day" +
        from("event_mention"));
    if (!row) return row.error();
    row->bind(1, id_);
    const Result<bool> found = row->step();
    if (!found) return found.error();
    if (!*found) return {};
    const Statement& r = *row;
    line("event", "{}", id_);
    if (Status status = head(r); !status) return status;
    const std::string_view text = r.text(r.text(14) == "title" ? 5 : 6);
    line("trigger", "\"{}\"", cut(text, r.integer(24), r.integer(25)));
    line("rule", "{}", r.text(17));
    line("type", "{}{}{}, {}{}{}", r.text(18), r.is_null(19) ? "" : " ", r.text(19),
         quad_names[static_cast<std::size_t>(r.integer(21) - 1)], r.is_null(20) ? "" : ", CAMEO ", r.text(20));
    line("scores", "PLOVER {}, Goldstein {}", thousandths(r.integer(22)),
         r.is_null(23) ? std::string("none") : thousandths(r.integer(23)));
    if (Status status = parties("event_party", "event_id", r); !status) return status;
    if (r.is_null(26)) {
      line("when", "not said{}",
           r.is_null(35) ? "" : fmt::format("; series count it under {}, the day of publication", day_text(r, 35)));
    } else {
      line("when", "{} to {}, from the {}", day_text(r, 26), day_text(r, 27),
           r.text(28) == "text" ? "text" : "day of publication");
    }
    line("happened", "{}, {}, {} tense, {}", r.text(30), r.text(29), r.text(31), r.text(32));
    if (!r.is_null(34)) line("said in", "{}", r.text(34));
    line("confidence", "{}", thousandths(r.integer(33)));
    return dyads(r.integer(0));
  }

  Status dyads(std::int64_t event) {
    auto select =
        archive_.prepare("SELECT first, second, direction FROM event_dyad WHERE event_id = ?1 ORDER BY first, second");
    if (!select) return select.error();
    select->bind(1, event);
    for (;;) {
      const Result<bool> more = select->step();
      if (!more) return more.error();
      if (!*more) return {};
      static constexpr std::string_view arrows[] = {"-", "->", "<-"};
      line("in relation", "{} {} {}", select->text(0), arrows[select->integer(2)], select->text(1));
    }
  }

  Status statement() {
    auto row =
        archive_.prepare(std::string(common) + "m.cue_begin, m.cue_end, m.content_begin, m.content_end, m.direct" +
                         from("statement_mention"));
    if (!row) return row.error();
    row->bind(1, id_);
    const Result<bool> found = row->step();
    if (!found) return found.error();
    if (!*found) return {};
    const Statement& r = *row;
    line("statement", "{}", id_);
    if (Status status = head(r); !status) return status;
    const std::string_view text = r.text(r.text(14) == "title" ? 5 : 6);
    if (Status status = parties("statement_party", "statement_id", r); !status) return status;
    if (!r.is_null(18)) line("cue", "\"{}\"", cut(text, r.integer(18), r.integer(19)));
    line("content", "{}{}", cut(text, r.integer(20), r.integer(21)), r.integer(22) != 0 ? "  (quoted)" : "");
    line("rule", "{}", r.text(17));
    return {};
  }

  const Database& archive_;
  const std::string& id_;
  std::string out_;
};

}  // namespace

Result<std::string> explain(const Database& archive, const std::string& id) {
  return Explainer(archive, id).run();
}

}  // namespace demarche::query
