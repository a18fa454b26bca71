// RowJudge: decides about the ops of one push by the same rules as the client (core/oplog judge()
// and Guard), over rows kept in memory until all of it is decided. It knows no database.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/oplog/guard.h"
#include "core/oplog/judge.h"

namespace saimnieks::sync::endpoint {

class RowSource {
 public:
  virtual ~RowSource() = default;
  [[nodiscard]] virtual base::Result<std::optional<oplog::RowState>> load(
      std::string_view table, const base::Uuid& row) = 0;
  [[nodiscard]] virtual base::Result<void> save(std::string_view table, const base::Uuid& row,
                                                const oplog::RowState& state) = 0;
  // Every row of the table, voided ones too.
  [[nodiscard]] virtual base::Result<void> each(
      std::string_view table,
      base::FunctionRef<base::Result<void>(const base::Uuid& row, oplog::RowState state)>
          visit) = 0;
  // The lines of a month, or of a year and its months.
  [[nodiscard]] virtual base::Result<void> each_line_of(
      std::int64_t period,
      base::FunctionRef<base::Result<void>(const base::Uuid& row, const oplog::RowState& state)>
          visit) = 0;
  // The op of the log that has this id; absent when none has.
  [[nodiscard]] virtual base::Result<std::optional<oplog::Op>> op_with(const oplog::OpId& id) = 0;
  // Who has written a line that was changed since it was entered: each of them once.
  [[nodiscard]] virtual base::Result<void> add_writer(const base::Uuid& line,
                                                      std::string_view user) = 0;
  [[nodiscard]] virtual base::Result<bool> has_writer(const base::Uuid& line,
                                                      std::string_view user) = 0;
  // Where a line lay before it was moved: each place once, and those of a month, or of a year and
  // its months.
  [[nodiscard]] virtual base::Result<void> add_place(const base::Uuid& line, std::int64_t period,
                                                     const base::Uuid& unit) = 0;
  [[nodiscard]] virtual base::Result<void> each_place_of(
      std::int64_t period,
      base::FunctionRef<base::Result<void>(const base::Uuid& line, const base::Uuid& unit)>
          visit) = 0;
};

class RowJudge final : private oplog::World {
 public:
  // Source and ledger are borrowed. `enrolment` is that of the device whose ops are judged.
  RowJudge(RowSource& source, const base::Uuid& ledger,
           access::Enrolment enrolment = access::Enrolment::editor)
      : source_(source), guard_(*this, ledger), enrolment_(enrolment) {}

  // The ops of one transaction, or one op of a divisible one. A transaction is judged on the rows
  // as its own earlier ops leave them; one refusal refuses all of it, unless it is divisible.
  [[nodiscard]] base::Result<std::vector<oplog::OpVerdict>> judge(std::span<const oplog::Op> ops);
  // Writes the rows that changed. Without it nothing has happened.
  [[nodiscard]] base::Result<void> save();

 private:
  struct Kept {
    std::optional<oplog::RowState> state;
    bool changed = false;
  };
  struct Before {  // a row, as it was before the transaction wrote it
    Kept* kept;
    Kept was;
  };

  // What the guard asks.
  [[nodiscard]] base::Result<std::optional<oplog::RowState>> find(model::Table table,
                                                                  const base::Uuid& row) override;
  [[nodiscard]] base::Result<void> each(
      model::Table table, std::string_view field, const oplog::Value& value,
      base::FunctionRef<void(const base::Uuid& row, const oplog::RowState& state)> visit) override;
  [[nodiscard]] base::Result<bool> any(model::Table table) override;
  [[nodiscard]] base::Result<bool> wrote_lines(
      std::string_view user, std::int64_t period,
      base::FunctionRef<base::Result<bool>(const base::Uuid& unit)> within) override;
  [[nodiscard]] base::Result<void> each_planned(
      base::FunctionRef<void(const base::Uuid& version, const Planned& planned)> visit) override;

  [[nodiscard]] base::Result<Kept*> kept_row(std::string_view table, const base::Uuid& row);
  [[nodiscard]] base::Result<void> keep_all(std::string_view table);
  [[nodiscard]] base::Result<std::string> user_of(const oplog::OpId& id);
  // Whether he has entered or changed the line.
  [[nodiscard]] base::Result<bool> wrote(std::string_view user, const base::Uuid& line,
                                         const oplog::RowState& state);
  // Before a line that is there is changed: who wrote it, and where it lies if it is moved.
  [[nodiscard]] base::Result<void> note_change(const oplog::Op& op, std::uint32_t row,
                                               const oplog::RowState& before);
  // Of lines that were moved away from the period.
  [[nodiscard]] base::Result<bool> wrote_moved_lines(
      std::string_view user, std::int64_t period,
      base::FunctionRef<base::Result<bool>(const base::Uuid& unit)> within);
  // What the guard refuses of a row that would take effect; absent when it refuses nothing.
  [[nodiscard]] base::Result<std::optional<oplog::Verdict>> guarded(
      const oplog::Op& op, std::uint32_t row, const oplog::Judgement& judgement, const Kept& kept);
  [[nodiscard]] base::Result<oplog::OpVerdict> judge_op(const oplog::Op& op,
                                                        std::vector<Before>& trail);
  [[nodiscard]] base::Result<oplog::Verdict> judge_row(const oplog::Op& op, std::uint32_t row,
                                                       std::vector<Before>& trail);
  [[nodiscard]] base::Result<std::optional<oplog::Verdict>> missing_reference(const oplog::Op& op,
                                                                              std::uint32_t row);

  struct Table {
    std::unordered_map<base::Uuid, Kept> rows;  // nodes stay where they are
    bool whole = false;                         // every row of the source is here
  };
  struct Written {  // an op of this push, which the source does not have yet, or one asked for
    std::int64_t count = 0;
    std::string user;
  };
  RowSource& source_;
  oplog::Guard guard_;
  access::Enrolment enrolment_;
  std::map<std::string, Table, std::less<>> tables_;
  std::map<oplog::OpId, Written> written_;                   // by their first rows
  std::vector<std::pair<base::Uuid, std::string>> writers_;  // of lines, to be added
  struct Lay {
    base::Uuid line;
    std::int64_t period = 0;
    base::Uuid unit;
  };
  std::vector<Lay> lay_;  // the same of where lines lay
};

}  // namespace saimnieks::sync::endpoint
