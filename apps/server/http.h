// A request and its response, as the routes see them: no sockets, no library's types.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demarche/result.h"

namespace demarche::server {

enum class Method { get, head, post, other };

/// Names and values in the order in which they came, decoded.
using Fields = std::vector<std::pair<std::string, std::string>>;

struct Request {
  Method method = Method::get;
  std::string target;  // as it came: "/relation/RUS/CHN.json?period=month"
  std::string body;
  std::string client;  // address of the other end
  // Headers that mean something here, "" where they are missing:
  std::string host, cookie, authorization, if_none_match, origin, fetch_site, content_type, csrf;
  bool takes_gzip = false;
  bool takes_html = false;
};

/// Gives the next part of a body, "" at its end.
using Parts = std::function<Result<std::string>()>;

struct Kept;

struct Response {
  unsigned status = 200;
  std::string type = "application/json; charset=utf-8";
  std::string body;
  Parts parts;                       // set: the body comes in parts, as long as they come
  std::shared_ptr<const Kept> kept;  // set: body, compressed body and tag stand there
  bool head = false;                 // only the head is sent
  std::vector<std::pair<std::string, std::string>> headers;
  std::string route;  // for metrics
};

}  // namespace demarche::server
