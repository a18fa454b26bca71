// WorkQueue: work handed from the I/O thread to others, bounded by what it weighs, so that a flood
// of requests is refused instead of filling the memory.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace saimnieks::sync::endpoint {

template <class Item>
class WorkQueue {
 public:
  WorkQueue(std::size_t most_items, std::size_t most_weight)
      : most_items_(most_items), most_weight_(most_weight) {}

  // False: too much waits already, or the queue is closed; then the item is still the caller's.
  bool put(Item& item, std::size_t weight) {
    {
      const std::lock_guard lock(mutex_);
      if (closed_ || waiting_.size() >= most_items_ || weight_ + weight > most_weight_) {
        return false;
      }
      waiting_.push_back({std::move(item), weight});
      weight_ += weight;
    }
    ready_.notify_one();
    return true;
  }

  // Waits. Nothing: the queue is closed and empty.
  std::optional<Item> take() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return std::nullopt;
    }
    Item item = std::move(waiting_.front().item);
    weight_ -= waiting_.front().weight;
    waiting_.pop_front();
    return item;
  }
  // Waits, then takes all there is; nothing at the end.
  std::vector<Item> take_all() {
    std::unique_lock lock(mutex_);
    ready_.wait(lock, [this] { return closed_ || !waiting_.empty(); });
    std::vector<Item> items;
    for (Waiting& one : waiting_) {
      items.push_back(std::move(one.item));
    }
    waiting_.clear();
    weight_ = 0;
    return items;
  }

  // What waits is still handed out.
  void close() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }

 private:
  struct Waiting {
    Item item;
    std::size_t weight;
  };
  const std::size_t most_items_;
  const std::size_t most_weight_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Waiting> waiting_;
  std::size_t weight_ = 0;
  bool closed_ = false;
};

}  // namespace saimnieks::sync::endpoint
