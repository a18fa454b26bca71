#include "sync/cli/native_transport.h"

#include <chrono>
#include <utility>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "sync/protocol/gzip.h"

namespace saimnieks::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

constexpr auto kConnectDeadline = std::chrono::seconds(10);
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;
constexpr std::size_t kPackFrom = 1024;

struct Address {
  std::string host;
  std::string port = "80";
};

// Empty host: not one that is spoken to.
Address parse_address(std::string_view text) {
  constexpr std::string_view kScheme = "http://";
  if (text.rfind(kScheme, 0) == 0) {
    text.remove_prefix(kScheme.size());
  }
  if (text.find("://") != std::string_view::npos) {
    return {};
  }
  text = text.substr(0, text.find('/'));
  Address out;
  const std::size_t colon = text.rfind(':');
  const bool has_port = colon != std::string_view::npos && text.find(']', colon) == text.npos;
  out.host = text.substr(0, has_port ? colon : text.npos);
  if (has_port) {
    out.port = text.substr(colon + 1);
  }
  if (out.host.size() > 2 && out.host.front() == '[') {
    out.host = out.host.substr(1, out.host.size() - 2);
  }
  return out;
}

std::int64_t retry_after_ms(const http::response<http::string_body>& answer) {
  constexpr std::size_t kMostDigits = 6;
  const std::string text(answer[http::field::retry_after]);
  std::int64_t seconds = 0;
  for (const char c : text.substr(0, kMostDigits)) {
    if (c < '0' || c > '9') {
      return 0;
    }
    seconds = seconds * 10 + (c - '0');
  }
  return seconds * 1000;
}

http::request<http::string_body> message_of(const Address& address, const HttpRequest& request) {
  http::request<http::string_body> message{request.method == "POST"  ? http::verb::post
                                           : request.method == "PUT" ? http::verb::put
                                                                     : http::verb::get,
                                           request.path, 11};
  message.set(http::field::host, address.host + ":" + address.port);
  message.set(http::field::accept_encoding, "gzip");
  if (!request.secret.empty()) {
    message.set(http::field::authorization, "Bearer " + request.secret);
  }
  if (request.method == "PUT") {
    message.set(http::field::content_type, "application/octet-stream");
    message.body() = request.body;
  }
  if (request.method == "POST") {
    message.set(http::field::content_type, "application/json");
    message.body() = request.body;
    if (request.body.size() >= kPackFrom) {
      message.set(http::field::content_encoding, "gzip");
      message.body() = sync::gzip(request.body);
    }
  }
  message.prepare_payload();
  return message;
}

}  // namespace

class NativeTransport::Connection {
 public:
  Connection(std::string endpoint, Address address)
      : endpoint_(std::move(endpoint)), address_(std::move(address)) {}

  [[nodiscard]] const std::string& endpoint() const { return endpoint_; }
  [[nodiscard]] const Address& address() const { return address_; }

  bool connect() {
    beast::error_code fault;
    asio::ip::tcp::resolver resolver(io_);
    const auto found = resolver.resolve(address_.host, address_.port, fault);
    if (fault) {
      return false;
    }
    // Only asynchronous operations keep to a deadline.
    stream_.expires_after(kConnectDeadline);
    stream_.async_connect(found, [&fault](beast::error_code error, const auto&) { fault = error; });
    run();
    return !fault;
  }

  // Nothing: the connection ended before a whole answer had come.
  std::optional<http::response<http::string_body>> ask(http::request<http::string_body>& message,
                                                       std::int64_t deadline_ms) {
    beast::error_code fault;
    http::response_parser<http::string_body> parser;
    parser.body_limit(kMostBytes);
    stream_.expires_after(std::chrono::milliseconds(deadline_ms));
    http::async_write(stream_, message, [&](beast::error_code error, std::size_t) {
      fault = error;
      if (fault) {
        return;
      }
      http::async_read(stream_, buffer_, parser,
                       [&fault](beast::error_code failed, std::size_t) { fault = failed; });
    });
    run();
    if (fault) {
      return std::nullopt;
    }
    return parser.release();
  }

 private:
  void run() {
    io_.restart();
    io_.run();
  }

  std::string endpoint_;
  Address address_;
  asio::io_context io_{1};
  beast::tcp_stream stream_{io_};
  beast::flat_buffer buffer_;
};

NativeTransport::NativeTransport() = default;
NativeTransport::~NativeTransport() = default;

void NativeTransport::start(const std::string& endpoint, HttpRequest request,
                            std::function<void(HttpResponse)> done) {
  waiting_ = Waiting{endpoint, std::move(request), std::move(done)};
}

bool NativeTransport::deliver() {
  if (!waiting_) {
    return false;
  }
  const Waiting now = std::move(*waiting_);
  waiting_.reset();
  now.done(exchange(now.endpoint, now.request));
  return true;
}

HttpResponse NativeTransport::exchange(const std::string& endpoint, const HttpRequest& request) {
  const bool reused = connection_ && connection_->endpoint() == endpoint;
  if (!reused) {
    connection_ = std::make_unique<Connection>(endpoint, parse_address(endpoint));
    if (connection_->address().host.empty() || !connection_->connect()) {
      connection_.reset();
      return {};
    }
  }
  auto message = message_of(connection_->address(), request);
  auto answer = connection_->ask(message, request.deadline_ms);
  if (!answer) {
    connection_.reset();
    // The endpoint may close a connection that was idle; every request may be sent twice.
    return reused ? exchange(endpoint, request) : HttpResponse();
  }
  bytes_up_ += static_cast<std::int64_t>(message.body().size());
  bytes_down_ += static_cast<std::int64_t>(answer->body().size());
  if (!answer->keep_alive()) {
    connection_.reset();
  }
  HttpResponse out;
  out.status = static_cast<int>(answer->result_int());
  out.retry_after_ms = retry_after_ms(*answer);
  out.body = std::move(answer->body());
  if ((*answer)[http::field::content_encoding] == "gzip") {
    auto plain = sync::gunzip(out.body, kMostBytes);
    if (!plain) {
      return {};
    }
    out.body = std::move(*plain);
  }
  return out;
}

}  // namespace saimnieks::cli
