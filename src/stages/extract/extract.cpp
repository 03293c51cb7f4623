#include "stages/extract/extract.h"

#include "stages/extract/links.h"
#include "stages/extract/offices.h"
#include "stages/extract/sizes.h"
#include "stages/extract/statements.h"

namespace demarche {

Findings extract(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                 const Mentions& mentions, const Codebook& codebook, const ExtractModels& models) {
  Findings findings;
  findings.statements = find_statements(document, tokens, syntax, names, mentions, codebook);
  if (codebook.frames().size() == 0 || syntax.words.size() != tokens.words.size() || tokens.words.empty()) {
    return findings;
  }
  if (mentions.at_word.size() != tokens.words.size() || mentions.actors.empty()) return findings;
  const Tree tree(document.text, tokens, syntax);  // once: the finders below share it
  find_events(document, tokens, tree, mentions, codebook, findings, models);
  find_sizes(tokens, tree, findings);
  find_links(tokens, tree, findings);
  find_offices(document, tokens, tree, mentions, findings);
  return findings;
}

}  // namespace demarche
