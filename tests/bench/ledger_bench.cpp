// Figures of the ledger: import, single commands, opening, undo, verify. Prints; asserts nothing.
// Without a path the files lie in memory (under node), with one in that folder (native).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/ledger/ledger.h"
#include "tests/bench/must.h"
#include "tests/fakes/memory_vfs.h"
#include "tests/fakes/seams.h"

namespace {

using namespace saimnieks;
using namespace saimnieks::ledger;

class RealClock : public base::Clock {
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

class Bench {
 public:
  // `size` tells how large the closed file is.
  Bench(const base::Storage& storage, int lines, std::function<double()> size)
      : storage_(storage), lines_(lines), size_(std::move(size)) {}
  void run();

 private:
  void import_lines();
  void edit(int count);
  void reopen();
  void verify(const char* what);
  // Wall time, and the processor's beside it: on a busy machine only the second means much.
  struct Start {
    std::int64_t wall_us;
    std::clock_t cpu;
  };
  struct Spent {
    double wall_ms;
    double cpu_ms;
  };
  [[nodiscard]] Start start() { return {clock_.monotonic_us(), std::clock()}; }
  [[nodiscard]] Spent since(const Start& start) {
    return {static_cast<double>(clock_.monotonic_us() - start.wall_us) / 1000,
            static_cast<double>(std::clock() - start.cpu) * 1000 / CLOCKS_PER_SEC};
  }
  void note(const char* what, const Spent& spent) {
    std::printf("  %-34s %9.2f ms, processor %9.2f ms\n", what, spent.wall_ms, spent.cpu_ms);
  }

  base::Storage storage_;
  int lines_;
  std::function<double()> size_;
  RealClock clock_;
  fakes::FakeRandom random_{1};
  std::unique_ptr<Ledger> ledger_;
};

// Shaped like a large municipality's budget: two levels of units, services and codes with names.
void Bench::import_lines() {
  std::vector<std::string> institutions, departments, services, codes, names;
  for (int i = 0; i < 1000; ++i) {
    institutions.push_back("0" + std::to_string(10 + i % 60));
    departments.push_back("1" + std::to_string(100 + i % 200));
    services.push_back(std::to_string(90000 + i % 300));
    codes.push_back(std::to_string(12000 + i));
    names.push_back("Nosaukums ar vairākiem vārdiem " + std::to_string(i % 300));
  }
  const Start began = start();
  auto bulk = must(ledger_->begin_bulk({.detail = "bench.csv"}));
  const VersionId version = must(bulk->version("A"));
  for (int i = 0; i < lines_; ++i) {
    const auto department = static_cast<std::size_t>(i / 100 % 200);
    const auto service = static_cast<std::size_t>(i / 20 % 300);
    const auto code = static_cast<std::size_t>(random_.below(800));
    const std::string_view path[] = {institutions[department % 60], departments[department]};
    const std::string_view path_names[] = {names[department % 60], names[department]};
    const bool plan = i % 4 != 3;
    const LineInput line{
        .kind = plan ? LineKind::plan : LineKind::actual,
        .unit = must(bulk->unit(path, path_names)),
        .service = must(bulk->service(services[service], names[service])),
        .code = must(bulk->code("import", codes[code], names[code % 300])),
        .version = plan ? version : model::kNoVersion,
        .period = *base::Period::year(2012 + i / (lines_ / 4 + 1)),
        .amount = Money::from_cents(static_cast<std::int64_t>(random_.below(100'000'000)))};
    must(bulk->add(line).map([] { return 0; }));
  }
  const Spent written = since(began);
  const Start commit = start();
  must(bulk->commit());
  const Spent all = since(began);
  std::printf("  %-34s %9.2f ms = %.0f lines/s, by processor %.0f lines/s\n",
              "import, chain and commit", all.wall_ms, lines_ * 1000.0 / all.wall_ms,
              lines_ * 1000.0 / all.cpu_ms);
  note("  of it writing", written);
  note("  of it the commit", since(commit));
}

void Bench::edit(int count) {
  std::vector<double> times;
  const Start all = start();
  for (int i = 0; i < count; ++i) {
    const LineId rid{1 +
                     static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(lines_)))};
    const Start began = start();
    must(ledger_->execute(SetLine{.rid = rid, .amount = Money::from_cents(i + 1)}));
    times.push_back(since(began).wall_ms);
  }
  std::sort(times.begin(), times.end());
  const double cpu_ms = since(all).cpu_ms / count;
  note("single edit, median", {times[times.size() / 2], cpu_ms});
  note("single edit, 95 %", {times[times.size() * 95 / 100], cpu_ms});
}

void Bench::reopen() {
  ledger_.reset();
  Start began = start();
  ledger_ = must(Ledger::open({clock_, random_}, storage_));
  note("open", since(began));
  began = start();
  std::int64_t sum = 0;
  must(ledger_->scan_lines([&sum](const model::LineRow& row) { sum += row.cents; }).map([] {
    return 0;
  }));
  note("scan of all lines", since(began));
}

void Bench::verify(const char* what) {
  const Start began = start();
  const VerifyReport report = must(ledger_->verify());
  note(what, since(began));
  if (!report.ok) {
    std::printf("  NOT VERIFIED: %s\n", report.first_bad->what.c_str());
  }
}

void Bench::run() {
  std::printf("%d lines\n", lines_);
  ledger_ = must(Ledger::create({clock_, random_}, storage_, {std::nullopt, "bench"}));
  import_lines();
  ledger_.reset();
  std::printf("  %-34s %9.0f bytes a line\n", "file", size_() / lines_);
  reopen();
  edit(500);
  verify("verify");
  for (int i = 0; i < 500; ++i) {
    must(ledger_->execute(Undo{}));
  }
  const Start began = start();
  must(ledger_->execute(Undo{}));
  note("undo of the import", since(began));
  const Start again = start();
  must(ledger_->execute(Redo{}));
  note("redo of the import", since(again));
  verify("verify of all that");
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : "";
  const int most = argc > 2 ? std::atoi(argv[2]) : 200'000;
  for (const int lines : {20'217, 200'000}) {
    if (lines > most) {
      break;
    }
    fakes::MemoryVfs vfs;
    if (folder.empty()) {
      Bench(vfs.storage(), lines, [&vfs] {
        return static_cast<double>(vfs.content("ledger.db")->size());
      }).run();
      continue;
    }
    const std::string path = folder + "/bench-" + std::to_string(lines) + ".db";
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::remove((path + suffix).c_str());
    }
    Bench({.vfs_name = {}, .path = path, .exclusive = true}, lines, [&path] {
      return static_cast<double>(std::filesystem::file_size(path));
    }).run();
  }
}
