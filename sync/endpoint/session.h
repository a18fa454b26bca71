// Session: one connection. It reads a request under three deadlines, hands it to the site or the
// desk, and writes the answer; or it becomes a stream of events. All of it on the I/O thread.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "sync/endpoint/desk.h"
#include "sync/endpoint/site.h"

namespace saimnieks::sync::endpoint {

struct Deadlines {
  std::chrono::milliseconds header{10'000};
  std::chrono::milliseconds body{30'000};    // of the whole body, so that dripping gains nothing
  std::chrono::milliseconds idle{60'000};    // between requests
  std::chrono::milliseconds answer{30'000};  // until the other side has taken it
  std::chrono::milliseconds linger{2'000};
  std::chrono::milliseconds heartbeat{20'000};
};

class Session;

// What all sessions share; touched on the I/O thread only.
struct Shared {
  Desk& desk;
  const Site* site;
  Deadlines deadlines;
  std::set<Session*> sessions{};
  std::map<std::string, std::size_t> connections{};  // by address
  bool draining = false;
};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(boost::asio::ip::tcp::socket socket, Shared& shared, std::string address);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void wait();  // for the next request
  // The log stands at `head`; told to those who listen.
  void tell(std::int64_t head);
  // Ends at once when nothing is under way; else after the answer.
  void drain();

 private:
  using Stream = boost::beast::tcp_stream;
  using Fault = boost::beast::error_code;

  void read_header();
  void read_body(Fault fault);
  void read_rest();
  // An upload is large: whether it may come is asked before it is read.
  void ask_first(Request request);
  void handle(Fault fault);
  void refuse(int status, base::ErrorCode code);
  void write(Response response);
  void linger();
  void swallow();
  void start_events(std::int64_t head);
  void beat();
  void watch_for_end();
  void flush_events();
  void end_events();
  void close();

  Stream stream_;
  Shared& shared_;
  std::string address_;
  boost::asio::steady_timer heartbeat_;
  boost::beast::flat_buffer buffer_;
  std::optional<boost::beast::http::request_parser<boost::beast::http::string_body>> parser_;
  boost::beast::http::response<boost::beast::http::string_body> reply_;
  bool idle_ = true;
  bool keep_alive_ = false;
  bool head_only_ = false;
  bool unread_ = false;                 // the request was not read to its end
  std::shared_ptr<Session> listening_;  // keeps itself while it listens to events
  std::string waiting_;                 // of events: only the newest hint matters
  std::string sending_;
  std::array<char, 64> scratch_{};
};

}  // namespace saimnieks::sync::endpoint
