// The sync client's sizes and times.
#pragma once

#include <cstddef>
#include <cstdint>

namespace saimnieks::sync::client {

// A batch: op ids, and bytes before packing. A megabyte of ops packs to about 256 KiB.
inline constexpr std::int64_t kMostBatchBytes = 1024 * 1024;
inline constexpr std::int64_t kMostBatchOps = 20'000;
inline constexpr std::int64_t kFewestBatchBytes = 16 * 1024;
// Never more at once, even for one transaction: the endpoint unpacks no more than 16 MB.
inline constexpr std::int64_t kMostBytesAtAll = 12 * 1024 * 1024;

inline constexpr std::int64_t kFirstWaitMs = 500;
inline constexpr std::int64_t kUnreachableWaitMs = 4'000;
inline constexpr std::int64_t kLongGoneMs = 60 * 60 * 1000;
inline constexpr std::int64_t kLongGoneWaitMs = 30'000;
inline constexpr std::int64_t kLongestWaitMs = 5 * 60 * 1000;
inline constexpr std::int64_t kBusyWaitMs = 500;
inline constexpr std::int64_t kLookAgainMs = 30'000;  // without hints
inline constexpr std::int64_t kAnswerDeadlineMs = 90'000;

// What one tick applies of the feed: about what one step of a job may take.
inline constexpr std::size_t kSliceBytes = 48 * 1024;
inline constexpr std::size_t kSliceEntries = 200;

inline constexpr std::int64_t kMostOffered = 500;  // contents in one question
// A line that carries less a millisecond is taken for cut.
inline constexpr std::int64_t kFewestBytesAMs = 32;

inline constexpr std::int64_t kContactKeptMs = 60'000;

}  // namespace saimnieks::sync::client
