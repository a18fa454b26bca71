// Writes the demonstration municipality in small pieces: what there is besides lines, then the
// lines, then what became of some of them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/exchange/command_json.h"
#include "core/exchange/demo_spread.h"

namespace saimnieks::exchange {

class DemoWriter {
 public:
  // Ledger and bulk write are borrowed. `id_seed` is of the lines' ids: another one on every device
  // and each time. No line is dated after `today`.
  DemoWriter(const ledger::Ledger& ledger, ledger::BulkWrite& bulk, nlohmann::json data,
             std::uint64_t seed, std::int64_t lines, std::uint64_t id_seed, base::Date today);

  [[nodiscard]] std::int64_t count() const {
    return static_cast<std::int64_t>(before_.size() + costs_.size() + after_.size());
  }
  // Each of count() pieces once, in their order.
  [[nodiscard]] base::Result<void> write(std::int64_t piece);

 private:
  using Piece = std::function<base::Result<void>()>;

  void plan_dimensions();
  void plan_commands();
  [[nodiscard]] base::Result<void> write_versions();
  [[nodiscard]] base::Result<void> write_unit(const DemoUnit& unit);
  // A row that is there, and what else is said of it.
  [[nodiscard]] base::Result<void> say(model::Table table, const base::Uuid& row,
                                       std::vector<ledger::FieldValue> fields);

  [[nodiscard]] base::Result<void> write_cost(std::size_t turn);
  [[nodiscard]] base::Result<model::Line> dimensions(const DemoCost& cost);
  [[nodiscard]] base::Result<void> write_draft(const DemoCost& cost, model::Line line);
  [[nodiscard]] base::Result<void> write_plan(const DemoCost& cost, std::size_t number,
                                              model::Line line);
  [[nodiscard]] base::Result<void> write_actual(const DemoCost& cost, std::size_t number,
                                                model::Line line);
  // What the last pieces need of a month's actual lines, of which `line` is the last one.
  void remember(const DemoCost& cost, const model::Line& line, std::int64_t cents);
  [[nodiscard]] base::Result<void> add(model::Line& line, std::int64_t first_day);

  [[nodiscard]] base::Result<void> write_scheduled();
  [[nodiscard]] base::Result<void> write_turnovers();
  [[nodiscard]] base::Result<void> write_conflict();

  const ledger::Ledger& ledger_;
  ledger::BulkWrite& bulk_;
  const nlohmann::json data_;
  const std::vector<DemoUnit> units_;
  const std::vector<DemoCost> costs_;
  const DemoAmounts amounts_;
  const std::int64_t scheduled_;  // lines that a schedule makes
  DemoSpread spread_;
  std::vector<Piece> before_;
  std::vector<Piece> after_;
  CommandList commands_;
  std::vector<base::Uuid> made_;  // by the commands
  const base::Date today_;
  std::uint64_t ids_;
  std::int64_t turn_ = 0;  // of the cost that is written
  model::VersionId first_version_{};
  model::VersionId version_{};
  model::Line disputed_;
  std::pair<bool, std::int32_t> disputed_rank_{};
  std::map<std::string, std::int64_t> turnovers_;  // cents of one unit's month, by code
};

}  // namespace saimnieks::exchange
