#include "pipeline/recode_compare.h"

#include <simdjson.h>

#include <algorithm>
#include <map>

#include "base/json.h"

namespace demarche {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;  // name, JSON

// A record's fields but those that say who coded it.
class Reader {
 public:
  Result<Fields> fields(const std::string& json) {
    Fields out;
    simdjson::dom::object object;
    if (parser_.parse(json).get(object) != simdjson::SUCCESS)
      return Error{ErrorCode::corrupt, "a record of the archive is no JSON (demarche archive check says more)"};
    for (const auto field : object)
      if (field.key != "versions") out.emplace_back(field.key, simdjson::minify(field.value));
    return out;
  }

 private:
  simdjson::dom::parser parser_;
};

const std::string* value_of(const Fields& fields, std::string_view name) {
  for (const auto& [key, value] : fields)
    if (key == name) return &value;
  return nullptr;
}

// What tells where in the text a record lies: the trigger of an event, the content of a statement.
std::string place_of(const CodedRecord& record, const Fields& fields) {
  const std::string* words = value_of(fields, record.kind == "event" ? "trigger" : "content");
  return record.kind + (words == nullptr ? std::string() : *words);
}

std::string type_of(const Fields& fields) {
  const std::string* type = value_of(fields, "type");
  return type == nullptr || type->size() < 2 ? std::string() : type->substr(1, type->size() - 2);
}

std::vector<RecodedField> differences(const Fields& before, const Fields& after) {
  std::vector<RecodedField> out;
  for (const auto& [name, value] : after) {
    const std::string* old = value_of(before, name);
    if (name != "id" && (old == nullptr || *old != value)) out.push_back({name, old == nullptr ? "" : *old, value});
  }
  for (const auto& [name, value] : before)
    if (value_of(after, name) == nullptr) out.push_back({name, value, ""});
  return out;
}

}  // namespace

Result<std::uint64_t> compare_codings(const std::string& article, const std::vector<CodedRecord>& before,
                                      const std::vector<CodedRecord>& after, const std::vector<std::string>& because,
                                      const std::function<Status(const RecodeChange&)>& on_change) {
  Reader reader;
  std::vector<Fields> old_fields, new_fields;
  for (const auto& [records, fields] : {std::pair{&before, &old_fields}, std::pair{&after, &new_fields}})
    for (const CodedRecord& record : *records) {
      auto read = reader.fields(record.json);
      if (!read) return read.error();
      fields->push_back(std::move(read).value());
    }
  std::vector<std::size_t> pair_of(after.size(), before.size());
  std::vector<bool> taken(before.size());
  const auto pair_by = [&](const auto& key) {
    std::multimap<std::string, std::size_t> known;
    for (std::size_t n = 0; n < before.size(); ++n)
      if (!taken[n]) known.emplace(key(before[n], old_fields[n]), n);
    for (std::size_t n = 0; n < after.size(); ++n) {
      if (pair_of[n] != before.size()) continue;
      const auto found = known.find(key(after[n], new_fields[n]));
      if (found == known.end()) continue;
      pair_of[n] = found->second;
      taken[found->second] = true;
      known.erase(found);
    }
  };
  pair_by([](const CodedRecord& record, const Fields&) { return record.id; });
  pair_by(place_of);
  std::uint64_t same = 0;
  for (std::size_t n = 0; n < after.size(); ++n) {
    RecodeChange change{"added", after[n].kind, article, after[n].id, "", type_of(new_fields[n]), after[n].rule,
                        "",      because,       {}};
    if (pair_of[n] != before.size()) {
      const CodedRecord& old = before[pair_of[n]];
      change.op = "changed";
      change.fields = differences(old_fields[pair_of[n]], new_fields[n]);
      if (old.id != after[n].id) change.id_before = old.id;
      change.rule_before = old.rule;
      if (change.fields.empty() && change.id_before.empty()) {
        ++same;
        continue;
      }
    }
    if (Status status = on_change(change); !status) return status.error();
  }
  for (std::size_t n = 0; n < before.size(); ++n) {
    if (taken[n]) continue;
    const RecodeChange change{"gone",         before[n].kind, article, before[n].id, "", type_of(old_fields[n]), "",
                              before[n].rule, because,        {}};
    if (Status status = on_change(change); !status) return status.error();
  }
  return same;
}

std::string recode_json(const RecodeChange& change) {
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("kind", "recoding").field("op", change.op).field("record", change.kind);
  json.field("article", change.article).field("id", change.id).key("id_before").value_or_null(change.id_before);
  json.key("type").value_or_null(change.type).key("rule").value_or_null(change.rule);
  json.key("rule_before").value_or_null(change.rule_before).key("because").begin_array();
  for (const std::string& cause : change.because) json.value(std::string_view(cause));
  json.end_array().key("fields").begin_array();
  for (const RecodedField& field : change.fields) {
    json.begin_object().field("name", field.name).key("before").raw(field.before.empty() ? "null" : field.before);
    json.key("after").raw(field.after.empty() ? "null" : field.after).end_object();
  }
  json.end_array().end_object();
  return out += '\n';
}

}  // namespace demarche
