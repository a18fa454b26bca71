// Workbooks as they come: what their cells say is what a CSV of the same rows would say, and what
// is hostile or broken ends in a sentence.
#include "core/workbook/workbook.h"

#include <algorithm>

#include "core/exchange/import_job.h"
#include "core/exchange/proposal.h"
#include "core/workbook/cell_text.h"
#include "tests/exchange/workbook_files.h"

namespace saimnieks::exchange {
namespace {

using ledger::error_of;
using ledger::must;
using ledger::TestLedger;

constexpr const char* kMapping =
    R"({"columns":{"period":"Mēnesis","unit":"Iestāde","service":"Pakalpojums","code":"EKK","amount":"Summa"}})";
const std::vector<std::string> kHeader = {"Mēnesis", "Iestāde", "Pakalpojums", "EKK", "Summa"};

// A row of the usual columns whose amount is a number.
std::string cost(int number, const std::string& amount, int style = 0) {
  const std::string n = std::to_string(number);
  return row(number, cell("A" + n, "2026-01") + cell("B" + n, "Skola") + cell("C" + n, "Mācības") +
                         number_cell("D" + n, "1100") + number_cell("E" + n, amount, style));
}

BookFile one_sheet(const std::string& rows, const std::string& after = "") {
  return {{{"Dati", "", data(rows) + after}}, {}, {}};
}

ImportReport import(const std::string& bytes, TestLedger& t, const char* mapping = kMapping) {
  base::MemorySource source("dati.xlsx", bytes);
  ImportJob job(source, must(parse_mapping(mapping)), {.skip_refused = true}, t.ledger.get());
  EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done)
      << (job.error() ? base::describe(*job.error()) : "");
  return job.report();
}

// What an import of it fails with; the ledger stays empty.
std::string refusal(const std::string& bytes, const char* mapping = kMapping) {
  TestLedger t;
  t.create();
  base::MemorySource source("dati.xlsx", bytes);
  ImportJob job(source, must(parse_mapping(mapping)), {.skip_refused = true}, t.ledger.get());
  const auto state = base::run_to_end(job, t.clock);
  EXPECT_TRUE(state != base::Job::State::failed || t.ledger->empty());
  return job.error() ? std::string(base::error_name(job.error()->code)) : "none";
}

std::vector<std::vector<std::string>> sample_of(const std::string& bytes,
                                                const ShapeOverrides& overrides = {}) {
  base::MemorySource source("dati.xlsx", bytes);
  return must(inspect(source, overrides)).sample;
}

TEST(Workbook, NumbersAreReadAsTheirDigits) {
  using workbook::plain_number;
  for (const auto& [value, plain] :
       std::map<std::string, std::string>{{"1100", "1100"},
                                          {"-0.50", "-0.5"},
                                          {"1100.0", "1100"},
                                          {"0.00", "0"},
                                          {"0.30000000000000004", "0.3"},
                                          {"1.1000000000000001", "1.1"},
                                          {"-1234567.8900000001", "-1234567.89"},
                                          {"99999999.999999999", "100000000"},
                                          {"1.5E3", "1500"},
                                          {"1.2345e-2", "0.012345"},
                                          {"1E+15", "1000000000000000"},
                                          {"12345678901234.56", "12345678901234.56"},
                                          {"00.5", "0.5"},
                                          {".5", "0.5"},
                                          {"-0", "0"}}) {
    EXPECT_EQ(plain_number(value).value_or("none"), plain) << value;
  }
  for (const char* text : {"", "-", "1.2.3", "1e", "1e99", "1,5", "NaN", "0x10", " 1", "."}) {
    EXPECT_FALSE(plain_number(text)) << text;
  }
}

TEST(Workbook, DaysAreCountedFromEitherEpoch) {
  using workbook::date_text;
  EXPECT_EQ(date_text("46023", false).value_or(""), "2026-01-01");
  EXPECT_EQ(date_text("44561", true).value_or(""), "2026-01-01");
  EXPECT_EQ(date_text("1", false).value_or(""), "1900-01-01");
  EXPECT_EQ(date_text("59", false).value_or(""), "1900-02-28");
  EXPECT_EQ(date_text("61", false).value_or(""), "1900-03-01");
  EXPECT_EQ(date_text("0", true).value_or(""), "1904-01-01");
  EXPECT_EQ(date_text("46023.520833333336", false).value_or(""), "2026-01-01 12:30:00");
  EXPECT_EQ(date_text("46023.999999999", false).value_or(""), "2026-01-02");
  for (const char* none : {"60", "0", "-1", "2958466", "1e3"}) {
    EXPECT_FALSE(date_text(none, false)) << none;
  }
}

TEST(Workbook, FormatsSayWhatADateIs) {
  using workbook::look_of;
  for (const char* code : {"yyyy\\-mm\\-dd", "dd.mm.yyyy.", "mmm yy", "[$-426]d. mmmm", "[h]:mm"}) {
    EXPECT_TRUE(look_of(code).date) << code;
  }
  for (const char* code : {"General", "0.00", "#,##0.00 [$EUR]", "[Red]0", "0 \"dienas\"", "0\\d",
                           "#,##0_d", "0;\"m\""}) {
    EXPECT_FALSE(look_of(code).date) << code;
  }
  EXPECT_EQ(look_of("000").least_digits, 3);
  EXPECT_EQ(look_of("0.0").least_digits, 0);
}

TEST(Workbook, CellsOfEveryKindSayWhatAPersonSees) {
  BookFile book =
      one_sheet(texts_row(1, {"Kods", "Teksts", "Diena", "Skaitlis", "Jā", "Bagāts"}) +
                row(3, number_cell("A3", "7", 1) + "<c r=\"B3\" t=\"s\"><v>0</v></c>" +
                           number_cell("C3", "46023", 2) + number_cell("D3", "1.5E3") +
                           "<c r=\"E3\" t=\"b\"><v>1</v></c><c r=\"F3\" t=\"s\"><v>1</v></c>") +
                // Without places, a formula with its value, a day as text, escapes.
                "<row><c><v>8</v></c><c t=\"str\"><f>A1&amp;\"x\"</f><v>a_x000D_b _x00zz_</v></c>"
                "<c t=\"d\"><v>2026-02-03T00:00:00</v></c><c s=\"3\"/>"
                "<c t=\"inlineStr\"><is><t>&lt;&#x16B;&gt;</t></is></c></row>");
  book.shared = {"<t>Mācības &amp; \"darbs\"</t>",
                 "<r><t>pus</t></r><rPh sb=\"0\" eb=\"1\"><t>skan</t></rPh><r><rPr><b/></rPr>"
                 "<t xml:space=\"preserve\">e </t></r><r><t>x</t></r>"};
  book.styles =
      "<numFmts><numFmt numFmtId=\"164\" formatCode=\"000\"/></numFmts><cellStyleXfs>"
      "<xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/>"
      "<xf numFmtId=\"14\"/><xf numFmtId=\"4\"/></cellXfs>";
  const auto sample = sample_of(book.bytes());
  ASSERT_EQ(sample.size(), 2U);
  EXPECT_EQ(sample[0], (std::vector<std::string>{"007", "Mācības & \"darbs\"", "2026-01-01", "1500",
                                                 "TRUE", "puse x"}));
  EXPECT_EQ(sample[1],
            (std::vector<std::string>{"8", "a\rb _x00zz_", "2026-02-03T00:00:00", "", "<ū>", ""}));
  book.book = "<workbookPr date1904=\"1\"/>";
  EXPECT_EQ(sample_of(book.bytes())[0][2], "2030-01-02");
}

TEST(Workbook, RowsBecomeLinesAndReportsNameTheRowOfTheSheet) {
  TestLedger t;
  t.create();
  const std::string rows = texts_row(2, {"Budžeta izpilde 2026"}) + texts_row(4, kHeader) +
                           cost(5, "1200.5") + cost(7, "0.30000000000000004") + cost(8, "12.345") +
                           cost(9, "12.3400009") + cost(10, "-12.999999") + cost(11, "12.340002") +
                           cost(12, "1e3") + texts_row(13, {"", "Kopā", "", "", "9999"}) +
                           texts_row(14, {"2026-01", "Skola", "Mācības", "1100", "1 000,25"});
  const ImportReport report = import(one_sheet(rows).bytes(), t);
  EXPECT_EQ(report.read, 8);
  EXPECT_EQ(report.total, 1);
  EXPECT_EQ(report.sums.at(2026).cents(), 120'050 + 30 + 1234 - 1300 + 100'000 + 100'025);
  ASSERT_EQ(report.refused.size(), 2U);
  EXPECT_EQ(report.refused[0].line, 8);
  EXPECT_EQ(report.refused[0].column, "Summa");
  EXPECT_EQ(report.refused[0].code, base::ErrorCode::amount_part_of_cent);
  EXPECT_EQ(report.refused[1].line, 11);
  EXPECT_EQ(t.total(), report.sums.at(2026).cents());
  EXPECT_TRUE(must(t.ledger->verify()).ok);
}

TEST(Workbook, FormulasWithoutAValueAreRefused) {
  TestLedger t;
  t.create();
  const auto with = [](int number, const std::string& last) {
    std::string text = cost(number, "1");
    const std::string plain = number_cell("E" + std::to_string(number), "1");
    return text.replace(text.find(plain), plain.size(), last);
  };
  const ImportReport report = import(
      one_sheet(texts_row(1, kHeader) + with(2, "<c r=\"E2\"><f>SUM(E3:E9)</f></c>") +
                with(3, "<c r=\"E3\" t=\"e\"><v>#REF!</v></c>") +
                with(4, "<c r=\"E4\"><f>1+1</f><v>2</v></c><c r=\"G4\" t=\"e\"><v>#N/A</v></c>") +
                with(5, "<c r=\"E5\"><f>1+1</f><v>2</v></c>"))
          .bytes(),
      t);
  ASSERT_EQ(report.refused.size(), 3U);
  EXPECT_EQ(report.refused[0].code, base::ErrorCode::cell_uncomputed);
  EXPECT_EQ(report.refused[1].code, base::ErrorCode::cell_fault);
  EXPECT_EQ(report.refused[1].value, "#REF!");
  EXPECT_EQ(report.refused[2].code, base::ErrorCode::too_many_fields);
  EXPECT_EQ(report.sums.at(2026).cents(), 200);
}

TEST(Workbook, AMergedHeaderNamesAllItsColumns) {
  const std::string rows = texts_row(1, {"Budžets"}) +
                           texts_row(2, {"Kods", "Nosaukums", "2025", "", "2026", ""}) +
                           texts_row(3, {"", "", "Plāns", "Izpilde", "Plāns", "Izpilde"}) +
                           texts_row(4, {"1", "Pirmais", "10", "11", "12", "13"});
  const std::string merges =
      "<mergeCells><mergeCell ref=\"A1:F1\"/><mergeCell ref=\"A2:A3\"/><mergeCell ref=\"B2:B3\"/>"
      "<mergeCell ref=\"C2:D2\"/><mergeCell ref=\"E2:F2\"/></mergeCells>";
  base::MemorySource source("dati.xlsx", one_sheet(rows, merges).bytes());
  const FileShape shape = must(inspect(source, {}));
  EXPECT_EQ(shape.header, (std::vector<std::string>{"Kods", "Nosaukums", "2025 Plāns",
                                                    "2025 Izpilde", "2026 Plāns", "2026 Izpilde"}));
  EXPECT_EQ(shape.header_line, 3);
  ASSERT_EQ(shape.sample.size(), 1U);
  EXPECT_EQ(shape.sample[0][5], "13");
  base::MemorySource across(
      "dati.xlsx",
      one_sheet(texts_row(1, {"Kods", "Summa", "", "Piezīme"}) + texts_row(2, {"1", "2", "3", "x"}),
                "<mergeCells><mergeCell ref=\"B1:C1\"/></mergeCells>")
          .bytes());
  EXPECT_EQ(must(inspect(across, {})).header,
            (std::vector<std::string>{"Kods", "Summa", "Summa (2)", "Piezīme"}));
}

TEST(Workbook, TheFirstVisibleSheetThatHoldsATableIsTaken) {
  const std::string table = data(texts_row(1, kHeader) + cost(2, "5"));
  const std::string other = data(texts_row(1, kHeader) + cost(2, "7"));
  BookFile book{{{"Slēpta", "hidden", other},
                 {"Ļoti", "veryHidden", other},
                 {"Vāks", "", data(texts_row(1, {"Pārskats"}))},
                 {"Tukša", "", ""},
                 {"Dati", "", table},
                 {"Vēl", "", other}},
                {},
                {}};
  base::MemorySource source("dati.xlsx", book.bytes());
  const FileShape shape = must(inspect(source, {}));
  EXPECT_EQ(shape.sheet.value_or(""), "Dati");
  EXPECT_EQ(shape.sheets, (std::vector<std::string>{"Vāks", "Tukša", "Dati", "Vēl"}));
  TestLedger t;
  t.create();
  std::string named = kMapping;
  named.insert(1, R"("sheet":"Vēl",)");
  EXPECT_EQ(import(book.bytes(), t, named.c_str()).sums.at(2026).cents(), 700);
  EXPECT_EQ(
      print_mapping(must(parse_mapping(named))).find("\"sheet\": \"Vēl\"") != std::string::npos,
      true);
  named.replace(named.find("Vēl"), std::string("Vēl").size(), "Slēpta");
  EXPECT_EQ(refusal(book.bytes(), named.c_str()), "sheet_missing");
  EXPECT_EQ(refusal("a;b\n1;2\n", named.c_str()), "sheet_missing");
  book.sheets.resize(4);
  EXPECT_EQ(refusal(book.bytes()), "file_no_header");
}

// As LibreOffice, Excel's strict form and libraries write it.
TEST(Workbook, PrefixesAndOtherEncodingsAreRead) {
  BookFile book = one_sheet("");
  book.other["xl/worksheets/sheet1.xml"] =
      "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>"
      "<x:row><x:c t=\"inlineStr\"><x:is><x:t>Kods</x:t></x:is></x:c>"
      "<x:c t=\"inlineStr\"><x:is><x:t>Summa</x:t></x:is></x:c></x:row>"
      "<x:row><x:c><x:v>1</x:v></x:c><x:c><x:v>2.50</x:v></x:c></x:row>"
      "</x:sheetData></x:worksheet>";
  EXPECT_EQ(sample_of(book.bytes())[0], (std::vector<std::string>{"1", "2.5"}));
  std::string wide = "\xFF\xFE";
  for (const char c : book.other["xl/worksheets/sheet1.xml"]) {
    wide += c;
    wide += '\0';
  }
  book.other["xl/worksheets/sheet1.xml"] = wide;
  EXPECT_EQ(sample_of(book.bytes())[0], (std::vector<std::string>{"1", "2.5"}));
}

TEST(Workbook, ALargeOneIsReadInPieces) {
  TestLedger t;
  t.create();
  std::string rows = texts_row(1, kHeader);
  for (int i = 2; i < 3000; ++i) {
    rows += cost(i, std::to_string(i) + ".01");
  }
  std::int64_t cents = 0;
  for (int i = 2; i < 3000; ++i) {
    cents += i * 100 + 1;
  }
  const ImportReport report = import(one_sheet(rows).bytes(), t);
  EXPECT_EQ(report.accepted, 2998);
  EXPECT_EQ(report.sums.at(2026).cents(), cents);
  EXPECT_EQ(t.total(), cents);
}

TEST(Workbook, WhatIsNoSuchWorkbookIsSaidSo) {
  const std::string good = one_sheet(texts_row(1, kHeader) + cost(2, "5")).bytes();
  EXPECT_EQ(refusal(good), "none");
  std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(70'000, '\0');
  EXPECT_EQ(refusal(ole), "file_other_format");
  for (const char c : std::string("EncryptedPackage")) {
    ole += c;
    ole += '\0';
  }
  EXPECT_EQ(refusal(ole), "file_encrypted");
  const auto archive = [](const std::map<std::string, std::string>& parts) {
    workbook::ZipWriter zip;
    for (const auto& [name, part] : parts) {
      zip.begin(name);
      zip.put(part);
    }
    return must(zip.take());
  };
  EXPECT_EQ(refusal(archive({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                             {"content.xml", "<x/>"}})),
            "file_other_format");
  BookFile word = one_sheet("");
  word.other["xl/workbook.xml"] = "<document/>";
  EXPECT_EQ(refusal(word.bytes()), "file_other_format");
  BookFile binary = one_sheet("");
  binary.other["_rels/.rels"] =
      "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
      "Target=\"xl/workbook.bin\"/></Relationships>";
  EXPECT_EQ(refusal(binary.bytes()), "file_other_format");
}

TEST(Workbook, HostileOnesEndInASentence) {
  const std::string rows = texts_row(1, kHeader) + cost(2, "5");
  const auto with_sheet = [&](const std::string& document) {
    BookFile book = one_sheet(rows);
    book.other["xl/worksheets/sheet1.xml"] = document;
    return book.bytes();
  };
  // Entities that grow, and entities that read other files.
  EXPECT_EQ(refusal(with_sheet("<!DOCTYPE w [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>"
                               "<worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row>"
                               "</sheetData></worksheet>")),
            "file_damaged");
  EXPECT_EQ(refusal(with_sheet("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><worksheet/>")),
            "file_damaged");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) {
    deep += "<a>";
  }
  EXPECT_EQ(refusal(with_sheet(deep)), "file_damaged");
  std::string names = "<worksheet>";
  for (int i = 0; names.size() < 15'000'000; ++i) {  // enough where pointers are short
    names += "<n" + std::to_string(i) + "/>";
  }
  EXPECT_EQ(refusal(with_sheet(names)), "table_too_large");
  EXPECT_EQ(
      refusal(with_sheet("<worksheet><!--" + std::string(3'000'000, 'x') + "--></worksheet>")),
      "table_too_large");
  EXPECT_EQ(refusal(with_sheet("<worksheet><sheetData><row r=\"1048577\"><c><v>1</v></c></row>"
                               "</sheetData></worksheet>")),
            "file_damaged");
  EXPECT_EQ(refusal(one_sheet(rows + row(3, number_cell("XFD3", "1"))).bytes()), "table_too_large");
  EXPECT_EQ(refusal(one_sheet(rows + row(3, number_cell("XFDZ3", "1"))).bytes()), "file_damaged");
  EXPECT_EQ(refusal(one_sheet(rows + row(2, "")).bytes()), "file_damaged") << "a row twice";
  EXPECT_EQ(refusal(one_sheet(rows + row(3, "<c r=\"A3\" t=\"s\"><v>77</v></c>")).bytes()),
            "file_damaged")
      << "a shared text that is not there";
  // Columns without anything in them may be many: spreadsheets colour whole rows.
  EXPECT_EQ(refusal(one_sheet(rows + row(3, "<c r=\"XFD3\" s=\"5\"/>")).bytes()), "none");
  BookFile outside = one_sheet(rows);
  outside.other["xl/_rels/workbook.xml.rels"] =
      "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" "
      "Target=\"../../../../etc/passwd\"/></Relationships>";
  EXPECT_EQ(refusal(outside.bytes()), "file_damaged");
}

TEST(Workbook, ABombIsNotUnpacked) {
  BookFile book = one_sheet(texts_row(1, kHeader) + cost(2, "5"));
  book.other["xl/worksheets/sheet1.xml"] =
      "<worksheet>" + std::string(std::size_t{65} << 20, ' ') + "</worksheet>";
  const std::string bytes = book.bytes();
  EXPECT_LT(bytes.size(), 200'000U);
  EXPECT_EQ(refusal(bytes), "table_too_large");
}

// A text that many cells share is small in the file, and would be large in memory.
TEST(Workbook, ASharedTextInEveryCellIsNotUnpackedInEveryCell) {
  BookFile book = one_sheet("");
  book.shared = {"<t>" + std::string(1'000'000, 'x') + "</t>"};
  std::string cells;
  for (int i = 0; i < 40; ++i) {
    cells += "<c t=\"s\"><v>0</v></c>";
  }
  book.sheets[0].inside = data(texts_row(1, kHeader) + row(2, cells));
  EXPECT_EQ(refusal(book.bytes()), "table_too_large");
  std::string rows = texts_row(1, kHeader);
  for (int i = 2; i < 900; ++i) {
    rows += row(i, cell("A" + std::to_string(i), "2026-01") + "<c t=\"s\"><v>0</v></c>" +
                       std::string(2000, ' '));
  }
  book.sheets[0].inside = data(rows);
  const auto sample = sample_of(book.bytes());
  EXPECT_GT(sample.size(), 1U);
  EXPECT_LT(sample.size(), 10U);
}

TEST(Workbook, CutOffAndChangedBytesNeverChangeTheLedger) {
  BookFile book = one_sheet(texts_row(1, kHeader) + cost(2, "5") + cost(3, "6"));
  const std::string good = book.bytes();
  for (std::size_t size = 0; size < good.size(); size += 61) {
    const std::string told = refusal(good.substr(0, size));
    EXPECT_TRUE(told == "file_damaged" || told == "file_empty" || told == "file_binary" ||
                told == "file_no_header")
        << size << " " << told;
  }
  // One bit anywhere: read as it was, or refused; never read otherwise.
  fakes::FakeRandom chance(1);
  fakes::FakeClock clock;
  int refused = 0;
  for (int i = 0; i < 1000; ++i) {
    std::string bytes = good;
    bytes[static_cast<std::size_t>(chance.below(bytes.size()))] ^=
        static_cast<char>(1U << chance.below(8));
    base::MemorySource source("dati.xlsx", bytes);
    ImportJob job(source, must(parse_mapping(kMapping)), {.dry_run = true}, nullptr);
    if (base::run_to_end(job, clock) == base::Job::State::done && job.report().refused_count == 0) {
      EXPECT_EQ(job.report().sums.at(2026).cents(), 1100) << i;
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, 300);
}

}  // namespace
}  // namespace saimnieks::exchange
