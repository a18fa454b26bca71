#include "sync/cli/backup.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <unistd.h>

#include "core/base/sha256.h"

namespace saimnieks::cli {

using base::ErrorCode;
using base::Result;
using nlohmann::ordered_json;

namespace {

constexpr std::string_view kMark = "\nsaimnieks.backup/1 ";
constexpr std::int64_t kSealBytes = 1 + 64 + 1;  // a space, the hash, a line feed
constexpr std::int64_t kMostTail = 1024;         // of the line behind the database

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

// A file that is not there yet: what it grows into goes with it, unless it was put in place.
class Unfinished {
 public:
  explicit Unfinished(const std::string& path) : path_(path + ".part") { remove(); }
  ~Unfinished() { remove(); }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }

  // Durable under its name when it returns.
  [[nodiscard]] Result<void> put_in_place(const std::string& path, bool over) {
    TRY_DO(flush(path_));
    // Whether something stands there and its taking the place are one step.
    int done = over
                   ? std::rename(path_.c_str(), path.c_str())
                   : ::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, path.c_str(), RENAME_NOREPLACE);
    if (done != 0 && errno == EINVAL) {  // a file system that knows only the older way
      done = ::link(path_.c_str(), path.c_str());
    }
    if (done != 0) {
      return base::fail(errno == EEXIST ? ErrorCode::ledger_exists : ErrorCode::storage_io,
                        path + ": " + std::strerror(errno));
    }
    const std::string folder = std::filesystem::absolute(path).parent_path().string();
    return flush(folder);
  }

 private:
  void remove() const {
    std::error_code absent;
    for (const char* end : {"", "-wal", "-shm", "-journal"}) {
      std::filesystem::remove(path_ + end, absent);
    }
  }
  static Result<void> flush(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool good = file >= 0 && ::fsync(file) == 0;
    if (file >= 0) {
      ::close(file);
    }
    return good ? Result<void>() : base::fail(ErrorCode::storage_io, path);
  }

  std::string path_;
};

// Hashes the first `bytes` of a file; with `out`, copies the first `kept` of them there.
Result<base::Hash> hash_start(std::FILE* file, std::int64_t bytes, std::int64_t kept,
                              std::FILE* out) {
  base::Sha256 hash;
  std::string piece(std::size_t{1} << 16U, '\0');
  for (std::int64_t at = 0; at < bytes;) {
    const auto wanted =
        static_cast<std::size_t>(std::min(bytes - at, static_cast<std::int64_t>(piece.size())));
    if (std::fread(piece.data(), 1, wanted, file) != wanted) {
      return base::fail(ErrorCode::file_unreadable);
    }
    hash.update(std::string_view(piece).substr(0, wanted));
    const auto copied = static_cast<std::size_t>(
        std::clamp(kept - at, std::int64_t{0}, static_cast<std::int64_t>(wanted)));
    if (out != nullptr && std::fwrite(piece.data(), 1, copied, out) != copied) {
      return base::fail(ErrorCode::storage_io);
    }
    at += static_cast<std::int64_t>(wanted);
  }
  return hash.finish();
}

// What stands behind the database of a backup.
struct Tail {
  std::int64_t file_bytes = 0;
  std::int64_t database_bytes = 0;
  std::string line;  // up to the seal
  std::string seal;  // hexadecimal
};
// not_a_backup; whether it is a sound one, the seal tells.
Result<Tail> tail_of(std::FILE* file) {
  Tail out;
  const bool at_end = std::fseek(file, 0, SEEK_END) == 0;
  out.file_bytes = at_end ? std::ftell(file) : -1;
  if (out.file_bytes < 0) {
    return base::fail(ErrorCode::file_unreadable);
  }
  const std::int64_t from = std::max(std::int64_t{0}, out.file_bytes - kMostTail);
  std::string end(static_cast<std::size_t>(out.file_bytes - from), '\0');
  if (std::fseek(file, from, SEEK_SET) != 0 ||
      std::fread(end.data(), 1, end.size(), file) != end.size() ||
      std::fseek(file, 0, SEEK_SET) != 0) {
    return base::fail(ErrorCode::file_unreadable);
  }
  const std::size_t mark = end.rfind(kMark);
  if (mark == std::string::npos || end.size() - mark < kMark.size() + kSealBytes) {
    return base::fail(ErrorCode::not_a_backup);
  }
  const std::size_t seal = end.size() - kSealBytes;
  out.database_bytes = from + static_cast<std::int64_t>(mark);
  out.line = end.substr(mark, seal - mark);
  out.seal = end.substr(seal + 1, 64);
  return end[seal] == ' ' && end.back() == '\n' ? Result<Tail>(std::move(out))
                                                : base::fail(ErrorCode::backup_damaged);
}

std::string line_of(const ledger::Ledger& ledger, const ledger::VerifyReport& report) {
  return std::string(kMark) + "ledger " + ledger.id().text() + " device " + ledger.device().text() +
         " ops " + std::to_string(report.ops) + " head " + report.head;
}

struct Sound {
  std::string line;
  ordered_json json;
};
// Opens the file as a ledger and replays its log: nothing is handed out or taken in unread.
Result<Sound> verified(const std::string& path, ledger::Seams seams, ErrorCode otherwise) {
  base::Storage storage;
  storage.path = path;
  TRY(const auto ledger, ledger::Ledger::open(seams, storage));
  TRY(const ledger::VerifyReport report, ledger->verify());
  if (!report.ok) {
    const ledger::VerifyReport::Bad bad = report.first_bad.value_or(ledger::VerifyReport::Bad{});
    return base::fail(otherwise, bad.table + " " + bad.row + " " + bad.what);
  }
  return Sound{line_of(*ledger, report),
               {{"ledger", ledger->id().text()},
                {"device", ledger->device().text()},
                {"ops", report.ops},
                {"lines", report.lines},
                {"contents", report.contents},
                {"missing", report.missing.size()},
                {"head", report.head}}};
}

Result<std::int64_t> seal(const std::string& path, const std::string& line) {
  const File file(std::fopen(path.c_str(), "r+b"));
  if (!file || std::fseek(file.get(), 0, SEEK_END) != 0 ||
      std::fwrite(line.data(), 1, line.size(), file.get()) != line.size()) {
    return base::fail(ErrorCode::storage_io, path);
  }
  const std::int64_t bytes = std::ftell(file.get());
  if (bytes < 0 || std::fseek(file.get(), 0, SEEK_SET) != 0) {
    return base::fail(ErrorCode::storage_io, path);
  }
  TRY(const base::Hash hash, hash_start(file.get(), bytes, 0, nullptr));
  const std::string end = " " + base::to_hex(hash) + "\n";
  if (std::fseek(file.get(), 0, SEEK_END) != 0 ||
      std::fwrite(end.data(), 1, end.size(), file.get()) != end.size() ||
      std::fflush(file.get()) != 0) {
    return base::fail(ErrorCode::storage_io, path);
  }
  return bytes + kSealBytes;
}

}  // namespace

Result<ordered_json> back_up(ledger::Ledger& ledger, const Arguments& arguments,
                             ledger::Seams seams) {
  const std::string out = arguments.value("out");
  if (out.empty()) {
    return base::fail(ErrorCode::usage_invalid, "backup --out FILE");
  }
  const bool there = std::filesystem::exists(out);
  if (there) {
    const File old(std::fopen(out.c_str(), "rb"));
    if (!old || !tail_of(old.get())) {
      return base::fail(ErrorCode::not_a_backup, out);
    }
  }
  Unfinished part(out);
  TRY_DO(ledger.copy_to(part.path()));
  TRY(const Sound sound, verified(part.path(), seams, ErrorCode::verify_failed));
  TRY(const std::int64_t bytes, seal(part.path(), sound.line));
  TRY_DO(part.put_in_place(out, there));
  ordered_json json{{"out", out}, {"bytes", bytes}};
  json.update(sound.json);
  return json;
}

Result<ordered_json> restore(const Arguments& arguments, ledger::Seams seams) {
  const std::string from = arguments.value("from");
  const std::string path = arguments.value("ledger");
  if (from.empty()) {
    return base::fail(ErrorCode::usage_invalid, "restore --from FILE");
  }
  for (const char* end : {"", "-wal", "-journal"}) {  // a journal left alone would be played back
    if (std::filesystem::exists(path + end)) {
      return base::fail(ErrorCode::ledger_exists, path + end);
    }
  }
  const File file(std::fopen(from.c_str(), "rb"));
  if (!file) {
    return base::fail(ErrorCode::file_unreadable, from);
  }
  TRY(const Tail tail, tail_of(file.get()));
  Unfinished part(path);
  {
    File out(std::fopen(part.path().c_str(), "wbx"));
    if (!out) {
      return base::fail(ErrorCode::storage_io, part.path());
    }
    TRY(const base::Hash hash,
        hash_start(file.get(), tail.file_bytes - kSealBytes, tail.database_bytes, out.get()));
    if (base::to_hex(hash) != tail.seal) {
      return base::fail(ErrorCode::backup_damaged, from);
    }
    if (std::fclose(out.release()) != 0) {
      return base::fail(ErrorCode::storage_io, part.path());
    }
  }
  TRY(const Sound sound, verified(part.path(), seams, ErrorCode::backup_damaged));
  if (sound.line != tail.line) {
    return base::fail(ErrorCode::backup_damaged, from);
  }
  TRY_DO(part.put_in_place(path, false));
  return sound.json;
}

}  // namespace saimnieks::cli
