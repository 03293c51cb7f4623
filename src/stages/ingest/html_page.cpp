#include "stages/ingest/html_page.h"

namespace demarche {

void read_html(const Decoded& page, Document& document) {
  document.text = page.text;
}

}  // namespace demarche
