#include "connection.h"

#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>

#include "respond.h"
#include "server_limits.h"

namespace demarche::server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

using Clock = std::chrono::steady_clock;

std::string text_of(beast::string_view text) {
  return std::string(text.data(), text.size());
}

Method method_of(http::verb verb) {
  if (verb == http::verb::get) return Method::get;
  if (verb == http::verb::head) return Method::head;
  return verb == http::verb::post ? Method::post : Method::other;
}

// The last address that our own proxy added; what stands before it anybody may have written.
std::string forwarded_client(const std::string& list, const std::string& fallback) {
  const std::size_t comma = list.rfind(',');
  std::string last = comma == std::string::npos ? list : list.substr(comma + 1);
  while (!last.empty() && last.front() == ' ') last.erase(0, 1);
  const bool sound =
      !last.empty() && last.size() <= 45 && last.find_first_not_of("0123456789abcdefABCDEF.:") == std::string::npos;
  return sound ? last : fallback;
}

Request request_of(const http::request<http::string_body>& in, const std::string& client, bool behind_proxy) {
  Request out;
  out.method = method_of(in.method());
  out.target = text_of(in.target());
  out.body = in.body();
  out.host = text_of(in[http::field::host]);
  out.cookie = text_of(in[http::field::cookie]);
  out.authorization = text_of(in[http::field::authorization]);
  out.if_none_match = text_of(in[http::field::if_none_match]);
  out.origin = text_of(in[http::field::origin]);
  out.fetch_site = text_of(in["Sec-Fetch-Site"]);
  out.content_type = text_of(in[http::field::content_type]);
  out.csrf = text_of(in["X-CSRF-Token"]);
  out.takes_gzip = in[http::field::accept_encoding].find("gzip") != beast::string_view::npos;
  out.takes_html = in[http::field::accept].find("text/html") != beast::string_view::npos;
  out.client = behind_proxy ? forwarded_client(text_of(in["X-Forwarded-For"]), client) : client;
  return out;
}

}  // namespace

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(asio::ip::tcp::socket socket, Hub& hub) : stream_(std::move(socket)), hub_(hub) {
    beast::error_code ignored;
    const auto end = stream_.socket().remote_endpoint(ignored);
    if (!ignored) client_ = end.address().to_string();
  }

  void read() {
    idle_ = true;
    parser_.emplace();
    parser_->header_limit(limits::header_bytes);
    parser_->body_limit(limits::body_bytes);
    stream_.expires_after(limits::header_time);
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->on_header(error); });
  }

  void close_if_idle() {
    if (idle_) close();
  }

 private:
  void on_header(beast::error_code error) {
    if (error) return refuse(error);
    idle_ = false;
    started_ = Clock::now();
    if (parser_->get().target().size() > limits::target_bytes)
      return refuse_with(414, "too_large", "the address is too long");
    stream_.expires_after(limits::body_time);
    if (parser_->get()[http::field::expect] == "100-continue" && !parser_->is_done()) {
      go_on_ = http::response<http::empty_body>(http::status::continue_, 11);
      http::async_write(stream_, *go_on_, [self = shared_from_this()](beast::error_code failed, std::size_t) {
        failed ? self->close() : self->read_body();
      });
      return;
    }
    read_body();
  }

  void read_body() {
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      error ? self->refuse(error) : self->ask();
    });
  }

  // What is not HTTP, too large or too slow. Whoever hung up gets nothing.
  void refuse(beast::error_code error) {
    if (error == http::error::end_of_stream || error == asio::error::operation_aborted ||
        error == asio::error::connection_reset || hub_.stopping)
      return close();
    if (error == http::error::header_limit) return refuse_with(431, "too_large", "the header is too large");
    if (error == http::error::body_limit) return refuse_with(413, "too_large", "the body is too large");
    if (error == beast::error::timeout) {
      if (!idle_ || buffer_.size() > 0) ++hub_.app.metrics().bad_requests;
      return close();
    }
    if (error.category() == make_error_code(http::error::bad_target).category())
      return refuse_with(400, "usage", "this is not HTTP/1.1");
    close();
  }

  void refuse_with(unsigned status, std::string_view code, std::string_view message) {
    ++hub_.app.metrics().bad_requests;
    idle_ = false;
    request_ = Request{};
    request_.client = client_;
    keep_alive_ = false;
    version_ = 11;
    Response response = problem(false, status, code, message, "");
    response.route = "none";
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
    send(std::move(response));
  }

  void ask() {
    const auto& in = parser_->get();
    request_ = request_of(in, client_, hub_.behind_proxy);
    keep_alive_ = in.keep_alive() && !hub_.stopping;
    version_ = in.version();
    // HTTP/1.1 asks for exactly one.
    if (in.count(http::field::host) != 1) return refuse_with(400, "usage", "a request names one Host");
    stream_.expires_never();
    if (hub_.app.metrics().under_way >= limits::requests_waiting) {
      ++hub_.app.metrics().busy;
      Response response = problem(false, 503, "busy", "more is under way than this server takes on", "try again soon");
      response.headers.emplace_back("Retry-After", "2");
      response.route = "none";
      return send(std::move(response));
    }
    ++hub_.app.metrics().under_way;
    asio::post(hub_.workers, [self = shared_from_this()] {
      Response response;
      try {
        response = self->hub_.app.handle(self->request_);
      } catch (const std::exception&) {
        response = problem(false, 500, "internal", "this could not be answered", "try again in a moment");
      }
      asio::post(self->stream_.get_executor(), [self, response = std::move(response)]() mutable {
        --self->hub_.app.metrics().under_way;
        self->send(std::move(response));
      });
    });
  }

  template <typename Message>
  void fill_head(Message& out) const {
    out.version(version_);
    out.result(response_.status);
    out.set(http::field::server, "demarche");
    if (response_.status != 304) out.set(http::field::content_type, response_.type);
    for (const auto& [name, value] : response_.headers) out.insert(name, value);
    out.keep_alive(keep_alive_);
  }

  void send(Response response) {
    response_ = std::move(response);
    if (hub_.stopping) keep_alive_ = false;
    sent_ = 0;
    if (response_.parts && !response_.head) return send_parts();
    whole_.emplace();
    fill_head(*whole_);
    const std::size_t size = response_.body.size();
    sent_ = response_.head ? 0 : size;
    if (!response_.head) whole_->body() = std::move(response_.body);
    if (response_.status != 304 && !(response_.head && response_.parts)) whole_->content_length(size);
    stream_.expires_after(limits::write_time + std::chrono::seconds(size / limits::write_bytes_a_second));
    http::async_write(stream_, *whole_,
                      [self = shared_from_this()](beast::error_code error, std::size_t) { self->done(error); });
  }

  void send_parts() {
    // HTTP/1.0 has no parts: there the end of the connection ends the body.
    chunked_ = version_ >= 11;
    if (!chunked_) keep_alive_ = false;
    parts_head_.emplace();
    fill_head(*parts_head_);
    parts_head_->chunked(chunked_);
    serializer_.emplace(*parts_head_);
    stream_.expires_after(limits::write_time);
    http::async_write_header(stream_, *serializer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      error ? self->done(error) : self->next_part();
    });
  }

  void next_part() {
    asio::post(hub_.workers, [self = shared_from_this()] {
      Result<std::string> part = self->response_.parts();
      asio::post(self->stream_.get_executor(), [self, part = std::move(part)]() mutable {
        // The reader learns from the missing end that this is not all.
        if (!part || (self->hub_.stopping && !part->empty())) return self->done(asio::error::connection_aborted);
        self->send_part(std::move(*part));
      });
    });
  }

  void send_part(std::string part) {
    part_ = std::move(part);
    sent_ += part_.size();
    stream_.expires_after(limits::write_time + std::chrono::seconds(part_.size() / limits::write_bytes_a_second));
    const bool last = part_.empty();
    auto after = [self = shared_from_this(), last](beast::error_code error, std::size_t) {
      error || last ? self->done(error) : self->next_part();
    };
    if (!chunked_) {
      if (last) return done({});
      asio::async_write(stream_, asio::buffer(part_), std::move(after));
    } else if (last) {
      asio::async_write(stream_, http::make_chunk_last(), std::move(after));
    } else {
      asio::async_write(stream_, http::make_chunk(asio::buffer(part_)), std::move(after));
    }
  }

  void done(beast::error_code error) {
    const auto time = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - started_).count();
    hub_.app.metrics().answered(response_.route.empty() ? "none" : response_.route, response_.status, time, sent_);
    hub_.log.write(request_, response_, sent_, time);
    response_ = {};
    whole_.reset();
    if (error || !keep_alive_ || hub_.stopping) return close();
    read();
  }

  void close() {
    if (closed_) return;
    closed_ = true;
    beast::error_code ignored;
    stream_.socket().shutdown(asio::ip::tcp::socket::shutdown_send, ignored);
    stream_.close();
    --hub_.app.metrics().connections;
    hub_.open.erase(shared_from_this());
  }

  beast::tcp_stream stream_;
  Hub& hub_;
  std::string client_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<http::response<http::empty_body>> go_on_, parts_head_;
  std::optional<http::response_serializer<http::empty_body>> serializer_;
  std::optional<http::response<http::string_body>> whole_;
  Request request_;
  Response response_;
  std::string part_;
  std::size_t sent_ = 0;
  unsigned version_ = 11;
  bool keep_alive_ = false, chunked_ = true, idle_ = true, closed_ = false;
  Clock::time_point started_ = Clock::now();
};

void start_connection(asio::ip::tcp::socket socket, Hub& hub) {
  ++hub.app.metrics().accepted;
  if (static_cast<int>(hub.open.size()) >= limits::connections) {
    ++hub.app.metrics().refused;
    return;  // the socket closes
  }
  ++hub.app.metrics().connections;
  const auto connection = std::make_shared<Connection>(std::move(socket), hub);
  hub.open.insert(connection);
  connection->read();
}

void finish_connections(Hub& hub) {
  hub.stopping = true;
  const std::vector<std::shared_ptr<Connection>> open(hub.open.begin(), hub.open.end());
  for (const auto& connection : open) connection->close_if_idle();
}

}  // namespace demarche::server
