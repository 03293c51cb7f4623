// actors_dump DATA < articles.jsonl: the actor mentions of each article, for eval/actor_coverage.py and for looking at.
// DATA is the folder with codebook.pack and the model (build/release/data).
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <string>

#include "base/json.h"
#include "base/utf8.h"
#include "demarche/engine.h"
#include "pipeline/coder.h"
#include "pipeline/engine_impl.h"
#include "stages/ingest/ingest.h"

namespace {

using namespace demarche;

constexpr const char* kinds[] = {"name", "title", "description", "pronoun", "adjective"};

std::string codes_of(const Mentions& mentions, const std::vector<std::uint32_t>& actors) {
  std::string out;
  for (std::uint32_t a : actors) {
    if (!out.empty()) out += ',';
    out += '"' + mentions.actors[a].code + '"';
  }
  return out;
}

void print(const Coded& coded) {
  const CodePoints points(coded.document.text);
  std::string out = fmt::format("{{\"id\":\"{}\",\"salient\":[{}],\"mentions\":[", coded.document.id,
                                codes_of(coded.mentions, coded.mentions.salient));
  bool first = true;
  for (const ActorMention& m : coded.mentions.mentions) {
    const Span span = points.of(m.span);
    const Span head = points.of(coded.tokens.words[m.head].span);
    out += fmt::format(
        "{}{{\"span\":[{},{}],\"head\":[{},{}],\"kind\":\"{}\",\"codes\":[{}],\"place\":{},\"rule\":\"{}\"}}",
        first ? "" : ",", span.begin, span.end, head.begin, head.end, kinds[static_cast<int>(m.kind)],
        codes_of(coded.mentions, m.actors), m.place_only, m.rule);
    first = false;
  }
  std::puts((out + "]}").c_str());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: actors_dump DATA < articles.jsonl\n");
    return 2;
  }
  EngineOptions options;
  options.data_folder = argv[1];
  const Result<Engine> engine = Engine::open(options);
  if (!engine) {
    std::fprintf(stderr, "%s\n", engine.error().message.c_str());
    return 3;
  }
  Coder coder(engine->impl());
  for (std::string line; std::getline(std::cin, line);) {
    std::vector<Ingested> documents;
    ingest(Record{line, "-", "", InputFormat::jsonl}, IngestOptions{InputFormat::jsonl, {}}, documents);
    for (Ingested& d : documents)
      if (Document* document = std::get_if<Document>(&d)) print(coder.code(std::move(*document)));
  }
}
