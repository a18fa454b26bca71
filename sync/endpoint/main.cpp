// saimnieks-endpoint: the central endpoint of one ledger, and the server of the application.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <random>
#include <string>

#include "sync/endpoint/data_folder.h"
#include "sync/endpoint/server.h"

namespace {

using namespace saimnieks;
using base::ErrorCode;

enum ExitCode : int { kStopped = 0, kStorage = 1, kUsage = 2, kPortTaken = 5, kDataInUse = 6 };

constexpr const char* kHelp =
    "Usage: saimnieks-endpoint [--port N] [--data DIR] [--site DIR]\n"
    "  --port N    the port on this machine, 0 for a free one (default 8080)\n"
    "  --data DIR  where the database is kept (default ./saimnieks-data)\n"
    "  --site DIR  the application's files to serve; none without it\n"
    "Only this machine can reach it (127.0.0.1 and ::1). Ctrl+C or SIGTERM ends it.\n"
    "Exit codes: 0 stopped, 1 the database can't be used, 2 usage, 5 the port is taken,\n"
    "6 another endpoint works on the data folder.\n";

class SystemClock final : public base::Clock {
 public:
  std::int64_t now_ms() override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  std::int64_t monotonic_us() override {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
};

class SystemRandom final : public base::Random {
 public:
  void fill(std::span<std::byte> bytes) override {
    for (std::byte& byte : bytes) {
      byte = static_cast<std::byte>(device_());
    }
  }

 private:
  std::random_device device_;
};

struct Options {
  unsigned port = 8080;
  std::string data = "saimnieks-data";
  std::string site;
};

// Nothing: go on; else the exit code.
std::optional<int> parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--help" || name == "-h") {
      std::fputs(kHelp, stdout);
      return kStopped;
    }
    if ((name != "--port" && name != "--data" && name != "--site") || i + 1 >= argc) {
      std::fprintf(stderr, "Not understood: %s\n%s", name.c_str(), kHelp);
      return kUsage;
    }
    const std::string value = argv[++i];
    if (name == "--port") {
      constexpr unsigned long kMostPort = 65535;
      char* end = nullptr;
      const unsigned long port = std::strtoul(value.c_str(), &end, 10);
      if (value.empty() || *end != 0 || value.front() == '-' || port > kMostPort) {
        std::fprintf(stderr, "--port wants a number up to 65535, not '%s'.\n", value.c_str());
        return kUsage;
      }
      options.port = static_cast<unsigned>(port);
    } else {
      (name == "--data" ? options.data : options.site) = value;
    }
  }
  return std::nullopt;
}

int explain_storage(const Options& options, const base::Error& error) {
  if (error.code == ErrorCode::data_in_use) {
    std::fprintf(stderr,
                 "Another endpoint works on the folder %s. Stop it, or choose another: "
                 "--data DIR\n",
                 options.data.c_str());
    return kDataInUse;
  }
  if (error.code == ErrorCode::schema_newer) {
    std::fprintf(stderr,
                 "The database in %s was written by a newer version of this program. Nothing has "
                 "been changed; use that version.\n",
                 options.data.c_str());
    return kStorage;
  }
  std::fprintf(stderr,
               "The database in %s can't be opened (%s). Nothing has been changed. Is the folder "
               "writable, and the disk not full? Another folder: --data DIR\n",
               options.data.c_str(), base::describe(error).c_str());
  return kStorage;
}

int serve(const Options& options) {
  const auto folder = sync::endpoint::DataFolder::open(options.data);
  if (!folder) {
    return explain_storage(options, folder.error());
  }
  SystemClock clock;
  SystemRandom random;
  base::Storage storage;
  storage.path = folder->database();
  const auto store = sync::endpoint::open_sqlite_store(clock, random, storage);
  if (!store) {
    return explain_storage(options, store.error());
  }
  std::optional<sync::endpoint::Site> site;
  if (!options.site.empty()) {
    auto loaded = sync::endpoint::Site::load(options.site);
    if (!loaded) {
      std::fprintf(stderr, "The folder %s holds no application; build it with ./run.sh.\n",
                   options.site.c_str());
      return kUsage;
    }
    site = std::move(*loaded);
  }
  const auto server = sync::endpoint::Server::listen(static_cast<std::uint16_t>(options.port),
                                                     **store, site ? &*site : nullptr);
  if (!server && server.error().code == ErrorCode::port_in_use) {
    std::fprintf(stderr, "Port %u is already used by another program. Choose another: --port %u\n",
                 options.port, options.port < 65535 ? options.port + 1 : 8080);
    return kPortTaken;
  }
  if (!server) {
    return explain_storage(options, server.error());
  }
  std::printf(
      "Saimnieks is at          http://localhost:%u\n"
      "Data is kept in          %s\n"
      "Token to connect devices %s\n"
      "Token to only read       %s\n",
      unsigned{(*server)->port()}, options.data.c_str(), (*store)->tokens().editor.c_str(),
      (*store)->tokens().reader.c_str());
  std::fflush(stdout);
  (*server)->run();
  return kStopped;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (const auto code = parse(argc, argv, options)) {
    return *code;
  }
  return serve(options);
}
