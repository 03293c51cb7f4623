// Events and statements in pages: the sentence with its words marked by role, how the report tells it, and where from.
#pragma once

#include <string>
#include <vector>

#include "demarche/browse.h"
#include "forms.h"
#include "view/markup.h"

namespace demarche::server {

/// Text with <mark data-role="actor"> around its marked stretches; overlapping ones share their roles. `references`
/// also names the records: data-refs="ev-...:actor".
void marked_text(view::Markup& html, std::string_view text, const std::vector<Mark>& marks, bool references);

/// <li class="event" id="ev-..."> or "statement", with its sentence, its facts and its report.
void record_item(view::Markup& html, const ListedRecord& record);
/// <ol class="records"> of them.
void record_list(view::Markup& html, const std::vector<ListedRecord>& records, std::string_view nothing);

/// "RUS:GOV Russia, CHN" of one role.
std::string parties_text(const ListedRecord& record, std::string_view role);
/// "coded as CONSULT (meet)"; "planned", "denied" and the like where it is not told as happened.
std::string coded_as(const ListedRecord& record);
std::string factuality_words(const ListedRecord& record);

std::string article_address(const std::string& article, std::int64_t document);

}  // namespace demarche::server
