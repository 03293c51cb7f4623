// An HTML page -> title, day, category, publisher, address, cited sources and the article's text.
//
// In order: a linear pre-scan that bounds what the parser sees (html_scan), the parser and a small tree of our own
// (html_tree), what the page says about itself (html_metadata), and the choice of the main text (html_body).
#pragma once

#include "stages/ingest/charset.h"
#include "types/document.h"

namespace demarche {

void read_html(const Decoded& page, Document& document);

}  // namespace demarche
