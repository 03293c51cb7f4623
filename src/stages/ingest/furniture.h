// Lines that belong to a page and not to its article: bars, source lists, offers of contact and removal, copyright.
//
// Each question is about one trimmed line. Where a line could also be a sentence of the article, the caller asks only
// at the end of the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "types/document.h"

namespace demarche {

/// "|", "---", "* * *", "=====": nothing but signs.
bool is_bar(std::string_view line);

/// "Sources", "Source:", "References:", "Cited sources".
bool is_source_heading(std::string_view line);

/// "2/ https://...", "[1] Agency report", "3. ...", "- https://...", "https://...": an item of a source list.
std::optional<CitedSource> source_item(std::string_view line);

/// "Source: https://..." or "Via: Some Agency" on one line; the address may be empty.
std::optional<CitedSource> source_line(std::string_view line);

/// An offer of contact, correction, change or removal.
bool is_contact_line(std::string_view line);

/// "(c) 2020 Some Paper. All rights reserved."
bool is_copyright_line(std::string_view line);

/// "Share this article", "Follow us on ...", "Sign up for our newsletter", "Read more: ...", "Advertisement".
bool is_page_line(std::string_view line);

/// The first http(s) address of a line, without closing punctuation.
std::string_view address_in(std::string_view line);

}  // namespace demarche
