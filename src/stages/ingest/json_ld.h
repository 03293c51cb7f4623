// What a page says of its article in JSON-LD (schema.org): headline, dates, section, publisher, language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace demarche {

struct JsonLd {
  std::string type;  // of the object these come from: "NewsArticle"; "" when there is none
  std::string headline;
  std::string published;
  std::string section;
  std::string publisher;
  std::string language;
  std::string url;
  bool corrected = false;  // it names a correction
};

/// The best article among the blocks of a page; damaged JSON is repaired where a line end within a string broke it.
JsonLd read_json_ld(const std::vector<std::string_view>& blocks);

/// True for schema.org types that are articles.
bool is_article_type(std::string_view type);

}  // namespace demarche
