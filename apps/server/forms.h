// Forms that change something: their session, their hidden value, who may send them.
#pragma once

#include <string>
#include <string_view>

#include "respond.h"
#include "routes.h"

namespace demarche::server {

/// The session of a page with a form: that of the browser, or a new one whose cookie goes out with the page.
class FormSession {
 public:
  explicit FormSession(const Call& call);
  /// <input type="hidden" name="csrf">.
  void hidden(view::Markup& html) const;
  Response with_cookie(Response response) const;

 private:
  const Call& call_;
  std::string session_;
  bool fresh_ = false;
};

/// Set-Cookie of a session; `ends`: that takes it away.
std::string session_cookie(const Call& call, const std::string& session, bool ends);
/// A field of the form that was sent, "" when it has none.
std::string form_field(const Call& call, std::string_view name);
/// 200 where the administrator asks, else the refusal.
Response only_admin(Call& call);
Response see_other(std::string_view address);
Response throttled(const Call& call, std::string_view message);
/// Compares in a time that says nothing about where the two differ.
bool same_secret(std::string_view a, std::string_view b);

void open_requests(view::Markup& html, const Call& call, const FormSession& session);

/// A row of a table of facts, nothing for an empty value.
void fact(view::Markup& html, std::string_view name, std::string_view value);

}  // namespace demarche::server
