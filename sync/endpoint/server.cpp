#include "sync/endpoint/server.h"

#include <chrono>
#include <csignal>
#include <utility>
#include <vector>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include "sync/endpoint/session.h"

namespace saimnieks::sync::endpoint {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

constexpr std::size_t kMostConnectionsAnAddress = 256;
constexpr int kReaders = 2;
constexpr auto kDrainDeadline = std::chrono::seconds(10);
constexpr auto kDrainLook = std::chrono::milliseconds(20);
constexpr auto kAcceptAgain = std::chrono::milliseconds(200);

base::Result<void> open(tcp::acceptor& acceptor, const tcp::endpoint& address) {
  beast::error_code fault;
  acceptor.open(address.protocol(), fault);
  if (!fault) {
    acceptor.set_option(asio::socket_base::reuse_address(true), fault);
  }
  if (!fault && address.address().is_v6()) {
    acceptor.set_option(asio::ip::v6_only(true), fault);
  }
  if (!fault) {
    acceptor.bind(address, fault);
  }
  if (!fault) {
    acceptor.listen(asio::socket_base::max_listen_connections, fault);
  }
  if (fault) {
    return base::fail(base::ErrorCode::port_in_use, fault.message());
  }
  return {};
}

}  // namespace

class Server::Impl {
 public:
  Impl(std::unique_ptr<Desk> desk, const Site* site, const Deadlines& deadlines)
      : desk_(std::move(desk)),
        shared_{*desk_, site, deadlines},
        signals_(io_),
        again_(io_),
        draining_(io_) {
    desk_->on_head([this](std::int64_t head) {
      asio::post(io_, [this, head] {
        const std::set<Session*> sessions = shared_.sessions;
        for (Session* session : sessions) {
          session->tell(head);
        }
      });
    });
  }
  ~Impl() {
    // Answers that still come are posted to io_, which is alive; none is written any more.
    desk_->close();
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  base::Result<void> open_port(std::uint16_t port) {
    acceptors_.emplace_back(io_);
    TRY_DO(open(acceptors_.back(), {asio::ip::address_v4::loopback(), port}));
    // "localhost" is ::1 first in many browsers. Without IPv6 they go on to 127.0.0.1.
    tcp::acceptor second(io_);
    if (open(second, {asio::ip::address_v6::loopback(), this->port()})) {
      acceptors_.push_back(std::move(second));
    }
    return {};
  }

  [[nodiscard]] std::uint16_t port() const { return acceptors_.front().local_endpoint().port(); }

  void run() {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    signals_.async_wait([this](beast::error_code fault, int) {
      if (!fault) {
        end();
      }
    });
    for (tcp::acceptor& acceptor : acceptors_) {
      accept(acceptor);
    }
    io_.run();
  }

  void stop() {
    asio::post(io_, [this] { end(); });
  }

 private:
  void accept(tcp::acceptor& acceptor) {
    acceptor.async_accept([this, &acceptor](beast::error_code fault, tcp::socket socket) {
      if (fault == asio::error::operation_aborted || shared_.draining) {
        return;
      }
      if (!fault) {
        take(std::move(socket));
        return accept(acceptor);
      }
      // Most likely no file descriptor is left: asking again at once would only burn the processor.
      again_.expires_after(kAcceptAgain);
      again_.async_wait([this, &acceptor](beast::error_code cancelled) {
        if (!cancelled) {
          accept(acceptor);
        }
      });
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
    std::make_shared<Session>(std::move(socket), shared_, address)->wait();
  }

  void end() {
    if (shared_.draining) {
      return;
    }
    shared_.draining = true;
    for (tcp::acceptor& acceptor : acceptors_) {
      beast::error_code ignored;  // a port that is closed already is closed
      acceptor.close(ignored);
    }
    again_.cancel();
    beast::error_code ignored;
    signals_.cancel(ignored);
    const std::set<Session*> sessions = shared_.sessions;
    for (Session* session : sessions) {
      session->drain();
    }
    deadline_ = std::chrono::steady_clock::now() + kDrainDeadline;
    look_whether_drained();
  }

  void look_whether_drained() {
    if (shared_.sessions.empty() || std::chrono::steady_clock::now() > deadline_) {
      return io_.stop();
    }
    draining_.expires_after(kDrainLook);
    draining_.async_wait([this](beast::error_code) { look_whether_drained(); });
  }

  // Sessions live in handlers of io_ and use shared_ and the desk until they end; so io_ goes
  // first.
  std::unique_ptr<Desk> desk_;
  Shared shared_;
  asio::io_context io_{1};
  std::vector<tcp::acceptor> acceptors_;
  asio::signal_set signals_;
  asio::steady_timer again_;
  asio::steady_timer draining_;
  std::chrono::steady_clock::time_point deadline_;
};

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

base::Result<std::unique_ptr<Server>> Server::listen(std::uint16_t port, ChangeStore& store,
                                                     const Site* site) {
  return listen(port, store, site, Deadlines());
}

base::Result<std::unique_ptr<Server>> Server::listen(std::uint16_t port, ChangeStore& store,
                                                     const Site* site, const Deadlines& deadlines) {
  TRY(auto desk, Desk::open(store, kReaders));
  auto impl = std::make_unique<Impl>(std::move(desk), site, deadlines);
  TRY_DO(impl->open_port(port));
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

std::uint16_t Server::port() const { return impl_->port(); }
void Server::run() { impl_->run(); }
void Server::stop() { impl_->stop(); }

}  // namespace saimnieks::sync::endpoint
