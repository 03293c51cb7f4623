#include "query/explain.h"

#include <fmt/format.h>

#include "base/day.h"
#include "base/json.h"
#include "base/text.h"
#include "base/utf8.h"
#include "query/explain_groups.h"
#include "query/row_day.h"
#include "types/ontology.h"

namespace demarche::query {
namespace {

using store::Database;
using store::Statement;

// A slice by code points.
std::string_view cut(std::string_view text, std::int64_t begin, std::int64_t end) {
  const std::uint32_t from = byte_of_code_point(text, static_cast<std::uint32_t>(begin));
  const std::uint32_t to = byte_of_code_point(text, static_cast<std::uint32_t>(end));
  return text.substr(from, to - from);
}

class Explainer {
 public:
  Explainer(const Database& archive, const std::string& id, const Moment& moment)
      : archive_(archive), id_(id), moment_(moment) {}

  Result<std::string> run() {
    store::Snapshot snapshot(archive_);
    if (Status status = snapshot.begin(); !status) return status.error();
    Status status = id_.starts_with("st-") ? statement() : event();
    if (!status) return status.error();
    if (out_.empty())
      return Error{ErrorCode::not_found,
                   fmt::format("{}: no event or statement {}{} (demarche events prints their ids)", archive_.path(),
                               id_, moment_.now() ? std::string() : fmt::format(" as of {}", moment_.at()))};
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
      "SELECT m.id, v.id, v.current, v.published, v.recorded_at, v.title, x.text, v.origin, v.url, d.article, s.name, "
      "c.engine, c.model, c.codebook, t.section, t.begin_at, t.end_at, m.rule, v.kept, v.replaced_at, ";

  std::string from(std::string_view mention) const {
    return fmt::format(
        " FROM {} m JOIN version v ON v.id = m.version_id JOIN version x ON x.id = ifnull(v.text_in, v.id) "
        "JOIN document d ON d.id = v.document_id "
        "JOIN source s ON s.id = d.source_id JOIN coder c ON c.id = v.coder_id JOIN sentence t ON t.id = m.sentence_id "
        "WHERE m.record_id = ?1 AND {} ORDER BY v.current DESC, v.id DESC, m.id LIMIT 1",
        mention, moment_.now() ? std::string("true") : moment_.shown("v"));
  }

  Status head(const Statement& row) {
    const std::string_view url = row.text(8), source = row.text(10);
    line("article", "{}{}{}", row.text(9), source.empty() ? "" : ", ", source);
    if (!row.is_null(5)) line("title", "{}", row.text(5));
    line("published", "{}", row_day(row, 3, "unknown"));
    line("read from", "{}{}{}", row.text(7), url.empty() ? "" : ", ", url);
    line("recorded", "{} by engine {}, model {}, codebook {}", row.text(4), row.text(11), row.text(12), row.text(13));
    if (row.integer(2) == 0)
      line("note", "queries show this no longer, since {}", row.is_null(19) ? "a time not known" : row.text(19));
    const std::string_view text = row.text(row.text(14) == "title" ? 5 : 6);
    words_kept_ = row.text(18) != "none";
    line(row.text(14) == "title" ? "headline" : "sentence", "{}",
         words_kept_ ? cut(text, row.integer(15), row.integer(16)) : "(the archive keeps no text of this article)");
    if (row.text(18) == "evidence") line("", "of this article only sentences with events or statements are kept");
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
        words = fmt::format("{}{}", quoted(text, select->integer(5), select->integer(6)),
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
    line("trigger", "{}", quoted(text, r.integer(26), r.integer(27)));
    line("rule", "{}", r.text(17));
    line("type", "{}{}{}, {}{}{}", r.text(20), r.is_null(21) ? "" : " ", r.text(21),
         quad_names[static_cast<std::size_t>(r.integer(23) - 1)], r.is_null(22) ? "" : ", CAMEO ", r.text(22));
    line("scores", "PLOVER {}, Goldstein {}", thousandths_text(r.integer(24)),
         r.is_null(25) ? std::string("none") : thousandths_text(r.integer(25)));
    if (Status status = parties("event_party", "event_id", r); !status) return status;
    if (r.is_null(28)) {
      line("when", "not said{}",
           r.is_null(37)
               ? ""
               : fmt::format("; series count it under {}, the day of publication", row_day(r, 37, "unknown")));
    } else {
      line("when", "{} to {}, from the {}", row_day(r, 28, "unknown"), row_day(r, 29, "unknown"),
           r.text(30) == "text" ? "text" : "day of publication");
    }
    line("happened", "{}, {}, {} tense, {}", r.text(32), r.text(31), r.text(33), r.text(34));
    if (!r.is_null(36)) line("said in", "{}", r.text(36));
    line("confidence", "{}", thousandths_text(r.integer(35)));
    if (Status status = dyads(r.integer(0)); !status || !moment_.now()) return status;
    const auto groups = groups_of_event(archive_, r.integer(0));
    if (!groups) return groups.error();
    out_ += *groups;
    return {};
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
    if (!r.is_null(20)) line("cue", "{}", quoted(text, r.integer(20), r.integer(21)));
    line(
        "content", "{}{}",
        words_kept_ ? std::string(cut(text, r.integer(22), r.integer(23))) : quoted(text, r.integer(22), r.integer(23)),
        r.integer(24) != 0 ? "  (quoted)" : "");
    line("rule", "{}", r.text(17));
    return {};
  }

  // The words at a place, or the place itself where they are not kept.
  std::string quoted(std::string_view text, std::int64_t begin, std::int64_t end) const {
    const std::string_view words = words_kept_ ? cut(text, begin, end) : std::string_view();
    if (!trim(words).empty()) return fmt::format("\"{}\"", words);
    return fmt::format("characters {} to {} (words not kept)", begin, end);
  }

  const Database& archive_;
  const std::string& id_;
  const Moment& moment_;
  bool words_kept_ = true;
  std::string out_;
};

}  // namespace

Result<std::string> explain(const Database& archive, const std::string& id, const Moment& moment) {
  // Stories and incidents are kept as they are now.
  if (moment.now() && !id.starts_with("ev-") && !id.starts_with("st-")) {
    const auto groups = id.starts_with("so-")   ? explain_story(archive, id)
                        : id.starts_with("in-") ? explain_incident(archive, id)
                                                : explain_article(archive, id);
    if (!groups || !groups->empty()) return groups;
    return Error{ErrorCode::not_found, fmt::format("{}: no record, story, incident or article {} (demarche events, "
                                                   "stories and incidents print ids)",
                                                   archive.path(), id)};
  }
  return Explainer(archive, id, moment).run();
}

}  // namespace demarche::query
