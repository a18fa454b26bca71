// What binds rows to each other, when two devices find out only at the endpoint: over the real
// protocol, both orders.
#include <algorithm>
#include <array>

#include "core/ledger/database.h"
#include "core/oplog/chain.h"
#include "core/oplog/guard.h"
#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using base::Uuid;
using ledger::Add;
using ledger::Change;
using ledger::number;
using ledger::text;
using model::Table;
using model::Value;

// Two devices with the same rows, whose users are Anna and Bruno.
struct Two {
  Two() {
    ledger::must(a.ledger->set_user("Anna"));
    ledger::must(b.ledger->set_user("Bruno"));
    a.add_dimensions();
    line = a.add(100);
    a.enrol();
    a.settle();
    b.enrol();
    b.settle();
    b.unit = b.ledger->find_unit(std::array<std::string_view, 1>{"001"});
    b.service = b.ledger->find_service("P1");
    b.code = a.code;
    b.version = b.ledger->find_version("A");
  }
  void both() {
    a.settle();
    b.settle();
    a.settle();
  }
  [[nodiscard]] Value unit_row() const { return text(a.ledger->units()[a.unit].uuid.text()); }
  [[nodiscard]] Add close(const char* exception = "") const {
    return {Table::closing, {{"unit", unit_row()}, {"period", number(202601)}}, exception};
  }
  [[nodiscard]] Change status(const char* to) const {
    std::vector<ledger::FieldValue> fields{{"status", text(to)}};
    if (std::string_view(to) == "approved") {
      fields.push_back({"decision_number", text("17")});
      fields.push_back({"decision_date", number(20260501)});
    }
    return {Table::version, a.ledger->versions()[a.version].uuid, std::move(fields)};
  }
  static std::string tray(Desktop& device) {
    std::string out;
    for (const ledger::TrayItem& item : ledger::must(device.ledger->tray())) {
      out += item.op.table + " " + std::string(oplog::name(item.verdict.kind)) + " " +
             std::string(base::error_name(item.verdict.code)) + " " + item.verdict.field + "; ";
    }
    return out;
  }
  // The endpoint's verdict on ops of the first device that its own program would not have made,
  // sent as one transaction.
  std::string verdict_of(std::vector<oplog::Op> ops) {
    ledger::Outbox log = ledger::must(a.ledger->own_log(1, INT64_MAX, INT64_MAX));
    ChangeSet set;
    set.ledger = a.ledger->id();
    set.device = a.ledger->device();
    set.before = log.items.back().hash;
    std::int64_t n = log.items.back().id.n + log.items.back().count;
    const std::int64_t first = n;
    for (oplog::Op& op : ops) {
      op.id = {set.device, n++};
      op.tx = {first, static_cast<std::int64_t>(ops.size())};
      op.hlc = *oplog::Hlc::parse("019ff5dac9674-0001");
      op.wall_ms = a.clock.now_ms();
      const std::string canonical = oplog::canonical(op);
      const oplog::Hash before = set.changes.empty() ? set.before : set.changes.back().hash;
      set.changes.push_back({op.id, 1, canonical, oplog::chain_next(before, canonical)});
      set.ops.push_back(op);
    }
    const auto results = ledger::must(centre.store->push({&set, 1}));
    const oplog::Verdict& verdict = results.at(0).answer->verdicts.back().verdict.verdict;
    return std::string(oplog::name(verdict.kind)) + " " +
           std::string(base::error_name(verdict.code)) + " " + verdict.field;
  }
  void expect_same(std::int64_t total) {
    EXPECT_EQ(a.total(), total);
    EXPECT_EQ(b.total(), total);
    EXPECT_TRUE(ledger::must(a.ledger->verify()).ok);
    EXPECT_TRUE(ledger::must(b.ledger->verify()).ok);
  }

  Centre centre;
  Desktop a{centre, 1};
  Desktop b{centre, 2};
  ledger::LineId line{};
};

TEST(GuardSync, AnEditIntoAPeriodThatWasClosedMeanwhileStaysWithItsAuthor) {
  Two t;
  // Anna edits, enters, voids and imports offline; Bruno closes and is first.
  set_amount(t.a, t.line, 150);
  t.a.add(7);
  ledger::LineInput later = t.a.line(3);
  later.period = *base::Period::parse("2026-02");
  {
    auto bulk = ledger::must(t.a.ledger->begin_bulk({}));
    ledger::must(bulk->add(t.a.line(40)));
    ledger::must(bulk->add(later));
    ledger::must(bulk->commit());
  }
  t.b.run(t.close());
  t.b.settle();
  t.both();
  EXPECT_EQ(Two::tray(t.a),
            "line rejected period_closed period; line rejected period_closed period; "
            "line rejected period_closed period; ");
  EXPECT_EQ(Two::tray(t.b), "");
  t.expect_same(103);  // the imported line of an open month is in
  // Nothing of it is lost: the tray has what was entered.
  EXPECT_EQ(ledger::must(t.a.ledger->tray()).at(1).op.column("amount_cents")->new_at(0), number(7));
}

TEST(GuardSync, AnEditThatCameBeforeTheCloseStands) {
  Two t;
  set_amount(t.a, t.line, 150);
  t.b.run(t.close());
  t.a.settle();
  t.both();
  EXPECT_EQ(Two::tray(t.a) + Two::tray(t.b), "");
  t.expect_same(150);
  EXPECT_EQ(ledger::error_of(t.a.ledger->execute(ledger::VoidLine{t.line})),
            "period_closed period");
}

// A close by a program without these rules, or an altered one.
oplog::Op closing(const Two& t, const char* user) {
  oplog::Op op;
  op.rows = {model::natural_uuid(t.a.ledger->id(), Table::closing,
                                 {t.a.ledger->units()[t.a.unit].uuid.text(), "202601"})};
  op.table = "closing";
  op.user = user;
  op.set = {{.field = "closed_by", .values = {text(user)}},
            {.field = "period", .values = {number(202601)}},
            {.field = "unit", .values = {t.unit_row()}}};
  return op;
}

TEST(GuardSync, TheEndpointKeepsDutiesApartItself) {
  Two t;
  EXPECT_EQ(t.verdict_of({closing(t, "Anna")}), "rejected separation_of_duties closed_by");
}

// Also of lines that others have changed since, of a store from before these were kept apart, and
// under a name with blanks.
TEST(GuardSync, TheEndpointKnowsEverybodyWhoWroteALine) {
  for (const bool older : {false, true}) {
    for (const char* user : {"Anna", "Bruno", " Anna", "Cilda"}) {
      Two t;
      const Uuid line = ledger::must(t.a.ledger->line(t.line)).uuid;
      t.b.run(Change{Table::line, line, {{"note", text("redzēju")}}});
      t.both();
      ledger::must(t.a.ledger->set_user("Dzidra"));
      t.a.run(Change{Table::line, line, {{"note", text("arī")}}});
      t.both();
      if (older) {
        t.centre.store.reset();
        auto db = ledger::must(ledger::Database::open(t.centre.vfs.storage("endpoint.db"),
                                                      ledger::Database::Mode::existing));
        ledger::must(
            db.run("DROP TABLE line_writer; DROP TABLE line_place; "
                   "PRAGMA user_version = 2"));
      }
      t.centre.open();
      const bool wrote = std::string_view(user) != "Cilda";
      EXPECT_EQ(t.verdict_of({closing(t, user)}),
                wrote ? "rejected separation_of_duties closed_by" : "accepted internal ")
          << user << (older ? " of an older store" : "");
    }
  }
}

// Whoever moved a line away has seen to the period that it lay in, and so has whoever entered it.
TEST(GuardSync, TheEndpointKnowsWhereALineLayBefore) {
  for (const bool older : {false, true}) {
    for (const char* user : {"Anna", "Bruno", "Cilda"}) {
      Two t;
      const Uuid line = ledger::must(t.a.ledger->line(t.line)).uuid;
      t.b.run(Change{Table::line, line, {{"period", number(202602)}}});
      t.both();
      if (older) {
        t.centre.store.reset();
        auto db = ledger::must(ledger::Database::open(t.centre.vfs.storage("endpoint.db"),
                                                      ledger::Database::Mode::existing));
        ledger::must(db.run("DROP TABLE line_place; PRAGMA user_version = 3"));
      }
      t.centre.open();
      const bool wrote = std::string_view(user) != "Cilda";
      EXPECT_EQ(t.verdict_of({closing(t, user)}),
                wrote ? "rejected separation_of_duties closed_by" : "accepted internal ")
          << user << (older ? " of an older store" : "");
    }
  }
}

// Each approved a version of the same year and unit, neither knowing of the other's: the first
// stands, and the second is its author's to deal with.
TEST(GuardSync, OfTwoVersionsApprovedApartTheFirstStands) {
  Two t;
  const auto plan = [&t](Desktop& device, const char* label) {
    const model::VersionId version{device.run(ledger::AddVersion{label}).dimension};
    ledger::LineInput line = device.line(5, model::LineKind::plan);
    line.version = version;
    device.run(ledger::AddLine{line});
    device.approve(version);
  };
  plan(t.a, "B");
  plan(t.b, "C");
  t.a.settle();
  t.b.settle();
  t.both();
  EXPECT_EQ(Two::tray(t.a), "");
  EXPECT_EQ(
      Two::tray(t.b),
      "exception rejected version_overlaps status; version rejected version_overlaps status; ");
  for (Desktop* device : {&t.a, &t.b}) {
    const auto status = [device](const char* label) {
      return device->ledger->versions()[device->ledger->find_version(label)].status;
    };
    EXPECT_EQ(status("B"), model::VersionStatus::approved);
    EXPECT_EQ(status("C"), model::VersionStatus::submitted);
    EXPECT_TRUE(ledger::must(device->ledger->verify()).ok);
  }
}

// Edits that were merged stand on the same one: neither is on the other's way back.
TEST(GuardSync, WhoseEditWasMergedIsAnAuthorToo) {
  Two t;
  const Uuid line = ledger::must(t.a.ledger->line(t.line)).uuid;
  t.b.run(Change{Table::line, line, {{"amount_cents", number(120)}}});
  t.a.run(Change{Table::line, line, {{"note", text("redzēju")}}});
  t.b.settle();
  t.both();
  t.expect_same(120);
  for (Desktop* device : {&t.a, &t.b}) {
    for (const char* author : {"Anna", "Bruno"}) {
      ledger::must(device->ledger->set_user(author));
      EXPECT_EQ(ledger::error_of(device->ledger->execute(t.close())),
                "separation_of_duties closed_by")
          << author;
    }
  }
  EXPECT_EQ(t.verdict_of({closing(t, "Bruno")}), "rejected separation_of_duties closed_by");
}

TEST(GuardSync, FiguresOfAPeriodThatWasClosedMeanwhileAreRefused) {
  Two t;
  t.a.run(
      Change{Table::service, t.a.ledger->services()[t.a.service].uuid, {{"unit", t.unit_row()}}});
  t.both();
  const Value service = text(t.a.ledger->services()[t.a.service].uuid.text());
  t.a.run(Add{Table::volume,
              {{"service", service},
               {"kind", text("incident")},
               {"quantity", number(1'000'000)},
               {"period", number(202601)}}});
  t.a.run(Add{Table::line,  // it lies where its service does
              {{"service", service}, {"amount_cents", number(9)}, {"period", number(202601)}}});
  t.b.run(t.close());
  t.b.settle();
  t.both();
  EXPECT_EQ(Two::tray(t.a),
            "volume rejected period_closed period; line rejected period_closed period; ");
  t.expect_same(100);
}

TEST(GuardSync, TheEndpointKeepsTheRulesOfOneRow) {
  const auto verdict = [](const char* table, std::vector<std::pair<const char*, Value>> fields) {
    Two t;
    oplog::Op op;
    op.rows = {*Uuid::parse("019ff5da-0000-7000-8000-000000000001")};
    op.table = table;
    op.user = "Anna";
    for (auto& [field, value] : fields) {
      // "" stands for the row that it names.
      const bool row = value == text("");
      const Value named = std::string_view(field) == "unit"
                              ? t.unit_row()
                              : text(t.a.ledger->services()[t.a.service].uuid.text());
      op.set.push_back({.field = field, .values = {row ? named : value}});
    }
    return t.verdict_of({op});
  };
  EXPECT_EQ(verdict("exception", {{"command", text("command.add_closing")},
                                  {"reason", text("x")},
                                  {"subject", text("")}}),
            "rejected exception_alone subject");
  EXPECT_EQ(
      verdict("benefit",
              {{"amount_cents", number(1)}, {"period", number(202601)}, {"service", text("")}}),
      "rejected value_missing method");
  EXPECT_EQ(verdict("need", {{"amount_cents", number(-1)},
                             {"justification", text("x")},
                             {"period", number(202600)},
                             {"priority", number(1)},
                             {"unit", text("")}}),
            "rejected value_range amount_cents");
  EXPECT_EQ(verdict("line", {{"amount_cents", number(1)},
                             {"date", number(20991231)},
                             {"kind", text("actual")},
                             {"period", number(202601)},
                             {"service", text("")}}),
            "rejected date_in_future date");
}

TEST(GuardSync, LinesOfAPlanThatWasSubmittedMeanwhileAreRefused) {
  for (const bool lines_first : {false, true}) {
    Two t;
    t.b.run(t.status("submitted"));
    const auto plan = t.a.line(30, model::LineKind::plan);
    t.a.run(ledger::AddLine{plan});
    (lines_first ? t.a : t.b).settle();
    t.both();
    EXPECT_EQ(Two::tray(t.a), lines_first ? "" : "line rejected version_locked version; ");
    t.expect_same(lines_first ? 130 : 100);
    EXPECT_EQ(ledger::error_of(t.a.ledger->execute(ledger::AddLine{plan})),
              "version_locked version");
  }
}

// Both devices appointed somebody to the same row: the one that came first holds it, the other
// stays in its author's tray.
TEST(GuardSync, TwoHoldersFromTwoDevicesAreAConflict) {
  Two t;
  const auto appoint = [&t](const char* role, const char* holder, std::int64_t from) {
    return Add{Table::appointment,
               {{"role", text(role)},
                {"holder", text(holder)},
                {"unit", t.unit_row()},
                {"valid_from", number(from)}}};
  };
  t.a.run(appoint("R3", "Anna", 20260101));
  t.a.run(appoint("R2", "Bruno", 20260101));
  t.both();
  t.a.run(appoint("R4", "Cilda", 20260101));
  t.b.run(appoint("R4", "Dagne", 20260301));
  t.b.run(appoint("R5", "Dagne", 20260301));
  t.a.settle();
  t.both();
  EXPECT_EQ(Two::tray(t.a), "");
  EXPECT_EQ(Two::tray(t.b), "appointment conflict appointment_overlap valid_from; ");
  for (Desktop* device : {&t.a, &t.b}) {
    std::vector<std::string> holders;
    ledger::must(device->ledger->each_fact<model::Appointment>([&](const model::Appointment& one) {
      holders.push_back(std::string(model::name(one.role)) + " " + one.holder);
    }));
    std::sort(holders.begin(), holders.end());
    EXPECT_EQ(holders, (std::vector<std::string>{"R2 Bruno", "R3 Anna", "R4 Cilda", "R5 Dagne"}));
  }
  t.expect_same(100);
}

// Bruno wrote offline while somebody was appointed for the first time, and not he.
TEST(GuardSync, WhoHoldsNoRoleIsRefusedByTheEndpointToo) {
  Two t;
  t.a.run(Add{Table::appointment,
              {{"role", text("R3")},
               {"holder", text("Anna")},
               {"unit", t.unit_row()},
               {"valid_from", number(20260101)}}});
  t.b.add(9);
  t.a.settle();
  t.both();
  EXPECT_EQ(Two::tray(t.b), "line rejected role_not_allowed ; ");
  t.expect_same(100);
  set_amount(t.a, t.line, 120);
  t.both();
  t.expect_same(120);
}

// A reader's device gets everything and changes nothing, whatever its program does.
TEST(GuardSync, AReaderGetsTheFeedAndWritesNothing) {
  Centre centre;
  Desktop first(centre, 41);
  {
    Desktop early(centre, 40);
    early.enrol(centre.store->tokens().reader);
    EXPECT_EQ(early.fault(), "not_allowed");  // there is no ledger yet that he could read
  }
  first.add_dimensions();
  first.enrol();
  first.add(100);
  first.settle();
  Desktop reader(centre, 42);
  reader.enrol(centre.store->tokens().reader);
  reader.settle();
  EXPECT_EQ(reader.total(), 100);
  EXPECT_TRUE(reader.ledger->sync_state().reads_only);
  const auto refused = [&reader](const ledger::Command& command) {
    return ledger::error_of(reader.ledger->execute(command));
  };
  EXPECT_EQ(refused(ledger::AddService{"P9", "Cits"}), "not_allowed");
  EXPECT_EQ(refused(ledger::Undo{}), "not_allowed");
  EXPECT_EQ(ledger::error_of(reader.ledger->begin_bulk({"command.import", ""})), "not_allowed");
  reader.reopen();
  reader.connect();
  EXPECT_EQ(refused(ledger::AddService{"P9", "Cits"}), "not_allowed");
  // An altered program that writes all the same is refused by the endpoint.
  ledger::SyncState altered = reader.ledger->sync_state();
  altered.reads_only = false;
  ledger::must(reader.ledger->set_sync_state(altered));
  reader.run(ledger::AddService{"P9", "Cits"});
  reader.settle();
  EXPECT_EQ(Two::tray(reader), "service rejected not_allowed ; ");
  first.settle();
  EXPECT_EQ(first.ledger->find_service("P9"), model::kNoService);
  // With the editors' token the same device may write.
  reader.enrol();
  reader.run(ledger::AddService{"P8", "Atļauts"});
  reader.settle();
  first.settle();
  EXPECT_NE(first.ledger->find_service("P8"), model::kNoService);
}

// A newer program's codes: the endpoint takes them, since it can't know them.
TEST(GuardSync, CodesOfAKnownVersionAreCheckedOthersAreTaken) {
  Two t;
  const auto line = [&t](const char* version, const char* task) {
    struct Nothing final : oplog::World {
      base::Result<std::optional<oplog::RowState>> find(Table, const Uuid&) override {
        return std::optional<oplog::RowState>();
      }
      base::Result<void> each(
          Table, std::string_view, const Value&,
          base::FunctionRef<void(const Uuid&, const oplog::RowState&)>) override {
        return {};
      }
      base::Result<bool> any(Table) override { return false; }
      base::Result<bool> wrote_lines(std::string_view, std::int64_t,
                                     base::FunctionRef<base::Result<bool>(const Uuid&)>) override {
        return false;
      }
      base::Result<void> each_planned(
          base::FunctionRef<void(const Uuid&, const Planned&)>) override {
        return {};
      }
    } world;
    oplog::Guard guard(world, t.a.ledger->id());
    const Value catalogue = text(version);
    const Value code = text(task);
    auto found = guard.check(Table::line, {}, nullptr, [&](std::string_view field) -> const Value* {
      return field == "catalogue" ? &catalogue : field == "task" ? &code : nullptr;
    });
    const auto fault = ledger::must(std::move(found));
    return fault ? std::string(base::error_name(fault->code)) : "taken";
  };
  EXPECT_EQ(line("2026-1", "PU2-4"), "taken");
  EXPECT_EQ(line("2026-1", "PU9-9"), "catalogue_code_unknown");
  EXPECT_EQ(line("2031-1", "PU9-9"), "taken");
}

}  // namespace
}  // namespace saimnieks::sync
