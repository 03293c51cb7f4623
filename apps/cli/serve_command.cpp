// serve: an archive over HTTP.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "arguments.h"
#include "output.h"
#include "server/serve.h"

namespace demarche::cli {
namespace {

// The token from its file, or from the environment; never from the command line, where everybody can read it.
Result<std::string> admin_token(const Invocation& invocation) {
  std::string token;
  if (invocation.has("--admin-token")) {
    const std::string path = invocation.text("--admin-token");
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error{ErrorCode::io, fmt::format("{}: the administrator's token cannot be read", path)};
    std::string bytes(4096, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    token = bytes.substr(0, bytes.find_first_of("\r\n"));
    if (token.empty()) return Error{ErrorCode::usage, fmt::format("{} holds no token on its first line", path)};
  } else if (const char* set = std::getenv("DEMARCHE_ADMIN_TOKEN"); set != nullptr) {
    token = set;
  }
  return token;
}

bool is_origin(const std::string& origin) {
  const std::size_t scheme = origin.starts_with("https://") ? 8 : origin.starts_with("http://") ? 7 : 0;
  return scheme > 0 && origin.size() > scheme &&
         origin.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.:[]", scheme) == std::string::npos;
}

}  // namespace

int run_serve(const Invocation& invocation) {
  const std::string_view name = invocation.command->name;
  if (invocation.has("--describe"))
    return print(invocation.text("--describe") == "openapi" ? server::describe_openapi() : server::describe_markdown());
  server::ServeOptions options;
  options.archive = invocation.text("--archive");
  options.public_server = invocation.has("--public");
  options.address = invocation.text("--address", options.public_server ? "0.0.0.0" : "127.0.0.1");
  options.origin = invocation.text("--origin");
  options.access_log = invocation.text("--access-log");
  const std::uint64_t port = invocation.count("--port", 8080), workers = invocation.count("--workers", 4);
  std::string wrong;
  if (options.archive.empty()) wrong = "name the archive: --archive FILE";
  if (port > 65535) wrong = "--port: a port is a number up to 65535";
  if (workers < 1 || workers > 256) wrong = "--workers: a number from 1 to 256";
  if (!options.origin.empty() && !is_origin(options.origin))
    wrong = "--origin: write https://news.example.org, without a path";
  const bool loopback = options.address.starts_with("127.") || options.address == "::1";
  if (!loopback && !options.public_server)
    wrong = fmt::format("--address {} reaches beyond this machine: add --public", options.address);
  if (!wrong.empty()) {
    complain(name, wrong);
    return 2;
  }
  options.port = static_cast<std::uint16_t>(port);
  options.workers = static_cast<unsigned>(workers);
  auto token = admin_token(invocation);
  if (!token) return fail(name, token.error());
  options.admin_token = std::move(*token);
  options.assets_folder = data_folder({.data_folder = invocation.text("--data"), .tier = {}}) + "/web";
  const bool quiet = invocation.has("--quiet");
  options.ready = [&](const std::string& address) {
    if (quiet) return;
    std::fprintf(stderr, "%s is on %s (stop with Ctrl-C)\n", options.archive.c_str(), address.c_str());
    std::fflush(stderr);
  };
  const Status status = server::serve(options);
  return status ? 0 : fail(name, status.error());
}

}  // namespace demarche::cli
