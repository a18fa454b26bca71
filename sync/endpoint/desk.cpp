#include "sync/endpoint/desk.h"

#include <cstdio>
#include <exception>
#include <utility>

namespace saimnieks::sync::endpoint {
namespace {

using base::ErrorCode;

std::size_t weight_of(const WriteJob& job) {
  std::size_t weight = 256;
  if (const auto* set = std::get_if<ChangeSet>(&job)) {
    for (const ChangeSet::Change& change : set->changes) {
      weight += 3 * change.text.size();  // the text, and the op that was read from it
    }
  }
  if (const auto* upload = std::get_if<Upload>(&job)) {
    weight += upload->content.size();
  }
  return weight;
}

// Out of memory, or a bug: the request fails, the endpoint goes on.
Response broken(const char* what) {
  std::fprintf(stderr, "A request failed: %s\n", what);
  return fault_response(ErrorCode::internal);
}

Reading read_safely(ChangeReader& reader, const Request& request) {
  try {
    return read_request(reader, request);
  } catch (const std::exception& fault) {
    return broken(fault.what());
  }
}

Written write_safely(ChangeStore& store, std::vector<WriteJob> jobs) {
  const std::size_t count = jobs.size();
  try {
    return write_jobs(store, std::move(jobs));
  } catch (const std::exception& fault) {
    return {std::vector<Response>(count, broken(fault.what())), 0};
  }
}

}  // namespace

base::Result<std::unique_ptr<Desk>> Desk::open(ChangeStore& store, int readers) {
  std::unique_ptr<Desk> desk(new Desk(store));
  for (int i = 0; i < readers; ++i) {
    TRY(auto reader, store.open_reader());
    desk->readers_.push_back(std::move(reader));
  }
  for (const auto& reader : desk->readers_) {
    desk->reading_.emplace_back([&self = *desk, &reader = *reader] { self.read(reader); });
  }
  desk->writing_ = std::thread([&self = *desk] { self.write(); });
  return desk;
}

Desk::~Desk() { close(); }

void Desk::close() {
  to_read_.close();
  for (std::thread& thread : reading_) {
    thread.join();
  }
  reading_.clear();
  to_write_.close();
  if (writing_.joinable()) {
    writing_.join();
  }
}

bool Desk::submit(Request request, Done done) {
  const std::size_t weight = request.body.size() + 1024;
  ReadItem item{std::move(request), std::move(done)};
  return to_read_.put(item, weight);
}

void Desk::read(ChangeReader& reader) {
  while (auto item = to_read_.take()) {
    Reading reading = read_safely(reader, item->request);
    if (auto* response = std::get_if<Response>(&reading)) {
      item->done(std::move(*response));
    } else if (const auto* listen = std::get_if<Listen>(&reading)) {
      item->done(*listen);
    } else {
      WriteItem writing{std::move(std::get<WriteJob>(reading)), std::move(item->done)};
      const std::size_t weight = weight_of(writing.job);
      if (!to_write_.put(writing, weight)) {
        writing.done(fault_response(ErrorCode::endpoint_busy));
      }
    }
  }
}

void Desk::write() {
  while (true) {
    std::vector<WriteItem> items = to_write_.take_all();
    if (items.empty()) {
      return;
    }
    std::vector<WriteJob> jobs;
    jobs.reserve(items.size());
    for (WriteItem& item : items) {
      jobs.push_back(std::move(item.job));
    }
    Written written = write_safely(store_, std::move(jobs));
    for (std::size_t i = 0; i < items.size(); ++i) {
      items[i].done(std::move(written.responses[i]));
    }
    if (written.head != 0 && told_) {
      told_(written.head);
    }
  }
}

}  // namespace saimnieks::sync::endpoint
