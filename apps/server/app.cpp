#include "app.h"

#include <fmt/format.h>

#include <algorithm>

#include "respond.h"
#include "routes.h"

namespace demarche::server {
namespace {

constexpr std::size_t cache_bytes = 48u << 20;

constexpr std::string_view policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src "
    "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

void add_safety(Response& response) {
  const std::pair<const char*, std::string> always[] = {{"Content-Security-Policy", std::string(policy)},
                                                        {"X-Content-Type-Options", "nosniff"},
                                                        {"Referrer-Policy", "same-origin"},
                                                        {"X-Frame-Options", "DENY"},
                                                        {"Cross-Origin-Opener-Policy", "same-origin"},
                                                        {"Cross-Origin-Resource-Policy", "same-origin"}};
  for (const auto& [name, value] : always) response.headers.emplace_back(name, value);
  // A value with a line break would be a header of its own; none of ours has one.
  for (auto& [name, value] : response.headers)
    std::erase_if(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

std::string host_of_origin(std::string_view origin) {
  const std::size_t scheme = origin.find("://");
  return std::string(scheme == std::string_view::npos ? origin : origin.substr(scheme + 3));
}

// A page of another site that has our address under its own name (DNS rebinding) must not read what is local.
bool answers_for(const AppOptions& options, std::string_view host) {
  if (!options.origin.empty() && host == host_of_origin(options.origin)) return true;
  const std::string_view name = without_port(host);
  const bool local = name == "localhost" || name == "127.0.0.1" || name == "[::1]";
  return local || (!options.loopback && options.origin.empty());
}

bool has_tag(std::string_view list, std::string_view tag) {
  return list == "*" || list.find(tag) != std::string_view::npos;
}

std::string body_field(const Request& request, std::string_view name) {
  const auto fields = parse_fields(request.body);
  if (!fields) return {};
  for (const auto& [known, value] : *fields)
    if (known == name) return value;
  return {};
}

std::string first_word(std::string_view list) {
  return std::string(list.substr(0, list.find(' ')));
}

}  // namespace

App::App(Archive archive, AppOptions options)
    : archive_(std::move(archive)),
      options_(std::move(options)),
      assets_(options_.assets_folder),
      guard_(options_.admin_token),
      watch_(archive_),
      cache_(cache_bytes) {}

Response App::handle(const Request& request) {
  Response response = answer(request);
  response.head = request.method == Method::head;
  const bool ok = response.status == 200;
  if (response.kept != nullptr) {
    response.type = response.kept->type;
    response.headers.emplace_back("ETag", response.kept->tag);
    response.headers.emplace_back("Cache-Control", "no-cache");
    if (ok && has_tag(request.if_none_match, response.kept->tag)) {
      response.status = 304;
      response.kept = nullptr;
    } else if (request.takes_gzip && !response.kept->gzip.empty()) {
      response.headers.emplace_back("Content-Encoding", "gzip");
      response.body = response.kept->gzip;
    } else {
      response.body = response.kept->body;
    }
    response.headers.emplace_back("Vary", "Accept-Encoding");
  } else {
    response.headers.emplace_back("Cache-Control", response.parts ? "no-cache" : "no-store");
    if (response.parts && request.takes_gzip) {
      response.parts = gzipped_parts(std::move(response.parts));
      response.headers.emplace_back("Content-Encoding", "gzip");
    }
  }
  add_safety(response);
  return response;
}

Result<ArchiveInfo> App::counts() {
  const std::lock_guard hold(counts_lock_);
  const auto now = std::chrono::steady_clock::now();
  if (counts_ && now - counted_at_ < std::chrono::seconds(60)) return *counts_;
  auto found = archive_.info();
  if (!found) return found;
  counts_ = *found;
  counted_at_ = now;
  return found;
}

Response App::answer(const Request& request) {
  if (!answers_for(options_, request.host))
    return problem(false, 421, "misdirected", "this server does not answer for that name",
                   "name it with demarche serve --origin");
  auto target = parse_target(request.target);
  if (!target) return problem(request.takes_html, 400, "usage", "this is no address of this server", "begin at /");
  if (request.method == Method::other) return problem(false, 405, "method", "this server takes GET, HEAD and POST", "");
  const bool posts = request.method == Method::post;
  std::vector<std::string> names;
  const Route* const route = find_route(target->steps, posts, names);
  if (route == nullptr) {
    std::vector<std::string> ignored;
    Response out = find_route(target->steps, !posts, ignored) != nullptr
                       ? problem(target->form.empty(), 405, "method", "this address does not take this method", "")
                       : problem(target->form.empty(), 404, "not_found", "there is no such page",
                                 "/openapi.json lists every address");
    if (out.status == 405) out.headers.emplace_back("Allow", posts ? "GET, HEAD" : "POST");
    return out;
  }
  if (target->form.empty() && !has_form(*route, "html")) target->form = first_word(route->forms);
  Response out;
  if (!has_form(*route, target->form)) {
    out = problem(false, 404, "not_found", fmt::format("this address does not come as {}", target->form),
                  fmt::format("it comes as {}", route->forms));
  } else {
    out = from_cache_or_route(request, *target, *route, names);
  }
  out.route = route->path;
  return out;
}

Response App::from_cache_or_route(const Request& request, const Target& target, const Route& route,
                                  const std::vector<std::string>& names) {
  Call call{*this, request, target, names, {}};
  if (auto error = read_question(target.parameters, route.parameters, call.question))
    return error_response(call, *error);
  if (route.posts) {
    const std::string origin = options_.origin.empty() ? "http://" + request.host : options_.origin;
    if (!guard_.is_own_form(request, body_field(request, "csrf"), origin))
      return problem(target.form.empty(), 403, "forbidden", "this form did not come from a page of this server",
                     "open the page again and send its form");
    return route.run(call);
  }
  if (!route.kept) return route.run(call);
  const auto state = watch_.state();
  if (!state) return error_response(call, state.error());
  if (auto kept = cache_.find(request.target, *state)) {
    ++metrics_.cache_hits;
    Response out;
    out.kept = std::move(kept);
    return out;
  }
  ++metrics_.cache_misses;
  Response out = route.run(call);
  if (out.status != 200 || out.parts) return out;
  auto kept = std::make_shared<Kept>();
  kept->type = out.type;
  kept->tag = tag_of(out.body);
  kept->gzip = gzipped(out.body);
  kept->body = std::move(out.body);
  out.body.clear();
  cache_.keep(request.target, *state, kept);
  out.kept = std::move(kept);
  return out;
}

}  // namespace demarche::server
