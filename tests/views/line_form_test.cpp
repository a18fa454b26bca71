// The form of a line: what is typed becomes exactly the command that a person means.
#include "core/views/line_form.h"

#include "tests/core/ledger_fixture.h"

namespace saimnieks::views {
namespace {

using ledger::error_of;
using ledger::must;
using ledger::TestLedger;
using text::Language;

struct FormLedger : TestLedger {
  FormLedger() {
    create();
    clock.set_ms(1'784'800'000'000);  // 2026-07-23
    add_dimensions();
  }
  // The line that the form becomes.
  model::Line saved(const LineForm& form, Language language = Language::lv) {
    return must(ledger->line(run(must(command_of(form, language))).line));
  }
  [[nodiscard]] std::string uuid(model::ServiceId id) const {
    return ledger->services()[id].uuid.text();
  }
};

TEST(LineForm, WhatIsTypedIsWhatIsSaved) {
  FormLedger t;
  LineForm form;
  form.typed = {{"amount_cents", "1 234,5"},  {"service", t.uuid(t.service)},
                {"date", "23.07.2026."},      {"regular", "one-off"},
                {"quantity", "2,5"},          {"measure", "h"},
                {"unit_price_cents", "4,95"}, {"task", "PU1-1"}};
  const model::Line line = t.saved(form);
  EXPECT_EQ(line.row.cents, 123'450);
  EXPECT_EQ(line.row.kind, model::LineKind::actual);
  EXPECT_EQ(line.row.service, t.service);
  EXPECT_EQ(line.row.period, 202607) << "the day's month";
  EXPECT_EQ(line.row.regular, model::Regularity::one_off);
  EXPECT_EQ(line.quantity->text(), "2.5");
  EXPECT_EQ(line.unit_price_cents->text(), "495") << "typed in euro, kept in cents";
  EXPECT_EQ(line.task, "PU1-1");
}

TEST(LineForm, AQuantityAtAPriceNeedsNoAmount) {
  FormLedger t;
  LineForm form;
  form.typed = {{"service", t.uuid(t.service)},
                {"date", "23.07.2026."},
                {"quantity", "1,5"},
                {"unit_price_cents", "0,03"}};
  EXPECT_EQ(t.saved(form).row.cents, 5) << "4.5, half away from zero";
  form.typed["quantity"] = "-1,5";
  EXPECT_EQ(t.saved(form).row.cents, -5);
  form.typed.erase("unit_price_cents");
  EXPECT_EQ(t.saved(form).row.cents, 0) << "the amount is still to be told";
  form.typed.erase("quantity");
  EXPECT_EQ(error_of(command_of(form, Language::lv)), "value_missing amount_cents");
}

TEST(LineForm, ChangesOnlyWhatDiffers) {
  FormLedger t;
  const model::LineId rid = t.add(100'00);
  Words words;
  words.now_ms = t.clock.now_ms();
  LineForm form = must(form_of(*t.ledger, rid, words));
  EXPECT_EQ(form.typed["amount_cents"], "100,00");
  EXPECT_EQ(t.run(must(command_of(form, Language::lv))).ops, 0) << "nothing was said";
  form.typed["note"] = "piezīme";
  form.typed["unit"] = "";
  // Another has changed the amount meanwhile: it stays.
  t.run(ledger::SetLine{.rid = rid, .amount = base::Money::from_cents(7)});
  t.run(must(command_of(form, Language::lv)));
  const model::Line line = must(t.ledger->line(rid));
  EXPECT_EQ(line.row.cents, 7);
  EXPECT_EQ(line.note, "piezīme");
  EXPECT_EQ(line.row.unit, model::kNoUnit);
}

TEST(LineForm, OffersWhatFitsAndCountsTheRest) {
  FormLedger t;
  for (int i = 0; i < 40; ++i) {
    t.run(ledger::AddService{"S" + std::to_string(100 + i), "Skola " + std::to_string(i)});
  }
  const auto field = [&](const LineForm& form, std::string_view name) {
    const LineFormView view = build_line_form(*t.ledger, form, {});
    const auto found = std::find_if(view.fields.begin(), view.fields.end(),
                                    [name](const FormField& one) { return one.name == name; });
    return found == view.fields.end() ? FormField{} : *found;
  };
  LineForm form;
  EXPECT_EQ(field(form, "service").matches, 41);
  EXPECT_EQ(field(form, "service").options.size(), 30U);
  form.searched = "service";
  form.query = "SKOLA 39";
  EXPECT_EQ(field(form, "service").matches, 1);
  EXPECT_EQ(field(form, "service").options.front().label, "S139 Skola 39");
  EXPECT_EQ(field(form, "function").name, "") << "a field that few lines have waits";
  form.all_fields = true;
  const ledger::AddCode function{"function", "09.110", "Pirmsskolas izglītība"};
  const model::CodeId added{t.run(function).dimension};
  // Those of the catalogue, the own one in its place, and no code of what a cost is for.
  ASSERT_EQ(field(form, "function").matches, 11);
  EXPECT_EQ(field(form, "function").options.at(9).value, t.ledger->codes()[added].uuid.text());
}

TEST(LineForm, AFunctionOfTheCatalogueGetsItsRowWithTheFirstLineThatNamesIt) {
  FormLedger t;
  LineForm form;
  form.all_fields = true;
  form.searched = "function";
  form.query = "izglītība";
  const auto function = [&] {
    const LineFormView view = build_line_form(*t.ledger, form, {});
    return *std::find_if(view.fields.begin(), view.fields.end(),
                         [](const FormField& one) { return one.name == "function"; });
  };
  ASSERT_EQ(function().matches, 1);
  EXPECT_EQ(function().options.front().label, "09.000 Izglītība");
  form.typed = {{"amount_cents", "5"}, {"service", t.uuid(t.service)}, {"date", "23.07.2026."}};
  EXPECT_FALSE(function_to_add(*t.ledger, form).has_value());
  form.typed["function"] = function().options.front().value;
  EXPECT_EQ(function().text, "09.000 Izglītība");
  const auto added = function_to_add(*t.ledger, form);
  ASSERT_TRUE(added.has_value());
  const auto command = must(command_of(form, Language::lv));
  const auto next = [&](std::size_t index,
                        std::span<const base::Uuid>) -> base::Result<ledger::Command> {
    return index == 0 ? *added : command;
  };
  const auto committed = must(t.ledger->execute_all(2, next));
  const auto rid = must(t.ledger->find_line(committed.rows.back()));
  const model::Line line = must(t.ledger->line(*rid));
  EXPECT_EQ(t.ledger->codes()[line.row.function].code, "09.000");
  EXPECT_FALSE(function_to_add(*t.ledger, form).has_value()) << "it is there now";
  EXPECT_EQ(function().matches, 1);
  t.run(ledger::Undo{});  // both at once
  EXPECT_EQ(t.total(), 0);
}

// A line of a figure's list begins with what the figure fixes, and with what was entered last.
TEST(LineForm, BeginsWithWhatIsKnown) {
  FormLedger t;
  Words words;
  words.now_ms = 1'784'800'000'000;  // 2026-07-23, 09:46 UTC
  words.utc_offset_minutes = [](std::int64_t) { return 15 * 60; };
  LineForm last;
  last.typed = {{"service", "x"}, {"amount_cents", "5"}, {"phase", "provision"}};
  const LineForm form =
      new_line(*t.ledger, last, {{cube::Axis::service, model::index(t.service)}}, words);
  EXPECT_EQ(form.typed.at("service"), t.uuid(t.service));
  EXPECT_EQ(form.typed.at("phase"), "provision");
  EXPECT_EQ(form.typed.count("amount_cents"), 0U);
  EXPECT_EQ(form.typed.at("date"), "24.07.2026.") << "the person's day";
  EXPECT_EQ(form.repeated, std::set<std::string>{"phase"});
}

}  // namespace
}  // namespace saimnieks::views
