// One connection: reads requests, has workers answer them, writes answers, one after the other.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <memory>
#include <set>

#include "access_log.h"
#include "app.h"

namespace demarche::server {

class Connection;

/// What all connections share. Touched by the network's thread only, but for the app, the log and the workers.
struct Hub {
  App& app;
  AccessLog& log;
  boost::asio::thread_pool& workers;
  bool behind_proxy = false;
  bool stopping = false;
  std::set<std::shared_ptr<Connection>> open;
};

/// Takes the socket; ends by itself.
void start_connection(boost::asio::ip::tcp::socket socket, Hub& hub);
/// Closes what is idle; what is under way ends with its answer.
void finish_connections(Hub& hub);

}  // namespace demarche::server
