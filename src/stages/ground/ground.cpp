#include "stages/ground/ground.h"

#include "stages/ground/actors.h"
#include "stages/ground/dates.h"

namespace demarche {

Mentions ground(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                const Codebook& codebook) {
  Mentions mentions;
  find_actors(document, tokens, syntax, names, codebook, mentions);
  mentions.dates = find_dates(document.text, tokens, syntax, document.published);
  return mentions;
}

}  // namespace demarche
