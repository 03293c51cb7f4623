#include "stages/extract/extract.h"

#include "stages/extract/events.h"
#include "stages/extract/statements.h"

namespace demarche {

Findings extract(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                 const Mentions& mentions, const Codebook& codebook) {
  Findings findings;
  findings.statements = find_statements(document, tokens, syntax, names, mentions, codebook);
  find_events(document, tokens, syntax, mentions, codebook, findings);
  return findings;
}

}  // namespace demarche
