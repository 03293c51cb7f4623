// `demarche relate`: the event relation between two given parties of a text.
#include <fmt/format.h>
#include <simdjson.h>

#include "base/json.h"
#include "base/utf8.h"
#include "pipeline/question_run.h"
#include "stages/extract/relation_features.h"
#include "stages/extract/relation_model.h"

namespace demarche {
namespace {

struct Question {
  std::string id;
  std::string text;
  RelationPair pair;
};

// [b, e] in code points, null or absent; false when it is something else.
bool read_span(simdjson::dom::element object, const char* name, std::string_view text, std::optional<Span>& out) {
  simdjson::dom::element value;
  if (object[name].get(value) != simdjson::SUCCESS || value.is_null()) return true;
  simdjson::dom::array ends;
  std::uint64_t begin = 0, end = 0;
  if (value.get(ends) != simdjson::SUCCESS || ends.size() != 2) return false;
  if (ends.at(0).get(begin) != simdjson::SUCCESS || ends.at(1).get(end) != simdjson::SUCCESS) return false;
  if (begin > end || end > text.size()) return false;
  out = Span{byte_of_code_point(text, static_cast<std::uint32_t>(begin)),
             byte_of_code_point(text, static_cast<std::uint32_t>(end))};
  return true;
}

Result<Question> read_question(simdjson::dom::parser& parser, const Record& record) {
  simdjson::dom::element object;
  if (parser.parse(record.bytes).get(object) != simdjson::SUCCESS)
    return Error{ErrorCode::bad_input, "not a line of JSON"};
  Question question;
  std::string_view text, id;
  if (object["text"].get(text) != simdjson::SUCCESS) return Error{ErrorCode::no_text, "no \"text\" in this line"};
  question.text = text;
  simdjson::dom::element id_value;
  if (object["id"].get(id_value) == simdjson::SUCCESS)
    question.id = id_value.get(id) == simdjson::SUCCESS ? std::string(id) : simdjson::minify(id_value);
  for (const auto& [name, out] : {std::pair{"actor", &question.pair.actor}, {"recipient", &question.pair.recipient}})
    if (!read_span(object, name, question.text, *out))
      return Error{ErrorCode::bad_input, fmt::format("\"{}\" is not null or [begin, end] within the text", name)};
  return question;
}

std::string answer(const std::string& id, const std::array<int, 16>& shares) {
  std::string out;
  std::size_t best = 0;
  for (std::size_t k = 1; k < shares.size(); ++k)
    if (shares[k] > shares[best]) best = k;
  JsonWriter json(out);
  json.begin_object().field("id", id).field("type", event_type_names[best]);
  json.key("probability").probability(shares[best]).key("types").begin_object();
  for (std::size_t k = 0; k < shares.size(); ++k) json.key(event_type_names[k]).probability(shares[k]);
  json.end_object().end_object();
  return out + '\n';
}

}  // namespace

Result<RunSummary> relate(const Engine& engine, const RunOptions& options, const Output& output) {
  const Engine::Impl& impl = engine.impl();
  const Result<RelationModel> model = RelationModel::open(impl.data_folder + "/relation.model");
  if (!model) return model.error();
  return question_run(impl, options, output, read_question, [&](Coder& coder, const Question& question) {
    Document document;
    document.text = question.text;
    const Coded coded = coder.parse(std::move(document));
    return answer(question.id, model->classify(relation_features(coded.tokens, coded.syntax, question.pair,
                                                                 impl.codebook->frames())));
  });
}

}  // namespace demarche
