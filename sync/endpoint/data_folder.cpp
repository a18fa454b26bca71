#include "sync/endpoint/data_folder.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace saimnieks::sync::endpoint {

base::Result<DataFolder> DataFolder::open(const std::string& path) {
  // Secrets are hashed, but amounts are not: nobody else on this machine reads either.
  ::umask(S_IRWXG | S_IRWXO);
  std::error_code fault;
  std::filesystem::create_directories(path, fault);
  if (fault) {
    return base::fail(base::ErrorCode::storage_open_failed, fault.message());
  }
  const int lock = ::open((path + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) {
    return base::fail(base::ErrorCode::storage_open_failed, std::strerror(errno));
  }
  DataFolder folder(path, lock);
  // The kernel lets go of it when the process ends, even if it is killed.
  if (::flock(lock, LOCK_EX | LOCK_NB) != 0) {
    return base::fail(base::ErrorCode::data_in_use);
  }
  return folder;
}

DataFolder::DataFolder(DataFolder&& other) noexcept
    : path_(std::move(other.path_)), lock_(std::exchange(other.lock_, -1)) {}

DataFolder::~DataFolder() {
  if (lock_ >= 0) {
    ::close(lock_);
  }
}

}  // namespace saimnieks::sync::endpoint
