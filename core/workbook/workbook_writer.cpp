#include "core/workbook/workbook_writer.h"

#include <algorithm>
#include <optional>

#include "core/base/date.h"
#include "core/base/utf8.h"
#include "core/workbook/workbook.h"

namespace saimnieks::workbook {
namespace {

using base::ErrorCode;

constexpr std::size_t kPieceBytes = 64 * 1024;
constexpr std::size_t kExcelDigits = 15;
constexpr std::int64_t kDaysTo1970 = 25'569;
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

// Places in cellXfs of the styles below.
constexpr int kMoneyStyle = 1;
constexpr int kDateStyle = 2;
constexpr int kHeaderStyle = 3;
constexpr std::string_view kStyles =
    "<numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
    "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
    "</cellStyleXfs><cellXfs count=\"4\">"
    "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
    "<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
    "applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
    "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
    "</cellStyles>";

std::string element(std::string_view name, std::string_view attributes, std::string_view inside) {
  return "<" + std::string(name) + std::string(attributes) + ">" + std::string(inside) + "</" +
         std::string(name) + ">";
}

std::string hex4(char32_t c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4) {
    out += kDigits[(c >> static_cast<unsigned>(shift)) & 0xFU];
  }
  return out;
}

bool looks_escaped(std::string_view text) {
  return text.size() >= 7 && text.substr(0, 2) == "_x" && text[6] == '_' &&
         text.substr(2, 4).find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

// XML text; what XML can't hold is written as Excel does, "_x000D_".
void append_text(std::string& out, std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = base::next_code_point(text, at);
    const bool unfit = (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (unfit) {
      out += "_x" + hex4(c) + "_";
    } else if (c == '_' && looks_escaped(text.substr(start))) {
      out += "_x005F_";
    } else {
      out.append(text, start, at - start);
    }
  }
}

std::string column_name(std::size_t column) {
  std::string out;
  for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
    out.insert(out.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return out;
}

bool is_number(std::string_view text) {
  const std::string_view bare = text.substr(text.substr(0, 1) == "-" ? 1 : 0);
  const auto points = std::count(bare.begin(), bare.end(), '.');
  const auto digits = bare.size() - static_cast<std::size_t>(points);
  return digits > 0 && digits <= kExcelDigits && points <= 1 &&
         bare.find_first_not_of("0123456789.") == std::string_view::npos;
}

// The day's number, of days after Excel's leap day that was none.
std::optional<std::int64_t> serial_of(std::string_view iso) {
  const auto date = base::Date::parse(iso);
  const std::int64_t day = date ? date->days_since_1970() + kDaysTo1970 : 0;
  return day > 60 ? std::optional<std::int64_t>(day) : std::nullopt;
}

void append_cell(std::string& out, std::string_view place, std::string_view text, ColumnForm form) {
  if (text.empty()) {
    return;
  }
  const auto number = [&](int style, std::string_view value) {
    out += "<c r=\"" + std::string(place) + "\"";
    out += style == 0 ? "" : " s=\"" + std::to_string(style) + "\"";
    out += "><v>" + std::string(value) + "</v></c>";
  };
  if (form == ColumnForm::date) {
    if (const auto serial = serial_of(text)) {
      return number(kDateStyle, std::to_string(*serial));
    }
  } else if (form != ColumnForm::text && is_number(text)) {
    return number(form == ColumnForm::money ? kMoneyStyle : 0, text);
  }
  out += "<c r=\"" + std::string(place) + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
  append_text(out, text);
  out += "</t></is></c>";
}

std::string relation(std::size_t id, std::string_view type, std::string_view target) {
  return "<Relationship Id=\"rId" + std::to_string(id) + "\" Type=\"" + std::string(kOffice) + "/" +
         std::string(type) + "\" Target=\"" + std::string(target) + "\"/>";
}

std::string relations(std::string_view inside) {
  return std::string(kXml) +
         element("Relationships",
                 " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"", inside);
}

std::string content_type(std::string_view part, std::string_view type) {
  return "<Override PartName=\"" + std::string(part) +
         "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml." +
         std::string(type) + "+xml\"/>";
}

}  // namespace

void WorkbookWriter::begin_sheet(std::string name, std::vector<ColumnLook> columns) {
  end_sheet();
  names_.push_back(std::move(name));
  columns_ = std::move(columns);
  rows_ = 1;
  zip_.begin("xl/worksheets/sheet" + std::to_string(names_.size()) + ".xml");
  pending_ = std::string(kXml) + "<worksheet xmlns=\"" + std::string(kMain) + "\">" +
             "<sheetViews><sheetView workbookViewId=\"0\">"
             "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
             "</sheetView></sheetViews><cols>";
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string place = std::to_string(i + 1);
    pending_ += "<col min=\"" + place + "\" max=\"" + place + "\" width=\"" +
                std::to_string(columns_[i].width) + "\" customWidth=\"1\"/>";
  }
  pending_ += "</cols><sheetData><row r=\"1\">";
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    pending_ += "<c r=\"" + column_name(i) + "1\" s=\"" + std::to_string(kHeaderStyle) +
                "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">";
    append_text(pending_, columns_[i].title);
    pending_ += "</t></is></c>";
  }
  pending_ += "</row>";
}

base::Result<void> WorkbookWriter::row(std::span<const std::string> cells) {
  if (++rows_ > kMostRows) {
    return base::fail(ErrorCode::table_too_large, names_.back());
  }
  const std::string number = std::to_string(rows_);
  pending_ += "<row r=\"" + number + "\">";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    append_cell(pending_, column_name(i) + number, cells[i], columns_[i].form);
  }
  pending_ += "</row>";
  flush(kPieceBytes);
  return {};
}

void WorkbookWriter::flush(std::size_t more_than) {
  if (pending_.size() > more_than) {
    zip_.put(pending_);
    pending_.clear();
  }
}

void WorkbookWriter::end_sheet() {
  if (names_.empty()) {
    return;
  }
  // Codes are texts of digits on purpose; Excel need not mark each of them.
  const std::string all = "A1:" + column_name(columns_.size() - 1) + std::to_string(rows_);
  pending_ += "</sheetData><ignoredErrors><ignoredError sqref=\"" + all +
              "\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>";
  flush(0);
}

base::Result<std::string> WorkbookWriter::take() {
  end_sheet();
  std::string sheets;
  std::string parts;
  std::string types;
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    std::string name;
    append_text(name, names_[i]);
    sheets +=
        "<sheet name=\"" + name + "\" sheetId=\"" + number + "\" r:id=\"rId" + number + "\"/>";
    parts += relation(i + 1, "worksheet", "worksheets/sheet" + number + ".xml");
    types += content_type("/xl/worksheets/sheet" + number + ".xml", "worksheet");
  }
  parts += relation(names_.size() + 1, "styles", "styles.xml");
  const auto part = [this](const char* name, std::string_view text) {
    zip_.begin(name);
    zip_.put(text);
  };
  part("xl/workbook.xml",
       std::string(kXml) +
           element("workbook",
                   " xmlns=\"" + std::string(kMain) + "\" xmlns:r=\"" + std::string(kOffice) + "\"",
                   element("sheets", "", sheets)));
  part("xl/_rels/workbook.xml.rels", relations(parts));
  part("xl/styles.xml",
       std::string(kXml) + element("styleSheet", " xmlns=\"" + std::string(kMain) + "\"", kStyles));
  part("_rels/.rels", relations(relation(1, "officeDocument", "xl/workbook.xml")));
  part("[Content_Types].xml",
       std::string(kXml) +
           element("Types",
                   " xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"",
                   "<Default Extension=\"rels\" "
                   "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                   "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" +
                       content_type("/xl/workbook.xml", "sheet.main") + types +
                       content_type("/xl/styles.xml", "styles")));
  return zip_.take();
}

}  // namespace saimnieks::workbook
