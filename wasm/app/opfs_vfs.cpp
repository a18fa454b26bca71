#include "wasm/app/opfs_vfs.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include <emscripten.h>
#include <emscripten/html5.h>
#include <sqlite3.h>

// The worker has put the open handles into Module.ledgerFiles, in the order of kSuffixes. A size of
// zero means that the file does not exist: deleting is truncating, and exporting the database is
// copying one file.
// JavaScript, which clang-format would take apart.
// clang-format off
EM_JS(int, opfs_read, (int file, void* to, int count, double offset), {
  const handle = Module.ledgerFiles[file];
  try {
    return handle.read(HEAPU8.subarray(to, to + count), {at: offset});
  } catch (fault) {
    Module.storageFault(fault);
    return -1;
  }
});
EM_JS(int, opfs_write, (int file, const void* from, int count, double offset), {
  const handle = Module.ledgerFiles[file];
  try {
    return handle.write(HEAPU8.subarray(from, from + count), {at: offset});
  } catch (fault) {
    Module.storageFault(fault);
    return fault.name === 'QuotaExceededError' ? -2 : -1;
  }
});
EM_JS(int, opfs_truncate, (int file, double size), {
  try {
    Module.ledgerFiles[file].truncate(size);
    return 0;
  } catch (fault) {
    Module.storageFault(fault);
    return fault.name === 'QuotaExceededError' ? -2 : -1;
  }
});
EM_JS(int, opfs_flush, (int file), {
  try {
    Module.ledgerFiles[file].flush();
    Module.flushes = (Module.flushes || 0) + 1;
    return 0;
  } catch (fault) {
    Module.storageFault(fault);
    return -1;
  }
});
EM_JS(double, opfs_size, (int file), { return Module.ledgerFiles[file].getSize(); });
EM_JS(void, opfs_random, (void* to, int count), {
  crypto.getRandomValues(HEAPU8.subarray(to, to + count));
});
// clang-format on

namespace saimnieks::app {
namespace {

constexpr const char* kSuffixes[] = {"", "-journal", "-wal"};

struct File {
  sqlite3_file base;
  int index;
};

int index_of(sqlite3_file* file) { return reinterpret_cast<File*>(file)->index; }

// −1 for a name that is none of the three.
int index_of(const char* name) {
  if (name == nullptr || std::strncmp(name, kOpfsLedgerPath.data(), kOpfsLedgerPath.size()) != 0) {
    return -1;
  }
  for (int i = 0; i < 3; ++i) {
    if (std::strcmp(name + kOpfsLedgerPath.size(), kSuffixes[i]) == 0) {
      return i;
    }
  }
  return -1;
}

// A stretch of a file. SQLite writes a WAL frame as a header and a page, and frame after frame; a
// scan and a checkpoint read page after page; a large commit reads every frame of the log and gives
// it a new header. A call costs more than what it carries, so such reads and writes share a window.
struct Window {
  static constexpr int kRoom = 128 * 1024;
  sqlite3_int64 offset = 0;
  int count = 0;  // of the bytes, which are as SQLite has written them
  int dirty_from = 0;
  int dirty_to = 0;        // the file has these as they were before
  sqlite3_int64 last = 0;  // where the last read began
  sqlite3_int64 next = 0;  // and ended
  int run = 0;             // how many reads have followed each other
  char bytes[kRoom];

  [[nodiscard]] bool has(sqlite3_int64 from, int size) const {
    return from >= offset && from + size <= offset + count;
  }
  [[nodiscard]] bool touches(sqlite3_int64 from, int size) const {
    return from < offset + count && offset < from + size;
  }
};
Window windows[std::size(kSuffixes)];
// The only one with dirty bytes, so that writes keep their order within a file and between files;
// −1: none. They never wait past a flush, so what is durable stays so.
int dirty = -1;

constexpr sqlite3_int64 kCloseBy = 64 * 1024;  // a scan leaves out what is of other tables
constexpr int kRun = 3;
constexpr int kPage = 4096;

int put(int file, const void* from, int count, sqlite3_int64 offset) {
  const int done = opfs_write(file, from, count, static_cast<double>(offset));
  if (done == count) {
    return SQLITE_OK;
  }
  // A short write is how some browsers say that the quota is used up.
  return done == -1 ? SQLITE_IOERR_WRITE : SQLITE_FULL;
}

void forget(int file) {
  windows[file].count = windows[file].dirty_from = windows[file].dirty_to = 0;
  dirty = dirty == file ? -1 : dirty;
}

// What could not be written goes on waiting, before everything that comes after it.
int put_dirty() {
  if (dirty < 0) {
    return SQLITE_OK;
  }
  Window& of = windows[dirty];
  const int result =
      put(dirty, of.bytes + of.dirty_from, of.dirty_to - of.dirty_from, of.offset + of.dirty_from);
  if (result == SQLITE_OK) {
    of.dirty_from = of.dirty_to = 0;
    dirty = -1;
  }
  return result;
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  const int index = index_of(file);
  Window& of = windows[index];
  if (offset < of.last || offset + count > of.next) {
    of.run = 0;  // else it changes what was just read, and reading goes on
  }
  const bool inside = of.count > 0 && offset >= of.offset && offset <= of.offset + of.count &&
                      offset + count <= of.offset + Window::kRoom;
  const auto place = static_cast<int>(inside ? offset - of.offset : 0);
  // One write may carry a page between two changes along, as the file has it already, but no more.
  const bool joins = inside && dirty == index && place <= of.dirty_to + kPage &&
                     place + count >= of.dirty_from - kPage;
  if (!joins) {
    if (const int result = put_dirty(); result != SQLITE_OK) {
      return result;
    }
  }
  if (!inside) {
    of.count = 0;
    if (count > Window::kRoom) {
      return put(index, from, count, offset);
    }
    of.offset = offset;
  }
  std::memcpy(of.bytes + place, from, static_cast<std::size_t>(count));
  of.count = std::max(of.count, place + count);
  of.dirty_from = joins ? std::min(of.dirty_from, place) : place;
  of.dirty_to = joins ? std::max(of.dirty_to, place + count) : place + count;
  dirty = index;
  return SQLITE_OK;
}

// Moves the window there. Answers how many bytes it has, −1 for a fault.
int look_at(int index, sqlite3_int64 offset) {
  Window& of = windows[index];
  of.offset = offset;
  of.count = 0;
  const int got = opfs_read(index, of.bytes, Window::kRoom, static_cast<double>(offset));
  of.count = std::max(got, 0);
  return got;
}

int read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  const int index = index_of(file);
  Window& of = windows[index];
  const bool follows = offset >= of.next && offset - of.next <= kCloseBy;
  of.run = follows ? of.run + 1 : 0;
  of.last = offset;
  of.next = offset + count;
  if (of.has(offset, count)) {
    std::memcpy(to, of.bytes + (offset - of.offset), static_cast<std::size_t>(count));
    return SQLITE_OK;
  }
  bool ahead = of.run >= kRun && count <= Window::kRoom;
  if (dirty == index && (ahead || of.touches(offset, count))) {
    if (const int result = put_dirty(); result != SQLITE_OK) {
      if (of.touches(offset, count)) {
        return result;
      }
      ahead = false;  // the window stays in use; a full disk can be read beside it
    }
  }
  const int got =
      ahead ? look_at(index, offset) : opfs_read(index, to, count, static_cast<double>(offset));
  if (got < 0) {
    return SQLITE_IOERR_READ;
  }
  if (ahead) {
    std::memcpy(to, of.bytes, static_cast<std::size_t>(std::min(got, count)));
  }
  if (got < count) {
    std::memset(static_cast<char*>(to) + got, 0, static_cast<std::size_t>(count - got));
    return SQLITE_IOERR_SHORT_READ;
  }
  return SQLITE_OK;
}

int close(sqlite3_file*) { return put_dirty(); }

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int result = put_dirty(); result != SQLITE_OK) {
    return result;
  }
  forget(index_of(file));
  const int result = opfs_truncate(index_of(file), static_cast<double>(size));
  return result == 0 ? SQLITE_OK : (result == -2 ? SQLITE_FULL : SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* file, int) {
  if (const int result = put_dirty(); result != SQLITE_OK) {
    return result;
  }
  return opfs_flush(index_of(file)) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int size(sqlite3_file* file, sqlite3_int64* out) {
  const int index = index_of(file);
  *out = static_cast<sqlite3_int64>(opfs_size(index));
  if (dirty == index) {
    *out = std::max(*out, windows[index].offset + windows[index].dirty_to);
  }
  return SQLITE_OK;
}

// The access handles are exclusive already.
int lock(sqlite3_file*, int) { return SQLITE_OK; }
int unlock(sqlite3_file*, int) { return SQLITE_OK; }
int check_reserved(sqlite3_file*, int* out) {
  *out = 0;
  return SQLITE_OK;
}
// A commit that wants no flush still reaches the file, so that it outlives the tab.
int control(sqlite3_file*, int what, void*) {
  if (what == SQLITE_FCNTL_COMMIT_PHASETWO) {
    put_dirty();
  }
  return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*) { return 4096; }
// A write that loses power spoils nothing beside it, as SQLite takes for granted on every desktop
// system too: so a commit needs not be padded to a whole sector.
int characteristics(sqlite3_file*) {
  return SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

// Version 1: no shared memory, which WAL does without under exclusive locking.
constexpr sqlite3_io_methods kMethods = {
    1,       close,          read,    write,       truncate,        sync,    size,    lock,
    unlock,  check_reserved, control, sector_size, characteristics, nullptr, nullptr, nullptr,
    nullptr, nullptr,        nullptr};

int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  const int index = index_of(name);
  file->pMethods = nullptr;
  if (index < 0) {
    return SQLITE_CANTOPEN;
  }
  if ((flags & SQLITE_OPEN_CREATE) == 0 && opfs_size(index) == 0 && index == 0) {
    return SQLITE_CANTOPEN;
  }
  reinterpret_cast<File*>(file)->index = index;
  forget(index);  // another ledger may have been put into its place
  file->pMethods = &kMethods;
  if (out_flags != nullptr) {
    *out_flags = flags;
  }
  return SQLITE_OK;
}

int remove(sqlite3_vfs*, const char* name, int) {
  const int index = index_of(name);
  if (index < 0) {
    return SQLITE_IOERR_DELETE_NOENT;
  }
  forget(index);
  return opfs_truncate(index, 0) == 0 && opfs_flush(index) == 0 ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int access(sqlite3_vfs*, const char* name, int, int* out) {
  const int index = index_of(name);
  *out = index >= 0 && (dirty == index || opfs_size(index) > 0) ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs*, const char* name, int room, char* out) {
  sqlite3_snprintf(room, out, "%s", name);
  return SQLITE_OK;
}

int randomness(sqlite3_vfs*, int count, char* out) {
  opfs_random(out, count);
  return count;
}
int sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
int current_time(sqlite3_vfs*, double* out) {
  *out = emscripten_date_now() / 86'400'000.0 + 2'440'587.5;
  return SQLITE_OK;
}
int last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace
}  // namespace saimnieks::app

// Built without an operating system (SQLITE_OS_OTHER), SQLite asks for its default VFS here while
// it initialises itself; later is too late, since its own memory VFS wants one to stand on.
extern "C" int sqlite3_os_init() {
  namespace app = saimnieks::app;
  static sqlite3_vfs vfs = {};
  vfs.iVersion = 1;
  vfs.szOsFile = sizeof(app::File);
  vfs.mxPathname = 64;
  vfs.zName = app::kOpfsVfsName.data();
  vfs.xOpen = app::open;
  vfs.xDelete = app::remove;
  vfs.xAccess = app::access;
  vfs.xFullPathname = app::full_path;
  vfs.xRandomness = app::randomness;
  vfs.xSleep = app::sleep;
  vfs.xCurrentTime = app::current_time;
  vfs.xGetLastError = app::last_error;
  return sqlite3_vfs_register(&vfs, 1);
}
extern "C" int sqlite3_os_end() { return SQLITE_OK; }
