#include "stages/ingest/recognise.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "stages/ingest/jsonl.h"
#include "stages/ingest/press_export.h"
#include "stages/ingest/table.h"
#include "stages/ingest/warc_stream.h"

namespace demarche {
namespace {

constexpr std::array<std::pair<InputFormat, std::string_view>, 15> names = {{{InputFormat::text, "text"},
                                                                             {InputFormat::html, "html"},
                                                                             {InputFormat::jsonl, "jsonl"},
                                                                             {InputFormat::conllu, "conllu"},
                                                                             {InputFormat::warc, "warc"},
                                                                             {InputFormat::rss, "rss"},
                                                                             {InputFormat::atom, "atom"},
                                                                             {InputFormat::json_feed, "jsonfeed"},
                                                                             {InputFormat::ninjs, "ninjs"},
                                                                             {InputFormat::newsml, "newsml"},
                                                                             {InputFormat::csv, "csv"},
                                                                             {InputFormat::tsv, "tsv"},
                                                                             {InputFormat::lexisnexis, "lexisnexis"},
                                                                             {InputFormat::factiva, "factiva"},
                                                                             {InputFormat::article_list, "gdelt"}}};

// "# sent_id = 1" and then a line of ten columns that begins with a number.
bool looks_like_conllu(std::string_view beginning) {
  while (!beginning.empty()) {
    const std::size_t end = beginning.find('\n');
    const std::string_view line = beginning.substr(0, end);
    if (!line.starts_with('#') && !trim(line).empty())
      return is_ascii_digit(line.front()) && std::count(line.begin(), line.end(), '\t') == 9;
    if (end == std::string_view::npos) break;
    beginning.remove_prefix(end + 1);
  }
  return false;
}

// The local name of the root element, past declarations, comments and processing instructions; "" for none in sight.
std::string_view root_element(std::string_view xml) {
  if (xml.starts_with("\xEF\xBB\xBF")) xml.remove_prefix(3);
  for (;;) {
    while (!xml.empty() && is_ascii_space(xml.front())) xml.remove_prefix(1);
    if (!xml.starts_with('<')) return {};
    std::string_view end;
    if (xml.starts_with("<!--")) {
      end = "-->";
    } else if (xml.starts_with("<?")) {
      end = "?>";
    } else if (xml.starts_with("<!")) {
      end = ">";
    } else {
      break;
    }
    const std::size_t at = xml.find(end);
    if (at == std::string_view::npos) return {};
    xml.remove_prefix(at + end.size());
  }
  std::string_view name = xml.substr(1, xml.find_first_of(" \t\r\n/>", 1) - 1);
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
  return name;
}

InputFormat recognise_xml(std::string_view beginning) {
  const std::string_view root = root_element(beginning);
  if (root == "rss" || root == "RDF") return InputFormat::rss;
  if (root == "feed" || root == "entry") return InputFormat::atom;
  for (const std::string_view name : {"newsMessage", "newsItem", "packageItem", "conceptItem", "knowledgeItem"})
    if (root == name) return InputFormat::newsml;
  return InputFormat::automatic;
}

bool has_key(std::string_view json, std::string_view key) {
  for (std::size_t at = json.find(key); at != std::string_view::npos; at = json.find(key, at + 1)) {
    if (at == 0 || json[at - 1] != '"' || !json.substr(at + key.size()).starts_with('"')) continue;
    if (trim(json.substr(at + key.size() + 1, 16)).starts_with(':')) return true;
  }
  return false;
}

// By the keys in sight: a JSON document over several lines, or one a line.
InputFormat recognise_json(std::string_view beginning) {
  std::string_view start = beginning;
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  start = trim(start);
  if (!start.starts_with('{') && !start.starts_with('[')) return InputFormat::automatic;
  const std::string_view head = start.substr(0, 16u << 10);
  if (head.find("jsonfeed.org/version") != std::string_view::npos) return InputFormat::json_feed;
  if (has_key(head, "articles") && has_key(head, "seendate")) return InputFormat::article_list;
  const bool status = has_key(head, "pubstatus") || has_key(head, "versioncreated");
  const bool body = has_key(head, "bodies") || has_key(head, "body_html") || has_key(head, "body_text") ||
                    has_key(head, "headlines") || has_key(head, "headline");
  if (has_key(head, "uri") && (status || body) && !has_key(head.substr(0, head.find('\n')), "text"))
    return InputFormat::ninjs;
  return InputFormat::automatic;
}

bool ends_with(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && equals_ignoring_case(name.substr(name.size() - ending.size()), ending);
}

}  // namespace

InputFormat recognise(std::string_view beginning, std::string_view name) {
  if (looks_like_warc(beginning)) return InputFormat::warc;
  if (const InputFormat xml = recognise_xml(beginning); xml != InputFormat::automatic) return xml;
  if (const InputFormat json = recognise_json(beginning); json != InputFormat::automatic) return json;
  if (ends_with(name, ".jsonl") || ends_with(name, ".ndjson") || looks_like_jsonl(beginning)) return InputFormat::jsonl;
  if (looks_like_conllu(beginning)) return InputFormat::conllu;
  if (looks_like_article_list(beginning)) return InputFormat::article_list;
  if (ends_with(name, ".tsv")) return InputFormat::tsv;
  if (ends_with(name, ".csv") || looks_like_table(beginning)) return InputFormat::csv;
  if (looks_like_lexisnexis(beginning)) return InputFormat::lexisnexis;
  return looks_like_factiva(beginning) ? InputFormat::factiva : InputFormat::automatic;
}

std::string_view format_name(InputFormat format) {
  for (const auto& [value, name] : names)
    if (value == format) return name;
  return {};
}

std::optional<InputFormat> format_named(std::string_view wanted) {
  for (const auto& [value, name] : names)
    if (name == wanted) return value;
  return std::nullopt;
}

bool is_container(InputFormat format) {
  switch (format) {
    case InputFormat::rss:
    case InputFormat::atom:
    case InputFormat::json_feed:
    case InputFormat::ninjs:
    case InputFormat::newsml:
    case InputFormat::lexisnexis:
    case InputFormat::factiva:
      return true;
    default:
      return false;
  }
}

}  // namespace demarche
