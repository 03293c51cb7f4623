#include "stages/ingest/json_ld.h"

#include <simdjson.h>

#include "base/limits.h"
#include "base/text.h"

namespace demarche {
namespace {

using simdjson::dom::element;

constexpr int deepest = 8;

std::string text_of(element value) {
  std::string_view s;
  if (value.get_string().get(s) == simdjson::SUCCESS) return std::string(trim(s));
  simdjson::dom::array list;
  if (value.get_array().get(list) == simdjson::SUCCESS)
    for (element one : list) return text_of(one);  // the first
  return {};
}

// A name, whether the value is a string, an object with a name or a list of them.
std::string name_of(element value) {
  simdjson::dom::object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    element name;
    return object["name"].get(name) == simdjson::SUCCESS ? text_of(name) : std::string();
  }
  simdjson::dom::array list;
  if (value.get_array().get(list) == simdjson::SUCCESS) {
    for (element one : list)
      if (std::string name = name_of(one); !name.empty()) return name;
    return {};
  }
  return text_of(value);
}

// 3 news, 2 another article, 1 a page with a date, 0 nothing of use.
int rank_of(std::string_view type) {
  if (type.find("NewsArticle") != std::string_view::npos) return 3;
  if (is_article_type(type)) return 2;
  return type == "WebPage" || type == "ItemPage" ? 1 : 0;
}

class Finder {
 public:
  void visit(element value, int depth) {
    if (depth > deepest) return;
    simdjson::dom::array list;
    if (value.get_array().get(list) == simdjson::SUCCESS) {
      for (element one : list) visit(one, depth + 1);
      return;
    }
    simdjson::dom::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) return;
    element type_value;
    const std::string type = object["@type"].get(type_value) == simdjson::SUCCESS ? text_of(type_value) : std::string();
    if (rank_of(type) > rank_) {
      rank_ = rank_of(type);
      best_ = {};
      best_.type = type;
      take(object);
    }
    for (const auto& [key, inner] : object)
      if (key == "@graph" || key == "mainEntity" || key == "mainEntityOfPage" || key == "itemListElement")
        visit(inner, depth + 1);
  }
  JsonLd best() && { return std::move(best_); }

 private:
  void take(simdjson::dom::object object) {
    for (const auto& [key, value] : object) {
      if (key == "headline" || (key == "name" && best_.headline.empty())) {
        best_.headline = text_of(value);
      } else if (key == "datePublished" || (key == "dateCreated" && best_.published.empty())) {
        best_.published = text_of(value);
      } else if (key == "articleSection") {
        best_.section = text_of(value);
      } else if (key == "publisher") {
        best_.publisher = name_of(value);
      } else if (key == "inLanguage") {
        best_.language = name_of(value);
      } else if (key == "url") {
        best_.url = text_of(value);
      } else if (key == "correction") {
        best_.corrected = !value.is_null();
      }
    }
  }

  int rank_ = 0;
  JsonLd best_;
};

}  // namespace

bool is_article_type(std::string_view type) {
  return type.find("Article") != std::string_view::npos || type.find("Posting") != std::string_view::npos ||
         type == "Report" || type == "Blog" || type == "AnalysisNewsArticle";
}

JsonLd read_json_ld(const std::vector<std::string_view>& blocks) {
  Finder finder;
  simdjson::dom::parser parser;
  for (const std::string_view block : blocks) {
    if (block.size() > limits::document_bytes / 4) continue;
    std::string json(trim(block));
    for (char& c : json)
      if (static_cast<unsigned char>(c) < 0x20) c = ' ';  // line ends within strings are errors otherwise
    // Some wrap it for XML's sake: //<![CDATA[ ... //]]>
    if (const std::size_t wrap = json.find("CDATA["); wrap != std::string::npos && wrap < 40) json.erase(0, wrap + 6);
    if (const std::size_t wrap = json.rfind("]]>"); wrap != std::string::npos && wrap + 40 > json.size())
      json.resize(wrap);
    const std::size_t last = json.find_last_of("}]");
    if (last == std::string::npos) continue;
    json.resize(last + 1);
    element root;
    if (parser.parse(json).get(root) == simdjson::SUCCESS) finder.visit(root, 0);
  }
  return std::move(finder).best();
}

}  // namespace demarche
