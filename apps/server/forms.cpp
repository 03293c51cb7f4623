#include "forms.h"

#include <fmt/format.h>
#include <sodium.h>

#include "app.h"

namespace demarche::server {

FormSession::FormSession(const Call& call) : call_(call), session_(cookie_value(call.request.cookie, Guard::cookie)) {
  // A cookie that cannot be one of ours is replaced.
  const bool sound = session_.size() == 48 && session_.find_first_not_of("0123456789abcdef") == std::string::npos;
  fresh_ = !sound;
  if (fresh_) session_ = call.app.guard().new_session(false);
}

void FormSession::hidden(view::Markup& html) const {
  html.element("input", {{"type", "hidden"}, {"name", "csrf"}, {"value", call_.app.guard().form_token(session_)}});
}

Response FormSession::with_cookie(Response response) const {
  if (fresh_) response.headers.emplace_back("Set-Cookie", session_cookie(call_, session_, false));
  return response;
}

std::string session_cookie(const Call& call, const std::string& session, bool ends) {
  const bool secure = call.app.base().starts_with("https://");
  return fmt::format("{}={}; Path=/; HttpOnly; SameSite=Strict{}{}", Guard::cookie, session, secure ? "; Secure" : "",
                     ends ? "; Max-Age=0" : "");
}

std::string form_field(const Call& call, std::string_view name) {
  const auto fields = parse_fields(call.request.body);
  if (!fields) return {};
  for (const auto& [known, value] : *fields)
    if (known == name) return value;
  return {};
}

Response only_admin(Call& call) {
  switch (call.app.guard().is_admin(call.request)) {
    case Guard::Verdict::yes:
      return {};
    case Guard::Verdict::throttled:
      return throttled(call, "too many wrong tokens");
    case Guard::Verdict::no:
      break;
  }
  if (!call.request.authorization.empty()) ++call.app.metrics().wrong_tokens;
  return problem(call.page(), 401, "unauthorized", "this is for the administrator",
                 "send Authorization: Bearer TOKEN, or sign in at /admin");
}

Response see_other(std::string_view address) {
  Response out = text_response("text/plain; charset=utf-8", "");
  out.status = 303;
  out.headers.emplace_back("Location", std::string(address));
  return out;
}

Response throttled(const Call& call, std::string_view message) {
  Response out = problem(call.page(), 429, "throttled", message, "wait, then try again");
  out.headers.emplace_back("Retry-After", std::to_string(Guard::retry_seconds));
  return out;
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace demarche::server
