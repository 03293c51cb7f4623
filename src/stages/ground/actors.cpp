#include "stages/ground/actors.h"

namespace demarche {

void find_actors(const Document&, const Tokens& tokens, const Syntax&, const Names&, const Codebook&, Mentions& out) {
  out.at_word.assign(tokens.words.size(), no_word);
  out.covering.assign(tokens.words.size(), no_word);
}

}  // namespace demarche
