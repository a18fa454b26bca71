// What open data must not tell: pay of few, persons, notes, documents; and that the rest is whole.
#include "core/exchange/open_data.h"

#include <set>

#include <nlohmann/json.hpp>

#include "core/exchange/demo.h"
#include "core/exchange/import_job.h"
#include "core/exchange/proposal.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {
namespace {

using ledger::must;
using ledger::TestLedger;

constexpr const char* kMapping =
    R"({"columns":{"period":"M","unit":["I","N"],"service":"P","scheme":"L","code":"K","code_name":"KN","amount":"S",
        "note":"Z","document":"D","quantity":"Q","measure":"V","nature":"B","resource":"R","resource_name":"RN",
        "kind":"VE","resource_kind":"RK"},"unclassified":"keep"})";
constexpr const char* kHeader = "M;I;N;P;L;K;KN;S;Z;D;Q;V;B;R;RN;VE;RK\n";

std::vector<PackageFile> open_data(const std::string& rows) {
  TestLedger t;
  t.create();
  base::MemorySource source("rows.csv", kHeader + rows);
  ImportJob job(source, must(parse_mapping(kMapping)), {}, t.ledger.get());
  EXPECT_EQ(base::run_to_end(job, t.clock), base::Job::State::done);
  EXPECT_TRUE(job.report().written);
  return must(export_open_data(*t.ledger));
}

// The rows below the header, from the service's code on, and the last of the unit's.
std::vector<std::string> rows_of(const std::vector<PackageFile>& files) {
  std::vector<std::string> out;
  const std::string& table = files.at(1).bytes;
  std::size_t at = table.find('\n') + 1;
  while (at < table.size()) {
    const std::size_t end = table.find('\n', at);
    out.push_back(table.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::string row_with(const std::string& rest) { return "2026-01;I;;P;;" + rest + ";faktiski\n"; }

TEST(OpenData, PayIsThereOnlyOfFiveAndMore) {
  const auto count = [](const std::string& rows) { return rows_of(open_data(rows)).size(); };
  // code; its name; amount; note; document; quantity; unit of measure; nature; resource; its name
  EXPECT_EQ(count(row_with("1100;Atlīdzība;900,00;;;;;;;")), 0U) << "nobody says of how many";
  EXPECT_EQ(count(row_with("1100;Atlīdzība;900,00;;;4;personas;;;")), 0U);
  EXPECT_EQ(count(row_with("1100;Atlīdzība;900,00;;;5;personas;;;")), 1U);
  EXPECT_EQ(count(row_with("1200;Iemaksas;900,00;;;4,999999;Darbinieki;;;")), 0U);
  EXPECT_EQ(count(row_with("1100;Atlīdzība;900,00;;;160;stundas;;;")), 0U)
      << "hours are no persons";
  for (const char* measure : {"cilvēkstundas", "person-hours", "darbinieku stundas", "personāls"}) {
    EXPECT_EQ(count(row_with(std::string("1100;Atlīdzība;900,00;;;160;") + measure + ";;;")), 0U)
        << measure;
  }
  EXPECT_EQ(count(row_with("1100;Atlīdzība;900,00;;;3;personas;;;") +
                  row_with("1100;Piemaksa;50,00;;;3;personas;;;")),
            0U)
      << "two lines of a month may be of the same persons";
  const auto of_two = [&](const char* one, const char* other) {
    const std::string begin = "2026-01;I;;;;1100;Atlīdzība;900,00;;;";
    return count(begin + "3;personas;;" + one + ";;faktiski\n" + begin + "3;persona;;" + other +
                 ";;faktiski\n");
  };
  EXPECT_EQ(of_two("A", "A"), 0U) << "and so may two lines of one resource";
  EXPECT_EQ(of_two("A", "B"), 1U) << "two resources are different persons";
  EXPECT_EQ(count(row_with("1100;Atlīdzība;900,00;;;8;personas;;;") +
                  "2026-02;I;;P;;1100;Atlīdzība;900,00;;;1;personas;;;;faktiski\n"),
            0U)
      << "a month of one person shows in the year";
  EXPECT_EQ(count(row_with("2200;Pakalpojumi;900,00;;;;;;;")), 1U);
  const auto other = [&](const char* name) {
    return count(std::string("2026-01;I;;P;Konti;7110;") + name + ";900,00;;;;;;;;faktiski\n");
  };
  EXPECT_EQ(other("Darba alga"), 0U);
  EXPECT_EQ(other("Algas un piemaksas"), 0U);
  EXPECT_EQ(other("Galdi"), 1U);
  EXPECT_EQ(other(""), 0U) << "it may be anything";
  const auto of_resource = [&](const char* code, const char* kind) {
    return count(std::string("2026-01;I;;;") + code + ";Galdi;900,00;;;;;;R1;;faktiski;" + kind +
                 "\n");
  };
  EXPECT_EQ(of_resource("Konti;7110", "staff"), 0U) << "whatever the account is called";
  EXPECT_EQ(of_resource("Konti;7110", "vehicle"), 1U);
  EXPECT_EQ(of_resource(";2200", "staff"), 0U) << "it is what a person costs";
}

TEST(OpenData, WhatStaffCostIsCoveredWhateverItsCode) {
  const auto rows = [](const std::string& staff) {
    const std::string begin = "2026-01;I;;;;2200;Pakalpojumi;";
    const auto files = open_data(begin + "55,00;;;" + staff + ";;JB;;faktiski;staff\n" + begin +
                                 "10,00;;;;;;AUTO;;faktiski;vehicle\n");
    return rows_of(files);
  };
  const auto sum_of = [](const char* amount) {
    return std::vector<std::string>{
        std::string("2026,executed,,expenditure,cost,I,I,,,,,,EKK,2200,Pakalpojumi,,,") + amount};
  };
  EXPECT_EQ(rows(";"), sum_of("10.00")) << "the rest of the row stays";
  EXPECT_EQ(rows("4;personas"), sum_of("10.00"));
  EXPECT_EQ(rows("5;personas"), sum_of("65.00"));
}

TEST(OpenData, TellsNothingOfPersonsAndNothingUndecided) {
  const auto files = open_data(
      "2026-01;I;;;;2200;Pakalpojumi;10,00;Slepena piezīme;Rēķins-77;;;;SLEPENS;Resursa "
      "vārds;faktiski\n" +
      row_with("2200;Pakalpojumi;5,25;;;;;;;") + row_with("2200;Pakalpojumi;7,00;;;;;ieņēmumi;;") +
      row_with("2200;Pakalpojumi;8,00;;;;;saņēmēji;;") +
      "2026-01;;;P;;2200;;100,00;;;;;;;;faktiski\n" + "2026;I;;P;;2200;;1000,00;;;;;;;;plāns\n");
  EXPECT_EQ(rows_of(files),
            (std::vector<std::string>{
                "2026,executed,,expenditure,cost,I,I,P,P,,,,EKK,2200,Pakalpojumi,,,5.25",
                "2026,executed,,expenditure,cost,I,I,,,,,,EKK,2200,Pakalpojumi,,,10.00",
                "2026,executed,,revenue,cost,I,I,P,P,,,,EKK,2200,Pakalpojumi,,,7.00"}));
  for (const PackageFile& file : files) {
    for (const char* secret : {"Slepena", "Rēķins-77", "SLEPENS", "Resursa", "Anna"}) {
      EXPECT_EQ(file.bytes.find(secret), std::string::npos) << secret << " in " << file.name;
    }
  }
}

TEST(OpenData, TheDescriptorNamesEveryField) {
  TestLedger t;
  t.create();
  DemoJob demo(*t.ledger, kDemoSeed, 2000);
  ASSERT_EQ(base::run_to_end(demo, t.clock), base::Job::State::done);
  const auto files = must(export_open_data(*t.ledger));
  EXPECT_EQ(must(export_open_data(*t.ledger))[1].bytes, files[1].bytes);
  const auto package = nlohmann::json::parse(files[0].bytes);
  const auto& resource = package.at("resources").at(0);
  EXPECT_EQ(resource.at("path"), files[1].name);
  std::string header;
  std::set<std::string> names;
  for (const auto& field : resource.at("schema").at("fields")) {
    const auto name = field.at("name").get<std::string>();
    header += (header.empty() ? "" : ",") + name;
    EXPECT_TRUE(names.insert(name).second);
  }
  EXPECT_EQ(files[1].bytes.substr(0, header.size() + 1), header + "\n");
  EXPECT_GT(rows_of(files).size(), 50U);
  std::set<std::string> modelled{package.at("model").at("measures").at("amount").at("source")};
  for (const auto& [name, dimension] : package.at("model").at("dimensions").items()) {
    EXPECT_FALSE(dimension.at("primaryKey").empty()) << name;
    for (const auto& [key, attribute] : dimension.at("attributes").items()) {
      modelled.insert(attribute.at("source"));
    }
  }
  EXPECT_EQ(modelled, names);
}

}  // namespace
}  // namespace saimnieks::exchange
