// Codes of the catalogue in rows: what may be entered, what an institution adds, and under which
// version a line was written.
#include "core/model/catalogue_rules.h"

#include "core/model/facts.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using catalogue::Kind;
using model::Table;
using model::Value;

struct CatalogueLedger : TestLedger {
  CatalogueLedger() {
    create();
    add_dimensions();
  }
  std::string fault(const Command& command) { return error_of(ledger->execute(command)); }
  [[nodiscard]] Value service_row() const { return text(ledger->services()[service].uuid.text()); }
  [[nodiscard]] Value unit_row() const { return text(ledger->units()[unit].uuid.text()); }
  [[nodiscard]] Command line_with(std::vector<FieldValue> more) const {
    more.push_back({"service", service_row()});
    more.push_back({"amount_cents", number(100)});
    more.push_back({"period", number(202601)});
    return Add{Table::line, std::move(more)};
  }
  [[nodiscard]] model::Line line_of(const Uuid& row) const {
    return must(ledger->line(must(ledger->find_line(row)).value()));
  }
};

// The choices of core/model are entries of the catalogue, so that check_value() is their check.
template <class Enum>
std::vector<std::string_view> choices() {
  return {model::kChoices<Enum>.begin(), model::kChoices<Enum>.end()};
}
std::vector<std::string_view> codes(Kind kind) {
  std::vector<std::string_view> out;
  for (const catalogue::Entry& entry : catalogue::current().entries(kind)) {
    out.push_back(entry.code);
  }
  return out;
}

TEST(CatalogueRules, ChoicesAreTheCataloguesEntries) {
  EXPECT_EQ(choices<model::Phase>(), codes(Kind::phase));
  EXPECT_EQ(choices<model::RoleRow>(), codes(Kind::role_row));
  EXPECT_EQ(choices<model::Driver>(), codes(Kind::allocation_driver));
  auto volumes = codes(Kind::application);
  volumes.insert(volumes.begin(), "provided");  // and units of the service provided
  EXPECT_EQ(choices<model::VolumeKind>(), volumes);
}

TEST(CatalogueRules, EveryCodedFieldIsHeldAgainstItsList) {
  CatalogueLedger t;
  const Value nowhere = text("PU9-9");
  const auto schedule = [&](FieldValue one) {
    return Add{Table::schedule,
               {{"name", text("Licence")},
                {"unit", t.unit_row()},
                {"service", t.service_row()},
                {"amount_cents", number(900)},
                {"first_period", number(202601)},
                {"every_months", number(1)},
                std::move(one)}};
  };
  const auto code = [](const char* scheme, const char* value) {
    return Add{Table::code, {{"scheme", text(scheme)}, {"code", text(value)}}};
  };
  const std::pair<Command, const char*> cases[] = {
      {t.line_with({{"task", nowhere}}), "catalogue_code_unknown task"},
      {t.line_with({{"condition", nowhere}}), "catalogue_code_unknown condition"},
      {t.line_with({{"channel", text("fax")}}), "catalogue_code_unknown channel"},
      {t.line_with({{"phase", text("later")}}), "value_range phase"},
      {t.line_with({{"role", text("R13")}}), "value_range role"},
      {t.line_with({{"catalogue", text("1999-1")}}), "catalogue_version_unknown catalogue"},
      {t.line_with({{"task", text("PU1-2.3")}, {"condition", text("N9-1.1")}}), "no error"},
      {schedule({"task", nowhere}), "catalogue_code_unknown task"},
      {schedule({"channel", nowhere}), "catalogue_code_unknown channel"},
      {schedule({"task", text("PU2-4")}), "no error"},
      {Add{Table::volume,
           {{"service", t.service_row()},
            {"kind", text("incident")},
            {"period", number(202601)},
            {"quantity", number(1)},
            {"channel", nowhere}}},
       "catalogue_code_unknown channel"},
      {Add{Table::conformity,
           {{"service", t.service_row()}, {"condition", text("N99")}, {"state", text("met")}}},
       "catalogue_code_unknown condition"},
      {Add{Table::resource, {{"code", text("L1")}, {"kind", text("boat")}}},
       "catalogue_code_unknown kind"},
      {Add{Table::source, {{"code", text("F1")}, {"kind", text("lottery")}}},
       "catalogue_code_unknown kind"},
      // What institutions add.
      {code("resource_kind", "staff"), "catalogue_immutable code"},
      {code("task", "PU4-1"), "catalogue_immutable scheme"},
      {code("resource_kind", "boat"), "no error"},
      {code("funding_source", "lottery"), "no error"},
      {code("channel", "fax"), "no error"},
      {Add{Table::resource, {{"code", text("L1")}, {"kind", text("boat")}}}, "no error"},
      {Add{Table::source, {{"code", text("F1")}, {"kind", text("lottery")}}}, "no error"},
      {t.line_with({{"channel", text("fax")}}), "no error"},
      {code("EKK", "22441"), "no error"},
      {code("EKK", "0244"), "catalogue_code_unknown code"},
      {code("EKK", "22-44"), "catalogue_code_unknown code"},
      {code("function", "01.110"), "no error"},
      {code("function", "11.000"), "catalogue_code_unknown code"},
      {code("local", "anything"), "no error"},
  };
  for (const auto& [command, wanted] : cases) {
    EXPECT_EQ(t.fault(command), wanted);
  }
  const auto code_row = [&t](const char* scheme, const char* value) {
    return text(t.ledger->codes()[t.ledger->find_code(scheme, value)].uuid.text());
  };
  EXPECT_EQ(t.fault(t.line_with({{"function", code_row("function", "01.110")}})), "no error");
  EXPECT_EQ(t.fault(t.line_with({{"function", code_row("EKK", "1100")}})),
            "catalogue_code_unknown function");
  EXPECT_EQ(t.fault(t.line_with({{"code", code_row("resource_kind", "boat")}})),
            "catalogue_code_unknown code");
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

// Every way of entry writes the version; an imported one says it once for all rows of a block.
TEST(CatalogueRules, EveryLineKnowsItsVersion) {
  CatalogueLedger t;
  const std::string now(catalogue::current().id);
  EXPECT_EQ(must(t.ledger->line(t.add(1))).catalogue, now);
  EXPECT_EQ(t.line_of(t.run(t.line_with({})).rows.at(0)).catalogue, now);
  auto bulk = must(t.ledger->begin_bulk({}));
  for (int i = 0; i < 3; ++i) {
    must(bulk->add(t.line(5)));
  }
  must(bulk->commit());
  std::vector<LineId> all;
  must(t.ledger->scan_lines([&all](const model::LineRow& row) { all.push_back(row.rid); }));
  ASSERT_EQ(all.size(), 5U);
  for (const model::Line& line : must(t.ledger->lines(all))) {
    EXPECT_EQ(line.catalogue, now);
  }
  const Outbox outbox = must(t.ledger->outbox(1000, 1 << 20));
  EXPECT_NE(outbox.items.back().text.find("\"catalogue\":{\"all\":\"" + now + "\"}"),
            std::string::npos);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

// A device with a newer catalogue sends codes that this program can't know: they are kept, shown as
// they are, and stand in the way of nothing.
TEST(CatalogueRules, CodesOfANewerCatalogueArriveWhole) {
  CatalogueLedger t;
  oplog::Op op;
  op.id = {*Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8057"), 1};
  op.rows = {*Uuid::parse("01890a5d-ac96-774b-bcce-b302099a8058")};
  op.table = "line";
  op.hlc = must(oplog::Hlc::parse("0190a5dac9674-0001"));
  op.tx = {1, 1};
  const auto set = [&op](const char* field, Value value) {
    op.set.push_back({.field = field, .values = {std::move(value)}});
  };
  set("amount_cents", number(4200));
  set("catalogue", text("2031-2"));
  set("kind", text("actual"));
  set("period", number(202601));
  set("service", t.service_row());
  set("task", text("PU7-1"));
  const std::string text_of_op = oplog::canonical(op);
  const oplog::Hash hash =
      oplog::chain_next(oplog::chain_start(t.ledger->id(), op.id.device), text_of_op);
  const FeedEntry entry{
      1, op.id, {oplog::Verdict{oplog::VerdictKind::accepted}, {}}, text_of_op, hash};
  must(t.ledger->apply_feed({&entry, 1}, "1"));
  const model::Line line = t.line_of(op.rows.front());
  EXPECT_EQ(line.task + " " + line.catalogue, "PU7-1 2031-2");
  // An edit of something else leaves the code alone; one that gives it a code of this program's
  // catalogue makes it a line of this version.
  t.run(Change{Table::line, op.rows.front(), {{"amount_cents", number(4300)}}});
  EXPECT_EQ(t.line_of(op.rows.front()).catalogue, "2031-2");
  t.run(Change{Table::line, op.rows.front(), {{"task", text("PU2-4")}}});
  EXPECT_EQ(t.line_of(op.rows.front()).catalogue, catalogue::current().id);
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(CatalogueRules, WithdrawnCodesAreForOldLinesOnly) {
  const catalogue::Catalogue& now = catalogue::current();
  constexpr catalogue::Note kNote{"gone", catalogue::Mark::withdrawn, "entry", "atcelts",
                                  "withdrawn"};
  const catalogue::Note* notes[] = {&kNote};
  std::vector<catalogue::Entry> tasks(now.entries(Kind::task).begin(),
                                      now.entries(Kind::task).end());
  tasks.front().notes = notes;
  std::vector<const catalogue::Entry*> sorted;
  for (const catalogue::Entry& entry : tasks) {
    sorted.push_back(&entry);
  }
  std::sort(sorted.begin(), sorted.end(),
            [](const auto* a, const auto* b) { return a->code < b->code; });
  std::vector<catalogue::KindInfo> kinds(now.kinds.begin(), now.kinds.end());
  kinds[static_cast<std::size_t>(Kind::task)].entries = tasks;
  kinds[static_cast<std::size_t>(Kind::task)].sorted_by_code = sorted;
  catalogue::Catalogue next = now;
  next.kinds = kinds;
  const auto lists = model::catalogue_lists(Table::line, "task");
  EXPECT_EQ(model::code_fault(next, lists, tasks.front().code),
            ErrorCode::catalogue_code_withdrawn);
  EXPECT_EQ(model::code_fault(next, lists, tasks.back().code), std::nullopt);
  EXPECT_EQ(model::code_fault(now, lists, tasks.front().code), std::nullopt);
}

}  // namespace
}  // namespace saimnieks::ledger
