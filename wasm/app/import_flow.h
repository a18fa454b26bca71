// ImportFlow: an import from the given file to the lines in the ledger: look at the file, propose,
// try it out again after every choice, write. It decides what runs next; a view shows it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/exchange/import_job.h"
#include "core/exchange/proposal.h"
#include "core/views/import_view.h"

namespace saimnieks::app {

class ImportFlow {
 public:
  explicit ImportFlow(ledger::Ledger& ledger) : ledger_(ledger) {}

  void give(std::unique_ptr<base::ByteSource> source);
  // A file of this name and size will be given, and is shown meanwhile; cancel() ends that.
  void expect(std::string name, std::int64_t bytes);
  [[nodiscard]] bool expecting() const {
    return step_ == views::ImportStep::reading && source_ == nullptr;
  }
  // A mapping file in place of the proposal; what it can't be read for is the error.
  void use_mapping(std::string_view json);
  // Of the workbook: its columns are proposed anew. One without a table is an error, and what was
  // shown stays.
  void choose_sheet(const std::string& name);

  void set_role(std::size_t column, const views::ColumnRole& role);
  void set_amount_unit(exchange::AmountUnit unit);
  void set_year(int year, std::optional<exchange::Target> target);
  void set_all_years(views::YearPreset preset);
  void set_skip_refused(bool skip);
  void start();
  void cancel();  // back to the mapping, or to no file; nothing of it stays in the ledger

  // True while there is work for step().
  [[nodiscard]] bool working() const;
  // Whether it holds the ledger: commands are refused meanwhile.
  [[nodiscard]] bool writing() const { return step_ == views::ImportStep::writing; }
  void step(base::Clock& clock, std::int64_t budget_ms);

  [[nodiscard]] views::ImportFacts facts() const;
  // The mapping in its shortest form.
  [[nodiscard]] exchange::Mapping mapping_to_save() const;
  [[nodiscard]] const exchange::ImportReport* report() const {
    return report_ ? &*report_ : nullptr;
  }

 private:
  void forget();
  void look_at_sheet(const std::string& name);
  void look(base::Clock& clock, std::int64_t budget_ms);
  void try_again();
  void finish_try();
  void choose_mapping();
  [[nodiscard]] std::vector<int> years() const;
  void fail(base::Error error);  // by value: what it came from is forgotten here

  ledger::Ledger& ledger_;
  std::unique_ptr<base::ByteSource> source_;
  std::string name_;  // of the source, or of the one to come
  std::int64_t bytes_ = 0;
  views::ImportStep step_ = views::ImportStep::no_file;
  std::optional<exchange::Inspector> inspector_;
  std::optional<exchange::FileShape> shape_;
  exchange::Mapping mapping_;
  bool remembered_ = false;        // mapping_ is that of an earlier import
  bool mapping_is_given_ = false;  // and names the sheet that is being looked at
  bool sheet_is_chosen_ = false;   // by the person, and is being looked at
  bool kind_is_said_ = false;      // by the file or by a mapping: nothing else is assumed
  std::unique_ptr<exchange::ImportJob> job_;      // at work
  std::unique_ptr<exchange::ImportJob> checked_;  // what report_ says; waits to be written
  bool trying_all_years_ = false;
  std::optional<exchange::ImportReport> all_years_;
  std::optional<exchange::ImportReport> report_;
  std::optional<base::Error> error_;
  bool skip_refused_ = false;
};

}  // namespace saimnieks::app
