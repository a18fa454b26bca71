// Any cut's total down to its lines, and what each line rests on: its document, and its files.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/base/explanation.h"
#include "core/cube/cube.h"

namespace saimnieks::control {

// The total of what the query counts, of one side: "total" of the members of its rows, by their
// codes and as their hierarchies lie, each down to the amounts of its own lines, which are named by
// the lines' ids. Every line is there once; lines without a member are under the name "". The cube
// must hold the ledger's lines. Faults are of storage.
[[nodiscard]] base::Result<base::Explanation> explain_total(const ledger::Ledger& ledger,
                                                            const cube::Cube& cube,
                                                            const cube::Query& query,
                                                            cube::Cube::Part part);

// What an annual forecast's inputs come from: `annual_plan`, `plan_to_date`, `actual_to_date`,
// `whole_year_plan` and `whole_year` as a forecast's explanation names them, each the "total" of
// its lines. A plan line of the first `months` is in both of the plan's. Filters as of
// year_figures().
[[nodiscard]] base::Result<std::vector<base::Explanation>> explain_year(
    const ledger::Ledger& ledger, const cube::Cube& cube, const std::vector<cube::Filter>& where,
    int year, int months);

// Where a line's amount is written down outside of the ledger.
struct LineEvidence {
  std::string document;  // its reference; empty: none
  std::optional<base::Date> date{};
  struct File {
    base::Uuid row{};  // the attachment
    std::string name;
    std::string hash;  // of its content: SHA-256, 64 hexadecimal digits
  };
  std::vector<File> files;  // in order of entry
};

// Of those of the lines that are there.
[[nodiscard]] base::Result<std::map<base::Uuid, LineEvidence>> evidence_of(
    const ledger::Ledger& ledger, const std::set<base::Uuid>& lines);

}  // namespace saimnieks::control
