// `demarche serve`: an archive as pages and API over HTTP/1.1.
//
// One thread talks to the network, a bounded pool of workers asks the archive. Everything has a limit: connections,
// header, body, time, requests under way. SIGTERM and SIGINT let what is under way finish. Never listens beyond this
// machine unless told so, and then only with a token for the administrator.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "demarche/result.h"

namespace demarche::server {

struct ServeOptions {
  std::string archive;
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: any free one
  unsigned workers = 4;
  bool public_server = false;  // listens beyond this machine
  std::string origin;          // "https://news.example.org", behind a reverse proxy
  std::string admin_token;
  std::string access_log;     // a file, "-" for standard error, "" for none
  std::string assets_folder;  // script and style of the pages
  /// Called once it listens, with its address: "http://127.0.0.1:8080".
  std::function<void(const std::string&)> ready;
};

/// Serves until it is told to stop; an error when it cannot begin.
Status serve(const ServeOptions& options);

/// The OpenAPI document, and the tables of docs/reference/http.md.
std::string describe_openapi();
std::string describe_markdown();

}  // namespace demarche::server
