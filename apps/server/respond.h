// What handlers answer with: JSON, pages, errors in the one shape that errors have.
#pragma once

#include <string>
#include <string_view>

#include "routes.h"
#include "view/markup.h"

namespace demarche::server {

/// `code` and status of an error of the archive.
unsigned status_of(ErrorCode code);
/// As JSON, or as a page where a person asked for one.
Response error_response(const Call& call, const Error& error);
Response problem(bool page, unsigned status, std::string_view code, std::string_view message, std::string_view hint);

Response json_response(std::string body);
Response text_response(std::string type, std::string body);

/// {"items":[...],"next":...,"vintage":...}
Response list_response(const Call& call, const std::vector<std::string>& items, const std::string& next);

struct PageHead {
  std::string title;
  std::string page;  // data-page
  std::string status_line;
  bool csrf = false;
};

/// A page with its frame: `body` is the content of <main>.
Response html_response(const Call& call, const PageHead& head, const view::Markup& body);

/// The address of this request's twin in another form, with the same parameters.
std::string twin_address(const Call& call, std::string_view form);
/// The same address with one parameter changed ("" leaves it out).
std::string address_with(const Call& call, std::string_view name, std::string_view value);

/// When the archive's newest state was recorded; "" where it holds nothing.
std::string vintage_of(const Call& call);

}  // namespace demarche::server
