// The server without its sockets: takes a Request, finds its route, gives a Response.
//
// Shared by all workers; every question goes to the archive by a connection of its own. What has been answered is kept
// as long as the archive stays as it is. Never writes to the archive except through the acts of requests.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "assets.h"
#include "cache.h"
#include "demarche/archive.h"
#include "demarche/browse.h"
#include "guard.h"
#include "http.h"
#include "metrics.h"

namespace demarche::server {

struct AppOptions {
  std::string archive_path;
  std::string origin;         // "https://news.example.org": how the world sees this server; "": as it is reached
  std::string admin_token;    // "": no acts of the administrator
  std::string assets_folder;  // script and style of the pages; "": those built in
  bool loopback = true;       // answers only names of this machine (and of `origin`)
};

class App {
 public:
  App(Archive archive, AppOptions options);
  Response handle(const Request& request);

  const Archive& archive() const { return archive_; }
  const AppOptions& options() const { return options_; }
  const Assets& assets() const { return assets_; }
  Guard& guard() { return guard_; }
  Metrics& metrics() { return metrics_; }
  /// Counts of the whole archive, which take long in a large one: at most a minute old.
  Result<ArchiveInfo> counts();
  /// "http://127.0.0.1:8080" before an address, for what leaves this server (feeds, citations).
  const std::string& base() const { return options_.origin; }

 private:
  Response answer(const Request& request);
  Response from_cache_or_route(const Request& request, const struct Target& target, const struct Route& route,
                               const std::vector<std::string>& names);

  Archive archive_;
  AppOptions options_;
  Assets assets_;
  Guard guard_;
  Metrics metrics_;
  ArchiveWatch watch_;
  Cache cache_;
  std::mutex counts_lock_;
  std::optional<ArchiveInfo> counts_;
  std::chrono::steady_clock::time_point counted_at_;
};

}  // namespace demarche::server
