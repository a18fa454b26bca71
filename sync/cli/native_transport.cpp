#include "sync/cli/native_transport.h"

#include <chrono>
#include <utility>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace saimnieks::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using sync::client::HttpRequest;
using sync::client::HttpResponse;

constexpr auto kDeadline = std::chrono::seconds(30);
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20U;

struct Address {
  std::string host;
  std::string port = "80";
};

// "http://localhost:8080" or "localhost:8080/".
Address parse_address(std::string text) {
  constexpr std::string_view kScheme = "http://";
  if (text.rfind(kScheme, 0) == 0) {
    text.erase(0, kScheme.size());
  }
  text = text.substr(0, text.find('/'));
  Address out;
  const std::size_t colon = text.rfind(':');
  out.host = text.substr(0, colon);
  if (colon != std::string::npos) {
    out.port = text.substr(colon + 1);
  }
  return out;
}

std::int64_t retry_after_ms(const http::response<http::string_body>& answer) {
  const std::string text(answer[http::field::retry_after]);
  std::int64_t seconds = 0;
  for (const char c : text.substr(0, 6)) {
    if (c < '0' || c > '9') {
      return 0;
    }
    seconds = seconds * 10 + (c - '0');
  }
  return seconds * 1000;
}

HttpResponse exchange(const std::string& endpoint, const HttpRequest& request) {
  const Address address = parse_address(endpoint);
  asio::io_context io;
  asio::ip::tcp::resolver resolver(io);
  beast::tcp_stream stream(io);
  beast::error_code fault;
  const auto found = resolver.resolve(address.host, address.port, fault);
  if (fault) {
    return {};
  }
  stream.expires_after(kDeadline);
  stream.connect(found, fault);
  if (fault) {
    return {};
  }
  http::request<http::string_body> message{
      request.method == "POST" ? http::verb::post : http::verb::get, request.path, 11};
  message.set(http::field::host, address.host + ":" + address.port);
  message.set(http::field::connection, "close");
  if (!request.secret.empty()) {
    message.set(http::field::authorization, "Bearer " + request.secret);
  }
  if (request.method == "POST") {
    message.set(http::field::content_type, "application/json");
    message.body() = request.body;
  }
  message.prepare_payload();
  http::write(stream, message, fault);
  if (fault) {
    return {};
  }
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMostBytes);
  http::read(stream, buffer, parser, fault);
  if (fault) {
    return {};
  }
  HttpResponse out;
  out.status = static_cast<int>(parser.get().result_int());
  out.retry_after_ms = retry_after_ms(parser.get());
  out.body = std::move(parser.get().body());
  return out;
}

}  // namespace

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

}  // namespace saimnieks::cli
