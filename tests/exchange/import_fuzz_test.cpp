// Files that chance has written and damaged, through the whole import: it never crashes, counts
// every row once, does not depend on how the bytes arrive, and leaves the ledger alone when it
// refuses. SAIMNIEKS_SEED chooses another run.
#include <cstdint>
#include <cstdlib>

#include "core/exchange/import_job.h"
#include "core/exchange/proposal.h"
#include "tests/core/ledger_fixture.h"
#include "tests/exchange/chance_files.h"

namespace saimnieks::exchange {
namespace {

using ledger::must;
using ledger::TestLedger;
using State = base::Job::State;

std::uint64_t first_seed() {
  const char* chosen = std::getenv("SAIMNIEKS_SEED");
  return chosen == nullptr ? 1 : std::strtoull(chosen, nullptr, 10);
}

// Gives its bytes in pieces of one size, or (0) of sizes that change all the time.
class Pieces final : public base::ByteSource {
 public:
  Pieces(std::string bytes, std::size_t size) : bytes_(std::move(bytes)), size_(size) {}

  base::Result<std::size_t> read(std::span<char> out) override {
    const std::size_t size = size_ == 0 ? any_below(chance_, 97) + 1 : size_;
    const std::size_t count = std::min({out.size(), size, bytes_.size() - at_});
    std::copy_n(bytes_.data() + at_, count, out.data());
    at_ += count;
    return count;
  }
  base::Result<void> seek(std::int64_t offset) override {
    at_ = std::min(static_cast<std::size_t>(offset), bytes_.size());
    return {};
  }
  [[nodiscard]] std::int64_t size() const override {
    return static_cast<std::int64_t>(bytes_.size());
  }
  [[nodiscard]] const std::string& name() const override { return name_; }

 private:
  std::string name_ = "chance.csv";
  std::string bytes_;
  std::size_t size_;
  std::size_t at_ = 0;
  FakeRandom chance_{3};
};

constexpr std::size_t kWhole = std::size_t{1} << 30;

// All that a run came to, as text.
struct Outcome {
  State state = State::running;
  std::string told;
  ImportReport report;
};

Outcome run(const std::string& bytes, std::size_t piece, const Mapping& mapping,
            ImportOptions options, TestLedger& t) {
  Pieces source(bytes, piece);
  ImportJob job(source, mapping, options, options.dry_run ? nullptr : t.ledger.get());
  Outcome out;
  out.state = base::run_to_end(job, t.clock);
  out.report = job.report();
  const ImportReport& report = out.report;
  if (job.error()) {
    out.told = std::string(base::error_name(job.error()->code)) + " " + job.error()->field + "\n";
  }
  const auto count = [&out](const char* name, std::int64_t number) {
    out.told += std::string(name) + " " + std::to_string(number) + "\n";
  };
  count("read", report.read);
  count("accepted", report.accepted);
  count("lines", report.lines);
  count("blank", report.blank);
  count("total", report.total);
  count("other_year", report.other_year);
  count("refused", report.refused_count);
  for (const RefusedRow& row : report.refused) {
    out.told += std::to_string(row.line) + " " + row.column + " " +
                std::string(base::error_name(row.code)) + " " + row.value + "\n";
  }
  for (const auto& [year, sum] : report.sums) {
    out.told += std::to_string(year) + " " + std::to_string(sum.cents()) + "\n";
  }
  out.told += "scheme " + report.scheme + "\n";
  EXPECT_EQ(report.read, report.accepted + report.refused_count + report.other_year) << out.told;
  return out;
}

std::int64_t sum_of(const ImportReport& report) {
  std::int64_t sum = 0;
  for (const auto& [year, cents] : report.sums) {
    sum += cents.cents();
  }
  return sum;
}

// The ledger is the same all along; what it holds is known.
struct Imported {
  TestLedger t;
  std::int64_t cents = 0;
  std::int64_t lines = 0;
};

// Dry, for real, and with the bad rows left out.
void check(const std::string& bytes, const Mapping& mapping, FakeRandom& chance, Imported& all) {
  const Outcome dry = run(bytes, kWhole, mapping, {.dry_run = true}, all.t);
  for (const std::size_t piece : {std::size_t{1}, std::size_t{0}, any_below(chance, 200) + 2}) {
    const Outcome other = run(bytes, piece, mapping, {.dry_run = true}, all.t);
    ASSERT_EQ(other.state, dry.state);
    ASSERT_EQ(other.told, dry.told) << "in pieces of " << piece;
  }
  const bool sound = dry.state == State::done && dry.report.refused_count == 0;
  for (const bool skip : {false, true}) {
    const std::int64_t revision = all.t.ledger->revision();
    const Outcome real =
        run(bytes, any_below(chance, 5000), mapping, {.skip_refused = skip}, all.t);
    ASSERT_EQ(real.state, dry.state) << real.told;
    ASSERT_EQ(real.told, dry.told);
    const bool written = dry.state == State::done && dry.report.lines > 0 && (sound || skip);
    ASSERT_EQ(real.report.written, written);
    if (written) {
      all.cents += sum_of(real.report);
      all.lines += real.report.lines;
    } else {
      ASSERT_EQ(all.t.ledger->revision(), revision);
    }
    ASSERT_EQ(all.t.total(), all.cents);
    ASSERT_EQ(must(all.t.ledger->line_count()), all.lines);
  }
}

constexpr std::uint64_t kFiles = 60;

TEST(ImportFuzz, SoundFilesHaveTheSumsOfTheirWriter) {
  Imported all;
  all.t.create();
  for (std::uint64_t seed = first_seed(); seed < first_seed() + kFiles; ++seed) {
    FakeRandom chance(seed);
    const File file = Writer(chance).write();
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + file.bytes);
    const Outcome dry = run(file.bytes, kWhole, file.mapping, {.dry_run = true}, all.t);
    ASSERT_EQ(dry.state, State::done) << dry.told;
    ASSERT_EQ(dry.report.refused_count, 0) << dry.told;
    ASSERT_EQ(dry.report.accepted, file.accepted) << dry.told;
    ASSERT_EQ(dry.report.lines, file.lines) << dry.told;
    ASSERT_EQ(dry.report.blank, file.blank) << dry.told;
    ASSERT_EQ(dry.report.total, file.total) << dry.told;
    ASSERT_EQ(dry.report.other_year, file.other_year) << dry.told;
    std::map<int, std::int64_t> sums;
    for (const auto& [year, sum] : dry.report.sums) {
      sums[year] = sum.cents();
    }
    ASSERT_EQ(sums, file.sums);
    check(file.bytes, file.mapping, chance, all);
    if (HasFatalFailure()) {
      return;
    }
  }
  EXPECT_TRUE(must(all.t.ledger->verify()).ok);
}

TEST(ImportFuzz, DamagedFilesAreRefusedOrReadAlike) {
  Imported all;
  all.t.create();
  for (std::uint64_t seed = first_seed(); seed < first_seed() + 3 * kFiles; ++seed) {
    FakeRandom chance(seed + 1'000'000);
    File file = Writer(chance).write();
    damage(file.bytes, chance);
    SCOPED_TRACE("seed " + std::to_string(seed) + "\n" + file.bytes.substr(0, 3000));
    Mapping mapping = file.mapping;
    base::MemorySource source("chance.csv", file.bytes);
    const auto shape = inspect(source, {});
    if (shape && chance.below(2) == 0) {  // as the import page would begin
      const Mapping proposed = propose_mapping(*shape).mapping;
      if (const auto read_back = parse_mapping(print_mapping(proposed))) {
        ASSERT_EQ(*read_back, proposed);
        mapping = proposed;
      }
    }
    check(file.bytes, mapping, chance, all);
    if (HasFatalFailure()) {
      return;
    }
  }
  EXPECT_TRUE(must(all.t.ledger->verify()).ok);
}

// A quote that never closes, in a file that is longer than any record may be.
TEST(ImportFuzz, AStrayQuoteInALargeFileIsReadAlike) {
  Imported all;
  all.t.create();
  std::string bytes = "Gads;Iestāde;Pakalpojums;EKK;Summa\n";
  const Mapping mapping = must(parse_mapping(
      R"({"columns":{"period":"Gads","unit":"Iestāde","service":"Pakalpojums","code":"EKK","amount":"Summa"}})"));
  for (int row = 0; bytes.size() < 1'500'000; ++row) {
    bytes += row == 100 ? "2026;\"Skola;Mācības;1100;1,00\n" : "2026;Skola;Mācības;1100;1,00\n";
  }
  const Outcome whole = run(bytes, kWhole, mapping, {.dry_run = true}, all.t);
  EXPECT_GT(whole.report.refused_count, 0);
  EXPECT_GT(whole.report.accepted, 0);
  for (const std::size_t piece : {1'000U, 50'021U}) {
    const Outcome other = run(bytes, piece, mapping, {.dry_run = true}, all.t);
    ASSERT_EQ(other.told, whole.told) << "in pieces of " << piece;
  }
}

}  // namespace
}  // namespace saimnieks::exchange
