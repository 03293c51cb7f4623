#include "demarche/audit_records.h"

#include <fmt/format.h>

#include "base/json.h"
#include "format/csv.h"

namespace demarche {
std::string audit_items_jsonl(const AuditSession& session) {
  std::string out;
  for (const AuditItem& item : session.items()) {
    if (item.gone) continue;
    const RelationSentence& shown = item.shown;
    JsonWriter json(out);
    json.begin_object().field("kind", "audit_item").field("id", item.id).field("stratum", item.stratum);
    json.field("article", shown.article).field("publisher", shown.publisher).field("title", shown.title);
    json.key("published").value_or_null(item.published).field("before", item.before).field("sentence", shown.sentence);
    if (!session.blind()) {
      json.field("type", shown.type).field("actors", shown.actors).field("recipients", shown.recipients);
      json.key("date").value_or_null(item.date).key("date_words").value_or_null(item.date_words);
      json.key("place").value_or_null(item.place).field("factuality", shown.factuality).field("newness", shown.newness);
      json.key("attributed_to").value_or_null(shown.attributed_to);
    }
    json.end_object();
    out += '\n';
  }
  return out;
}

std::string audit_report_csv(const AuditReport& report) {
  std::string out = "measure,stratum,judges,judged,right,unclear,share,low,high,agree,kappa\n";
  for (const AuditShare& one : report.shares) {
    const bool some = one.judged > 0;
    out += fmt::format("{},{},,{},{},{},{},{},{},,\n", one.measure, one.stratum, one.judged, one.right, one.unclear,
                       some ? thousandths_text(one.share) : "", some ? thousandths_text(one.low) : "",
                       some ? thousandths_text(one.high) : "");
  }
  for (const AuditAgreement& one : report.agreements) {
    append_csv_field(out, one.field);
    out += ",,";
    append_csv_field(out, one.first + "; " + one.second);
    out += fmt::format(",{},,,,,,{},{}\n", one.items, thousandths_text(one.agree), thousandths_text(one.kappa));
  }
  return out;
}

}  // namespace demarche
