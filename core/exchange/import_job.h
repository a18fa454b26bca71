// ImportJob: a file becomes lines of the ledger, all or nothing, in steps that let frames go on.
// First the whole file is checked; only then is it written, in one transaction. A check that a
// person has looked at is written without being made again.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/byte_source.h"
#include "core/base/job.h"
#include "core/exchange/file_shape.h"
#include "core/exchange/kept_lines.h"
#include "core/exchange/known_documents.h"
#include "core/exchange/mapping.h"
#include "core/exchange/records.h"
#include "core/exchange/row_reader.h"
#include "core/exchange/strangers.h"
#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

struct ImportOptions {
  bool dry_run = false;
  bool skip_refused = false;
  // What an Inspector has found out about the file; without it the job looks at the file first.
  std::optional<FileShape> shape{};
  std::size_t kept_refusals = 1000;  // how many the report holds; it counts all
};

struct ImportReport {
  std::int64_t read = 0;           // data rows: accepted + refused + other_year + known
  std::int64_t accepted = 0;       // rows
  std::int64_t lines = 0;          // that the accepted rows make; more when months lie side by side
  std::int64_t blank = 0;          // skipped and not read
  std::int64_t total = 0;          // skipped and not read: rows that sum up others
  std::int64_t other_year = 0;     // skipped: years that the mapping does not list
  std::int64_t known = 0;          // skipped: the ledger has them, by their document
  std::int64_t refused_count = 0;  // all; `refused` keeps the first ones
  std::vector<RefusedRow> refused;
  std::vector<RefusedRow> known_rows;  // the first ones, with code row_exists
  std::map<int, base::Money> sums;     // by year, of the accepted lines
  std::map<int, std::int64_t> years;   // lines by year
  Newcomers created;                   // that accepted lines name and the ledger did not have
  std::string scheme;                  // that the codes belong to
  std::vector<std::string> header;     // of the file, and the sign between its cells
  char delimiter = ';';
  bool written = false;

  [[nodiscard]] std::int64_t skipped() const { return blank + total + other_year + known; }
};

class ImportJob final : public base::Job {
 public:
  // `source` and `ledger` must outlive the job. A dry run needs a ledger only to know what it has.
  ImportJob(base::ByteSource& source, Mapping mapping, ImportOptions options,
            ledger::Ledger* ledger);
  ~ImportJob() override;

  // Fails with file_*, column_missing, storage_*, ledger_busy; rows that are refused are no failure
  // of the job: it is then done, and nothing is written unless skip_refused. file_changed when the
  // file is not the one that was checked: then nothing is written.
  State step(base::Clock& clock, std::int64_t budget_ms) override;
  void cancel() override;
  [[nodiscard]] base::Progress progress() const override;
  [[nodiscard]] const std::optional<base::Error>& error() const override { return error_; }

  [[nodiscard]] const ImportReport& report() const { return report_; }
  [[nodiscard]] const FileShape& shape() const { return shape_; }  // once it is checked

  // After a dry run that is done: the job runs again and writes what it has checked. Nothing is
  // written, and the job stays done, when it has refused rows without `skip_refused`, or no lines.
  void write_checked(ledger::Ledger& ledger, bool skip_refused);

 private:
  enum class Phase : std::uint8_t { inspecting, checking, checked, writing, committing, ended };

  [[nodiscard]] base::Result<void> work(base::Budget& budget);
  [[nodiscard]] bool knows_shape() const;
  [[nodiscard]] base::Result<void> inspect_some(base::Budget& budget);
  [[nodiscard]] base::Result<void> start_check();
  [[nodiscard]] base::Result<void> start_writing();
  [[nodiscard]] base::Result<void> check_written() const;
  [[nodiscard]] base::Result<void> pass_some(base::Budget& budget);
  [[nodiscard]] base::Result<void> write_some(base::Budget& budget);  // of the lines kept
  [[nodiscard]] base::Result<void> take(RowOutcome outcome);
  [[nodiscard]] base::Result<void> take_checked(RowOutcome outcome);
  [[nodiscard]] base::Result<void> take_data();
  void keep(std::vector<RefusedRow>& rows, RefusedRow row) const;
  [[nodiscard]] RefusedRow known_row(base::ErrorCode code) const;
  [[nodiscard]] base::Result<void> write(const ParsedLine& line);
  [[nodiscard]] base::Result<void> write_whole(const ParsedLine& line);
  [[nodiscard]] base::Result<void> start_pass(Phase phase);
  [[nodiscard]] base::Result<void> end_of_pass();
  void choose_scheme();
  State end(State state);

  base::ByteSource& source_;
  const Mapping mapping_;
  ImportOptions options_;
  ledger::Ledger* ledger_;

  Phase phase_ = Phase::inspecting;
  State state_ = State::running;
  std::optional<base::Error> error_;
  ImportReport report_;

  std::int64_t done_bytes_ = 0;
  std::optional<Inspector> inspector_;
  FileShape shape_;
  std::unique_ptr<Records> records_;
  std::optional<RowReader> rows_;
  int passes_ = 0;  // begun
  KnownDocuments known_;
  Strangers strangers_;
  DecimalVote vote_;
  char decimal_ = '.';
  bool decimal_switched_ = false;
  std::set<std::string, std::less<>> codes_;
  KeptLines kept_;
  std::size_t next_ = 0;  // of the lines kept
  std::unique_ptr<ledger::BulkWrite> bulk_;
  base::Money written_{};  // sum of the lines that the writing pass has found
};

}  // namespace saimnieks::exchange
