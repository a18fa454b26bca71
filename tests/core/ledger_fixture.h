// A small ledger in memory, and the questions that tests put to it.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "core/ledger/ledger.h"
#include "tests/fakes/memory_vfs.h"
#include "tests/fakes/seams.h"

namespace saimnieks::ledger {

using base::ErrorCode;

// The value, or a failed test that says why.
template <class T>
T must(base::Result<T> result) {
  if (!result) {
    ADD_FAILURE() << base::describe(result.error());
    std::abort();
  }
  return std::move(*result);
}
inline void must(base::Result<void> result) {
  if (!result) {
    ADD_FAILURE() << base::describe(result.error());
    std::abort();
  }
}

template <class T>
std::string error_of(const base::Result<T>& result) {
  if (result) {
    return "no error";
  }
  std::string text(base::error_name(result.error().code));
  return result.error().field.empty() ? text : text + " " + result.error().field;
}

// Values of a command's fields.
inline model::Value text(std::string value) { return model::Value(std::move(value)); }
inline model::Value number(std::int64_t value) { return model::Value(value); }

struct TestLedger {
  explicit TestLedger(std::uint64_t seed = 1, std::string vfs_name = "memory")
      : vfs(std::move(vfs_name)), random(seed) {}

  void create(NewLedger info = {std::nullopt, "Anna"}) {
    ledger = must(Ledger::create({clock, random}, vfs.storage(), info));
  }
  void reopen() {
    ledger.reset();
    ledger = must(Ledger::open({clock, random}, vfs.storage()));
  }

  // One of each dimension, so that lines can be entered.
  void add_dimensions() {
    unit = UnitId{run(AddUnit{.code = "001", .name = "Novads"}).dimension};
    service = ServiceId{run(AddService{"P1", "Pirts"}).dimension};
    code = ledger->find_code("EKK", "1100");
    version = VersionId{run(AddVersion{"A"}).dimension};
  }
  [[nodiscard]] LineInput line(std::int64_t cents, LineKind kind = LineKind::actual) const {
    return {.kind = kind,
            .unit = unit,
            .service = service,
            .code = code,
            .version = kind == LineKind::plan ? version : model::kNoVersion,
            .period = *Period::parse("2026-01"),
            .amount = Money::from_cents(cents),
            .note = {}};
  }
  Committed run(const Command& command) {
    clock.advance_ms(1);
    return must(ledger->execute(command));
  }
  LineId add(std::int64_t cents) { return run(AddLine{line(cents)}).line; }

  // A reference to the row of a dimension that has the code.
  [[nodiscard]] model::Value row(model::Table table, std::string_view of_code) const {
    const model::AnyDimension& rows = *ledger->dimension(table);
    const model::FieldInfo* field = model::find_field(model::table_info(table), "code");
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      if (field->read(rows.row(i)).text == of_code) {
        return text(rows.common(i).uuid.text());
      }
    }
    ADD_FAILURE() << of_code;
    return {};
  }

  // Through its states, by one person and so with a reason.
  void approve(VersionId id) {
    run(SetVersionStatus{.version = id, .status = VersionStatus::submitted});
    run(SetVersionStatus{.version = id,
                         .status = VersionStatus::approved,
                         .decision_number = "1",
                         .decision_date = base::Date::from_ms(clock.now_ms()),
                         .exception = "Viens darbinieks"});
  }

  // Lines that count, as text: unit/service/code/version/period/kind=cents(note), sorted.
  [[nodiscard]] std::vector<std::string> picture() const;
  [[nodiscard]] std::int64_t total() const {
    std::int64_t sum = 0;
    must(ledger->scan_lines(
        [&sum](const model::LineRow& row) { sum += row.voided ? 0 : row.cents; }));
    return sum;
  }

  fakes::MemoryVfs vfs;
  fakes::FakeClock clock;
  fakes::FakeRandom random;
  std::unique_ptr<Ledger> ledger;
  UnitId unit{};
  ServiceId service{};
  CodeId code{};
  VersionId version{};
};

inline std::vector<std::string> TestLedger::picture() const {
  std::vector<std::string> out;
  const Ledger& l = *ledger;
  must(l.scan_lines([&](const model::LineRow& row) {
    if (row.voided) {
      return;
    }
    const auto code_of = [](const auto& rows, auto id) {
      return model::index(id) == model::kNone ? std::string("-") : rows[id].code;
    };
    std::string text = code_of(l.units(), row.unit) + "/" + code_of(l.services(), row.service) +
                       "/" + code_of(l.codes(), row.code) + "/";
    text += row.version == model::kNoVersion ? "-" : l.versions()[row.version].name;
    text += "/" + std::to_string(row.period) + "/" + std::string(model::name(row.kind)) + "=" +
            std::to_string(row.cents);
    out.push_back(text);
  }));
  for (const model::Unit& unit_row : l.units().rows()) {
    if (unit_row.usable()) {
      out.push_back("unit " + unit_row.code + " " + unit_row.name);
    }
  }
  for (const model::Service& row : l.services().rows()) {
    if (row.usable()) {
      out.push_back("service " + row.code + " " + row.name);
    }
  }
  for (const model::Code& row : l.codes().rows()) {
    if (row.usable() && !row.catalogue) {
      out.push_back("code " + row.scheme + " " + row.code + " " + row.name);
    }
  }
  for (const model::Version& row : l.versions().rows()) {
    if (row.usable()) {
      out.push_back("version " + row.name + " " + std::string(model::name(row.status)));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace saimnieks::ledger
