// Every address of the server, defined once: dispatch, the reference page, the OpenAPI document and its test are made
// from this table. What is not in it does not exist.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "http.h"
#include "parameters.h"
#include "target.h"

namespace demarche::server {

class App;

/// One request at its route.
struct Call {
  App& app;
  const Request& request;
  const Target& target;
  std::vector<std::string> names;  // the steps in braces, in order
  Question question;

  bool wants(std::string_view form) const { return target.form == form; }
  bool page() const { return target.form.empty(); }
};

struct Route {
  std::string_view path;   // "/relation/{A}/{B}"
  std::string_view forms;  // "html json csv": the first where the address ends in none
  std::string_view parameters;
  std::string_view what;
  Response (*run)(Call&) = nullptr;
  bool posts = false;  // takes POST and nothing else
  bool kept = true;    // the answer depends on nothing but address and archive
};

std::span<const Route> all_routes();
/// The route of the steps, and what stands in its braces.
const Route* find_route(const std::vector<std::string>& steps, bool posts, std::vector<std::string>& names);
bool has_form(const Route& route, std::string_view form);

/// The pieces between separators, without empty ones.
std::vector<std::string_view> words_of(std::string_view list, char separator);

/// Made from the table: describe.cpp.
std::string openapi_document();
std::string routes_markdown();

}  // namespace demarche::server
