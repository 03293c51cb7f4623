#include "pipeline/coder.h"

#include "stages/extract/extract.h"
#include "stages/ground/ground.h"
#include "stages/segment/segment.h"

namespace demarche {

Coded Coder::parse(Document document) {
  Coded coded;
  coded.document = std::move(document);
  coded.tokens = segment(coded.document.text);
  engine_.annotator->annotate(coded.document.text, coded.tokens, scratch_, coded.syntax, coded.names);
  return coded;
}

Coded Coder::code(Document document) {
  Coded coded = parse(std::move(document));
  const Codebook& codebook = *engine_.codebook;
  coded.mentions = ground(coded.document, coded.tokens, coded.syntax, coded.names, codebook);
  coded.findings =
      extract(coded.document, coded.tokens, coded.syntax, coded.names, coded.mentions, codebook,
              {engine_.parties.get(), engine_.dates.get(), engine_.confidence.get(), nullptr, nullptr, nullptr});
  return coded;
}

EventScores scores_of(const EventMention& event, const Codebook& codebook) {
  return {codebook.ontology().plover_score(event.type, event.mode), codebook.ontology().goldstein(event.cameo)};
}

}  // namespace demarche
