// Registers' exports beside a small ledger.
#include "core/exchange/register_file.h"

#include "tests/exchange/workbook_files.h"

namespace saimnieks::exchange {
namespace {

using ledger::Add;
using ledger::must;
using ledger::text;
using model::Table;
using model::Value;

struct Town : ledger::TestLedger {
  Town() {
    create();
    unit = model::UnitId{run(ledger::AddUnit{.code = "DN", .name = "Novads"}).dimension};
    add_service("P1", "Pirts", "SR-1");
    add_service("P2", "Bibliotēka", "");
    add_service("P3", "Muzejs", "SR-3");
  }
  void add_service(const char* of_code, const char* name, const char* id) {
    std::vector<ledger::FieldValue> fields{{"code", text(of_code)}, {"name", text(name)}};
    if (*id != 0) {
      fields.push_back({"register_id", text(id)});
    }
    run(Add{Table::service, std::move(fields)});
  }
  [[nodiscard]] base::Result<RegisterComparison> compare(Table table, std::string bytes) const {
    base::MemorySource source("register", std::move(bytes));
    return RegisterComparison::make(*ledger, table, source);
  }
  void apply(const RegisterComparison& found, bool void_gone = false) {
    must(must(found.commands(void_gone)).run(*ledger));
  }
  [[nodiscard]] std::vector<std::string> services() const {
    std::vector<std::string> out;
    for (const model::Service& one : ledger->services().rows()) {
      out.push_back(one.code + " " + one.name + " " + one.register_id +
                    (one.voided ? " voided" : ""));
    }
    return out;
  }
};

std::vector<std::string> picture(const std::vector<RegisterRow>& rows) {
  std::vector<std::string> out;
  for (const RegisterRow& row : rows) {
    std::string line = row.identifier + ":";
    for (const RegisterRow::Field& field : row.fields) {
      line += " " + field.name + " " + field.before + ">" + field.after;
    }
    out.push_back(line);
  }
  return out;
}

std::vector<std::string> picture(const std::vector<RegisterFault>& faults) {
  std::vector<std::string> out;
  for (const RegisterFault& fault : faults) {
    out.push_back(std::to_string(fault.place) + " " + fault.field + " " +
                  std::string(base::error_name(fault.code)) + " " + fault.value);
  }
  return out;
}

TEST(RegisterFile, ShowsWhatIsNewChangedAndGoneAndWritesNothing) {
  Town t;
  const std::int64_t before = t.ledger->revision();
  const auto found = must(t.compare(Table::service,
                                    "Identifikators;Nosaukums;Iestāde;Piezīme\n"
                                    "SR-1;Publiskā pirts;DN;x\n"
                                    "SR-9;Baseins;;y\n"));
  EXPECT_EQ(picture(found.added()),
            (std::vector<std::string>{"SR-9: code >SR-9 name >Baseins register_id >SR-9"}));
  EXPECT_EQ(picture(found.changed()),
            (std::vector<std::string>{"SR-1: name Pirts>Publiskā pirts unit >DN"}));
  // P2 is not in the register at all, so the register can't have lost it.
  EXPECT_EQ(picture(found.gone()), (std::vector<std::string>{"SR-3:"}));
  EXPECT_EQ(found.unused_columns(), (std::vector<std::string>{"Piezīme"}));
  EXPECT_TRUE(found.faults().empty());
  EXPECT_EQ(t.ledger->revision(), before);

  t.apply(found);
  EXPECT_EQ(t.services(), (std::vector<std::string>{"P1 Publiskā pirts SR-1", "P2 Bibliotēka ",
                                                    "P3 Muzejs SR-3", "SR-9 Baseins SR-9"}));
  const auto again =
      must(t.compare(Table::service, "id,name\nSR-1,Publiskā pirts\nSR-9,Baseins\n"));
  EXPECT_EQ(again.unchanged(), 2);
  EXPECT_TRUE(again.added().empty() && again.changed().empty());
  t.run(ledger::Undo{});  // all of it at once
  EXPECT_EQ(t.services().at(0), "P1 Pirts SR-1");
}

TEST(RegisterFile, TurnoversOfAccountsAreMetByWhatTheyAreOf) {
  Town t;
  auto found = must(t.compare(Table::turnover,
                              "Struktūrvienība;EKK;Mēnesis;Debeta apgrozījums, EUR;Dokuments\n"
                              "DN;2200;2026. gada marts;1 051,20;Virsgrāmata\n"
                              "DN;EKK:1100;03.2026;10;\nDN;1100;2026-03;11;\n"
                              "XX;1100;2026-03;1;\nDN;77777;2026-03;1;\nDN;1100;2026-13;1;\n"
                              "DN;1100;2026-04;x;\nDN;1100;2026-05;;\n"));
  must(found.try_out(*t.ledger));
  EXPECT_EQ(picture(found.added()),
            (std::vector<std::string>{
                "DN EKK:2200 2026-03 cost: unit >DN code >EKK:2200 period >2026-03 basis >cost "
                "amount_cents >105120 document >Virsgrāmata",
                "DN EKK:1100 2026-03 cost: unit >DN code >EKK:1100 period >2026-03 basis >cost "
                "amount_cents >1000"}));
  EXPECT_EQ(picture(found.faults()),
            (std::vector<std::string>{
                "4 code row_exists DN EKK:1100 2026-03 cost", "5 unit unit_unknown XX",
                "6 code code_unknown 77777", "7 period period_invalid 2026-13",
                "8 amount_cents amount_invalid x", "9 amount_cents value_missing "}));
  t.apply(found);
  auto again = must(t.compare(
      Table::turnover,
      R"([{"unit": "DN", "code": "2200", "period": "2026-03", "amount_cents": 105121}])"));
  EXPECT_EQ(picture(again.changed()),
            (std::vector<std::string>{"DN EKK:2200 2026-03 cost: amount_cents 105120>105121"}));
  EXPECT_EQ(picture(again.gone()), (std::vector<std::string>{"DN EKK:1100 2026-03 cost:"}));
  t.apply(again, true);
  std::string rows;
  must(t.ledger->each_fact<model::Turnover>([&](const model::Turnover& one) {
    rows += std::to_string(one.amount_cents.cents()) + (one.voided ? " voided" : "") + "\n";
  }));
  EXPECT_EQ(rows, "105121\n1000 voided\n");
}

TEST(RegisterFile, KindsMayBeInWords) {
  Town t;
  const auto resources = must(t.compare(Table::resource,
                                        "Kods;Veids\nA;Transportlīdzeklis\nB;TRANSPORTLĪDZEKĻI\n"
                                        "C;Digital technology\nD;vehicle\nE;Kuģis\nF;P\n"));
  EXPECT_EQ(picture(resources.added()),
            (std::vector<std::string>{"A: code >A kind >vehicle", "B: code >B kind >vehicle",
                                      "C: code >C kind >technology", "D: code >D kind >vehicle",
                                      "E: code >E kind >Kuģis", "F: code >F kind >P"}));
  const auto units = must(t.compare(Table::unit, "Kods;Veids\nDN;Pašvaldība\nX;Mēness\n"));
  EXPECT_EQ(picture(units.changed()), (std::vector<std::string>{"DN: kind >municipality"}));
  EXPECT_EQ(picture(units.faults()), (std::vector<std::string>{"3 kind value_range Mēness"}));
}

TEST(RegisterFile, ATrialFindsWhatTheLedgerWouldRefuse) {
  Town t;
  const auto before = t.picture();
  auto found = must(t.compare(Table::resource,
                              "Kods;Nosaukums;Veids\nA;Buss;Transportlīdzeklis\nE;Prāmis;Kuģis\n"
                              "G;;\nH;Ēka;building\n"));
  must(found.try_out(*t.ledger));
  EXPECT_EQ(t.picture(), before);
  EXPECT_EQ(found.added().size(), 2U);
  EXPECT_EQ(
      picture(found.faults()),
      (std::vector<std::string>{"3 kind catalogue_code_unknown Kuģis", "4 kind value_missing "}));
  t.apply(found);  // what is left is taken
  EXPECT_EQ(t.ledger->resources().size(), 2U);
  // What lies below a refused row is refused, too.
  auto units = must(t.compare(Table::unit, "Kods;Augstākā vienība\na/b;\nS;a/b\nT;DN\n"));
  must(units.try_out(*t.ledger));
  EXPECT_EQ(picture(units.added()), (std::vector<std::string>{"DN/T: code >T parent >DN"}));
  ASSERT_EQ(units.faults().size(), 2U);
  EXPECT_EQ(units.faults()[0].field, "code");
  EXPECT_EQ(picture(units.faults())[1], "3 parent row_unknown a/b");
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(RegisterFile, AWorkbookIsReadAsItsTextWouldBe) {
  Town t;
  const auto book = [](const std::string& rows) {
    return BookFile{{{"Saraksts", "", data(rows)}},
                    {},
                    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"}
        .bytes();
  };
  const auto units = must(t.compare(
      Table::unit,
      book(texts_row(1, {"Kods", "Nosaukums", "Spēkā no"}) +
           row(2, cell("A2", "DN") + cell("B2", "Novada dome") + number_cell("C2", "46023", 1)))));
  EXPECT_EQ(picture(units.changed()),
            (std::vector<std::string>{"DN: name Novads>Novada dome valid_from >2026-01-01"}));
  // What is there but can't be read is not gone.
  const auto services = must(t.compare(
      Table::service,
      book(texts_row(1, {"Pakalpojumi 2026"}) + texts_row(3, {"Identifikators", "Nosaukums"}) +
           row(4, cell("A4", "SR-1") + cell("B4", "Pirts")) +
           row(5, cell("A5", "SR-3") + "<c r=\"B5\" t=\"e\"><v>#REF!</v></c>") +
           row(6, "<c r=\"A6\"><f>A5</f></c>" + cell("B6", "Baseins")))));
  EXPECT_EQ(services.unchanged(), 1);
  EXPECT_TRUE(services.added().empty() && services.changed().empty() && services.gone().empty());
  EXPECT_EQ(
      picture(services.faults()),
      (std::vector<std::string>{"5 name cell_fault #REF!", "6 register_id cell_uncomputed ="}));
}

TEST(RegisterFile, WhatIsGoneIsVoidedOnlyWhenAskedFor) {
  Town t;
  const auto found = must(t.compare(Table::service, "register_id,code,name\nSR-1,P1,Pirts\n"));
  EXPECT_EQ(found.unchanged(), 1);
  t.apply(found, true);
  EXPECT_EQ(t.services().at(2), "P3 Muzejs SR-3 voided");
}

// What can't be voided is said before anything is written, as other refusals are.
TEST(RegisterFile, WhatIsGoneAndStillNamedIsRefusedInThePreview) {
  Town t;
  t.code = t.ledger->find_code("EKK", "1100");
  t.service = t.ledger->find_service("P3");
  t.add(100);
  const std::string export_of_one = "register_id,code,name\nSR-1,P1,Pirts\n";
  auto found = must(t.compare(Table::service, export_of_one));
  must(found.try_out(*t.ledger));
  EXPECT_TRUE(found.faults().empty()) << "nobody has asked to void it";
  EXPECT_EQ(picture(found.gone()), (std::vector<std::string>{"SR-3:"}));
  must(found.try_out(*t.ledger, true));
  EXPECT_TRUE(found.gone().empty());
  EXPECT_EQ(picture(found.faults()), (std::vector<std::string>{"0 voided row_in_use SR-3"}));
  t.apply(found, true);  // what is left of it
  EXPECT_EQ(t.services().at(2), "P3 Muzejs SR-3");
}

TEST(RegisterFile, WhatIsGoneGoesBeforeWhatItLiesBelow) {
  Town t;
  const auto below = [&t](const char* code, model::UnitId parent) {
    return model::UnitId{t.run(ledger::AddUnit{.parent = parent, .code = code}).dimension};
  };
  const model::UnitId school = below("S", t.unit);
  below("A", school);
  below("B", school);
  const model::UnitId other = below("T", t.unit);
  below("C", other);
  t.code = t.ledger->find_code("EKK", "1100");
  t.service = t.ledger->find_service("P1");
  t.unit = other;
  t.add(1);
  auto found = must(t.compare(Table::unit, "Kods;Nosaukums\nDN;Novads\n"));
  must(found.try_out(*t.ledger, true));
  EXPECT_EQ(picture(found.gone()),
            (std::vector<std::string>{"DN/S/A:", "DN/S/B:", "DN/T/C:", "DN/S:"}));
  EXPECT_EQ(picture(found.faults()), (std::vector<std::string>{"0 voided row_in_use DN/T"}));
  t.apply(found, true);
  EXPECT_TRUE(t.ledger->units()[school].voided);
  EXPECT_FALSE(t.ledger->units()[other].voided);
}

// The first export meets rows by their code and gives them their identifiers.
TEST(RegisterFile, LinksRowsThatHadNoIdentifier) {
  Town t;
  const auto found = must(t.compare(Table::service,
                                    R"({"services": [
      {"id": "SR-2", "code": "P2", "name": "Bibliotēka"},
      {"id": "SR-7", "code": "P1", "name": "Cita pirts"},
      {"id": "SR-8", "code": "P8", "name": null}]})"));
  EXPECT_EQ(picture(found.changed()), (std::vector<std::string>{"SR-2: register_id >SR-2"}));
  EXPECT_EQ(picture(found.added()), (std::vector<std::string>{"SR-8: code >P8 register_id >SR-8"}));
  // P1 is SR-1 to the register: another service of the same code is not taken for it.
  EXPECT_EQ(picture(found.faults()), (std::vector<std::string>{"2 code row_exists P1"}));
}

TEST(RegisterFile, UnitsComeAfterThoseThatTheyLieBelow) {
  Town t;
  const auto found = must(t.compare(Table::unit,
                                    "Augstākā;Kods;Nosaukums;Veids;Spēkā no\n"
                                    "DN/01;A;Nodaļa;department;\n"
                                    "DN;01;Skola;institution;2026-01-01\n"
                                    ";DN;Novads;municipality;\n"
                                    "XX;02;Nekur;institution;\n"
                                    "DN;03;Slikti;palace;\n"
                                    "DN;04;Slikti;institution;kaut kad\n"));
  EXPECT_EQ(picture(found.added()),
            (std::vector<std::string>{
                "DN/01: code >01 kind >institution name >Skola parent >DN valid_from >2026-01-01",
                "DN/01/A: code >A kind >department name >Nodaļa parent >DN/01"}));
  EXPECT_EQ(picture(found.changed()), (std::vector<std::string>{"DN: kind >municipality"}));
  EXPECT_EQ(picture(found.faults()), (std::vector<std::string>{"6 kind value_range palace",
                                                               "7 valid_from date_invalid kaut kad",
                                                               "5 parent unit_unknown XX"}));
  t.apply(found);
  const std::string_view path[] = {"DN", "01", "A"};
  EXPECT_NE(t.ledger->find_unit(path), model::kNoUnit);
}

TEST(RegisterFile, CodesOfAnOfficialListStandBesideTheCatalogue) {
  Town t;
  t.run(Add{Table::code, {{"scheme", text("local")}, {"code", text("7")}}});
  t.run(Add{Table::code, {{"scheme", text("EKK")}, {"code", text("22441")}}});
  const std::string title = t.ledger->codes()[t.ledger->find_code("EKK", "2200")].name;
  const auto found = must(t.compare(
      Table::code, "code;title\n2200;" + title + "\n2244;Remonts\n1100;Cits nosaukums\n"));
  EXPECT_EQ(picture(found.added()),
            (std::vector<std::string>{"EKK:2244: code >2244 name >Remonts scheme >EKK"}));
  EXPECT_EQ(picture(found.gone()), (std::vector<std::string>{"EKK:22441:"}));
  EXPECT_EQ(picture(found.faults()),
            (std::vector<std::string>{"4 name catalogue_immutable Cits nosaukums"}));
  EXPECT_EQ(found.unchanged(), 1);
}

TEST(RegisterFile, FilesThatCanNotBeRead) {
  const Town t;
  const auto fault = [&t](Table table, const char* bytes) {
    return ledger::error_of(t.compare(table, bytes));
  };
  EXPECT_EQ(fault(Table::line, "code\n1\n"), "table_unknown");
  EXPECT_EQ(fault(Table::version, "label\n1\n"), "table_unknown");
  EXPECT_EQ(fault(Table::service, ""), "file_empty");
  EXPECT_EQ(fault(Table::service, "{\"a\": 1}"), "json_shape /");
  EXPECT_EQ(fault(Table::service, "[1]"), "json_shape /0");
  EXPECT_EQ(fault(Table::service, "[{\"code\": {}}]"), "json_shape /0/code");
  EXPECT_EQ(fault(Table::service, "[{"), "json_invalid");
  const std::string nul("[]\0]", 4);
  EXPECT_EQ(ledger::error_of(t.compare(Table::service, nul)), "json_invalid");
  EXPECT_EQ(fault(Table::service, "Nosaukums;Nozare\nPirts;izglītība\n"), "mapping_invalid");
  EXPECT_EQ(picture(must(t.compare(Table::service, "kods;nosaukums\nP1;a\nP1;b\n;c\n")).faults()),
            (std::vector<std::string>{"3 code row_exists P1", "4 code value_missing "}));
}

}  // namespace
}  // namespace saimnieks::exchange
