#include "sync/endpoint/server.h"

#include <chrono>
#include <condition_variable>
#include <csignal>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "sync/endpoint/api.h"

namespace saimnieks::sync::endpoint {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using std::chrono::seconds;

constexpr std::uint32_t kMostHeaderBytes = 16 * 1024;
constexpr std::uint64_t kMostBodyBytes = std::uint64_t{4} << 20U;
constexpr std::size_t kMostConnectionsAnAddress = 128;
constexpr std::size_t kMostWaitingRequests = 1024;
constexpr auto kMessageDeadline = seconds(30);
constexpr auto kIdleDeadline = seconds(60);
constexpr auto kHeartbeat = seconds(20);

// The store's thread: everything that waits is handled in one go.
class StoreThread {
 public:
  using Done = std::function<void(Response)>;

  explicit StoreThread(ChangeStore& store) : api_(store), thread_([this] { work(); }) {}
  ~StoreThread() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  StoreThread(const StoreThread&) = delete;
  StoreThread& operator=(const StoreThread&) = delete;

  // Called (on the store's thread) with the head of the log after it moved.
  void on_head(std::function<void(std::int64_t)> told) { told_ = std::move(told); }

  // False when too much waits already.
  bool submit(Request request, Done done) {
    {
      const std::lock_guard lock(mutex_);
      if (requests_.size() >= kMostWaitingRequests) {
        return false;
      }
      requests_.push_back(std::move(request));
      done_.push_back(std::move(done));
    }
    wake_.notify_one();
    return true;
  }

 private:
  void work() {
    std::int64_t head = api_.head();
    while (true) {
      std::vector<Request> requests;
      std::vector<Done> done;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stopping_ || !requests_.empty(); });
        if (requests_.empty()) {
          return;
        }
        requests.swap(requests_);
        done.swap(done_);
      }
      std::vector<Response> responses;
      // An events request only asks whether its bearer may listen.
      for (std::size_t i = 0; i < requests.size();) {
        if (requests[i].path() == "/api/v1/events") {
          Response response;
          response.status = api_.knows(requests[i]) ? 200 : 401;
          responses.push_back(std::move(response));
          ++i;
          continue;
        }
        std::size_t end = i;
        while (end < requests.size() && requests[end].path() != "/api/v1/events") {
          ++end;
        }
        auto some = api_.handle(std::span(requests).subspan(i, end - i));
        std::move(some.begin(), some.end(), std::back_inserter(responses));
        i = end;
      }
      for (std::size_t i = 0; i < done.size(); ++i) {
        done[i](std::move(responses[i]));
      }
      if (const std::int64_t now = api_.head(); now != head && told_) {
        head = now;
        told_(now);
      }
    }
  }

  Api api_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Request> requests_;
  std::vector<Done> done_;
  bool stopping_ = false;
  std::function<void(std::int64_t)> told_;
  std::thread thread_;
};

class Session;

// What all sessions share; used on the I/O thread only.
struct Shared {
  StoreThread& store;
  const Site* site;
  std::set<Session*> listeners;  // to events
  std::map<std::string, std::size_t> connections;
};

std::string header(const http::request<http::string_body>& request, http::field field) {
  return std::string(request[field]);
}

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(tcp::socket socket, Shared& shared, std::string address)
      : stream_(std::move(socket)),
        shared_(shared),
        address_(std::move(address)),
        heartbeat_(stream_.get_executor()) {
    ++shared_.connections[address_];
  }
  ~Session() {
    shared_.listeners.erase(this);
    if (--shared_.connections[address_] == 0) {
      shared_.connections.erase(address_);
    }
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void read() {
    parser_.emplace();
    parser_->header_limit(kMostHeaderBytes);
    parser_->body_limit(kMostBodyBytes);
    stream_.expires_after(first_ ? kMessageDeadline : kIdleDeadline);
    http::async_read_header(stream_, buffer_, *parser_,
                            [self = shared_from_this()](beast::error_code fault, std::size_t) {
                              self->read_body(fault);
                            });
  }

  void tell(std::int64_t head) {
    waiting_ += "data: {\"head\":" + std::to_string(head) + "}\n\n";
    flush_events();
  }

 private:
  void read_body(beast::error_code fault) {
    if (fault == http::error::header_limit) {
      return refuse(431);
    }
    if (fault) {
      return close();
    }
    first_ = false;
    stream_.expires_after(kMessageDeadline);
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](beast::error_code error, std::size_t) { self->handle(error); });
  }

  void handle(beast::error_code fault) {
    if (fault == http::error::body_limit) {
      return refuse(413);
    }
    if (fault) {
      return close();
    }
    const auto& message = parser_->get();
    keep_alive_ = message.keep_alive();
    head_only_ = message.method() == http::verb::head;
    Request request;
    request.method = std::string(message.method_string());
    request.target = std::string(message.target());
    request.authorization = header(message, http::field::authorization);
    request.content_type = header(message, http::field::content_type);
    request.content_encoding = header(message, http::field::content_encoding);
    request.accept_encoding = header(message, http::field::accept_encoding);
    request.if_none_match = header(message, http::field::if_none_match);
    request.body = std::move(parser_->get().body());
    if (request.path().substr(0, 5) != "/api/") {
      Response response;
      response.status = 404;
      return write(shared_.site != nullptr ? shared_.site->answer(request) : response);
    }
    const bool events = request.path() == "/api/v1/events";
    stream_.expires_never();
    const bool taken = shared_.store.submit(
        std::move(request), [self = shared_from_this(), events](Response response) {
          asio::post(self->stream_.get_executor(), [self, events,
                                                    answer = std::move(response)]() mutable {
            events&& answer.status == 200 ? self->start_events() : self->write(std::move(answer));
          });
        });
    if (!taken) {
      Response busy;
      busy.status = 503;
      busy.headers.emplace_back("Retry-After", "2");
      write(std::move(busy));
    }
  }

  void refuse(int status) {
    keep_alive_ = false;
    Response response;
    response.status = status;
    write(std::move(response));
  }

  void write(Response response) {
    add_security_headers(response);
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
    stream_.expires_after(kMessageDeadline);
    http::async_write(stream_, reply_,
                      [self = shared_from_this()](beast::error_code fault, std::size_t) {
                        if (fault || !self->keep_alive_) {
                          return self->close();
                        }
                        self->read();
                      });
  }

  // Server-sent events: hints that the log has moved, and a comment now and then that keeps the
  // connection open.
  void start_events() {
    waiting_ =
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n"
        "X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n: hello\n\n";
    shared_.listeners.insert(this);
    listening_ = shared_from_this();
    stream_.expires_never();
    flush_events();
    beat();
    watch_for_end();
  }

  void beat() {
    heartbeat_.expires_after(kHeartbeat);
    heartbeat_.async_wait([weak = weak_from_this()](beast::error_code fault) {
      const auto self = weak.lock();
      if (!fault && self && self->listening_) {
        self->waiting_ += ": still here\n\n";
        self->flush_events();
        self->beat();
      }
    });
  }

  void watch_for_end() {
    stream_.async_read_some(asio::buffer(scratch_),
                            [self = shared_from_this()](beast::error_code fault, std::size_t) {
                              fault ? self->end_events() : self->watch_for_end();
                            });
  }

  void flush_events() {
    if (waiting_.empty() || !sending_.empty()) {
      return;
    }
    sending_.swap(waiting_);
    asio::async_write(stream_, asio::buffer(sending_),
                      [self = shared_from_this()](beast::error_code fault, std::size_t) {
                        self->sending_.clear();
                        fault ? self->end_events() : self->flush_events();
                      });
  }

  void end_events() {
    shared_.listeners.erase(this);
    heartbeat_.cancel();
    close();
    listening_.reset();
  }

  void close() {
    beast::error_code ignored;
    // The other side may be gone already; there is nobody left to tell.
    stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
    stream_.socket().close(ignored);
  }

  beast::tcp_stream stream_;
  Shared& shared_;
  std::string address_;
  asio::steady_timer heartbeat_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> reply_;
  bool first_ = true;
  bool keep_alive_ = false;
  bool head_only_ = false;
  std::shared_ptr<Session> listening_;  // keeps itself while it listens to events
  std::string waiting_;
  std::string sending_;
  std::array<char, 64> scratch_{};
};

}  // namespace

class Server::Impl {
 public:
  Impl(ChangeStore& store, const Site* site)
      : shared_{store_, site, {}, {}},
        acceptor_(io_),
        signals_(io_, SIGTERM, SIGINT),
        store_(store) {
    store_.on_head([this](std::int64_t head) {
      asio::post(io_, [this, head] {
        const std::set<Session*> listeners = shared_.listeners;
        for (Session* session : listeners) {
          session->tell(head);
        }
      });
    });
  }

  base::Result<void> open(std::uint16_t port) {
    const tcp::endpoint address(asio::ip::address_v4::loopback(), port);
    beast::error_code fault;
    acceptor_.open(address.protocol(), fault);
    if (!fault) {
      acceptor_.set_option(asio::socket_base::reuse_address(true), fault);
    }
    if (!fault) {
      acceptor_.bind(address, fault);
    }
    if (!fault) {
      acceptor_.listen(asio::socket_base::max_listen_connections, fault);
    }
    if (fault) {
      return base::fail(base::ErrorCode::port_in_use, fault.message());
    }
    return {};
  }

  [[nodiscard]] std::uint16_t port() const { return acceptor_.local_endpoint().port(); }

  void run() {
    signals_.async_wait([this](beast::error_code fault, int) {
      if (!fault) {
        end();
      }
    });
    accept();
    io_.run();
  }

  void stop() {
    asio::post(io_, [this] { end(); });
  }

 private:
  void accept() {
    acceptor_.async_accept([this](beast::error_code fault, tcp::socket socket) {
      if (fault == asio::error::operation_aborted) {
        return;
      }
      if (!fault) {
        take(std::move(socket));
      }
      accept();
    });
  }

  void take(tcp::socket socket) {
    beast::error_code fault;
    const std::string address = socket.remote_endpoint(fault).address().to_string();
    const auto count = shared_.connections.find(address);
    if (fault ||
        (count != shared_.connections.end() && count->second >= kMostConnectionsAnAddress)) {
      return;
    }
    socket.set_option(tcp::no_delay(true), fault);
    std::make_shared<Session>(std::move(socket), shared_, address)->read();
  }

  void end() {
    beast::error_code ignored;
    acceptor_.close(ignored);
    signals_.cancel(ignored);
    io_.stop();
  }

  // Sessions live in handlers of io_ and touch shared_ when they end; the store's thread posts to
  // io_. So store_ must go first, then io_, and shared_ last.
  Shared shared_;
  asio::io_context io_{1};
  tcp::acceptor acceptor_;
  asio::signal_set signals_;
  StoreThread store_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

base::Result<std::unique_ptr<Server>> Server::listen(std::uint16_t port, ChangeStore& store,
                                                     const Site* site) {
  auto impl = std::make_unique<Impl>(store, site);
  TRY_DO(impl->open(port));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port(); }
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }

}  // namespace saimnieks::sync::endpoint
