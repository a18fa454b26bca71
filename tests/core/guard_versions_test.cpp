// Approved versions: what an amended budget takes the place of.
#include <utility>

#include "tests/core/town.h"

namespace saimnieks::ledger {
namespace {

// A plan of these units and years, approved by another than who submitted it.
struct Plans : Town {
  std::string approve_plan(const char* label, const std::vector<std::pair<UnitId, int>>& places) {
    as("Anna");
    VersionId made = ledger->find_version(label);
    if (made == model::kNoVersion) {
      made = VersionId{run(AddVersion{label}).dimension};
    }
    for (const auto& [of, year] : places) {
      LineInput one = line(100, LineKind::plan);
      one.version = made;
      one.unit = of;
      one.period = *Period::parse(std::to_string(year));
      run(AddLine{one});
    }
    const Uuid row = ledger->versions()[made].uuid;
    run(Change{Table::version, row, {{"status", text("submitted")}}});
    as("Bruno");
    std::vector<FieldValue> fields = kDecision;
    fields.push_back({"status", text("approved")});
    return fault(Change{Table::version, row, std::move(fields)});
  }
  [[nodiscard]] std::string statuses() const {
    std::string out;
    for (const model::Version& one : ledger->versions().rows()) {
      out += one.name + " " + std::string(model::name(one.status)) + "; ";
    }
    return out;
  }
};

TEST(GuardVersions, AnAmendedBudgetTakesThePlaceOfTheOlderOne) {
  Plans t;
  EXPECT_EQ(t.approve_plan("A", {{t.school, 2026}, {t.other_school, 2026}}), "no error");
  EXPECT_EQ(t.approve_plan("B", {{t.school, 2026}, {t.other_school, 2026}, {t.unit, 2026}}),
            "no error");
  EXPECT_EQ(t.statuses(), "A superseded; B approved; ");
  // Visible in the old one's history, as one transaction, by whom.
  const auto history = must(t.ledger->history(Table::version, t.version_row()));
  EXPECT_EQ(history.back().user, "Bruno");
  ASSERT_EQ(history.back().fields.size(), 1U);
  EXPECT_EQ(history.back().fields[0].after, text("superseded"));
  EXPECT_EQ(must(t.ledger->own_log(history.back().id.n, 1, 1)).items.front().tx.op_count, 2);
  // An approval can't be taken back, and neither can what came with it.
  EXPECT_EQ(t.fault(Undo{}), "version_state status");
  EXPECT_EQ(t.statuses(), "A superseded; B approved; ");
  EXPECT_EQ(t.verified(), "ok");
}

TEST(GuardVersions, WhatPlansSomethingElseStaysApproved) {
  Plans t;
  EXPECT_EQ(t.approve_plan("A", {{t.school, 2026}}), "no error");
  EXPECT_EQ(t.approve_plan("B", {{t.school, 2027}}), "no error") << "another year";
  EXPECT_EQ(t.approve_plan("C", {{t.other_school, 2026}}), "no error") << "another unit";
  EXPECT_EQ(t.approve_plan("D", {}), "no error") << "nothing";
  EXPECT_EQ(t.statuses(), "A approved; B approved; C approved; D approved; ");
}

TEST(GuardVersions, WhatPlansAPartOfAnApprovedOneIsRefused) {
  Plans t;
  EXPECT_EQ(t.approve_plan("A", {{t.school, 2026}, {t.other_school, 2026}}), "no error");
  EXPECT_EQ(t.approve_plan("B", {{t.school, 2026}}), "version_overlaps status");
  t.clock.advance_ms(1);
  std::vector<FieldValue> fields = kDecision;
  fields.push_back({"status", text("approved")});
  const auto refused = t.ledger->execute(Change{
      Table::version, t.ledger->versions()[t.ledger->find_version("B")].uuid, std::move(fields)});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().context, "A: 013 2026");
  EXPECT_EQ(t.statuses(), "A approved; B submitted; ");
  // The way on: what gets nothing any more says so.
  t.as("Anna");
  const VersionId version = t.ledger->find_version("B");
  t.run(SetVersionStatus{.version = version, .status = VersionStatus::draft});
  LineInput nothing = t.line(0, LineKind::plan);
  nothing.version = version;
  nothing.unit = t.other_school;
  t.run(AddLine{nothing});
  EXPECT_EQ(t.approve_plan("B", {}), "no error");
  EXPECT_EQ(t.statuses(), "A superseded; B approved; ");
  EXPECT_EQ(t.verified(), "ok");
}

// Plans on the two bases stand beside each other.
TEST(GuardVersions, APlanOnTheOtherBasisReplacesNone) {
  Plans t;
  EXPECT_EQ(t.approve_plan("A", {{t.school, 2026}}), "no error");
  t.as("Anna");
  const Uuid other = t.run(Add{Table::version, {{"label", text("B")}}}).rows.at(0);
  t.run(Add{Table::line,
            {{"kind", text("plan")},
             {"version", text(other.text())},
             {"unit", t.ref(t.school)},
             {"service", t.service_row()},
             {"basis", text("budget")},
             {"amount_cents", number(1)},
             {"period", number(202600)}}});
  EXPECT_EQ(t.approve_plan("B", {}), "no error");
  EXPECT_EQ(t.statuses(), "A approved; B approved; ");
}

}  // namespace
}  // namespace saimnieks::ledger
