// The routes as an OpenAPI document and as the tables of the reference page.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "demarche/browse_records.h"
#include "routes.h"

namespace demarche::server {
namespace {

std::string parameter_json(std::string_view name, bool in_path) {
  const Parameter* const known = in_path ? nullptr : find_parameter(name);
  std::string schema = "\"type\":\"string\"";
  if (known != nullptr && known->type == "date") schema += ",\"format\":\"date\"";
  if (known != nullptr && known->type != "date") schema = fmt::format("\"type\":{}", json_string(known->type));
  if (known != nullptr && !known->choices.empty()) {
    schema += ",\"enum\":[";
    bool first = true;
    for (const std::string_view choice : words_of(known->choices, ' ')) {
      schema += fmt::format("{}{}", first ? "" : ",", json_string(choice));
      first = false;
    }
    schema += ']';
  }
  return fmt::format("{{\"name\":{},\"in\":\"{}\"{},\"schema\":{{{}}}{}}}", json_string(name),
                     in_path ? "path" : "query", in_path ? ",\"required\":true" : "", schema,
                     known == nullptr ? std::string() : fmt::format(",\"description\":{}", json_string(known->what)));
}

std::string_view media_type(std::string_view form) {
  if (form == "json" || form == "manifest.json") return "application/json";
  if (form == "csv") return "text/csv";
  if (form == "jsonl") return "application/x-ndjson";
  if (form == "svg") return "image/svg+xml";
  if (form == "md") return "text/markdown";
  if (form == "atom") return "application/atom+xml";
  return form == "html" ? "text/html" : "text/plain";
}

// One method of an address: "get":{...}.
std::string operation(const Route& route, std::string_view form) {
  std::string parameters;
  const auto add = [&](std::string_view name, bool in_path) {
    parameters += fmt::format("{}{}", parameters.empty() ? "" : ",", parameter_json(name, in_path));
  };
  for (const std::string_view step : words_of(route.path, '/'))
    if (step.front() == '{') add(step.substr(1, step.size() - 2), true);
  for (const std::string_view name : words_of(route.parameters, ' ')) add(name, false);
  return fmt::format(
      "\"{}\":{{\"summary\":{},\"parameters\":[{}],\"responses\":{{\"200\":{{\"description\":\"as "
      "asked\",\"content\":{{"
      "\"{}\":{{}}}}}},\"default\":{{\"description\":\"an error\",\"content\":{{\"application/json\":{{\"schema\":{{"
      "\"$ref\":\"#/components/schemas/Error\"}}}}}}}}}}}}",
      route.posts ? "post" : "get", json_string(route.what), parameters, media_type(form));
}

// A cell of a table that lists words as code.
std::string code_words(std::string_view list) {
  std::string out;
  for (const std::string_view word : words_of(list, ' ')) out += fmt::format("{}`{}`", out.empty() ? "" : " ", word);
  return out;
}

}  // namespace

std::string openapi_document() {
  // An address that takes GET and POST stands in two rows of the table and once in the document.
  std::vector<std::pair<std::string, std::string>> found;
  for (const Route& route : all_routes()) {
    if (route.path.starts_with("/assets")) continue;
    for (const std::string_view form : words_of(route.forms, ' ')) {
      const std::string path = form == "html" ? std::string(route.path) : fmt::format("{}.{}", route.path, form);
      const auto known = std::find_if(found.begin(), found.end(), [&](const auto& one) { return one.first == path; });
      if (known == found.end()) {
        found.emplace_back(path, operation(route, form));
      } else {
        known->second += fmt::format(",{}", operation(route, form));
      }
    }
  }
  std::string paths;
  for (const auto& [path, operations] : found)
    paths += fmt::format("{}{}:{{{}}}", paths.empty() ? "" : ",", json_string(path), operations);
  return fmt::format(
      "{{\"openapi\":\"3.0.3\",\"info\":{{\"title\":\"Demarche\",\"version\":\"{}\",\"description\":\"Who did or said "
      "what "
      "to whom, when and on whose word, with evidence. docs/reference/http.md says what the answers hold.\"}},"
      "\"paths\":{{{}}},\"components\":{{\"schemas\":{{\"Error\":{{\"type\":\"object\",\"properties\":{{\"error\":{{"
      "\"type\":\"object\",\"properties\":{{\"code\":{{\"type\":\"string\"}},\"message\":{{\"type\":\"string\"}},"
      "\"hint\":{{\"type\":\"string\"}}}}}}}}}}}}}}}}",
      DEMARCHE_VERSION, paths);
}

std::string routes_markdown() {
  std::string out = "| address | as | parameters | what |\n|---|---|---|---|\n";
  for (const Route& route : all_routes())
    fmt::format_to(std::back_inserter(out), "| `{}{}` | {} | {} | {} |\n", route.posts ? "POST " : "", route.path,
                   route.posts ? "" : route.forms, code_words(route.parameters), route.what);
  out += "\n| parameter | value | what |\n|---|---|---|\n";
  for (const Parameter& parameter : all_parameters())
    fmt::format_to(std::back_inserter(out), "| `{}` | {} | {} |\n", parameter.name,
                   parameter.choices.empty() ? std::string(parameter.type) : code_words(parameter.choices),
                   parameter.what);
  return out;
}

}  // namespace demarche::server
