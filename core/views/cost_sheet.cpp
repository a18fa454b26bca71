#include "core/views/cost_sheet.h"

#include "core/text/format.h"

namespace saimnieks::views {
namespace {

using base::Money;
using text::Catalog;
using text::Key;
using text::Language;

constexpr const char* kStyle = R"css(
@page { size: A4; margin: 16mm 18mm 18mm; }
* { box-sizing: border-box; }
html { background: #eceae6; }
body { background: #fff; color: #1b1a18; font: 10pt/1.35 "Noto Sans", "Segoe UI", "Liberation Sans",
  Arial, sans-serif; margin: 8mm auto; padding: 16mm 18mm; width: 210mm; }
h1 { font-size: 17pt; font-weight: 650; letter-spacing: -0.01em; line-height: 1.2; margin: 0 0 1mm; }
.service { color: #55524c; font-size: 12pt; margin: 0 0 6mm; }
.service b { color: #1b1a18; font-weight: 600; }
dl { border-top: 0.6pt solid #1b1a18; display: grid; gap: 0 8mm; grid-template-columns: 1fr 1fr;
  margin: 0 0 6mm; padding-top: 2.5mm; }
dl div { display: flex; gap: 3mm; padding: 0.4mm 0; }
dl .wide { grid-column: 1 / -1; }
dt { color: #6b675f; flex: 0 0 31mm; }
dd { margin: 0; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { padding: 0.8mm 0; text-align: left; vertical-align: baseline; }
thead th { border-bottom: 0.6pt solid #1b1a18; color: #6b675f; font-size: 9pt; font-weight: 500; }
tr { break-inside: avoid; }
.code { font-variant-numeric: tabular-nums; overflow-wrap: anywhere; padding-right: 4mm; width: 27mm; }
.amount { font-variant-numeric: tabular-nums; padding-left: 6mm; text-align: right;
  white-space: nowrap; width: 36mm; }
.part th { break-after: avoid; font-weight: 650; padding-top: 3mm; }
tbody td { border-top: 0.3pt solid #dcd9d3; }
.part + tr td { border-top: 0; }
.sum th, .sum td { border-top: 0.6pt solid #8d8982; font-weight: 600; }
.all th, .all td { border-bottom: 1.2pt solid #1b1a18; border-top: 1.2pt solid #1b1a18;
  font-weight: 700; padding: 1.8mm 0; }
.none { color: #6b675f; }
.price { break-inside: avoid; margin-top: 5mm; }
.price tr:first-child td { border-top: 0; }
.price td:first-child { color: #3c3a36; }
.price .per td { font-size: 13pt; font-weight: 700; padding: 2.2mm 0; border-top: 1.2pt solid #1b1a18;
  border-bottom: 1.2pt solid #1b1a18; }
.price .per td:first-child { color: #1b1a18; }
.how { color: #6b675f; display: block; font-size: 9pt; font-weight: 400; }
footer { border-top: 0.3pt solid #8d8982; break-inside: avoid; color: #6b675f; font-size: 8.5pt;
  margin-top: 8mm; overflow-wrap: anywhere; padding-top: 2mm; }
@media print {
  html { background: none; }
  body { font-size: 9.5pt; margin: 0; padding: 0; width: auto; }
}
)css";

// What people have written never ends an element.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string quantity_text(base::Decimal9 quantity, Language language) {
  const std::string plain = quantity.text();
  const std::size_t point = plain.find('.');
  const auto whole = static_cast<std::int64_t>(quantity.billionths() / base::Decimal9::kOne);
  std::string out = text::format_count(whole, language);
  if (point != std::string::npos) {
    out += (language == Language::lv ? "," : ".") + plain.substr(point + 1);
  }
  return out;
}

class Page {
 public:
  Page(const CostSheet& sheet, Language language)
      : sheet_(sheet), language_(language), words_(text::catalog(language)) {}

  std::string take() {
    const std::string title = word(Key::cost_sheet_title);
    out_ = "<!doctype html>\n<html lang=\"" + std::string(text::language_tag(language_)) +
           "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
           "content=\"width=device-width\">\n<title>" +
           title + ": " + escaped(sheet_.service_name) + "</title>\n<style>" + kStyle +
           "</style>\n</head>\n<body>\n<h1>" + title + "</h1>\n<p class=\"service\"><b>" +
           escaped(sheet_.service_name) + "</b> " + escaped(sheet_.service_code) + "</p>\n";
    add_about();
    add_costs();
    add_price();
    out_ += "<footer>" + escaped(words_.tr(Key::cost_sheet_footer, sheet_.ledger)) +
            "</footer>\n</body>\n</html>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string word(Key key) const { return escaped(words_[key]); }
  [[nodiscard]] std::string euro(Money amount) const {
    return text::format_money(amount, language_);
  }

  void about(Key key, const std::string& said, bool wide = false) {
    out_ += std::string(wide ? "<div class=\"wide\">" : "<div>") + "<dt>" + word(key) +
            "</dt><dd>" + escaped(said) + "</dd></div>\n";
  }
  void add_about() {
    constexpr Key kSides[] = {Key::cost_sheet_actual, Key::cost_sheet_plan,
                              Key::cost_sheet_forecast};
    constexpr Key kMethods[] = {Key::cost_sheet_direct_method, Key::cost_sheet_step_down,
                                Key::cost_sheet_reciprocal};
    out_ += "<dl>\n";
    if (!sheet_.unit.empty()) {
      about(Key::cost_sheet_unit, sheet_.unit, true);
    }
    about(Key::cost_sheet_period, text::format_period(sheet_.period, language_));
    std::string side(words_[kSides[static_cast<std::size_t>(sheet_.side)]]);
    if (!sheet_.version.empty()) {
      side += " (" + sheet_.version + ")";
    }
    about(Key::cost_sheet_costs, side);
    about(Key::cost_sheet_method,
          std::string(words_[kMethods[static_cast<std::size_t>(sheet_.method)]]));
    about(Key::cost_sheet_catalogue, sheet_.catalogue);
    about(Key::cost_sheet_made, text::format_date(sheet_.made, language_));
    out_ += "</dl>\n";
  }

  void add_part(Key part, Key nothing, Key sum, const std::vector<SheetLine>& lines, Money of) {
    out_ += "<tr class=\"part\"><th colspan=\"3\">" + word(part) + "</th></tr>\n";
    if (lines.empty()) {
      out_ += "<tr><td class=\"none\" colspan=\"3\">" + word(nothing) + "</td></tr>\n";
    }
    for (const SheetLine& line : lines) {
      const std::string name = line.code.empty() && line.name.empty()
                                   ? word(Key::cost_sheet_no_code)
                                   : escaped(line.name);
      out_ += "<tr><td class=\"code\">" + escaped(line.code) + "</td><td>" + name +
              "</td><td class=\"amount\">" + euro(line.amount) + "</td></tr>\n";
    }
    out_ += "<tr class=\"sum\"><th colspan=\"2\">" + word(sum) + "</th><td class=\"amount\">" +
            euro(of) + "</td></tr>\n";
  }
  void add_costs() {
    out_ += "<table>\n<thead><tr><th class=\"code\">" + word(Key::cost_sheet_code) + "</th><th>" +
            word(Key::cost_sheet_item) + "</th><th class=\"amount\">" +
            word(Key::cost_sheet_amount) + "</th></tr></thead>\n<tbody>\n";
    add_part(Key::cost_sheet_direct, Key::cost_sheet_no_direct, Key::cost_sheet_direct_total,
             sheet_.direct, sheet_.cost.direct);
    add_part(Key::cost_sheet_indirect, Key::cost_sheet_no_indirect, Key::cost_sheet_indirect_total,
             sheet_.indirect, sheet_.cost.indirect);
    out_ += "<tr class=\"all\"><th colspan=\"2\">" + word(Key::cost_sheet_total) +
            "</th><td class=\"amount\">" + euro(sheet_.cost.total) +
            "</td></tr>\n</tbody>\n</table>\n";
  }

  // What it is, and below it how it follows.
  void price_row(const char* look, const std::string& what, const std::string& how,
                 const std::string& said) {
    out_ += std::string("<tr class=\"") + look + "\"><td>" + what +
            (how.empty() ? "" : "<span class=\"how\">" + how + "</span>") +
            "</td><td class=\"amount\">" + escaped(said) + "</td></tr>\n";
  }
  void add_price() {
    const std::string units = word(Key::cost_sheet_volume) +
                              (sheet_.measure.empty() ? "" : " (" + escaped(sheet_.measure) + ")");
    out_ += "<table class=\"price\">\n<tbody>\n";
    if (sheet_.cost.price && sheet_.cost.recovery && sheet_.volume) {
      price_row("", units, {}, quantity_text(*sheet_.volume, language_));
      price_row("per", word(Key::cost_sheet_price), word(Key::cost_sheet_price_how),
                text::format_money(*sheet_.cost.price, language_, {.with_unit = true}));
      const Money recovery = *sheet_.cost.recovery;
      const bool under = recovery.is_negative();
      price_row("",
                word(under                ? Key::cost_sheet_under
                     : recovery.is_zero() ? Key::cost_sheet_covered
                                          : Key::cost_sheet_over),
                word(under ? Key::cost_sheet_under_how : Key::cost_sheet_over_how),
                text::format_money(under ? -recovery : recovery, language_, {.with_unit = true}));
    } else {
      price_row("", units, {}, std::string(words_[Key::cost_sheet_no_volume]));
    }
    out_ += "</tbody>\n</table>\n";
  }

  const CostSheet& sheet_;
  Language language_;
  Catalog words_;
  std::string out_;
};

}  // namespace

std::string cost_sheet_page(const CostSheet& sheet, Language language) {
  return Page(sheet, language).take();
}

}  // namespace saimnieks::views
