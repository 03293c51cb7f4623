#include "stages/ingest/plain_text.h"

namespace demarche {

void read_plain_text(std::string_view text, Document& document) {
  document.text = text;
}

}  // namespace demarche
