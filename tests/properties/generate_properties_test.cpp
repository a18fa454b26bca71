// Generating twice is generating once, and what a person has done to a line stands, whatever the
// schedules are, however they change, and in whatever order it all happens.
#include <map>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/ledger/generate.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

using model::Table;
using model::Value;

// What each line says, by uuid.
using Picture = std::map<std::string, std::string>;

struct Playground : TestLedger {
  Playground() {
    create();
    add_dimensions();
  }
  [[nodiscard]] Value unit_row() const { return ledger->units()[unit].uuid.text(); }
  std::vector<FieldValue> schedule_fields() const {
    const auto months = [](int most) {
      return Value(std::int64_t{202600 + *rc::gen::inRange(1, most)});
    };
    std::vector<FieldValue> fields{{"amount_cents", Value(*rc::gen::inRange<std::int64_t>(-5, 5))},
                                   {"first_period", months(4)},
                                   {"every_months", Value(*rc::gen::inRange<std::int64_t>(1, 3))}};
    const bool spread = *rc::gen::arbitrary<bool>();
    fields.push_back({"method", Value(std::string(spread ? "straight-line" : "regular"))});
    const bool ends = spread || *rc::gen::arbitrary<bool>();
    fields.push_back(
        {"last_period", ends ? Value(std::int64_t{202604 + *rc::gen::inRange(0, 4)}) : Value()});
    return fields;
  }
  void add_schedule() {
    std::vector<FieldValue> fields = schedule_fields();
    fields.push_back({"name", Value(std::string("S"))});
    fields.push_back({"unit", unit_row()});
    fields.push_back({"service", Value(ledger->services()[service].uuid.text())});
    schedules.push_back(run(Add{Table::schedule, std::move(fields)}).rows[0]);
  }
  Generated generate() {
    clock.advance_ms(1);
    const Period through = *Period::month(2026, *rc::gen::inRange(1, 9));
    last = through;
    return must(generate_lines(*ledger, {through, through}));
  }
  [[nodiscard]] Picture picture() const {
    Picture out;
    must(ledger->each_row(Table::line, std::nullopt, [&](const Ledger::RowView& row) {
      out[row.row.text()] = (row.state.voided() ? "voided " : "") + row.state.text();
    }));
    return out;
  }
  // An edit by hand of one of the lines that count; its uuid.
  std::string edit() {
    std::vector<LineId> rids;
    must(ledger->scan_lines([&](const model::LineRow& row) {
      if (!row.voided) {
        rids.push_back(row.rid);
      }
    }));
    if (rids.empty()) {
      return {};
    }
    const LineId rid = *rc::gen::elementOf(rids);
    const std::string uuid = must(ledger->line(rid)).uuid.text();
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        run(SetLine{.rid = rid, .amount = Money::from_cents(1000 + *rc::gen::inRange(0, 9))});
        break;
      case 1:
        run(SetLine{.rid = rid, .period = *Period::month(2026, *rc::gen::inRange(9, 13))});
        break;
      case 2:
        run(SetLine{.rid = rid, .note = "ar roku"});
        break;
      default:
        run(VoidLine{rid});
    }
    return uuid;
  }
  std::vector<base::Uuid> schedules;
  Period last{};
};

TEST(GenerateProperties, TwiceIsOnceAndEditsStand) {
  rc::check([] {
    Playground t;
    t.add_schedule();
    std::map<std::string, std::string> edited;
    for (int step = *rc::gen::inRange(2, 10); step > 0; --step) {
      switch (*rc::gen::inRange(0, 5)) {
        case 0:
          t.add_schedule();
          break;
        case 1:
          t.run(Change{Table::schedule, *rc::gen::elementOf(t.schedules), t.schedule_fields()});
          break;
        case 2:
          if (const std::string line = t.edit(); !line.empty()) {
            edited[line] = t.picture()[line];
          }
          break;
        default: {
          t.generate();
          const Picture once = t.picture();
          const Generated again = must(generate_lines(*t.ledger, {t.last, t.last}));
          RC_ASSERT(again.committed.ops == 0);
          RC_ASSERT(t.picture() == once);
        }
      }
      const Picture now = t.picture();
      for (const auto& [line, text] : edited) {
        RC_ASSERT(now.at(line) == text);
      }
    }
    RC_ASSERT(must(t.ledger->verify()).ok);
  });
}

TEST(GenerateProperties, UndoRestoresWhatWasThere) {
  rc::check([] {
    Playground t;
    t.add_schedule();
    t.add_schedule();
    t.generate();
    t.edit();
    t.run(Change{Table::schedule, t.schedules[0], t.schedule_fields()});
    const auto living = [&t] {
      std::vector<std::string> out;
      must(t.ledger->scan_whole_lines([&](const model::Line& line) {
        if (!line.row.voided) {
          out.push_back(line.uuid.text() + " " + std::to_string(line.row.period) + " " +
                        std::to_string(line.row.cents) + " " + line.schedule.uuid.text());
        }
      }));
      return out;
    };
    const std::vector<std::string> before = living();
    const Generated done = t.generate();
    const std::vector<std::string> after = living();
    if (done.committed.ops > 0) {
      t.run(Undo{});
      RC_ASSERT(living() == before);
      t.run(Redo{});
      RC_ASSERT(living() == after);
    }
    RC_ASSERT(must(t.ledger->verify()).ok);
  });
}

}  // namespace
}  // namespace saimnieks::ledger
