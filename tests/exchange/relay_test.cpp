// A workbook that another program reads says what it says to one that reads it itself.
#include "core/workbook/relay.h"

#include "tests/exchange/workbook_files.h"

namespace saimnieks::exchange {
namespace {

using base::ErrorCode;
using ledger::must;
using workbook::Workbook;

std::int64_t read_source(std::uint64_t id, std::int64_t offset, std::span<char> out) {
  auto& source = *reinterpret_cast<base::ByteSource*>(static_cast<std::uintptr_t>(id));
  if (!source.seek(offset)) {
    return -1;
  }
  const auto got = source.read(out);
  return got ? static_cast<std::int64_t>(*got) : -1;
}

// All that a workbook says, as text.
std::string told(base::Result<std::unique_ptr<Workbook>> book) {
  std::string out;
  if (!book) {
    return base::describe(book.error());
  }
  for (std::size_t i = 0; i < (*book)->sheets().size(); ++i) {
    const workbook::Sheet& sheet = (*book)->sheets()[i];
    out += sheet.name + (sheet.hidden ? " hidden\n" : "\n");
    // Twice, since a file is read once to check it and once more to write it.
    for (int time = 0; time < 2; ++time) {
      if (const auto started = (*book)->start(i); !started) {
        return out + base::describe(started.error());
      }
      workbook::Row row;
      while (true) {
        const auto step = (*book)->step(row);
        if (!step) {
          return out + base::describe(step.error());
        }
        if (*step == Workbook::Step::end) {
          break;
        }
        if (*step == Workbook::Step::row) {
          out += std::to_string(row.number);
          for (std::size_t c = 0; c < row.cells.size(); ++c) {
            out += "|" + std::string(row.cells[c]) + "/" +
                   std::to_string(static_cast<int>(row.kinds[c]));
          }
          out += "\n";
        }
      }
      for (const workbook::Merge& merge : (*book)->merges()) {
        out += std::to_string(merge.top) + "-" + std::to_string(merge.bottom) + " " +
               std::to_string(merge.left) + "-" + std::to_string(merge.right) + "\n";
      }
    }
    out += std::to_string((*book)->done_bytes()) + "\n";
  }
  return out;
}

BookFile two_sheets() {
  std::string rows = texts_row(2, {"Kods", "", "Summa"});
  for (int i = 3; i < 4000; ++i) {
    const std::string n = std::to_string(i);
    rows += row(i, cell("A" + n, "Mācības") + number_cell("C" + n, n) + "<c r=\"D" + n +
                       "\" t=\"e\"><v>#REF!</v></c>");
  }
  return {
      {{"Dati", "", exchange::data(rows) + "<mergeCells><mergeCell ref=\"A2:B2\"/></mergeCells>"},
       {"Slēpta", "hidden", data(texts_row(1, {"x"}))}},
      {},
      {}};
}

TEST(Relay, SaysWhatTheWorkbookSays) {
  workbook::RelayReader reader(read_source);
  int asked = 0;
  const workbook::Ask ask = [&](std::string_view request) {
    ++asked;
    return base::Result<std::string>(reader.answer(request));
  };
  const std::string good = two_sheets().bytes();
  BookFile damaged = two_sheets();
  damaged.other["xl/worksheets/sheet1.xml"] =
      "<worksheet><sheetData>" + row(2, "") + row(2, "") + "</sheetData></worksheet>";
  for (const std::string& bytes :
       {good, good.substr(0, good.size() / 2), damaged.bytes(), std::string("PK\x03\x04")}) {
    base::MemorySource source("dati.xlsx", bytes);
    const std::string direct = told(workbook::open_workbook(source));
    EXPECT_EQ(told(workbook::open_by_relay(source, ask)), direct);
    EXPECT_FALSE(direct.empty());
    EXPECT_EQ(reader.open_count(), 0U) << "closed with the workbook";
  }
  EXPECT_GT(asked, 20);
  EXPECT_LT(asked, 400) << "many rows come with one answer";
}

TEST(Relay, TwoWorkbooksAreKeptApart) {
  workbook::RelayReader reader(read_source);
  const workbook::Ask ask = [&](std::string_view request) {
    return base::Result<std::string>(reader.answer(request));
  };
  base::MemorySource one("a.xlsx", two_sheets().bytes());
  base::MemorySource two("b.xlsx", BookFile{{{"Cita", "", ""}}, {}, {}}.bytes());
  auto first = must(workbook::open_by_relay(one, ask));
  const auto second = must(workbook::open_by_relay(two, ask));
  EXPECT_EQ(reader.open_count(), 2U);
  EXPECT_EQ(second->sheets()[0].name, "Cita");
  EXPECT_TRUE(first->start(0));
  first.reset();
  EXPECT_EQ(reader.open_count(), 1U);
  EXPECT_TRUE(second->start(0));
}

TEST(Relay, AFaultOnTheWayIsSaid) {
  workbook::RelayReader reader(read_source);
  base::MemorySource source("a.xlsx", two_sheets().bytes());
  int left = 0;
  const workbook::Ask failing = [&](std::string_view request) -> base::Result<std::string> {
    if (left-- == 0) {
      return base::fail(ErrorCode::table_too_large);
    }
    return reader.answer(request);
  };
  for (left = 0; left < 3;) {
    const int before = left;
    const std::string out = told(workbook::open_by_relay(source, failing));
    EXPECT_NE(out.find("table_too_large"), std::string::npos) << before << out.substr(0, 100);
    left = before + 1;
  }
  // The other end was started anew and knows of no workbook.
  auto other = std::make_unique<workbook::RelayReader>(read_source);
  const workbook::Ask ask = [&](std::string_view request) {
    return base::Result<std::string>(other->answer(request));
  };
  const auto book = must(workbook::open_by_relay(source, ask));
  other = std::make_unique<workbook::RelayReader>(read_source);
  EXPECT_EQ(book->start(0).error().code, ErrorCode::file_unreadable);
}

// Answers cut off anywhere: never read past their end.
TEST(Relay, ACutAnswerIsAFault) {
  workbook::RelayReader reader(read_source);
  base::MemorySource source(
      "a.xlsx",
      BookFile{
          {{"Dati", "", data(texts_row(1, {"Kods", "Summa"}) + texts_row(2, {"1", "2"}))}}, {}, {}}
          .bytes());
  std::size_t most = 0;
  int faults = 0;
  for (std::size_t size = 0; size <= most + 1 && size < 1000; ++size) {
    const workbook::Ask ask = [&](std::string_view request) {
      const std::string answer = reader.answer(request);
      most = std::max(most, answer.size());
      return base::Result<std::string>(answer.substr(0, size));
    };
    faults += told(workbook::open_by_relay(source, ask)).find("internal") != std::string::npos;
  }
  EXPECT_GT(most, 40U);
  EXPECT_GE(static_cast<std::size_t>(faults), most - 1);
}

}  // namespace
}  // namespace saimnieks::exchange
