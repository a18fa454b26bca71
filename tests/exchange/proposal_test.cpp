// Files that the importer has never seen: it must see by itself what each column is.
#include "core/exchange/proposal.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "core/exchange/csv_reader.h"
#include "tests/exchange/workbook_files.h"

namespace saimnieks::exchange {
namespace {

MappedColumns proposed(std::string text) {
  base::MemorySource source("test.csv", std::move(text));
  const auto shape = inspect(source, {});
  EXPECT_TRUE(shape.has_value()) << (shape ? "" : base::describe(shape.error()));
  if (!shape) {
    return {};
  }
  const Proposal proposal = propose_mapping(*shape);
  EXPECT_TRUE(proposal.complete) << print_mapping(proposal.mapping);
  return proposal.mapping.columns;
}

std::string large_budget() {
  const char* shared = std::getenv("SAIMNIEKS_SHARED");
  std::ifstream file(std::string(shared != nullptr && *shared != 0 ? shared : "../shared") +
                     "/data/madrid-gastos-2012-2015.csv");
  EXPECT_TRUE(file.good());
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

// By place and not by name: the test knows no more of the file than the importer does.
void expect_columns_of_large_budget(const MappedColumns& columns, const std::string& text) {
  std::vector<std::string> names;
  std::stringstream cells(text.substr(0, text.find('\n')));
  for (std::string cell; std::getline(cells, cell, ',');) {
    names.push_back(cell);
  }
  EXPECT_EQ(columns.period, names[0]);
  EXPECT_EQ(columns.unit, (std::vector<std::string>{names[1], names[3]}));
  EXPECT_EQ(columns.unit_name, (std::vector<std::string>{names[2], names[4]}));
  EXPECT_EQ(columns.service, names[5]);
  EXPECT_EQ(columns.service_name, names[6]);
  EXPECT_EQ(columns.code, names[9]);
  EXPECT_EQ(columns.code_name, names[10]);
  EXPECT_EQ(columns.amount, names[11]);
}

TEST(Proposal, ReadsALargeMunicipalBudgetInAForeignLanguage) {
  const std::string text = large_budget();
  expect_columns_of_large_budget(proposed(text), text);
}

// The file as a workbook, its cells numbers where `is_number` says so of the text.
std::string as_workbook(const std::string& text, bool (*is_number)(std::string_view, std::size_t)) {
  CsvReader reader(',');
  reader.feed(text, true);
  Record record;
  std::string rows;
  for (int n = 1; reader.next(record); ++n) {
    std::string cells;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      const std::string place = std::string(1, static_cast<char>('A' + i)) + std::to_string(n);
      const std::string field(record.fields[i]);
      if (n > 1 && is_number(field, i)) {
        // A number has no zeros before it.
        cells += number_cell(place, std::to_string(std::stoll(field)));
      } else if (field.find_first_of("&<") == std::string::npos) {
        cells += cell(place, field);
      }
    }
    rows += row(n, cells);
  }
  return BookFile{{{"Gastos", "", data(rows)}}, {}, {}}.bytes();
}

TEST(Proposal, ReadsTheSameBudgetAsAWorkbook) {
  const std::string text = large_budget();
  const auto is_digits = [](std::string_view cell) {
    return !cell.empty() && cell.find_first_not_of("-0123456789") == std::string_view::npos;
  };
  static const auto digits = is_digits;
  {
    SCOPED_TRACE("codes are texts");
    expect_columns_of_large_budget(
        proposed(as_workbook(text, [](std::string_view cell,
                                      std::size_t place) { return place == 11 && digits(cell); })),
        text);
  }
  {
    SCOPED_TRACE("all that looks like a number is one");
    expect_columns_of_large_budget(
        proposed(
            as_workbook(text, [](std::string_view cell, std::size_t) { return digits(cell); })),
        text);
  }
  {
    SCOPED_TRACE("all is text");
    expect_columns_of_large_budget(
        proposed(as_workbook(text, [](std::string_view, std::size_t) { return false; })), text);
  }
}

// As a program writes it that knows no quotes: a third of the amounts are words of other columns.
TEST(Proposal, ReadsTheSameBudgetWithWordsAmongItsAmounts) {
  const std::string text = large_budget();
  std::stringstream lines(text);
  std::string rows;
  int n = 0;
  for (std::string line; std::getline(lines, line);) {
    ++n;
    std::string cells;
    std::stringstream fields(line);
    int i = 0;
    for (std::string field; std::getline(fields, field, ',') && i < 12; ++i) {
      cells += cell(std::string(1, static_cast<char>('A' + i)) + std::to_string(n),
                    field.find_first_of("&<") == std::string::npos ? field : "?");
    }
    rows += row(n, cells);
  }
  const MappedColumns columns = proposed(BookFile{{{"Gastos", "", data(rows)}}, {}, {}}.bytes());
  const std::string header = text.substr(0, text.find('\n'));
  EXPECT_EQ(columns.amount, header.substr(header.rfind(',') + 1));
}

TEST(Proposal, OneWordAmongFewAmountsMakesNoAmountOfACode) {
  const MappedColumns columns = proposed(
      "Gads;Iestāde;Pakalpojums;EKK;Summa\n2026;Skola;Mācības;1100;nav\n"
      "2026;Skola;Mācības;1200;10,50\n2026;Skola;Ēdināšana;2300;7,25\n");
  EXPECT_EQ(columns.amount, "Summa");
  EXPECT_EQ(columns.code, "EKK");
}

TEST(Proposal, ReadsLatvianHeadersInAnotherOrder) {
  const MappedColumns columns = proposed(
      "\xEF\xBB\xBF"
      "Pārskats par izdevumiem\n\n"
      "Summa, EUR;EKK;EKK nosaukums;Datums;Struktūrvienība;Pakalpojums\n"
      "12,50;2222;Elektroenerģija;31.01.2026.;Sporta centrs;Pirts\n"
      "1 200,00;2223;Siltums;28.02.2026.;Sporta centrs;Baseins\n"
      "7,35;2222;Elektroenerģija;28.02.2026.;Bibliotēka;Grāmatu izsniegšana\n");
  EXPECT_EQ(columns.amount, "Summa, EUR");
  EXPECT_EQ(columns.code, "EKK");
  EXPECT_EQ(columns.code_name, "EKK nosaukums");
  EXPECT_EQ(columns.period, "Datums");
  EXPECT_EQ(columns.unit, (std::vector<std::string>{"Struktūrvienība"}));
  EXPECT_EQ(columns.service, "Pakalpojums");
}

TEST(Proposal, ReadsMonthsSideBySide) {
  const MappedColumns columns = proposed(
      "Gads\tIestāde\tPakalpojums\tKods\tJanvāris\tFebruāris\tMarts\n"
      "2026\tSkola\tIzglītība\t1100\t100,00\t100,00\t120,50\n"
      "2026\tSkola\tIzglītība\t1200\t23,59\t23,59\t28,43\n");
  EXPECT_EQ(columns.amounts, (std::map<std::string, std::string>{
                                 {"01", "Janvāris"}, {"02", "Februāris"}, {"03", "Marts"}}));
  EXPECT_EQ(columns.period, "Gads");
  EXPECT_EQ(columns.code, "Kods");
  EXPECT_EQ(columns.unit, (std::vector<std::string>{"Iestāde"}));
}

TEST(Proposal, ReadsYearsSideBySide) {
  const MappedColumns columns = proposed(
      "Department,Service,Account,2024,2025\n"
      "Schools,Teaching,1100,10.50,11.00\n"
      "Schools,Meals,2300,7.25,8.00\n");
  EXPECT_EQ(columns.amounts,
            (std::map<std::string, std::string>{{"2024", "2024"}, {"2025", "2025"}}));
  EXPECT_EQ(columns.unit, (std::vector<std::string>{"Department"}));
  EXPECT_EQ(columns.code, "Account");
}

Proposal proposal_of(const std::string& text) {
  base::MemorySource source("test.csv", text);
  const auto shape = inspect(source, {});
  EXPECT_TRUE(shape.has_value());
  return shape ? propose_mapping(*shape) : Proposal{};
}

TEST(Proposal, FollowsWhatTheFileSaysItIs) {
  const Target plan{model::LineKind::plan, std::string(kProposedVersion)};
  const Target actual{};
  struct Case {
    const char* titles;
    const char* amount;
    std::optional<Target> said;
  };
  const Case cases[] = {
      {"", "Summa", std::nullopt},
      {"", "Plāns, EUR", plan},
      {"", "Plānotie izdevumi", plan},
      {"", "Faktiski", actual},
      {"", "Izpilde", actual},
      {"", "Budžeta izpilde", actual},
      {"Novada domes 2026. gada budžets\n", "Summa", plan},
      {"Budžeta izpilde 2026. gada janvārī\n\n", "Summa", actual},
      {"Plānošanas nodaļas dati\n", "Summa", std::nullopt},
  };
  for (const Case& one : cases) {
    const std::string about = std::string(one.titles) + one.amount;
    const Proposal proposal =
        proposal_of(std::string(one.titles) + "Gads;Iestāde;Pakalpojums;EKK;" + one.amount +
                    "\n2026;Skola;Mācības;1100;10,00\n2026;Skola;Ēdināšana;2300;7,25\n");
    EXPECT_EQ(proposal.says_kind, one.said.has_value()) << about;
    EXPECT_EQ(proposal.mapping.target, one.said.value_or(actual)) << about;
  }
}

TEST(Proposal, FindsTheColumnThatSaysTheKind) {
  const Proposal proposal = proposal_of(
      "Iestāde;Plānošanas nodaļa;Veids;Versija;Gads;Pakalpojums;EKK;Summa;Piezīmes\n"
      "Skola;Plāns;Plāns;A;2026;Mācības;1100;10,00;\n"
      "Skola;Tāme un plāns;Faktiski;;2026;Mācības;1100;11,50;precizēts\n"
      "Kopā;;;;;;;21,50;\n");
  EXPECT_EQ(proposal.mapping.columns.kind, "Veids");
  EXPECT_EQ(proposal.mapping.columns.version, "Versija");
  EXPECT_EQ(proposal.mapping.columns.note, "Piezīmes");
  EXPECT_TRUE(proposal.says_kind);
}

TEST(Proposal, ReadsYearsThatSayTheirKind) {
  const Proposal proposal = proposal_of(
      "Iestāde;Pakalpojums;EKK;2014. gada plāns;2015 izpilde\n"
      "Skola;Mācības;1100;10,50;11,00\nSkola;Ēdināšana;2300;7,25;8,00\n");
  EXPECT_EQ(
      proposal.mapping.columns.amounts,
      (std::map<std::string, std::string>{{"2014", "2014. gada plāns"}, {"2015", "2015 izpilde"}}));
  EXPECT_EQ(proposal.mapping.by_year.at(2014).kind, model::LineKind::plan);
  EXPECT_EQ(proposal.mapping.by_year.at(2015).kind, model::LineKind::actual);
  EXPECT_TRUE(proposal.says_kind);
}

TEST(FileShape, RefusesWhatIsNoTable) {
  const auto refused = [](std::string bytes) {
    base::MemorySource source("x", std::move(bytes));
    const auto shape = inspect(source, {});
    EXPECT_FALSE(shape.has_value());
    return shape ? base::ErrorCode::internal : shape.error().code;
  };
  EXPECT_EQ(refused(""), base::ErrorCode::file_empty);
  EXPECT_EQ(refused(" \n\n"), base::ErrorCode::file_empty);
  EXPECT_EQ(refused(std::string("a,b\n1,\0\n", 8)), base::ErrorCode::file_binary);
  EXPECT_EQ(refused("Gads,Summa\n"), base::ErrorCode::file_no_rows);
  EXPECT_EQ(refused("1,2\n3,4\n"), base::ErrorCode::file_no_header);
}

TEST(FileShape, MakesColumnNamesUnique) {
  base::MemorySource source("x", "Kods,Nosaukums,Kods,Nosaukums,\n1,a,2,b,c\n");
  const auto shape = inspect(source, {});
  ASSERT_TRUE(shape.has_value());
  EXPECT_EQ(shape->header,
            (std::vector<std::string>{"Kods", "Nosaukums", "Kods (2)", "Nosaukums (2)", "#5"}));
}

}  // namespace
}  // namespace saimnieks::exchange
