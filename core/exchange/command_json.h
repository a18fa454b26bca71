// Commands as JSON (docs/cli.md): any table by its description, references by what people call a
// row. What row_json() prints of a row's fields, a command may set.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/ledger/ledger.h"

namespace saimnieks::exchange {

// A list of commands, read as far as it needs no ledger.
class CommandList {
 public:
  // json_invalid; json_shape with the place as field, "/3/fields", and what is expected there;
  // key_twice.
  [[nodiscard]] static base::Result<CommandList> parse(std::string_view text);

  [[nodiscard]] std::size_t count() const { return commands_.size(); }
  // For Ledger::execute_all(); errors say which command in their context.
  [[nodiscard]] base::Result<ledger::Command> command(const ledger::Ledger& ledger,
                                                      std::size_t index,
                                                      std::span<const base::Uuid> made) const;
  // All of it, in one transaction; undo and redo stand alone.
  [[nodiscard]] base::Result<ledger::Committed> run(ledger::Ledger& ledger) const;

 private:
  std::vector<nlohmann::json> commands_;
  std::map<std::string, std::size_t, std::less<>> names_;  // given by "as", of which command
};

// "unit=001/011" as a value of a table's field.
[[nodiscard]] base::Result<ledger::FieldValue> parse_condition(const ledger::Ledger& ledger,
                                                               model::Table table,
                                                               std::string_view text);

}  // namespace saimnieks::exchange
