// A brief as a page, as text and as Markdown: day, category, headline, sentences with their speakers, numbered sources,
// and how to ask for a change. Words of reports are quoted, never changed.
#pragma once

#include <string>

#include "demarche/brief.h"
#include "markup.h"

namespace demarche::view {

/// How a reader asks for a change or a removal: an address of the web or a mail address; "" when nobody says.
struct BriefContact {
  std::string address;
};

std::string brief_title(const Brief& brief);
/// <article id="brief">.
Markup brief_article(const Brief& brief, const BriefContact& contact);
/// A whole page by itself.
std::string brief_page(const Brief& brief, const BriefContact& contact);
std::string brief_text(const Brief& brief, const BriefContact& contact);
std::string brief_markdown(const Brief& brief, const BriefContact& contact);

/// The line about changes, in plain words.
std::string change_line(const BriefContact& contact);
/// Text that no Markdown reader takes for markup.
std::string markdown_escaped(std::string_view text);

}  // namespace demarche::view
