// Workbooks put together by hand, part by part, as Excel and others write them, and as nobody
// should.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/workbook/zip_writer.h"
#include "tests/core/ledger_fixture.h"

namespace saimnieks::exchange {

struct BookFile {
  // name, state ("" or "hidden"), XML inside <worksheet>
  struct SheetFile {
    std::string name;
    std::string state;
    std::string inside;
  };
  std::vector<SheetFile> sheets;
  std::vector<std::string> shared;  // XML inside <si>
  std::string styles;               // XML inside <styleSheet>
  std::string book = {};            // XML before <sheets>
  std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  std::map<std::string, std::string> other = {};  // parts that replace or join those below

  [[nodiscard]] std::map<std::string, std::string> parts() const {
    const std::string main = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const auto relation = [&](const std::string& id, const std::string& type,
                              const std::string& target) {
      return "<Relationship Id=\"" + id + "\" Type=\"" + office + "/" + type + "\" Target=\"" +
             target + "\"/>";
    };
    std::map<std::string, std::string> out;
    std::string list;
    std::string relations;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
      const std::string number = std::to_string(i + 1);
      list += "<sheet name=\"" + sheets[i].name + "\" sheetId=\"" + number + "\" ";
      list += sheets[i].state.empty() ? "" : "state=\"" + sheets[i].state + "\" ";
      list += "r:id=\"rId" + number + "\"/>";
      relations += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
      out["xl/worksheets/sheet" + number + ".xml"] =
          head + "<worksheet" + main + ">" + sheets[i].inside + "</worksheet>";
    }
    if (!shared.empty()) {
      relations += relation("rIdS", "sharedStrings", "/xl/sharedStrings.xml");
      std::string texts;
      for (const std::string& text : shared) {
        texts += "<si>" + text + "</si>";
      }
      out["xl/sharedStrings.xml"] = head + "<sst" + main + ">" + texts + "</sst>";
    }
    if (!styles.empty()) {
      relations += relation("rIdT", "styles", "../xl/./styles.xml");
      out["xl/styles.xml"] = head + "<styleSheet" + main + ">" + styles + "</styleSheet>";
    }
    out["xl/workbook.xml"] = head + "<workbook" + main + " xmlns:r=\"" + office + "\">" + book +
                             "<sheets>" + list + "</sheets></workbook>";
    out["xl/_rels/workbook.xml.rels"] = head + "<Relationships>" + relations + "</Relationships>";
    out["_rels/.rels"] = head + "<Relationships>" +
                         relation("rId1", "officeDocument", "xl/workbook.xml") + "</Relationships>";
    for (const auto& [name, part] : other) {
      out[name] = part;
    }
    return out;
  }

  [[nodiscard]] std::string bytes() const {
    workbook::ZipWriter zip;
    for (const auto& [name, part] : parts()) {
      zip.begin(name);
      zip.put(part);
    }
    return ledger::must(zip.take());
  }
};

inline std::string cell(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
inline std::string number_cell(const std::string& place, const std::string& value, int style = 0) {
  return "<c r=\"" + place + "\" s=\"" + std::to_string(style) + "\"><v>" + value + "</v></c>";
}
inline std::string row(int number, const std::string& cells) {
  return "<row r=\"" + std::to_string(number) + "\">" + cells + "</row>";
}
inline std::string data(const std::string& rows) { return "<sheetData>" + rows + "</sheetData>"; }

// Cells of texts from column A on.
inline std::string texts_row(int number, const std::vector<std::string>& texts) {
  std::string cells;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!texts[i].empty()) {
      cells += cell(std::string(1, static_cast<char>('A' + i)) + std::to_string(number), texts[i]);
    }
  }
  return row(number, cells);
}

}  // namespace saimnieks::exchange
