// The callbacks that SQLite calls, over files in memory.
#include "tests/fakes/memory_vfs.h"

#include <algorithm>
#include <new>

#include <sqlite3.h>

namespace saimnieks::fakes {
namespace {

struct OpenFile {
  sqlite3_file base;
  MemoryVfs* vfs;
  std::shared_ptr<File>* file;
  std::string* path;
  bool delete_at_close;
};

OpenFile* open_file(sqlite3_file* file) { return reinterpret_cast<OpenFile*>(file); }
MemoryVfs* memory(sqlite3_vfs* vfs) { return static_cast<MemoryVfs*>(vfs->pAppData); }

int close(sqlite3_file* raw) {
  OpenFile* file = open_file(raw);
  if ((*file->file)->owner == file) {
    (*file->file)->owner = nullptr;
  }
  if (file->delete_at_close && !file->vfs->crashed()) {
    file->vfs->remove(*file->path);
  }
  delete file->file;
  delete file->path;
  return SQLITE_OK;
}

int read(sqlite3_file* raw, void* out, int size, sqlite3_int64 offset) {
  const OpenFile* file = open_file(raw);
  if (file->vfs->crashed()) {
    return SQLITE_IOERR_READ;
  }
  const std::span wanted(static_cast<std::uint8_t*>(out), static_cast<std::size_t>(size));
  const std::size_t taken = (*file->file)->now.read(static_cast<std::size_t>(offset), wanted);
  std::fill(wanted.begin() + static_cast<std::ptrdiff_t>(taken), wanted.end(), std::uint8_t{0});
  return taken == wanted.size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int keep(OpenFile* file, Write write) {
  File& target = **file->file;
  const bool grows =
      write.offset >= 0 &&
      static_cast<std::size_t>(write.offset) + write.bytes->size() > target.now.size();
  const int result =
      file->vfs->operation(grows ? MemoryVfs::Doing::growing : MemoryVfs::Doing::writing);
  if (file->vfs->crashed()) {
    target.waiting.push_back(std::move(write));  // it may still reach the disk
    return result;
  }
  if (result != SQLITE_OK) {
    if (write.offset < 0) {
      return result;
    }
    Bytes half = *write.bytes;
    half.resize(half.size() / 2);
    write.bytes = std::make_shared<const Bytes>(std::move(half));
  }
  put(target.now, write);
  file->vfs->happened(DiskEvent::Kind::write, *file->path, write);
  target.waiting.push_back(std::move(write));
  return result;
}

int write(sqlite3_file* raw, const void* data, int size, sqlite3_int64 offset) {
  OpenFile* file = open_file(raw);
  if (file->vfs->crashed()) {
    return SQLITE_IOERR_WRITE;
  }
  Write one;
  one.offset = offset;
  const auto* bytes = static_cast<const std::uint8_t*>(data);
  one.bytes = std::make_shared<const Bytes>(bytes, bytes + size);
  return keep(file, std::move(one));
}

int truncate(sqlite3_file* raw, sqlite3_int64 size) {
  OpenFile* file = open_file(raw);
  if (file->vfs->crashed()) {
    return SQLITE_IOERR_TRUNCATE;
  }
  Write one;
  one.offset = -1;
  one.size = size;
  return keep(file, std::move(one));
}

int sync(sqlite3_file* raw, int) {
  OpenFile* file = open_file(raw);
  const int result =
      file->vfs->crashed() ? SQLITE_IOERR_FSYNC : file->vfs->operation(MemoryVfs::Doing::flushing);
  if (result == SQLITE_OK) {
    flush(**file->file);
    file->vfs->happened(DiskEvent::Kind::flush, *file->path, {});
  }
  return result;
}

int file_size(sqlite3_file* raw, sqlite3_int64* size) {
  *size = static_cast<sqlite3_int64>((*open_file(raw)->file)->now.size());
  return SQLITE_OK;
}

int lock(sqlite3_file* raw, int level) {
  OpenFile* file = open_file(raw);
  const void*& owner = (*file->file)->owner;
  if (owner != nullptr && owner != file) {
    return SQLITE_BUSY;
  }
  if (level > SQLITE_LOCK_NONE) {
    owner = file;  // a single owner is all that an exclusive ledger needs
  }
  return SQLITE_OK;
}

int unlock(sqlite3_file* raw, int level) {
  OpenFile* file = open_file(raw);
  if (level == SQLITE_LOCK_NONE && (*file->file)->owner == file) {
    (*file->file)->owner = nullptr;
  }
  return SQLITE_OK;
}

int check_reserved_lock(sqlite3_file* raw, int* reserved) {
  const OpenFile* file = open_file(raw);
  *reserved = (*file->file)->owner != nullptr && (*file->file)->owner != file ? 1 : 0;
  return SQLITE_OK;
}

int file_control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
int sector_size(sqlite3_file*) { return static_cast<int>(kSectorBytes); }
int characteristics(sqlite3_file*) { return 0; }

// Version 1: no shared memory, as in the browser; a WAL then needs the exclusive lock.
const sqlite3_io_methods kMethods = {1,
                                     close,
                                     read,
                                     write,
                                     truncate,
                                     sync,
                                     file_size,
                                     lock,
                                     unlock,
                                     check_reserved_lock,
                                     file_control,
                                     sector_size,
                                     characteristics,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr,
                                     nullptr};

int vfs_open(sqlite3_vfs* vfs, sqlite3_filename name, sqlite3_file* raw, int flags, int* out) {
  static int temporary = 0;
  OpenFile* file = open_file(raw);
  file->base.pMethods = nullptr;
  const std::string path = name == nullptr ? "temporary " + std::to_string(++temporary) : name;
  if (memory(vfs)->crashed()) {
    return SQLITE_CANTOPEN;
  }
  auto found = memory(vfs)->open(path, (flags & SQLITE_OPEN_CREATE) != 0);
  if (!found) {
    return SQLITE_CANTOPEN;
  }
  file->vfs = memory(vfs);
  file->file = new std::shared_ptr<File>(std::move(found));
  file->path = new std::string(path);
  file->delete_at_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
  file->base.pMethods = &kMethods;
  if (out != nullptr) {
    *out = flags;
  }
  return SQLITE_OK;
}

int vfs_delete(sqlite3_vfs* vfs, const char* name, int) {
  if (memory(vfs)->crashed()) {
    return SQLITE_IOERR_DELETE;
  }
  const int result = memory(vfs)->operation(MemoryVfs::Doing::writing);
  if (result == SQLITE_OK) {
    memory(vfs)->remove(name);
    memory(vfs)->happened(DiskEvent::Kind::remove, name, {});
  }
  return result;
}

int vfs_access(sqlite3_vfs* vfs, const char* name, int, int* found) {
  *found = memory(vfs)->exists(name) ? 1 : 0;
  return SQLITE_OK;
}

int vfs_full_pathname(sqlite3_vfs*, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

int vfs_randomness(sqlite3_vfs* vfs, int size, char* out) {
  for (int i = 0; i < size; ++i) {
    out[i] = static_cast<char>(memory(vfs)->random.next());
  }
  return size;
}

int vfs_sleep(sqlite3_vfs*, int microseconds) { return microseconds; }
int vfs_current_time(sqlite3_vfs*, double* days) {
  *days = 2461000.5;
  return SQLITE_OK;
}
int vfs_current_time_64(sqlite3_vfs*, sqlite3_int64* ms) {
  *ms = 212'630'443'200'000;
  return SQLITE_OK;
}
int vfs_last_error(sqlite3_vfs*, int, char*) { return 0; }

}  // namespace

struct MemoryVfs::Registration {
  sqlite3_vfs vfs{};
};

MemoryVfs::MemoryVfs(std::string name)
    : name_(std::move(name)), registration_(std::make_unique<Registration>()) {
  sqlite3_vfs& vfs = registration_->vfs;
  vfs.iVersion = 2;
  vfs.szOsFile = sizeof(OpenFile);
  vfs.mxPathname = 512;
  vfs.zName = name_.c_str();
  vfs.pAppData = this;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;
  vfs.xAccess = vfs_access;
  vfs.xFullPathname = vfs_full_pathname;
  vfs.xRandomness = vfs_randomness;
  vfs.xSleep = vfs_sleep;
  vfs.xCurrentTime = vfs_current_time;
  vfs.xGetLastError = vfs_last_error;
  vfs.xCurrentTimeInt64 = vfs_current_time_64;
  sqlite3_vfs_register(&vfs, sqlite3_vfs_find(nullptr) == nullptr ? 1 : 0);
}

MemoryVfs::~MemoryVfs() { sqlite3_vfs_unregister(&registration_->vfs); }

base::Storage MemoryVfs::storage(std::string path) const {
  return {.vfs_name = name_, .path = std::move(path), .exclusive = true};
}

int MemoryVfs::operation(Doing doing) {
  const bool flush = doing == Doing::flushing;
  ++operations_;
  if (crash_at_ != 0 && operations_ >= crash_at_) {
    crashed_ = true;
    return flush ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
  }
  const bool fails = operations_ >= fail_first_ && operations_ <= fail_last_;
  const bool full = full_from_ != 0 && operations_ >= full_from_;
  if (doing == Doing::growing && (fails || full)) {
    return SQLITE_FULL;
  }
  if (fails) {
    return flush ? SQLITE_IOERR_FSYNC : SQLITE_IOERR_WRITE;
  }
  flushes_ += flush ? 1 : 0;
  return SQLITE_OK;
}

std::shared_ptr<File> MemoryVfs::open(const std::string& path, bool create) {
  const auto found = files_.find(path);
  if (found != files_.end()) {
    return found->second;
  }
  if (!create) {
    return nullptr;
  }
  return files_.emplace(path, std::make_shared<File>()).first->second;
}

void MemoryVfs::happened(DiskEvent::Kind kind, const std::string& path, const Write& write) {
  if (events_ != nullptr) {
    events_->push_back({kind, path, write});
  }
}

Disk MemoryVfs::disk() const {
  Disk out;
  for (const auto& [path, file] : files_) {
    out.emplace(path, *file).first->second.owner = nullptr;
  }
  return out;
}

void MemoryVfs::insert(const Disk& disk) {
  files_.clear();
  for (const auto& [path, file] : disk) {
    files_.emplace(path, std::make_shared<File>(file));
  }
}

void MemoryVfs::power_on(std::uint64_t seed) {
  Disk left = disk();
  lose_power(left, seed);
  insert(left);
  crash_at_ = 0;
  crashed_ = false;
}

Content* MemoryVfs::content(const std::string& path) {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second->now;
}

std::vector<std::string> MemoryVfs::paths() const {
  std::vector<std::string> list;
  for (const auto& [path, file] : files_) {
    list.push_back(path);
  }
  return list;
}

}  // namespace saimnieks::fakes

#if defined(SQLITE_OS_OTHER) && SQLITE_OS_OTHER
// Without an operating system beneath, SQLite asks the program for its VFS, and starts only when
// there is a default one.
extern "C" int sqlite3_os_init() {
  static saimnieks::fakes::MemoryVfs ground("ground");
  return SQLITE_OK;
}
extern "C" int sqlite3_os_end() { return SQLITE_OK; }
#endif
