// For machines and for the administrator: health, metrics, the OpenAPI document, assets, signing in.
#include <fmt/format.h>

#include "app.h"
#include "forms.h"
#include "handlers.h"
#include "respond.h"

namespace demarche::server {
using view::Markup;

Response health(Call& call) {
  const auto sums = totals(call.app.archive());
  if (!sums) return error_response(call, sums.error());
  return text_response("text/plain; charset=utf-8", "ok\n");
}

Response metrics(Call& call) {
  return text_response("text/plain; version=0.0.4; charset=utf-8", call.app.metrics().text());
}

Response openapi(Call&) {
  return json_response(openapi_document());
}

Response asset(Call& call) {
  const auto kept =
      call.app.assets().find(call.target.form.empty() ? call.names[0] : call.names[0] + "." + call.target.form);
  if (kept == nullptr) return problem(false, 404, "not_found", "there is no such file", "");
  Response out;
  out.kept = kept;
  return out;
}

Response admin_page(Call& call) {
  if (call.wants("json")) {
    Response refused = only_admin(call);
    return refused.status == 200 ? json_response("{\"signed_in\":true}") : refused;
  }
  const bool admin = call.app.guard().is_admin(call.request) == Guard::Verdict::yes;
  const FormSession session(call);
  Markup html;
  if (!call.app.guard().has_admin()) {
    html.element("p", {}, "This server was started without a token: nobody can sign in.");
  } else {
    const auto form = html.in("form", {{"method", "post"}, {"action", admin ? "/admin/sign-out" : "/admin/sign-in"}});
    session.hidden(html);
    if (!admin) {
      const auto label = html.in("label");
      html.text("Token ");
      html.element("input", {{"type", "password"}, {"name", "token"}, {"autocomplete", "current-password"}});
    }
    html.element("button", {}, admin ? "Sign out" : "Sign in");
  }
  if (admin) open_requests(html, call, session);
  return session.with_cookie(html_response(call, {"Administrator", "admin", "", false}, html));
}

Response admin_sign_in(Call& call) {
  Guard& guard = call.app.guard();
  switch (guard.check_token(call.request.client, form_field(call, "token"))) {
    case Guard::Verdict::throttled:
      return throttled(call, "too many wrong tokens");
    case Guard::Verdict::no:
      ++call.app.metrics().wrong_tokens;
      return problem(true, 401, "unauthorized", "this is not the token",
                     "it stands in the file named by --admin-token");
    case Guard::Verdict::yes:
      break;
  }
  Response out = see_other("/admin");
  out.headers.emplace_back("Set-Cookie", session_cookie(call, guard.new_session(true), false));
  return out;
}

Response admin_sign_out(Call& call) {
  call.app.guard().end_session(call.request);
  Response out = see_other("/admin");
  out.headers.emplace_back("Set-Cookie", session_cookie(call, "", true));
  return out;
}

}  // namespace demarche::server
