#include "sync/endpoint/session.h"

#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include "core/ledger/content_size.h"

namespace saimnieks::sync::endpoint {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using base::ErrorCode;

constexpr std::uint32_t kMostHeaderBytes = 16 * 1024;
constexpr std::uint64_t kMostBodyBytes = std::uint64_t{4} << 20U;
constexpr std::uint64_t kMostUploadBytes = ledger::kMostContentBytes;
constexpr std::size_t kReadBytes = 8 * 1024;

// Beside the time that every body has: what a slow line takes, which still carries 32 kB a second.
std::chrono::milliseconds time_for(std::uint64_t bytes) {
  return std::chrono::milliseconds(bytes / 32);
}

Request request_of(http::request<http::string_body>& message) {
  const auto header = [&message](http::field field) { return std::string(message[field]); };
  Request request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  request.authorization = header(http::field::authorization);
  request.content_type = header(http::field::content_type);
  request.content_encoding = header(http::field::content_encoding);
  request.accept_encoding = header(http::field::accept_encoding);
  request.if_none_match = header(http::field::if_none_match);
  request.body = std::move(message.body());
  return request;
}

// Whether the other side said something that is not HTTP, rather than that it went away.
bool is_nonsense(const beast::error_code& fault) {
  const auto end = http::make_error_code(http::error::end_of_stream);
  return fault.category() == end.category() && fault != end &&
         fault != http::error::partial_message;
}

std::string hint(std::int64_t head) {
  const std::string number = std::to_string(head);
  return "id: " + number + "\ndata: {\"stream\":\"all\",\"head\":" + number + "}\n\n";
}

}  // namespace

Session::Session(tcp::socket socket, Shared& shared, std::string address)
    : stream_(std::move(socket)),
      shared_(shared),
      address_(std::move(address)),
      heartbeat_(stream_.get_executor()) {
  ++shared_.connections[address_];
  shared_.sessions.insert(this);
}

Session::~Session() {
  shared_.sessions.erase(this);
  if (--shared_.connections[address_] == 0) {
    shared_.connections.erase(address_);
  }
}

void Session::wait() {
  if (shared_.draining) {
    return close();
  }
  if (buffer_.size() > 0) {
    return read_header();
  }
  idle_ = true;
  stream_.expires_after(shared_.deadlines.idle);
  stream_.async_read_some(buffer_.prepare(kReadBytes),
                          [self = shared_from_this()](Fault fault, std::size_t count) {
                            if (fault) {
                              return self->close();
                            }
                            self->buffer_.commit(count);
                            self->read_header();
                          });
}

void Session::read_header() {
  idle_ = false;
  parser_.emplace();
  parser_->header_limit(kMostHeaderBytes);
  parser_->body_limit(kMostUploadBytes);  // until the header says what it is
  stream_.expires_after(shared_.deadlines.header);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](Fault fault, std::size_t) { self->read_body(fault); });
}

void Session::read_body(Fault fault) {
  if (fault == http::error::header_limit) {
    return refuse(431, ErrorCode::endpoint_too_large);
  }
  if (fault == http::error::body_limit) {
    return refuse(413, ErrorCode::endpoint_too_large);
  }
  if (fault) {
    return is_nonsense(fault) ? refuse(400, ErrorCode::changeset_invalid) : close();
  }
  Request request = request_of(parser_->get());
  if (request.uploads()) {
    return ask_first(std::move(request));
  }
  if (parser_->content_length().value_or(0) > kMostBodyBytes) {
    return refuse(413, ErrorCode::endpoint_too_large);
  }
  parser_->body_limit(kMostBodyBytes);
  read_rest();
}

void Session::ask_first(Request request) {
  request.body_follows = true;
  stream_.expires_never();
  const bool taken = shared_.desk.submit(
      std::move(request),
      [self = shared_from_this()](std::variant<Response, Listen> result) mutable {
        const auto executor = self->stream_.get_executor();
        asio::post(executor, [self = std::move(self), answer = std::move(result)]() mutable {
          auto* response = std::get_if<Response>(&answer);
          if (response != nullptr && response->status == 100) {
            return self->read_rest();
          }
          self->keep_alive_ = false;
          self->unread_ = true;
          self->write(response == nullptr ? fault_response(ErrorCode::internal)
                                          : std::move(*response));
        });
      });
  if (!taken) {
    refuse(503, ErrorCode::endpoint_busy);
  }
}

void Session::read_rest() {
  stream_.expires_after(shared_.deadlines.body + time_for(parser_->content_length().value_or(0)));
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](Fault error, std::size_t) { self->handle(error); });
}

void Session::handle(Fault fault) {
  if (fault == http::error::body_limit) {
    return refuse(413, ErrorCode::endpoint_too_large);
  }
  if (fault) {
    return is_nonsense(fault) ? refuse(400, ErrorCode::changeset_invalid) : close();
  }
  keep_alive_ = parser_->get().keep_alive();
  head_only_ = parser_->get().method() == http::verb::head;
  Request request = request_of(parser_->get());
  if (!request.to_api()) {
    if (shared_.site == nullptr) {
      Response nothing;
      nothing.status = 404;
      return write(std::move(nothing));
    }
    return write(shared_.site->answer(request));
  }
  stream_.expires_never();
  const bool taken = shared_.desk.submit(
      std::move(request),
      // The session must end on its own thread, so the desk's keep no hold on it.
      [self = shared_from_this()](std::variant<Response, Listen> result) mutable {
        const auto executor = self->stream_.get_executor();
        asio::post(executor, [self = std::move(self), answer = std::move(result)]() mutable {
          if (const auto* listen = std::get_if<Listen>(&answer)) {
            return self->start_events(listen->head);
          }
          self->write(std::move(std::get<Response>(answer)));
        });
      });
  if (!taken) {
    write(fault_response(ErrorCode::endpoint_busy));
  }
}

// What can't be read to its end leaves the connection at an unknown place: it ends.
void Session::refuse(int status, ErrorCode code) {
  keep_alive_ = false;
  unread_ = true;
  Response response = fault_response(code);
  response.status = status;
  write(std::move(response));
}

void Session::write(Response response) {
  add_security_headers(response);
  keep_alive_ = keep_alive_ && !shared_.draining;
  reply_ = {static_cast<http::status>(response.status), 11};
  for (const auto& [name, value] : response.headers) {
    reply_.set(name, value);
  }
  reply_.keep_alive(keep_alive_);
  reply_.body() = std::move(response.body);
  reply_.prepare_payload();
  if (head_only_) {
    reply_.body().clear();
  }
  stream_.expires_after(shared_.deadlines.answer + time_for(reply_.body().size()));
  http::async_write(stream_, reply_, [self = shared_from_this()](Fault fault, std::size_t) {
    if (!fault && self->keep_alive_) {
      return self->wait();
    }
    fault || !self->unread_ ? self->close() : self->linger();
  });
}

// Closing over bytes that nobody has read would reset the connection, and the other side might lose
// the answer that says why: so the rest is read for a moment, and thrown away.
void Session::linger() {
  Fault ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
  stream_.expires_after(shared_.deadlines.linger);
  swallow();
}

void Session::swallow() {
  buffer_.clear();
  stream_.async_read_some(buffer_.prepare(kReadBytes),
                          [self = shared_from_this()](Fault fault, std::size_t) {
                            fault ? self->close() : self->swallow();
                          });
}

// Server-sent events: hints that the log has moved, and a comment now and then that keeps the
// connection open. The first event says where the log stands, so that nothing is missed before it.
void Session::start_events(std::int64_t head) {
  if (shared_.draining) {
    return close();
  }
  Response response;
  response.set("Content-Type", "text/event-stream");
  response.set("Cache-Control", "no-store");
  response.set("Connection", "close");
  add_security_headers(response);
  waiting_ = "HTTP/1.1 200 OK\r\n";
  for (const auto& [name, value] : response.headers) {
    waiting_ += name + ": " + value + "\r\n";
  }
  waiting_ += "\r\nretry: 3000\n\n" + hint(head);
  listening_ = shared_from_this();
  flush_events();
  beat();
  watch_for_end();
}

void Session::tell(std::int64_t head) {
  if (!listening_) {
    return;
  }
  waiting_ = hint(head);
  flush_events();
}

void Session::beat() {
  heartbeat_.expires_after(shared_.deadlines.heartbeat);
  heartbeat_.async_wait([weak = weak_from_this()](Fault fault) {
    const auto self = weak.lock();
    if (fault || !self || !self->listening_) {
      return;
    }
    if (self->waiting_.empty()) {
      self->waiting_ = ": still here\n\n";
    }
    self->flush_events();
    self->beat();
  });
}

void Session::watch_for_end() {
  stream_.socket().async_read_some(asio::buffer(scratch_),
                                   [self = shared_from_this()](Fault fault, std::size_t) {
                                     fault ? self->end_events() : self->watch_for_end();
                                   });
}

void Session::flush_events() {
  if (waiting_.empty() || !sending_.empty()) {
    return;
  }
  sending_.swap(waiting_);
  stream_.expires_after(shared_.deadlines.answer);
  asio::async_write(stream_, asio::buffer(sending_),
                    [self = shared_from_this()](Fault fault, std::size_t) {
                      self->sending_.clear();
                      self->stream_.expires_never();
                      fault ? self->end_events() : self->flush_events();
                    });
}

void Session::end_events() {
  heartbeat_.cancel();
  close();
  listening_.reset();
}

void Session::drain() {
  if (listening_) {
    end_events();
  } else if (idle_) {
    close();
  }
}

void Session::close() {
  Fault ignored;
  // The other side may be gone already; there is nobody left to tell.
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  stream_.socket().close(ignored);
}

}  // namespace saimnieks::sync::endpoint
