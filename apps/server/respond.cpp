#include "respond.h"

#include <fmt/format.h>

#include "app.h"
#include "demarche/browse_records.h"

namespace demarche::server {
namespace {

using view::Markup;
using view::percent_encoded;

constexpr std::pair<std::string_view, std::string_view> menu[] = {
    {"/events", "Events"},     {"/statements", "Statements"}, {"/incidents", "Incidents"}, {"/stories", "Stories"},
    {"/dyads", "Dyads"},       {"/articles", "Articles"},     {"/sources", "Sources"},     {"/changes", "Changes"},
    {"/requests", "Requests"}, {"/methods", "Methods"},       {"/export", "Export"}};

std::string address(const Call& call, std::string_view form, const Fields& parameters) {
  std::string out;
  for (const std::string& step : call.target.steps) (out += '/') += percent_encoded(step);
  if (out.empty()) out += '/';
  // An id that ends like a form must not be taken for one.
  if (const std::size_t dot = out.rfind('.'); dot != std::string::npos && out.find('/', dot) == std::string::npos &&
                                              is_form(std::string_view(out).substr(dot + 1)))
    out.replace(dot, 1, "%2E");
  if (!form.empty()) (out += '.') += form;
  char separator = '?';
  for (const auto& [name, value] : parameters) {
    if (value.empty()) continue;
    out += separator;
    ((out += percent_encoded(name)) += '=') += percent_encoded(value);
    separator = '&';
  }
  return out;
}

bool has_page(std::string_view address) {
  std::vector<std::string> ignored;
  return find_route({std::string(address.substr(1))}, false, ignored) != nullptr;
}

void write_top(Markup& html, const Call& call) {
  const auto top = html.in("header", {{"id", "top"}});
  html.link("#main", "To the content", {{"class", "visually-hidden"}});
  {
    const auto nav = html.in("nav", {{"id", "menu"}, {"aria-label", "Pages"}});
    html.link("/", "Demarche");
    for (const auto& [target, name] : menu) {
      if (!has_page(target)) continue;
      html.text(" ");
      const bool here = !call.target.steps.empty() && target.substr(1) == call.target.steps[0];
      here ? html.link(target, name, {{"aria-current", "page"}}) : html.link(target, name);
    }
  }
  const auto form = html.in("form", {{"id", "search"}, {"action", "/search"}, {"role", "search"}});
  const auto label = html.in("label");
  html.text("Two parties, a party, or words of a headline ");
  html.element("input", {{"type", "search"}, {"name", "q"}, {"value", call.question.text}, {"maxlength", "200"}});
  html.element("button", {}, "Search");
}

void write_foot(Markup& html, const Call& call, const PageHead& head, const std::string& vintage) {
  const auto foot = html.in("footer", {{"id", "foot"}});
  html.element(
      "p", {{"id", "citation"}},
      fmt::format("{}. Coded by Demarche {} from reports; archive as of {}. {}{}", head.title, DEMARCHE_VERSION,
                  vintage.empty() ? "today" : vintage, call.app.base(), address(call, "", call.target.parameters)));
  const auto line = html.in("p");
  html.text("Every record is coded by a program from what a report says; it is not a statement of fact. ");
  if (has_page("/requests")) html.link("/requests", "Ask for a change or a removal");
}

}  // namespace

unsigned status_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::usage:
    case ErrorCode::bad_input:
      return 400;
    case ErrorCode::too_large:
      return 414;
    case ErrorCode::not_found:
      return 404;
    default:
      return 500;
  }
}

Response json_response(std::string body) {
  Response out;
  out.body = std::move(body);
  if (out.body.empty() || out.body.back() != '\n') out.body += '\n';
  return out;
}

Response text_response(std::string type, std::string body) {
  Response out;
  out.type = std::move(type);
  out.body = std::move(body);
  return out;
}

Response problem(bool page, unsigned status, std::string_view code, std::string_view message, std::string_view hint) {
  Response out;
  out.status = status;
  if (!page) {
    out.body = fmt::format("{{\"error\":{{\"code\":{},\"message\":{},\"hint\":{}}}}}\n", json_string(code),
                           json_string(message), json_string(hint));
    return out;
  }
  Markup html;
  {
    const auto root = html.in("html", {{"lang", "en"}});
    {
      const auto head = html.in("head");
      html.element("meta", {{"charset", "utf-8"}});
      html.element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
      html.element("title", {}, fmt::format("{} \xC2\xB7 Demarche", status));
      html.element("link", {{"rel", "stylesheet"}, {"href", "/assets/app.css"}});
      html.element("link", {{"rel", "icon"}, {"href", "/assets/icon.svg"}});
    }
    const auto body = html.in("body", {{"data-page", "problem"}});
    const auto main = html.in("main", {{"id", "main"}});
    html.element("h1", {}, status == 404 ? "Not here" : status >= 500 ? "That went wrong" : "That cannot be answered");
    html.element("p", {}, message);
    if (!hint.empty()) html.element("p", {}, hint);
    html.link("/", "To the first page");
  }
  out.type = "text/html; charset=utf-8";
  out.body = html.page();
  return out;
}

Response error_response(const Call& call, const Error& error) {
  const unsigned status = status_of(error.code);
  // What the archive says about its own file is for the operator, not for readers.
  if (status == 500)
    return problem(call.page(), 500, "internal", "the archive could not be read just now", "try again in a moment");
  return problem(call.page(), status, error_code_name(error.code), error.message,
                 status == 400 ? "/openapi.json lists every address and its parameters" : "");
}

std::string vintage_of(const Call& call) {
  const auto found = last_change_at(call.app.archive());
  return found ? *found : std::string();
}

Response list_response(const Call& call, const std::vector<std::string>& items, const std::string& next) {
  std::string out = "{\"items\":[";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    out += items[i];
  }
  out += "],\"next\":";
  out += next.empty() ? "null" : json_string(next);
  out += ",\"vintage\":";
  const std::string vintage = vintage_of(call);
  out += vintage.empty() ? "null" : json_string(vintage);
  return json_response(out + '}');
}

std::string twin_address(const Call& call, std::string_view form) {
  return address(call, form, call.target.parameters);
}

std::string address_with(const Call& call, std::string_view name, std::string_view value) {
  Fields parameters;
  for (const auto& [known, old] : call.target.parameters)
    if (known != name && (known != "after" || name == "after")) parameters.emplace_back(known, old);
  parameters.emplace_back(std::string(name), std::string(value));
  return address(call, call.target.form, parameters);
}

Response html_response(const Call& call, const PageHead& head, const view::Markup& body) {
  const std::string vintage = vintage_of(call);
  Markup html;
  {
    const auto root = html.in("html", {{"lang", "en"}});
    {
      const auto in_head = html.in("head");
      html.element("meta", {{"charset", "utf-8"}});
      html.element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
      html.element("title", {}, head.title + " \xC2\xB7 Demarche");
      html.element("link", {{"rel", "stylesheet"}, {"href", "/assets/app.css"}});
      html.element("link", {{"rel", "icon"}, {"href", "/assets/icon.svg"}});
      html.element("link", {{"rel", "alternate"}, {"type", "application/json"}, {"href", twin_address(call, "json")}});
      if (call.app.assets().find("app.js") != nullptr)
        html.element("script", {{"type", "module"}, {"src", "/assets/app.js"}});
    }
    const auto in_body = html.in("body", {{"data-page", head.page}, {"data-vintage", vintage}});
    write_top(html, call);
    {
      const auto main = html.in("main", {{"id", "main"}, {"data-json", twin_address(call, "json")}});
      html.element("h1", {{"tabindex", "-1"}}, head.title);
      html.append(body);
    }
    write_foot(html, call, head, vintage);
  }
  return text_response("text/html; charset=utf-8", html.page());
}

}  // namespace demarche::server
