// Who may do what: the table of rows, acts and places as docs/roles.md has it, cell by cell.
#include "core/access/access.h"

#include <map>
#include <string>

#include <gtest/gtest.h>

namespace saimnieks::access {
namespace {

using base::Uuid;
using model::RoleRow;

// By row, in the order of Act: o own, b below, a above, n nowhere; "-" nothing. An act that asks
// what the thing is for is asked about what the row answers for.
const std::map<std::string, std::vector<std::string>> kWanted{
    // read   enter  change plan submit approve close reopen state  decide budget struct appoint
    // common attest
    {"R1",
     {"obn", "on", "on", "oa", "oa", "o", "o", "b", "obn", "b", "ob", "obn", "obn", "on", "o"}},
    {"R2",
     {"obn", "on", "on", "oa", "oa", "o", "o", "b", "obn", "b", "ob", "obn", "obn", "on", "o"}},
    {"R3",
     {"obn", "obn", "obn", "oa", "oa", "o", "o", "b", "obn", "b", "ob", "obn", "obn", "on", "o"}},
    {"R4",
     {"obn", "obn", "obn", "oa", "oa", "o", "ob", "b", "obn", "b", "ob", "obn", "obn", "on", "o"}},
    {"R5",
     {"obn", "obn", "obn", "oa", "oa", "-", "ob", "-", "obn", "-", "-", "obn", "obn", "on", "o"}},
    {"R6",
     {"obn", "obn", "obn", "oa", "oa", "-", "-", "-", "obn", "-", "-", "obn", "-", "on", "o"}},
    {"R7", {"o", "o", "o", "oa", "oa", "-", "-", "-", "o", "-", "-", "-", "-", "on", "o"}},
    {"R8", {"o", "o", "o", "-", "-", "-", "-", "-", "o", "-", "-", "-", "-", "on", "o"}},
    {"R9", {"o", "-", "-", "-", "-", "-", "-", "-", "o", "-", "-", "-", "-", "-", "o"}},
    {"R10",
     {"obn", "obn", "obn", "oa", "oa", "-", "-", "-", "obn", "-", "-", "obn", "-", "on", "o"}},
    {"R11", {"o", "o", "o", "oa", "oa", "-", "-", "-", "o", "-", "-", "-", "-", "on", "o"}},
    {"R12", {"o", "-", "-", "-", "-", "-", "-", "-", "o", "-", "-", "-", "-", "-", "o"}},
};

// m management, s services, r resources, p policies.
const std::map<std::string, std::string> kSubjects{
    {"R1", "msrp"}, {"R2", "msrp"}, {"R3", "msrp"}, {"R4", "msp"}, {"R5", "mrp"}, {"R6", "ms"},
    {"R7", "s"},    {"R8", "s"},    {"R9", "s"},    {"R10", "mr"}, {"R11", "r"},  {"R12", "r"}};

constexpr std::string_view kScopeSigns = "obaen";   // by Scope
constexpr std::string_view kSubjectSigns = "msrp";  // by Subject

TEST(Access, EveryRowActAndScope) {
  int cells = 0;
  for (const std::string_view name : model::kChoices<RoleRow>) {
    const RoleRow row = *model::from_name<RoleRow>(name);
    const auto& acts = kWanted.at(std::string(name));
    ASSERT_EQ(acts.size(), std::size_t{kActCount});
    for (int act = 0; act < kActCount; ++act) {
      for (int scope = 0; scope < kScopeCount; ++scope) {
        for (int subject = 0; subject < 4; ++subject) {
          // These ask nothing about the subject.
          const bool any = act == 0 || (act >= 3 && act <= 7) || act == 9 || act == 10 || act >= 12;
          const bool of_row =
              kSubjects.at(std::string(name))
                  .find(kSubjectSigns[static_cast<std::size_t>(subject)]) != std::string::npos;
          const bool wanted =
              acts[static_cast<std::size_t>(act)].find(
                  kScopeSigns[static_cast<std::size_t>(scope)]) != std::string::npos &&
              (any || of_row);
          EXPECT_EQ(row_may(row, static_cast<Act>(act), static_cast<Scope>(scope),
                            static_cast<Subject>(subject)),
                    wanted)
              << name << " act " << act << " scope " << scope << " subject " << subject;
          ++cells;
        }
      }
    }
  }
  EXPECT_EQ(cells, 12 * kActCount * kScopeCount * 4);
}

TEST(Access, WhatIsNotKnownIsDenied) {
  EXPECT_FALSE(row_may(static_cast<RoleRow>(12), Act::read, Scope::own, Subject::service));
  EXPECT_FALSE(row_may(RoleRow::r1, static_cast<Act>(kActCount), Scope::own, Subject::service));
  EXPECT_FALSE(row_may(RoleRow::r1, Act::read, static_cast<Scope>(5), Subject::service));
  EXPECT_FALSE(may_appoint(RoleRow::r1, static_cast<RoleRow>(12)));
}

TEST(Access, WhoAppointsWhom) {
  std::map<std::string, std::string> found;
  for (const std::string_view name : model::kChoices<RoleRow>) {
    for (const std::string_view other : model::kChoices<RoleRow>) {
      if (may_appoint(*model::from_name<RoleRow>(name), *model::from_name<RoleRow>(other))) {
        found[std::string(name)] += std::string(other) + " ";
      }
    }
  }
  const std::string all = "R1 R2 R3 R4 R5 R6 R7 R8 R9 R10 R11 R12 ";
  EXPECT_EQ(
      found,
      (std::map<std::string, std::string>{
          {"R1", all}, {"R2", all}, {"R3", all}, {"R4", "R6 R7 R8 R9 "}, {"R5", "R10 R11 R12 "}}));
}

struct Tree {
  Uuid id(int n) const {
    Uuid out;
    out.bytes[15] = static_cast<std::uint8_t>(n);
    return out;
  }
  // Municipality 1, schools 2 and 3 below it, a department 4 of school 2.
  std::vector<Uuid> chain(int unit) const {
    return unit == 1   ? std::vector{id(1)}
           : unit == 4 ? std::vector{id(4), id(2), id(1)}
                       : std::vector{id(unit), id(1)};
  }
  Place at(int unit) const { return {.units = chain(unit)}; }
  Office of(RoleRow row, int unit) const { return {.row = row, .units = chain(unit)}; }
};

TEST(Access, PlacesAsAnOfficeSeesThem) {
  const Tree tree;
  const Office school = tree.of(RoleRow::r4, 2);
  EXPECT_EQ(scope_of(school, tree.at(2)), Scope::own);
  EXPECT_EQ(scope_of(school, tree.at(4)), Scope::below);
  EXPECT_EQ(scope_of(school, tree.at(1)), Scope::above);
  EXPECT_EQ(scope_of(school, tree.at(3)), Scope::elsewhere);
  EXPECT_EQ(scope_of(school, Place{}), Scope::nowhere);
  EXPECT_EQ(scope_of(school, Place{.whole_ledger = true}), Scope::above);
  EXPECT_EQ(scope_of(tree.of(RoleRow::r3, 1), Place{.whole_ledger = true}), Scope::own);
  const Office anywhere{.row = RoleRow::r7, .service = tree.id(50)};
  const Office here{.row = RoleRow::r7, .units = tree.chain(2), .service = tree.id(50)};
  const auto service_in = [&](int unit, int service) {
    Place place = tree.at(unit);
    place.service = tree.id(service);
    place.subject = Subject::service;
    return place;
  };
  EXPECT_EQ(scope_of(anywhere, service_in(3, 50)), Scope::own);
  EXPECT_EQ(scope_of(anywhere, service_in(3, 51)), Scope::elsewhere);
  EXPECT_EQ(scope_of(here, service_in(4, 50)), Scope::own);
  EXPECT_EQ(scope_of(here, service_in(3, 50)), Scope::elsewhere);
  EXPECT_EQ(scope_of(anywhere, tree.at(2)), Scope::elsewhere);
}

TEST(Access, TheDeviceIsTheOuterGate) {
  const Tree tree;
  const Office lead[] = {tree.of(RoleRow::r3, 1)};
  EXPECT_EQ(decide(Enrolment::editor, lead, Act::enter, tree.at(1)), Decision::allowed);
  EXPECT_EQ(decide(Enrolment::reader, lead, Act::enter, tree.at(1)), Decision::denied);
  EXPECT_EQ(decide(Enrolment::reader, lead, Act::read, tree.at(1)), Decision::allowed);
  EXPECT_EQ(decide(Enrolment::reader, {}, Act::read, tree.at(1)), Decision::allowed);
  EXPECT_EQ(decide(Enrolment::none, lead, Act::read, tree.at(1)), Decision::denied);
  EXPECT_EQ(decide(Enrolment::editor, {}, Act::read, tree.at(1)), Decision::denied);
}

TEST(Access, ADutyIsStatedByWhoeverHoldsItsRow) {
  const Tree tree;
  const Office municipality[] = {tree.of(RoleRow::r3, 1)};
  const Office services[] = {tree.of(RoleRow::r6, 2)};
  const Office school[] = {tree.of(RoleRow::r4, 2)};
  const auto says = [&](std::span<const Office> offices, int unit, RoleRow duty_of) {
    return decide(Enrolment::editor, offices, Act::attest, tree.at(unit), duty_of);
  };
  EXPECT_EQ(says(services, 2, RoleRow::r6), Decision::allowed);
  EXPECT_EQ(says(services, 2, RoleRow::r4), Decision::denied);
  EXPECT_EQ(says(services, 3, RoleRow::r6), Decision::denied);
  // Whoever may appoint a row stands in for it, with a reason; not for what lies elsewhere.
  EXPECT_EQ(says(school, 2, RoleRow::r6), Decision::by_exception);
  EXPECT_EQ(says(school, 2, RoleRow::r10), Decision::denied);
  EXPECT_EQ(says(municipality, 2, RoleRow::r10), Decision::by_exception);
  EXPECT_EQ(says(municipality, 1, RoleRow::r3), Decision::allowed);
  EXPECT_EQ(says(school, 3, RoleRow::r6), Decision::denied);
  EXPECT_EQ(decide(Enrolment::reader, services, Act::attest, tree.at(2), RoleRow::r6),
            Decision::denied);
}

TEST(Access, WhereNobodyStandsAboveItIsAnException) {
  const Tree tree;
  const Office lead[] = {tree.of(RoleRow::r3, 1)};
  const Office school[] = {tree.of(RoleRow::r4, 2)};
  for (const Act act : {Act::reopen, Act::decide_need}) {
    EXPECT_EQ(decide(Enrolment::editor, lead, act, tree.at(2)), Decision::allowed);
    EXPECT_EQ(decide(Enrolment::editor, lead, act, tree.at(1)), Decision::by_exception);
    EXPECT_EQ(decide(Enrolment::editor, school, act, tree.at(4)), Decision::allowed);
    EXPECT_EQ(decide(Enrolment::editor, school, act, tree.at(2)), Decision::denied);
    EXPECT_EQ(decide(Enrolment::editor, school, act, tree.at(3)), Decision::denied);
  }
}

}  // namespace
}  // namespace saimnieks::access
