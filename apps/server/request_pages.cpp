// Requests for a change or a removal: the form, what became of one, its receipt; and the administrator's decisions.
//
// Anybody may file; only the administrator decides, and only then something happens. Whoever filed gets an address with
// a key in it, which nobody else can work out: a request says who asked and about what.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app.h"
#include "demarche/browse_records.h"
#include "demarche/requests.h"
#include "forms.h"
#include "handlers.h"
#include "respond.h"

namespace demarche::server {
namespace {

using view::Markup;

struct VerbChoice {
  RequestVerb verb;
  std::string_view words;
};
constexpr VerbChoice verbs[] = {{RequestVerb::correct, "put something right"},
                                {RequestVerb::withdraw, "take it out of sight"},
                                {RequestVerb::erase, "erase it"},
                                {RequestVerb::restrict_, "hold it back while a dispute lasts"}};
constexpr std::size_t longest_field = 4000;

Result<Requests> open_desk(const Call& call) {
  return Requests::open(call.app.options().archive_path);
}

std::string key_of(const Call& call, const RequestInfo& request) {
  return fmt::format("{}-{}", request.id,
                     call.app.guard().seal(fmt::format("request {} {}", request.id, request.received_at)));
}

std::int64_t number_of(std::string_view text) {
  std::int64_t out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() ? out : 0;
}

// The request whose key this is; the same answer for a wrong key as for no request.
Result<RequestInfo> request_of_key(const Call& call, const std::string& key) {
  const Error none{ErrorCode::not_found, "there is no request with this key"};
  const std::int64_t id = number_of(std::string_view(key).substr(0, key.find('-')));
  if (id <= 0) return none;
  const auto desk = open_desk(call);
  if (!desk) return desk.error();
  auto found = desk->show(id);
  if (!found || !same_secret(key_of(call, *found), key)) return none;
  return found;
}

// What may be said without saying who asked, and about what.
std::string public_json(const std::string& key, const RequestInfo& r) {
  const auto or_null = [](const std::string& text) { return text.empty() ? std::string("null") : json_string(text); };
  return fmt::format(
      "{{\"kind\":\"request\",\"key\":{},\"verb\":{},\"state\":{},\"received_at\":{},\"due\":{},\"decided_at\":{},"
      "\"reason\":{},\"done_at\":{},\"documents\":{}}}",
      json_string(key), json_string(verb_name(r.verb)), json_string(r.state), json_string(r.received_at),
      or_null(r.due), or_null(r.decided_at), or_null(r.reason), or_null(r.done_at),
      r.documents ? std::to_string(*r.documents) : std::string("null"));
}

void text_input(Markup& html, std::string_view name, std::string_view words, const std::string& value, bool needed) {
  const auto line = html.in("p");
  const auto label = html.in("label");
  html.text(std::string(words));
  html.element("br", {});
  if (needed) {
    html.element("input",
                 {{"name", std::string(name)}, {"value", value}, {"maxlength", "2000"}, {"required", "required"}});
  } else {
    html.element("input", {{"name", std::string(name)}, {"value", value}, {"maxlength", "2000"}});
  }
}

void request_form(Markup& html, const Call& call, const FormSession& session) {
  const auto section = html.in("section", {{"id", "request-form"}});
  const auto form = html.in("form", {{"method", "post"}, {"action", "/requests"}});
  session.hidden(html);
  {
    const auto line = html.in("p");
    const auto label = html.in("label");
    html.text("What do you ask for? ");
    const auto select = html.in("select", {{"name", "verb"}});
    for (const VerbChoice& choice : verbs) html.element("option", {{"value", verb_name(choice.verb)}}, choice.words);
  }
  text_input(html, "address", "Address of the page that it is about", "", false);
  text_input(html, "article", "or the id of the report, as this archive shows it", call.question.filter.article, false);
  text_input(html, "contact", "How can you be reached?", "", true);
  text_input(html, "ground", "Why? Please do not quote the page here.", "", true);
  html.element("button", {}, "Send");
}

Response wrong_form(const Call& call, std::string_view message) {
  return problem(call.page(), 400, "usage", message, "go back and fill in the form again");
}

std::optional<std::string> read_form(const Fields& fields, RequestForm& out) {
  std::string verb;
  const std::pair<std::string_view, std::string*> places[] = {{"verb", &verb},
                                                              {"address", &out.scope.address},
                                                              {"article", &out.scope.article},
                                                              {"contact", &out.contact},
                                                              {"ground", &out.ground}};
  for (const auto& [name, value] : fields) {
    if (value.size() > longest_field) return fmt::format("{} is too long", name.substr(0, 20));
    for (const auto& [known, place] : places)
      if (known == name) *place = value;
  }
  const auto chosen = std::find_if(std::begin(verbs), std::end(verbs),
                                   [&](const VerbChoice& choice) { return verb == verb_name(choice.verb); });
  if (chosen == std::end(verbs)) return "say what you ask for: correct, withdraw, erase or restrict";
  out.verb = chosen->verb;
  if (out.scope.address.empty() && out.scope.article.empty())
    return "say which page it is about: its address or its id";
  if (out.contact.empty()) return "say how you can be reached";
  return std::nullopt;
}

Response see(const Call& call, const std::string& address, const std::string& json) {
  if (!call.page()) return json_response(json);
  return see_other(address);
}

}  // namespace

Response requests_page(Call& call) {
  if (call.wants("json")) {
    if (Response refused = only_admin(call); refused.status != 200) return refused;
    const auto desk = open_desk(call);
    if (!desk) return error_response(call, desk.error());
    const auto all = desk->list("");
    if (!all) return error_response(call, all.error());
    std::vector<std::string> items;
    for (const RequestInfo& one : *all) items.push_back(request_json(one));
    return list_response(call, items, "");
  }
  FormSession session(call);
  Markup html;
  html.element(
      "p", {},
      "Is something here wrong, or should it not be here? Whoever keeps this archive decides. What is withdrawn "
      "or erased leaves every page, sum and download, and you can get a receipt that others can check.");
  request_form(html, call, session);
  return session.with_cookie(html_response(call, {"Ask for a change or a removal", "requests", "", false}, html));
}

Response file_request(Call& call) {
  const auto fields = parse_fields(call.request.body);
  if (!fields) return wrong_form(call, "this is no form");
  RequestForm form;
  if (const auto wrong = read_form(*fields, form)) return wrong_form(call, *wrong);
  if (!call.app.guard().may_file(call.request.client)) return throttled(call, "too many requests were filed from here");
  auto desk = open_desk(call);
  if (!desk) return error_response(call, desk.error());
  const auto id = desk->receive(form);
  if (!id) return error_response(call, id.error());
  const auto filed = desk->show(*id);
  if (!filed) return error_response(call, filed.error());
  const std::string key = key_of(call, *filed);
  return see(call, fmt::format("/request/{}", key), public_json(key, *filed));
}

Response request_page(Call& call) {
  const auto found = request_of_key(call, call.names[0]);
  if (!found) return error_response(call, found.error());
  if (call.wants("json")) return json_response(public_json(call.names[0], *found));
  Markup html;
  html.element("p", {}, "Keep the address of this page: it is the only way back to it.");
  {
    const auto table = html.in("table", {{"id", "items"}});
    fact(html, "Asked for", verb_name(found->verb));
    fact(html, "State", found->state);
    fact(html, "Received", found->received_at);
    fact(html, "To be answered by", found->due);
    fact(html, "Decided", found->decided_at);
    fact(html, "Reason", found->reason);
    fact(html, "Done", found->done_at);
    if (found->documents) fact(html, "Documents", std::to_string(*found->documents));
  }
  if (!found->done_at.empty() || !found->decided_at.empty())
    html.link(fmt::format("/request/{}/receipt.json", call.names[0]), "Signed receipt");
  return html_response(call, {fmt::format("Request {}", found->id), "request", "", false}, html);
}

Response request_receipt(Call& call) {
  const auto found = request_of_key(call, call.names[0]);
  if (!found) return error_response(call, found.error());
  const auto receipt = make_receipt(call.app.options().archive_path, found->id, nullptr, "");
  if (!receipt) return error_response(call, {ErrorCode::not_found, "there is no receipt yet: nothing was decided"});
  Response out = json_response(*receipt);
  out.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"receipt-{}.json\"", found->id));
  return out;
}

namespace {

void decision(Markup& html, const FormSession& session, std::int64_t id, std::string_view act, std::string_view words,
              bool reason) {
  const auto form = html.in("form", {{"method", "post"}, {"action", fmt::format("/admin/requests/{}/{}", id, act)}});
  session.hidden(html);
  if (reason) {
    const auto label = html.in("label");
    html.text("Reason ");
    html.element("input", {{"name", "reason"}, {"maxlength", "1000"}, {"required", "required"}});
  }
  html.element("button", {}, words);
}

}  // namespace

void open_requests(Markup& html, const Call& call, const FormSession& session) {
  const auto desk = open_desk(call);
  const auto all = desk ? desk->list("") : Result<std::vector<RequestInfo>>(desk.error());
  const auto section = html.in("section", {{"id", "items"}});
  html.element("h2", {}, "Requests");
  if (!all) {
    html.element("p", {}, "They cannot be read just now.");
    return;
  }
  if (all->empty()) html.element("p", {}, "None.");
  for (const RequestInfo& one : *all) {
    const auto item = html.in("section", {{"class", "request"}, {"id", fmt::format("request-{}", one.id)}});
    html.element("h3", {}, fmt::format("{}: {} ({})", one.id, verb_name(one.verb), one.state));
    {
      const auto table = html.in("table");
      for (const auto& [name, value] : one.scope) fact(html, name, value);
      fact(html, "contact", one.contact);
      fact(html, "why", one.ground);
      fact(html, "due", one.due);
      fact(html, "reason", one.reason);
    }
    if (one.state == "open") {
      if (one.verb == RequestVerb::correct) {
        html.element("p", {}, fmt::format("demarche correct --request {} gives the corrected text.", one.id));
      } else {
        decision(html, session, one.id, "accept", "Do what it asks for", false);
      }
      decision(html, session, one.id, "refuse", "Refuse", true);
    } else if (one.state == "done" && one.verb != RequestVerb::correct) {
      decision(html, session, one.id, "lift", "Lift", true);
    }
  }
}

Response decide_request(Call& call) {
  if (Response refused = only_admin(call); refused.status != 200) return refused;
  const std::int64_t id = number_of(call.names[0]);
  const std::string& act = call.names[1];
  const std::string reason = form_field(call, "reason");
  auto desk = open_desk(call);
  if (!desk) return error_response(call, desk.error());
  if (act == "accept") {
    const auto done = desk->accept(id);
    if (!done) return error_response(call, done.error());
    return see(call, "/admin", effect_json(*done));
  }
  if (act != "refuse" && act != "lift")
    return error_response(call, {ErrorCode::not_found, "a request is accepted, refused or lifted"});
  if (reason.empty()) return wrong_form(call, "give a reason: whoever asked will read it");
  Status status;
  if (act == "refuse") {
    status = desk->refuse(id, reason);
  } else if (const auto lifted = desk->lift(id, reason); !lifted) {
    status = lifted.error();
  }
  if (!status) return error_response(call, status.error());
  const auto after = desk->show(id);
  return see(call, "/admin", after ? request_json(*after) : "{}");
}

}  // namespace demarche::server
