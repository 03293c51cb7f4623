#include "stages/ground/ground.h"

#include "stages/ground/actors.h"
#include "stages/ground/dates.h"
#include "stages/ground/places.h"

namespace demarche {

Mentions ground(const Document& document, const Tokens& tokens, const Syntax& syntax, const Names& names,
                const Codebook& codebook) {
  Mentions mentions;
  find_actors(document, tokens, syntax, names, codebook, mentions);
  mentions.dates = find_dates(document.text, tokens, syntax, document.published);
  mentions.places = find_places(document.text, tokens, names, codebook.places(), mentions);
  return mentions;
}

}  // namespace demarche
