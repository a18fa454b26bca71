// Figures of the ledger: import, single commands, opening, undo, verify. Prints; asserts nothing.
// Without a path the files lie in memory (under node), with one in that folder (native).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/ledger/ledger.h"
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

template <class T>
T must(base::Result<T> result) {
  if (!result) {
    std::fprintf(stderr, "%s\n", base::describe(result.error()).c_str());
    std::exit(1);
  }
  return std::move(*result);
}

class Bench {
 public:
  Bench(const base::Storage& storage, int lines) : storage_(storage), lines_(lines) {}
  void run();

 private:
  void import_lines();
  void edit(int count);
  void reopen();
  void verify(const char* what);
  [[nodiscard]] double ms_since(std::int64_t start_us) {
    return static_cast<double>(clock_.monotonic_us() - start_us) / 1000;
  }
  void note(const char* what, double ms) { std::printf("  %-34s %9.2f ms\n", what, ms); }

  base::Storage storage_;
  int lines_;
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
  const std::int64_t start = clock_.monotonic_us();
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
  const double written = ms_since(start);
  const std::int64_t commit = clock_.monotonic_us();
  must(bulk->commit());
  const double all = ms_since(start);
  std::printf("  %-34s %9.2f ms = %.0f lines/s\n", "import, chain and commit", all,
              lines_ * 1000.0 / all);
  note("  of it writing", written);
  note("  of it the commit", ms_since(commit));
}

void Bench::edit(int count) {
  std::vector<double> times;
  for (int i = 0; i < count; ++i) {
    const LineId rid{1 +
                     static_cast<std::int64_t>(random_.below(static_cast<std::uint64_t>(lines_)))};
    const std::int64_t start = clock_.monotonic_us();
    must(ledger_->execute(SetLine{.rid = rid, .amount = Money::from_cents(i + 1)}));
    times.push_back(ms_since(start));
  }
  std::sort(times.begin(), times.end());
  note("single edit, median", times[times.size() / 2]);
  note("single edit, 95 %", times[times.size() * 95 / 100]);
}

void Bench::reopen() {
  ledger_.reset();
  std::int64_t start = clock_.monotonic_us();
  ledger_ = must(Ledger::open({clock_, random_}, storage_));
  note("open", ms_since(start));
  start = clock_.monotonic_us();
  std::int64_t sum = 0;
  must(ledger_->scan_lines([&sum](const model::LineRow& row) { sum += row.cents; }).map([] {
    return 0;
  }));
  note("scan of all lines", ms_since(start));
}

void Bench::verify(const char* what) {
  const std::int64_t start = clock_.monotonic_us();
  const VerifyReport report = must(ledger_->verify());
  note(what, ms_since(start));
  if (!report.ok) {
    std::printf("  NOT VERIFIED: %s\n", report.first_bad->what.c_str());
  }
}

void Bench::run() {
  std::printf("%d lines\n", lines_);
  ledger_ = must(Ledger::create({clock_, random_}, storage_, {std::nullopt, "bench"}));
  import_lines();
  edit(500);
  reopen();
  verify("verify");
  for (int i = 0; i < 500; ++i) {
    must(ledger_->execute(Undo{}));
  }
  const std::int64_t start = clock_.monotonic_us();
  must(ledger_->execute(Undo{}));
  note("undo of the import", ms_since(start));
  const std::int64_t again = clock_.monotonic_us();
  must(ledger_->execute(Redo{}));
  note("redo of the import", ms_since(again));
  verify("verify of all that");
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : "";
  for (const int lines : {20'217, 200'000}) {
    fakes::MemoryVfs vfs;
    if (folder.empty()) {
      Bench(vfs.storage(), lines).run();
      std::printf("  %-34s %9.0f bytes a line\n", "file after all",
                  static_cast<double>(vfs.content("ledger.db")->size()) / lines);
      continue;
    }
    const std::string path = folder + "/bench-" + std::to_string(lines) + ".db";
    for (const char* suffix : {"", "-wal", "-shm"}) {
      std::remove((path + suffix).c_str());
    }
    Bench({.vfs_name = {}, .path = path, .exclusive = true}, lines).run();
  }
}
