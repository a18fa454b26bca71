// BulkWrite: many new lines in one transaction, written as block ops. It holds the write
// transaction while it lives: until then commands answer ledger_busy.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "core/ledger/command.h"

namespace saimnieks::ledger {

class Ledger;

struct BulkInfo {
  std::string label_key = "command.import";  // of the undo entry; a translation key
  std::string detail{};                      // what {0} is in it: the file's name
};

class BulkWrite {
 public:
  // Rolls back when commit() did not succeed. The ledger must still be there.
  ~BulkWrite();
  BulkWrite(const BulkWrite&) = delete;
  BulkWrite& operator=(const BulkWrite&) = delete;

  // The row with this natural key, made when missing. A name that is not empty becomes its name
  // (the last one given wins); catalogue codes keep theirs. `path` is the unit's codes, top first;
  // `names` as long, or empty. Fast enough to be called for every line.
  [[nodiscard]] base::Result<UnitId> unit(std::span<const std::string_view> path,
                                          std::span<const std::string_view> names);
  [[nodiscard]] base::Result<ServiceId> service(std::string_view code, std::string_view name);
  [[nodiscard]] base::Result<CodeId> code(std::string_view scheme, std::string_view code,
                                          std::string_view name);
  [[nodiscard]] base::Result<VersionId> version(std::string_view label);
  // `kind` is for a resource that is not there yet.
  [[nodiscard]] base::Result<model::ResourceId> resource(std::string_view code,
                                                         std::string_view name,
                                                         std::string_view kind);
  [[nodiscard]] base::Result<model::PolicyId> policy(std::string_view code, std::string_view name);
  [[nodiscard]] base::Result<model::SourceId> source(std::string_view code, std::string_view name);

  // The same validation as AddLine. After an Error of storage only the destructor may follow; after
  // an Error of the line itself the next line may.
  [[nodiscard]] base::Result<void> add(const LineInput& line);
  // The same with every field that a line has, validated as Add does. Its own uuid is kept when it
  // is not nil, and must then be of no line that is there; rid and word numbers are not read.
  [[nodiscard]] base::Result<void> add(const model::Line& line);
  // Any command but undo and redo, after what was added so far and as a part of the same
  // transaction. Answers the row that it makes; nil when it makes none.
  [[nodiscard]] base::Result<base::Uuid> run(const Command& command);

  // What two people did to one row without seeing each other's, as it stands once an endpoint has
  // met both: `first`, by that user, counts; `late`, by this ledger's, is judged by the rule that
  // every endpoint follows, and what that refuses waits in the tray. A later endpoint judges alike.
  [[nodiscard]] base::Result<void> run_both(const Command& first, std::string_view user,
                                            const Command& late);

  [[nodiscard]] std::int64_t lines() const;  // added so far
  // Whether nobody may write a line where this one lies: its unit's period is closed, its version
  // is no draft any more, or the unit has ended before.
  [[nodiscard]] base::Result<bool> is_shut(const model::LineRow& line);
  // Whether a line has this uuid, be it out of sight, too.
  [[nodiscard]] base::Result<bool> knows_line(const base::Uuid& uuid) const;

  // One flush. Nothing of it is in the ledger before this returns.
  [[nodiscard]] base::Result<Committed> commit();

 private:
  friend class Ledger;
  class Impl;
  explicit BulkWrite(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saimnieks::ledger
