// RowJudge: decides about the ops of one push by the same rule as the client (core/oplog judge()),
// over rows kept in memory until all of it is decided. It knows no database.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/oplog/judge.h"

namespace saimnieks::sync::endpoint {

class RowSource {
 public:
  virtual ~RowSource() = default;
  [[nodiscard]] virtual base::Result<std::optional<oplog::RowState>> load(
      std::string_view table, const base::Uuid& row) = 0;
  [[nodiscard]] virtual base::Result<void> save(std::string_view table, const base::Uuid& row,
                                                const oplog::RowState& state) = 0;
};

class RowJudge {
 public:
  explicit RowJudge(RowSource& source) : source_(source) {}

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

  [[nodiscard]] base::Result<Kept*> find(std::string_view table, const base::Uuid& row);
  [[nodiscard]] base::Result<oplog::OpVerdict> judge_op(const oplog::Op& op,
                                                        std::vector<Before>& trail);
  [[nodiscard]] base::Result<oplog::Verdict> judge_row(const oplog::Op& op, std::uint32_t row,
                                                       std::vector<Before>& trail);
  [[nodiscard]] base::Result<std::optional<oplog::Verdict>> missing_reference(const oplog::Op& op,
                                                                              std::uint32_t row);

  using Table = std::unordered_map<base::Uuid, Kept>;
  RowSource& source_;
  std::map<std::string, Table, std::less<>> tables_;  // nodes stay where they are
};

}  // namespace saimnieks::sync::endpoint
