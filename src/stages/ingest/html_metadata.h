// What a page says about itself: JSON-LD, OpenGraph, Dublin Core and other <meta>, <title>, <time>, canonical link,
// headings; and, where nothing better is there, the date that stands near the headline.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "stages/ingest/html_tree.h"
#include "types/signal.h"

namespace demarche {

struct HtmlMetadata {
  std::string title;
  std::optional<Day> published;
  std::string category;
  std::string publisher;
  std::string language;  // as declared: "en", "de"; not trusted for rejection
  std::string url;
  std::vector<Signal> signals;  // robots, reservation against mining, corrections
};

HtmlMetadata read_metadata(const HtmlTree& tree, const ScannedHtml& scanned);

/// "Talks resume | The Example" -> "Talks resume", given the site's name or host.
std::string clean_title(std::string_view title, std::string_view site, std::string_view host);

/// The parts of a title between separators, each squeezed: "Talks resume | The Example" -> {"talksresume",
/// "theexample"}.
std::vector<std::string> title_parts(std::string_view title);

/// Letters and digits only, ASCII in lower case: for comparing headlines.
std::string squeeze(std::string_view text);

}  // namespace demarche
