#include "wasm/app/opfs_vfs.h"

#include <algorithm>
#include <cstring>
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

// SQLite writes a WAL frame as a header and a page, and frame after frame: writes that follow each
// other wait here and become one call. Nothing waits past a flush, so what is durable stays so;
// order is kept within a file and between files.
struct Waiting {
  int file = -1;
  sqlite3_int64 offset = 0;
  int count = 0;
  char bytes[128 * 1024];
};
Waiting waiting;

int put(int file, const void* from, int count, sqlite3_int64 offset) {
  const int done = opfs_write(file, from, count, static_cast<double>(offset));
  if (done == count) {
    return SQLITE_OK;
  }
  // A short write is how some browsers say that the quota is used up.
  return done == -1 ? SQLITE_IOERR_WRITE : SQLITE_FULL;
}

// What could not be written goes on waiting, before everything that comes after it.
int put_waiting() {
  if (waiting.count == 0) {
    return SQLITE_OK;
  }
  const int result = put(waiting.file, waiting.bytes, waiting.count, waiting.offset);
  waiting.count = result == SQLITE_OK ? 0 : waiting.count;
  return result;
}

int write(sqlite3_file* file, const void* from, int count, sqlite3_int64 offset) {
  const int index = index_of(file);
  const bool follows = waiting.count > 0 && waiting.file == index &&
                       offset == waiting.offset + waiting.count &&
                       count <= static_cast<int>(sizeof waiting.bytes) - waiting.count;
  if (!follows) {
    if (const int result = put_waiting(); result != SQLITE_OK) {
      return result;
    }
    if (count > static_cast<int>(sizeof waiting.bytes)) {
      return put(index, from, count, offset);
    }
    waiting.file = index;
    waiting.offset = offset;
  }
  std::memcpy(waiting.bytes + waiting.count, from, static_cast<std::size_t>(count));
  waiting.count += count;
  return SQLITE_OK;
}

int read(sqlite3_file* file, void* to, int count, sqlite3_int64 offset) {
  if (waiting.file == index_of(file) && offset < waiting.offset + waiting.count &&
      waiting.offset < offset + count) {
    if (const int result = put_waiting(); result != SQLITE_OK) {
      return result;
    }
  }
  const int got = opfs_read(index_of(file), to, count, static_cast<double>(offset));
  if (got < 0) {
    return SQLITE_IOERR_READ;
  }
  if (got < count) {
    std::memset(static_cast<char*>(to) + got, 0, static_cast<std::size_t>(count - got));
    return SQLITE_IOERR_SHORT_READ;
  }
  return SQLITE_OK;
}

int close(sqlite3_file*) { return put_waiting(); }

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  if (const int result = put_waiting(); result != SQLITE_OK) {
    return result;
  }
  const int result = opfs_truncate(index_of(file), static_cast<double>(size));
  return result == 0 ? SQLITE_OK : (result == -2 ? SQLITE_FULL : SQLITE_IOERR_TRUNCATE);
}

int sync(sqlite3_file* file, int) {
  if (const int result = put_waiting(); result != SQLITE_OK) {
    return result;
  }
  return opfs_flush(index_of(file)) == 0 ? SQLITE_OK : SQLITE_IOERR_FSYNC;
}

int size(sqlite3_file* file, sqlite3_int64* out) {
  const int index = index_of(file);
  *out = static_cast<sqlite3_int64>(opfs_size(index));
  if (waiting.count > 0 && waiting.file == index) {
    *out = std::max(*out, waiting.offset + waiting.count);
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
    put_waiting();
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
  if (waiting.file == index) {
    waiting.count = 0;
  }
  return opfs_truncate(index, 0) == 0 && opfs_flush(index) == 0 ? SQLITE_OK : SQLITE_IOERR_DELETE;
}

int access(sqlite3_vfs*, const char* name, int, int* out) {
  const int index = index_of(name);
  const bool waits = waiting.count > 0 && waiting.file == index;
  *out = index >= 0 && (waits || opfs_size(index) > 0) ? 1 : 0;
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
