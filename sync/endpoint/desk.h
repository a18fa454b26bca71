// Desk: the threads behind the HTTP server. Some read requests, each over a connection of its own;
// one writes, and takes everything that waits into one transaction.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "sync/endpoint/api.h"
#include "sync/endpoint/work_queue.h"

namespace saimnieks::sync::endpoint {

class Desk {
 public:
  // Called once, on one of the desk's threads.
  using Done = std::function<void(std::variant<Response, Listen>)>;

  // The store is borrowed, and used by the desk's threads only until close() has returned.
  [[nodiscard]] static base::Result<std::unique_ptr<Desk>> open(ChangeStore& store, int readers);
  ~Desk();
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;

  // Called on the writing thread with the log's head after it moved. Set before the first request.
  void on_head(std::function<void(std::int64_t)> told) { told_ = std::move(told); }
  // False when too much waits already; then `done` is not called.
  [[nodiscard]] bool submit(Request request, Done done);
  // Ends all work that was taken; then nothing is taken any more.
  void close();

 private:
  struct ReadItem {
    Request request;
    Done done;
  };
  struct WriteItem {
    WriteJob job;
    Done done;
  };
  explicit Desk(ChangeStore& store) : store_(store) {}
  void read(ChangeReader& reader);
  void write();

  ChangeStore& store_;
  std::vector<std::unique_ptr<ChangeReader>> readers_;
  WorkQueue<ReadItem> to_read_{1024, std::size_t{64} << 20U};
  WorkQueue<WriteItem> to_write_{256, std::size_t{128} << 20U};
  std::function<void(std::int64_t)> told_;
  std::vector<std::thread> reading_;
  std::thread writing_;
};

}  // namespace saimnieks::sync::endpoint
