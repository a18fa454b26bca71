// saimnieks-endpoint: the central endpoint of one ledger, and the server of the application.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>

#include "sync/endpoint/server.h"

namespace {

using namespace saimnieks;

constexpr const char* kHelp =
    "Usage: saimnieks-endpoint [--port N] [--data DIR] [--site DIR]\n"
    "  --port N    the port on this machine, 0 for a free one (default 8080)\n"
    "  --data DIR  where the database is kept (default ./saimnieks-data)\n"
    "  --site DIR  the application's files to serve; none without it\n"
    "Listens on the loopback address only. Exit codes: 0 stopped, 1 storage, 2 usage,\n"
    "5 the port is taken.\n";

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
    std::random_device device;
    for (std::byte& byte : bytes) {
      byte = static_cast<std::byte>(device());
    }
  }
};

struct Options {
  unsigned port = 8080;
  std::string data = "saimnieks-data";
  std::string site;
};

// 0 to go on, else the exit code + 1.
int parse(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--help" || name == "-h") {
      std::fputs(kHelp, stdout);
      return 1;
    }
    if (i + 1 >= argc) {
      std::fputs(kHelp, stderr);
      return 3;
    }
    const std::string value = argv[++i];
    if (name == "--port") {
      char* end = nullptr;
      const unsigned long port = std::strtoul(value.c_str(), &end, 10);
      if (value.empty() || *end != 0 || port > 65535) {
        std::fprintf(stderr, "--port wants a number up to 65535, not '%s'.\n", value.c_str());
        return 3;
      }
      options.port = static_cast<unsigned>(port);
    } else if (name == "--data") {
      options.data = value;
    } else if (name == "--site") {
      options.site = value;
    } else {
      std::fputs(kHelp, stderr);
      return 3;
    }
  }
  return 0;
}

int serve(const Options& options) {
  std::error_code fault;
  std::filesystem::create_directories(options.data, fault);
  SystemClock clock;
  SystemRandom random;
  base::Storage storage;
  storage.path = options.data + "/endpoint.db";
  auto store = sync::endpoint::open_sqlite_store(clock, random, storage);
  if (!store) {
    std::fprintf(stderr, "The database in %s can't be opened (%s). Nothing has been changed.\n",
                 options.data.c_str(), base::describe(store.error()).c_str());
    return 1;
  }
  std::optional<sync::endpoint::Site> site;
  if (!options.site.empty()) {
    auto loaded = sync::endpoint::Site::load(options.site);
    if (!loaded) {
      std::fprintf(stderr, "The folder %s holds no application; build it with ./run.sh.\n",
                   options.site.c_str());
      return 2;
    }
    site = std::move(*loaded);
  }
  const std::string token = (*store)->enrolment_token();
  auto server = sync::endpoint::Server::listen(static_cast<std::uint16_t>(options.port), **store,
                                               site ? &*site : nullptr);
  if (!server) {
    std::fprintf(stderr, "Port %u is already used by another program. Choose another: --port %u\n",
                 options.port, options.port + 1);
    return 5;
  }
  std::printf(
      "Saimnieks is at   http://localhost:%u\nData is kept in   %s\nToken to enrol a device: %s\n",
      unsigned{(*server)->port()}, options.data.c_str(), token.c_str());
  std::fflush(stdout);
  (*server)->run();
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (const int stop = parse(argc, argv, options); stop != 0) {
    return stop - 1;
  }
  return serve(options);
}
