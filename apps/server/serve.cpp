#include "serve.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "connection.h"
#include "routes.h"
#include "server_limits.h"

namespace demarche::server {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

class Listener {
 public:
  Listener(App& app, AccessLog& log, const ServeOptions& options)
      : options_(options),
        workers_(std::max(1u, options.workers)),
        hub_{app, log, workers_, !options.origin.empty() && !options.public_server, false, {}},
        acceptor_(network_),
        signals_(network_, SIGINT, SIGTERM),
        patience_(network_) {}

  Status run() {
    if (Status status = listen(); !status) return status;
    signals_.async_wait([this](boost::system::error_code error, int) {
      if (!error) stop();
    });
    accept();
    if (options_.ready) options_.ready(address());
    network_.run();
    workers_.stop();
    workers_.join();
    return {};
  }

 private:
  Status listen() {
    boost::system::error_code error;
    const auto address = asio::ip::make_address(options_.address, error);
    if (error) return Error{ErrorCode::usage, fmt::format("\"{}\" is not an address of a network", options_.address)};
    const tcp::endpoint end(address, options_.port);
    acceptor_.open(end.protocol(), error);
    if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(end, error);
    if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
    if (!error) return {};
    return Error{ErrorCode::io, fmt::format("port {} of {} cannot be used: {}; name another with --port", options_.port,
                                            options_.address, error.message())};
  }

  std::string address() const {
    boost::system::error_code ignored;
    const auto end = acceptor_.local_endpoint(ignored);
    const std::string host = end.address().to_string();
    return fmt::format("http://{}:{}", end.address().is_v6() ? "[" + host + "]" : host, end.port());
  }

  void accept() {
    acceptor_.async_accept([this](boost::system::error_code error, tcp::socket socket) {
      if (hub_.stopping) return;
      if (!error) {
        start_connection(std::move(socket), hub_);
        return accept();
      }
      // Out of descriptors: wait a little for connections to end.
      patience_.expires_after(std::chrono::milliseconds(100));
      patience_.async_wait([this](boost::system::error_code) {
        if (!hub_.stopping) accept();
      });
    });
  }

  void stop() {
    boost::system::error_code ignored;
    acceptor_.close(ignored);
    finish_connections(hub_);
    // Nothing is left to do once the last connection has gone; whoever reads on for longer is cut off.
    patience_.expires_after(limits::stop_time);
    patience_.async_wait([this](boost::system::error_code error) {
      if (!error) network_.stop();
    });
    watch_end();
  }

  void watch_end() {
    if (hub_.open.empty()) {
      patience_.cancel();
      return;
    }
    const auto timer = std::make_shared<asio::steady_timer>(network_, std::chrono::milliseconds(50));
    timer->async_wait([this, timer](boost::system::error_code) { watch_end(); });
  }

  const ServeOptions& options_;
  asio::io_context network_{1};
  asio::thread_pool workers_;
  Hub hub_;
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  asio::steady_timer patience_;
};

}  // namespace

Status serve(const ServeOptions& options) {
  if (options.public_server && options.admin_token.empty())
    return Error{ErrorCode::usage,
                 "--public needs a token for the administrator: --admin-token FILE, or DEMARCHE_ADMIN_TOKEN"};
  if (!options.admin_token.empty() && options.admin_token.size() < 16)
    return Error{ErrorCode::usage, "the administrator's token has fewer than 16 characters: make a longer one"};
  auto archive = Archive::open(options.archive, Archive::Mode::read_only);
  if (!archive) return archive.error();
  auto log = AccessLog::open(options.access_log);
  if (!log) return log.error();
  AppOptions app_options;
  app_options.archive_path = options.archive;
  app_options.origin = options.origin;
  app_options.admin_token = options.admin_token;
  app_options.assets_folder = options.assets_folder;
  app_options.loopback = !options.public_server;
  App app(std::move(*archive), std::move(app_options));
  return Listener(app, **log, options).run();
}

std::string describe_openapi() {
  return openapi_document() + "\n";
}
std::string describe_markdown() {
  return routes_markdown();
}

}  // namespace demarche::server
