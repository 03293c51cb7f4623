// `demarche place`: the place of the world that a given name of a text means.
#include <simdjson.h>

#include "base/json.h"
#include "base/utf8.h"
#include "pipeline/question_run.h"
#include "stages/ground/ground.h"
#include "stages/ground/places.h"

namespace demarche {
namespace {

struct Question {
  std::string id;
  std::string text;
  Span span;
};

Result<Question> read_question(simdjson::dom::parser& parser, const Record& record) {
  simdjson::dom::element object;
  if (parser.parse(record.bytes).get(object) != simdjson::SUCCESS || !object.is_object())
    return Error{ErrorCode::bad_input, "not a line of JSON with an object"};
  Question question;
  std::string_view text, id;
  if (object["text"].get(text) != simdjson::SUCCESS) return Error{ErrorCode::no_text, "no \"text\" in this line"};
  question.text = text;
  simdjson::dom::element id_value;
  if (object["id"].get(id_value) == simdjson::SUCCESS)
    question.id = id_value.get(id) == simdjson::SUCCESS ? std::string(id) : simdjson::minify(id_value);
  simdjson::dom::array ends;
  std::uint64_t begin = 0, end = 0;
  const std::uint64_t length = CodePoints(text).of(Span{0, static_cast<std::uint32_t>(text.size())}).end;
  if (object["span"].get(ends) != simdjson::SUCCESS || ends.size() != 2 || ends.at(0).get(begin) != simdjson::SUCCESS ||
      ends.at(1).get(end) != simdjson::SUCCESS || begin >= end || end > length)
    return Error{ErrorCode::bad_input, "\"span\" is not [begin, end] within the text"};
  question.span = {byte_of_code_point(question.text, static_cast<std::uint32_t>(begin)),
                   byte_of_code_point(question.text, static_cast<std::uint32_t>(end))};
  return question;
}

std::string answer(const Engine::Impl& impl, Coder& coder, Question& question) {
  Document document;
  document.text = std::move(question.text);
  const Coded coded = coder.parse(std::move(document));
  const Mentions mentions = ground(coded.document, coded.tokens, coded.syntax, coded.names, *impl.codebook);
  const std::optional<PlaceMention> place =
      place_at(coded.document.text, question.span, coded.tokens, coded.names, impl.codebook->places(), mentions);
  std::string out;
  JsonWriter json(out);
  json.begin_object().field("id", question.id).key("place");
  if (place) {
    write_place(json, coded.document.text, *place, CodePoints(coded.document.text), true);
  } else {
    json.null();
  }
  json.end_object();
  return out + '\n';
}

}  // namespace

Result<RunSummary> place(const Engine& engine, const RunOptions& options, const Output& output) {
  const Engine::Impl& impl = engine.impl();
  return question_run(impl, options, output, read_question,
                      [&](Coder& coder, Question& question) { return answer(impl, coder, question); });
}

}  // namespace demarche
