// What the ledger's user may see: in the cube, in files, row by row; and that it follows who works
// here and which offices he holds.
#include "core/ledger/sight.h"

#include "core/cube/cube.h"
#include "core/exchange/export.h"
#include "tests/core/town.h"

namespace saimnieks::cube {
namespace {

using ledger::Add;
using ledger::Change;
using ledger::must;
using ledger::number;
using ledger::text;
using ledger::Town;
using ledger::Void;
using model::Table;
using model::UnitId;

// Anna holds the municipality, Berta the first school, Dace its service; Erna holds nothing.
struct SeenTown : Town {
  SeenTown() {
    ledger->on_change(&cube);
    must(cube.load());
    as("Anna");
    run(appoint("R3", "Anna", {"unit", ref(unit)}));
    run(appoint("R4", "Berta", {"unit", ref(school)}));
    run(appoint("R7", "Dace", {"service", service_row()}));
    for (const UnitId of : {unit, school, other_school}) {
      run(line_in(of));
    }
    run(Add{Table::line,  // of the school's resource, and so in it
            {{"resource", text(resource.text())},
             {"amount_cents", number(1000)},
             {"period", number(202601)}}});
  }
  ~SeenTown() { ledger->on_change(nullptr); }
  // Cents that are seen, and how many lines are not.
  std::pair<std::int64_t, std::int64_t> seen_by(const char* user) {
    as(user);
    must(cube.load());
    return {cube.pivot({}).total[0].actual_cents, cube.hidden()};
  }

  Cube cube{*ledger};
};
using Seen = std::pair<std::int64_t, std::int64_t>;

TEST(Sight, FollowsRoleAndPlace) {
  SeenTown t;
  EXPECT_EQ(t.seen_by("Anna"), Seen(1300, 0));
  EXPECT_EQ(t.seen_by("Berta"), Seen(1100, 2)) << "the school, its resource with it";
  EXPECT_EQ(t.seen_by("Dace"), Seen(300, 1)) << "the service wherever it is provided";
  EXPECT_EQ(t.seen_by("Erna"), Seen(0, 4));
  EXPECT_EQ(t.seen_by(""), Seen(0, 4));
  Cube all(*t.ledger, Whose::everybodys);
  must(all.load());
  EXPECT_EQ(all.pivot({}).total[0].actual_cents, 1300);
  EXPECT_EQ(all.hidden(), 0);
}

TEST(Sight, WhereNobodyIsAppointedEverybodySeesEverything) {
  Town t;
  t.run(t.line_in(t.school));
  t.as("Erna");
  Cube cube(*t.ledger);
  must(cube.load());
  EXPECT_EQ(cube.hidden(), 0);
  EXPECT_TRUE(must(t.ledger->sight())->everything());
}

TEST(Sight, AReadersDeviceSeesEverything) {
  SeenTown t;
  EXPECT_EQ(t.seen_by("Erna"), Seen(0, 4));
  ledger::SyncState state = t.ledger->sync_state();
  state.reads_only = true;
  must(t.ledger->set_sync_state(state));
  EXPECT_FALSE(t.cube.loaded()) << "what was left out is to be read";
  EXPECT_EQ(t.seen_by("Erna"), Seen(1300, 0));
}

// What others have written comes by the feed, line by line: no load in between.
TEST(Sight, TheCubeFollowsEachCommit) {
  SeenTown t;
  ASSERT_EQ(t.seen_by("Berta"), Seen(1100, 2));
  const auto commit = [&t](std::optional<model::LineRow> line) {
    const ledger::LineDelta delta{model::LineId{9}, line};
    t.cube.begin({.revision = t.cube.revision() + 1});
    t.cube.lines(std::span(&delta, 1));
    t.cube.end();
    EXPECT_TRUE(t.cube.loaded());
    return Seen(t.cube.pivot({}).total[0].actual_cents, t.cube.hidden());
  };
  model::LineRow line;
  line.rid = model::LineId{9};
  line.period = 202601;
  line.cents = 70;
  line.unit = t.other_school;
  EXPECT_EQ(commit(line), Seen(1100, 3));
  EXPECT_TRUE(t.cube.hides(line.rid));
  EXPECT_FALSE(t.cube.row(line.rid));
  line.unit = t.school;
  EXPECT_EQ(commit(line), Seen(1170, 2)) << "it was moved here";
  line.unit = t.other_school;
  EXPECT_EQ(commit(line), Seen(1100, 3));
  line.voided = true;
  EXPECT_EQ(commit(line), Seen(1100, 2)) << "what is void counts nowhere";
  line.voided = false;
  EXPECT_EQ(commit(line), Seen(1100, 3));
  EXPECT_EQ(commit(std::nullopt), Seen(1100, 2));
}

TEST(Sight, FollowsWhatLiesWhere) {
  SeenTown t;
  t.run(Change{Table::resource, t.resource, {{"unit", t.ref(t.other_school)}}});
  EXPECT_EQ(t.seen_by("Berta"), Seen(100, 3)) << "the resource belongs to the other school now";
}

TEST(Sight, AnAppointmentThatComesOrEndsChangesIt) {
  SeenTown t;
  ASSERT_EQ(t.seen_by("Erna"), Seen(0, 4));
  t.as("Anna");
  const base::Uuid office =
      t.run(t.appoint("R4", "Erna", {"unit", t.ref(t.other_school)})).rows.at(0);
  EXPECT_EQ(t.seen_by("Erna"), Seen(100, 3));
  t.as("Anna");
  t.run(Void{Table::appointment, office});
  EXPECT_EQ(t.seen_by("Erna"), Seen(0, 4));
  EXPECT_EQ(must(ledger::hidden_lines(*t.ledger)), 4);
  EXPECT_EQ(must(ledger::hidden_lines(*t.ledger, t.school)), 2);
}

TEST(Sight, FilesHaveWhatTheirUserSees) {
  SeenTown t;
  t.as("Berta");
  const std::string csv = must(exchange::export_csv(*t.ledger));
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 3) << csv;
  const std::string json = must(exchange::export_json(*t.ledger));
  EXPECT_NE(json.find("\"012\""), std::string::npos);
  EXPECT_EQ(json.find("\"013\""), std::string::npos);
}

// Figures and papers are for those whom they concern; names and offices for all.
TEST(Sight, OfOtherTables) {
  SeenTown t;
  t.as("Anna");
  const auto need_in = [&t](UnitId of) {
    return Add{Table::need,
               {{"unit", t.ref(of)},
                {"period", number(202600)},
                {"amount_cents", number(500)},
                {"justification", text("Jumts")},
                {"priority", number(1)}}};
  };
  t.run(need_in(t.school));
  t.run(need_in(t.other_school));
  t.as("Berta");
  const auto sight = must(t.ledger->sight());
  const auto seen_of = [&](Table table) {
    std::pair<int, int> seen;
    must(t.ledger->each_row(table, std::nullopt, [&](const auto& row) {
      ++(must(sight->sees(table, row)) ? seen.first : seen.second);
    }));
    return seen;
  };
  EXPECT_EQ(seen_of(Table::need), std::pair(1, 1));
  EXPECT_EQ(seen_of(Table::line), std::pair(2, 2));
  EXPECT_EQ(seen_of(Table::appointment), std::pair(3, 0));
  EXPECT_EQ(seen_of(Table::unit).second, 0);
}

}  // namespace
}  // namespace saimnieks::cube
