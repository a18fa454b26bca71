// Random commands on rows of several tables against a plain model: the ledger ends with the model's
// rows, undoing all of it brings the first rows back, and the log explains every state.
#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/catalogue/catalogue.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::ledger {
namespace {

using base::Uuid;
using model::Table;
using model::Value;

constexpr Table kTables[] = {Table::line, Table::resource, Table::source, Table::usage,
                             Table::need, Table::volume,   Table::outcome};

using Fields = std::map<std::string, Value>;
// By table and row; what is voided is not there.
using Picture = std::map<std::pair<Table, std::string>, Fields>;

// What one command says; the same for the ledger and for the model.
struct Step {
  enum class Verb { add, change, take_away } verb{};
  Table table{};
  std::size_t target = 0;  // of the living rows of the table
  Fields fields{};
};

class Model {
 public:
  explicit Model(TestLedger& ledger) : ledger_(ledger) {
    service_ = text(ledger.ledger->services()[ledger.service].uuid.text());
    unit_ = text(ledger.ledger->units()[ledger.unit].uuid.text());
  }

  Step step() {
    Step out;
    out.table = *rc::gen::elementOf(std::vector<Table>(std::begin(kTables), std::end(kTables)));
    const auto rows = living(out.table);
    out.verb =
        rows.empty()
            ? Step::Verb::add
            : *rc::gen::weightedElement<Step::Verb>(
                  {{3, Step::Verb::add}, {3, Step::Verb::change}, {1, Step::Verb::take_away}});
    out.target = rows.empty() ? 0 : *rc::gen::inRange<std::size_t>(0, rows.size());
    if (out.verb == Step::Verb::add) {
      out.fields = new_row(out.table);
    } else if (out.verb == Step::Verb::change) {
      out.fields = some_changes(out.table);
    }
    return out;
  }

  // Carries it out in both; the ledger may refuse what the model refuses too.
  void run(const Step& step) {
    std::vector<FieldValue> fields;
    for (const auto& [name, value] : step.fields) {
      fields.push_back({name, value});
    }
    if (step.verb == Step::Verb::add) {
      const auto done = ledger_.ledger->execute(Add{step.table, fields});
      const bool there = step.table == Table::resource || step.table == Table::source
                             ? taken(step.table, step.fields.at("code"))
                             : false;
      RC_ASSERT(done.has_value() == !there);
      if (done) {
        picture[{step.table, done->rows.at(0).text()}] = with_defaults(step);
        if (step.table == Table::line) {
          picture[{step.table, done->rows.at(0).text()}]["catalogue"] =
              text(std::string(catalogue::current().id));
        }
        ++commands;
      }
      return;
    }
    const std::string row = living(step.table)[step.target];
    const Uuid uuid = *Uuid::parse(row);
    if (step.verb == Step::Verb::take_away) {
      const bool used = named(row);
      const auto done = ledger_.ledger->execute(Void{step.table, uuid});
      RC_ASSERT(done.has_value() == !used);
      if (done) {
        picture.erase({step.table, row});
        ++commands;
      }
      return;
    }
    const auto done = ledger_.ledger->execute(Change{step.table, uuid, fields});
    RC_ASSERT(done.has_value());
    commands += done->ops > 0 ? 1 : 0;
    Fields& now = picture[{step.table, row}];
    for (const auto& [name, value] : step.fields) {
      if (model::is_null(value)) {
        now.erase(name);
      } else {
        now[name] = value;
      }
    }
  }

  Picture picture;
  int commands = 0;  // that did something

 private:
  [[nodiscard]] std::vector<std::string> living(Table table) const {
    std::vector<std::string> out;
    for (const auto& [key, fields] : picture) {
      if (key.first == table) {
        out.push_back(key.second);
      }
    }
    return out;
  }
  [[nodiscard]] bool taken(Table table, const Value& code) const {
    for (const auto& [key, fields] : picture) {
      if (key.first == table && fields.at("code") == code) {
        return true;
      }
    }
    return false;
  }
  [[nodiscard]] bool named(const std::string& row) const {
    for (const auto& [key, fields] : picture) {
      for (const auto& [name, value] : fields) {
        if (value == text(row)) {
          return true;
        }
      }
    }
    return false;
  }
  static Value small() { return Value(std::int64_t{*rc::gen::inRange(1, 50)}); }
  static Value word() {
    return text(*rc::gen::elementOf(std::vector<std::string>{"a", "b", "ēka"}));
  }

  Fields new_row(Table table) {
    Fields out;
    const auto resources = living(Table::resource);
    const bool on_resource = !resources.empty() && *rc::gen::arbitrary<bool>();
    const Value resource = on_resource ? text(*rc::gen::elementOf(resources)) : Value();
    switch (table) {
      case Table::resource:
        return {{"code", word()}, {"kind", text("building")}, {"name", word()}};
      case Table::source:
        return {{"code", word()}, {"name", word()}};
      case Table::usage:
        if (!on_resource) {
          return {{"code", word()}};  // replaced below
        }
        return {{"from_resource", resource},
                {"to_service", service_},
                {"driver", text("weight")},
                {"weight", small()},
                {"valid_from", Value(std::int64_t{20260101})}};
      case Table::need:
        out = {{"unit", unit_},
               {"period", Value(std::int64_t{202600})},
               {"amount_cents", small()},
               {"justification", word()},
               {"priority", small()}};
        break;
      case Table::volume:
        return {{"service", service_},
                {"kind", text("incident")},
                {"period", Value(std::int64_t{202603})},
                {"quantity", small()}};
      case Table::outcome:
        out = {
            {"indicator", word()}, {"period", Value(std::int64_t{202600})}, {"planned", small()}};
        break;
      default:
        out = {{"kind", text("actual")},
               {"period", Value(std::int64_t{202600} + *rc::gen::inRange(0, 13))},
               {"amount_cents", small()}};
        break;
    }
    out[on_resource ? "resource" : "service"] = on_resource ? resource : service_;
    return out;
  }
  Fields some_changes(Table table) {
    switch (table) {
      case Table::resource:
        return {{"name", word()}, {"register_id", *rc::gen::arbitrary<bool>() ? word() : Value()}};
      case Table::source:
        return {{"name", word()}};
      case Table::usage:
        return {{"weight", *rc::gen::arbitrary<bool>() ? small() : Value()}};
      case Table::need:
        return {{"priority", small()}, {"amount_cents", small()}};
      case Table::volume:
        return {{"quantity", small()}, {"note", *rc::gen::arbitrary<bool>() ? word() : Value()}};
      case Table::outcome:
        return {{"reached", *rc::gen::arbitrary<bool>() ? small() : Value()}};
      default:
        return {{"amount_cents", small()},
                {"channel", *rc::gen::arbitrary<bool>() ? text("website") : Value()}};
    }
  }
  static Fields with_defaults(const Step& step) {
    Fields out = step.fields;
    for (const model::FieldInfo& field : model::table_info(step.table).fields) {
      if (field.has_default) {
        out.try_emplace(std::string(field.name), model::default_of(field));
      }
    }
    return out;
  }

  TestLedger& ledger_;
  Value service_;
  Value unit_;
};

Picture picture_of(const Ledger& ledger) {
  Picture out;
  for (const Table table : kTables) {
    must(ledger.each_row(table, {}, [&](const Ledger::RowView& view) {
      if (!view.state.voided()) {
        out[{table, view.row.text()}] = Fields(view.state.fields.begin(), view.state.fields.end());
      }
    }));
  }
  return out;
}

TEST(RowCommandProperties, TheLedgerKeepsTheModelsRowsAndUndoBringsBackTheFirst) {
  EXPECT_TRUE(rc::check([] {
    TestLedger t;
    t.create();
    t.add_dimensions();
    Model model(t);
    const int steps = *rc::gen::inRange(1, 25);
    for (int i = 0; i < steps; ++i) {
      const Step step = model.step();
      if (step.table == Table::usage && step.verb == Step::Verb::add &&
          step.fields.count("code") > 0) {
        continue;  // no resource to use yet
      }
      model.run(step);
    }
    RC_ASSERT(picture_of(*t.ledger) == model.picture);
    RC_ASSERT(must(t.ledger->verify()).ok);
    t.reopen();
    for (int i = 0; i < model.commands; ++i) {
      t.run(Undo{});
    }
    RC_ASSERT(picture_of(*t.ledger).empty());
    RC_ASSERT(must(t.ledger->verify()).ok);
    for (int i = 0; i < model.commands; ++i) {
      t.run(Redo{});
    }
    RC_ASSERT(picture_of(*t.ledger) == model.picture);
    RC_ASSERT(must(t.ledger->verify()).ok);
  }));
}

}  // namespace
}  // namespace saimnieks::ledger
