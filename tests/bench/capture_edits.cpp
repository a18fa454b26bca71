// Makes a ledger of the size of a large municipality's and writes down every SQL statement of 1,000
// single edits, so that the browser figures run the ledger's own work on two builds of SQLite:
//   capture_edits FOLDER   leaves before.db and edits.json (one string an edit) in the folder
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>
#include <sqlite3.h>

#include "core/ledger/ledger.h"
#include "tests/bench/must.h"
#include "tests/fakes/seams.h"

namespace {

using namespace saimnieks;
using namespace saimnieks::ledger;

constexpr int kLines = 20'217;
constexpr int kEdits = 1'000;

std::vector<std::string> edits;
bool recording = false;

int record(unsigned, void*, void* statement, void* text) {
  // A line that begins with two dashes is the comment of a trigger, whose statement was there.
  if (!recording || std::string_view(static_cast<const char*>(text)).substr(0, 2) == "--") {
    return 0;
  }
  char* expanded = sqlite3_expanded_sql(static_cast<sqlite3_stmt*>(statement));
  if (expanded == nullptr) {
    std::abort();
  }
  edits.back().append(expanded).append(";\n");
  sqlite3_free(expanded);
  return 0;
}

int watch(sqlite3* database, char**, const void*) {
  return sqlite3_trace_v2(database, SQLITE_TRACE_STMT, record, nullptr);
}

void import_lines(Ledger& ledger, fakes::FakeRandom& random) {
  auto bulk = must(ledger.begin_bulk({.detail = "bench.csv"}));
  const VersionId version = must(bulk->version("A"));
  for (int i = 0; i < kLines; ++i) {
    const std::string institution = std::to_string(10 + i / 2000);
    const std::string department = institution + std::to_string(100 + i / 100 % 20);
    const std::string service = std::to_string(90000 + i / 20 % 300);
    const std::string code = std::to_string(12000 + random.below(800));
    const std::string_view path[] = {institution, department};
    const std::string_view names[] = {"Pārvalde", "Nodaļa ar vairākiem vārdiem"};
    const bool plan = i % 4 != 3;
    const LineInput line{
        .kind = plan ? LineKind::plan : LineKind::actual,
        .unit = must(bulk->unit(path, names)),
        .service = must(bulk->service(service, "Pakalpojums " + service)),
        .code = must(bulk->code("import", code, "Kods " + code)),
        .version = plan ? version : model::kNoVersion,
        .period = *base::Period::year(2012 + i / (kLines / 4 + 1)),
        .amount = Money::from_cents(static_cast<std::int64_t>(random.below(100'000'000)))};
    must(bulk->add(line).map([] { return 0; }));
  }
  must(bulk->commit());
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::fprintf(stderr, "usage: capture_edits FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = words[1];
  std::filesystem::create_directories(folder);
  const std::filesystem::path file = folder / "ledger.db";
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
    std::filesystem::remove(file.string() + suffix);
  }
  fakes::FakeClock clock;
  fakes::FakeRandom random{1};
  base::Storage storage;
  storage.path = file.string();
  storage.exclusive = true;
  auto ledger = must(Ledger::create({clock, random}, storage, {.user = "bench"}));
  import_lines(*ledger, random);
  ledger.reset();
  std::filesystem::copy_file(file, folder / "before.db",
                             std::filesystem::copy_options::overwrite_existing);

  sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
  ledger = must(Ledger::open({clock, random}, storage));
  for (int i = 0; i < kEdits; ++i) {
    const LineId rid{1 + static_cast<std::int64_t>(random.below(kLines))};
    edits.emplace_back();
    recording = true;
    must(ledger->execute(SetLine{.rid = rid, .amount = Money::from_cents(i + 1)}));
    recording = false;
  }
  std::ofstream(folder / "edits.json") << nlohmann::json(edits).dump();
  std::printf("%s", edits.front().c_str());
  return 0;
}
