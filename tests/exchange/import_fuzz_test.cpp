// Files that chance has written and damaged, through the whole import: it never crashes, counts
// every row once, does not depend on how the bytes arrive, and leaves the ledger alone when it
// refuses. SAIMNIEKS_SEED chooses another run.
#include <cstdint>
#include <cstdlib>

#include "core/base/utf8.h"
#include "core/exchange/import_job.h"
#include "core/exchange/proposal.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using fakes::FakeRandom;
using ledger::must;
using ledger::TestLedger;
using State = base::Job::State;

std::uint64_t first_seed() {
  const char* chosen = std::getenv("SAIMNIEKS_SEED");
  return chosen == nullptr ? 1 : std::strtoull(chosen, nullptr, 10);
}

template <class Item>
const Item& any(FakeRandom& chance, const std::vector<Item>& items) {
  return items[chance.below(items.size())];
}

// Gives its bytes in pieces of one size, or (0) of sizes that change all the time.
class Pieces final : public ByteSource {
 public:
  Pieces(std::string bytes, std::size_t size) : bytes_(std::move(bytes)), size_(size) {}

  base::Result<std::size_t> read(std::span<char> out) override {
    const std::size_t size = size_ == 0 ? chance_.below(97) + 1 : size_;
    const std::size_t count = std::min({out.size(), size, bytes_.size() - at_});
    std::copy_n(bytes_.data() + at_, count, out.data());
    at_ += count;
    return count;
  }
  base::Result<void> rewind() override {
    at_ = 0;
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

// --- files as offices save them

struct File {
  std::string bytes;
  Mapping mapping;
  // What it holds, by the one who wrote it.
  std::int64_t accepted = 0;
  std::int64_t lines = 0;
  std::int64_t blank = 0;
  std::int64_t total = 0;
  std::int64_t other_year = 0;
  std::map<int, std::int64_t> sums;
};

class Writer {
 public:
  explicit Writer(FakeRandom& chance) : chance_(chance) {
    delimiter_ = any(chance, std::vector<char>{',', ';', '\t', '|'});
    decimal_ = any(chance, std::vector<char>{',', '.'});
    line_end_ = any(chance, std::vector<std::string>{"\n", "\r\n"});
    quotes_all_ = chance.below(4) == 0;
    months_ = chance.below(3) == 0;
    by_year_ = !months_ && chance.below(3) == 0;
    windows_ = chance.below(4) == 0;
    breaks_ = chance.below(2) == 0;
  }

  File write() {
    if (!windows_ && chance_.below(3) == 0) {
      file_.bytes = kByteOrderMark;
    }
    // A break in the first name: behind a byte order mark, its quote must still be one.
    std::vector<std::string> header{breaks_ ? "Gads,\nmēnesis" : "Gads", "Iestāde", "Pakalpojums",
                                    "EKK"};
    for (int month = 1; month <= (months_ ? 12 : 0); ++month) {
      header.push_back(std::to_string(month) + ". mēnesis");
    }
    if (!months_) {
      header.push_back(breaks_ ? "Summa,\n\"EUR\"" : "Summa");
    }
    put(header);
    const std::uint64_t rows = chance_.below(40) + 2;
    for (std::uint64_t i = 0; i < rows; ++i) {
      row(i == 0);
    }
    if (chance_.below(4) == 0) {  // without an end to the last line
      file_.bytes.resize(file_.bytes.size() - line_end_.size());
    }
    map_columns(header);
    return std::move(file_);
  }

 private:
  void row(bool first) {
    std::vector<std::string> cells;
    const std::uint64_t kind = first ? 9 : chance_.below(10);
    if (kind == 0) {
      cells.assign(months_ ? 16 : 5, chance_.below(2) == 0 ? "" : " ");
      ++file_.blank;
    } else if (kind == 1) {
      cells.assign(months_ ? 16 : 5, "");
      cells[0] = any(chance_, std::vector<std::string>{"Kopā", "KOPĀ:", "Pavisam kopā"});
      cells.back() = "12" + std::string(1, decimal_) + "00";
      ++file_.total;
    } else {
      data(cells, first);
    }
    put(cells);
  }

  void data(std::vector<std::string>& cells, bool first) {
    const int year = first ? 2026 : 2024 + static_cast<int>(chance_.below(3));
    const bool whole_year = months_ || chance_.below(2) == 0;
    cells.push_back(std::to_string(year) + (whole_year ? "" : "-0" + digit(9)));
    cells.push_back(word());
    cells.push_back(word());
    cells.push_back("1" + digit(2) + "00");
    const bool other = by_year_ && year == 2024;
    int there = 0;
    for (int month = 0; month < (months_ ? 12 : 1); ++month) {
      const bool empty = months_ && !(first && month == 0) && chance_.below(4) == 0;
      const auto cents = static_cast<std::int64_t>(chance_.below(100'000'000)) - 20'000'000;
      cells.push_back(empty ? "" : amount(cents));
      there += empty ? 0 : 1;
      if (!empty && !other) {
        file_.sums[year] += cents;
        ++file_.lines;
      }
    }
    if (there == 0) {  // a row of nothing would be refused
      cells.back() = amount(1);
      file_.sums[year] += 1;
      ++file_.lines;
    }
    ++(other ? file_.other_year : file_.accepted);
  }

  std::string digit(std::uint64_t up_to) { return std::to_string(chance_.below(up_to) + 1); }

  std::string word() {
    std::vector<std::string> words{"Skola", "Bērnudārzs", "Čiekurs", "Ūdens un siltums", "001"};
    if (breaks_) {
      words.insert(words.end(), {"a\"b", "\"", "x;y,z|w", "divas\nrindas", "\r\n.", "a\tb"});
    }
    return any(chance_, words);
  }

  std::string amount(std::int64_t cents) {
    std::string digits = std::to_string(cents < 0 ? -cents : cents);
    digits.insert(0, digits.size() < 3 ? 3 - digits.size() : 0, '0');
    std::string out = std::string(1, decimal_) + digits.substr(digits.size() - 2);
    std::string whole = digits.substr(0, digits.size() - 2);
    const std::string group =
        any(chance_,
            std::vector<std::string>{"", " ", "'", std::string(1, decimal_ == ',' ? '.' : ',')});
    while (whole.size() > 3) {
      out.insert(0, group + whole.substr(whole.size() - 3));
      whole.resize(whole.size() - 3);
    }
    out.insert(0, whole);
    if (cents < 0) {
      out = chance_.below(3) == 0 ? "(" + out + ")" : "-" + out;
    }
    return chance_.below(4) == 0 ? out + " EUR" : out;
  }

  void put(const std::vector<std::string>& cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string& cell = cells[i];
      const bool quote =
          quotes_all_ || chance_.below(5) == 0 ||
          cell.find_first_of(std::string("\"\r\n") + delimiter_) != std::string::npos;
      if (i > 0) {
        file_.bytes += delimiter_;
      }
      std::string text = quote ? "\"" : "";
      for (const char c : cell) {
        text += quote && c == '"' ? "\"\"" : std::string(1, c);
      }
      text += quote ? "\"" : "";
      file_.bytes += windows_ ? to_windows(text) : text;
    }
    file_.bytes += line_end_;
  }

  // The letters of the words above.
  static std::string to_windows(const std::string& text) {
    static const std::map<char32_t, char> letters{
        {U'ā', '\xE2'}, {U'ē', '\xE7'}, {U'Č', '\xC8'}, {U'Ū', '\xDB'}, {U'Ā', '\xC2'}};
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const char32_t c = base::next_code_point(text, at);
      out += c < 0x80 ? static_cast<char>(c) : letters.at(c);
    }
    return out;
  }

  void map_columns(const std::vector<std::string>& header) {
    Mapping& mapping = file_.mapping;
    mapping.columns.period = header[0];
    mapping.columns.unit = {header[1]};
    mapping.columns.service = header[2];
    mapping.columns.code = header[3];
    for (int month = 1; month <= (months_ ? 12 : 0); ++month) {
      const std::string key = std::to_string(month + 100).substr(1);
      mapping.columns.amounts[key] = header[static_cast<std::size_t>(month) + 3];
    }
    if (!months_) {
      mapping.columns.amount = header[4];
    }
    if (by_year_) {
      mapping.by_year = {{2025, {model::LineKind::plan, "A"}}, {2026, {}}};
    }
    mapping.delimiter = delimiter_;
    if (chance_.below(2) == 0) {
      mapping.decimal = decimal_;
    }
  }

  FakeRandom& chance_;
  File file_;
  char delimiter_;
  char decimal_;
  std::string line_end_;
  bool quotes_all_;
  bool months_;
  bool by_year_;
  bool windows_;
  bool breaks_;
};

// --- and as they arrive

void damage(std::string& bytes, FakeRandom& chance) {
  static const std::vector<std::string> strange{"\"",
                                                "\"\"",
                                                "\n",
                                                "\r",
                                                "\r\n",
                                                ";",
                                                ",",
                                                "\t",
                                                "|",
                                                std::string(1, '\0'),
                                                "\xEF\xBB\xBF",
                                                "\xC4",
                                                "\xE2\x82",
                                                "\xFF\xFE",
                                                "\xF0\x9F\x98\x80",
                                                "\xED\xA0\x80",
                                                "\x1A",
                                                "\xA0",
                                                "-",
                                                "(",
                                                "1e9",
                                                "99999999999999999999",
                                                "0,001",
                                                "Kopā",
                                                "9999",
                                                "0000-13",
                                                std::string(700, 'x'),
                                                std::string(70'000, '"'),
                                                std::string(70'000, 'y'),
                                                std::string(300, '\n')};
  const std::uint64_t times = chance.below(4) + 1;
  for (std::uint64_t i = 0; i < times && !bytes.empty(); ++i) {
    const std::size_t at = chance.below(bytes.size() + 1);
    const std::size_t size = chance.below(std::min<std::size_t>(bytes.size() - at, 60) + 1);
    switch (chance.below(6)) {
      case 0:
        bytes.resize(at);
        break;
      case 1:
        bytes.erase(at, size);
        break;
      case 2:
        bytes.insert(at, bytes.substr(at, size));
        break;
      case 3:
        if (at < bytes.size()) {
          bytes[at] = static_cast<char>(chance.next());
        }
        break;
      default:
        bytes.insert(at, any(chance, strange));
    }
  }
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
  for (const std::size_t piece : {std::size_t{1}, std::size_t{0}, chance.below(200) + 2}) {
    const Outcome other = run(bytes, piece, mapping, {.dry_run = true}, all.t);
    ASSERT_EQ(other.state, dry.state);
    ASSERT_EQ(other.told, dry.told) << "in pieces of " << piece;
  }
  const bool sound = dry.state == State::done && dry.report.refused_count == 0;
  for (const bool skip : {false, true}) {
    const std::int64_t revision = all.t.ledger->revision();
    const Outcome real = run(bytes, chance.below(5000), mapping, {.skip_refused = skip}, all.t);
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
    MemorySource source("chance.csv", file.bytes);
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
