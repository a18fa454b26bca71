#include "core/views/line_form.h"

#include <algorithm>
#include <array>

#include "core/base/integer.h"
#include "core/catalogue/catalogue.h"
#include "core/exchange/number.h"
#include "core/exchange/words.h"
#include "core/model/catalogue_rules.h"

namespace saimnieks::views {
namespace {

using base::ErrorCode;
using model::FieldInfo;
using model::FieldType;
using model::Table;
using text::Key;
using Kind = FormField::Kind;

enum class Shown : std::uint8_t { always, more };
enum class Each : std::uint8_t { stays, own };  // own: another with every line

struct Spot {
  std::string_view field;
  Kind kind = Kind::text;
  Shown shown = Shown::more;
  Each each = Each::stays;
};

// In the order in which a person thinks of them. What the program writes itself, and what a
// correction or a schedule says, is no field of the form.
constexpr std::array<Spot, 27> kSpots{{
    {"amount_cents", Kind::amount, Shown::always, Each::own},
    {"service", Kind::search, Shown::always, Each::stays},
    {"unit", Kind::search, Shown::always, Each::stays},
    {"code", Kind::search, Shown::always, Each::stays},
    {"date", Kind::text, Shown::always, Each::stays},
    {"regular", Kind::choice, Shown::always, Each::stays},
    {"phase", Kind::choice, Shown::always, Each::stays},
    {"document", Kind::text, Shown::always, Each::own},
    {"note", Kind::long_text, Shown::always, Each::own},
    {"kind", Kind::choice, Shown::more, Each::stays},
    {"version", Kind::search, Shown::more, Each::stays},
    {"period", Kind::text, Shown::more, Each::stays},
    {"resource", Kind::search, Shown::more, Each::stays},
    {"policy", Kind::search, Shown::more, Each::stays},
    {"task", Kind::search, Shown::more, Each::stays},
    {"condition", Kind::search, Shown::more, Each::stays},
    {"channel", Kind::choice, Shown::more, Each::stays},
    {"function", Kind::search, Shown::more, Each::stays},
    {"source", Kind::search, Shown::more, Each::stays},
    {"basis", Kind::choice, Shown::more, Each::stays},
    {"nature", Kind::choice, Shown::more, Each::stays},
    {"quantity", Kind::text, Shown::more, Each::own},
    {"measure", Kind::text, Shown::more, Each::stays},
    {"unit_price_cents", Kind::text, Shown::more, Each::own},
    {"counterparty", Kind::search, Shown::more, Each::stays},
    {"justification", Kind::long_text, Shown::more, Each::own},
    {"departure_reason", Kind::long_text, Shown::more, Each::own},
}};

const FieldInfo& field_of(std::string_view name) {
  return *model::find_field(model::table_info(Table::line), name);
}

const std::string& said(const LineForm& form, std::string_view field) {
  static const std::string nothing;
  const auto found = form.typed.find(field);
  return found == form.typed.end() ? nothing : found->second;
}

std::string_view title(const catalogue::Entry& entry, const Words& words) {
  return words.language() == text::Language::lv ? entry.title_lv : entry.title_en;
}

// ---- what may be chosen

std::string text_at(const model::AnyDimension& rows, Table table, std::uint32_t number,
                    std::string_view field) {
  const FieldInfo* info = model::find_field(model::table_info(table), field);
  return info == nullptr ? std::string() : std::string(info->read(rows.row(number)).text);
}

FormOption option_of(const ledger::Ledger& ledger, Table table, std::uint32_t number) {
  const model::AnyDimension& rows = *ledger.dimension(table);
  FormOption out;
  out.value = rows.common(number).uuid.text();
  out.label = text_at(rows, table, number, table == Table::version ? "label" : "code");
  if (const std::string name = text_at(rows, table, number, "name");
      !name.empty() && name != out.label) {
    out.label += " " + name;
  }
  if (table == Table::unit) {
    const model::UnitId parent = ledger.units()[model::UnitId{number}].parent;
    out.note = parent == model::kNoUnit ? std::string() : ledger.units()[parent].name;
  }
  return out;
}

// Whether a row of the field's table is one that the field may name.
bool fits(const ledger::Ledger& ledger, std::string_view field, Table table, std::uint32_t number) {
  if (!ledger.dimension(table)->common(number).usable()) {
    return false;
  }
  if (table == Table::code) {
    const std::string& scheme = ledger.codes()[model::CodeId{number}].scheme;
    return field == "function" ? scheme == model::kFunctionScheme
                               : model::is_economic_scheme(scheme);
  }
  return table != Table::version ||
         ledger.versions()[model::VersionId{number}].status != model::VersionStatus::superseded;
}

std::vector<FormOption> choices_of(const FieldInfo& field, const Words& words) {
  std::vector<FormOption> out;
  for (const std::string_view choice : field.choices) {
    const catalogue::Entry* entry =
        field.name == "phase" ? catalogue::current().find(catalogue::Kind::phase, choice) : nullptr;
    std::string name = "choice." + std::string(field.name) + "." + std::string(choice);
    std::replace(name.begin(), name.end(), '-', '_');
    const auto key = text::key_from_name(name);
    out.push_back({std::string(choice),
                   std::string(entry != nullptr ? title(*entry, words)
                               : key            ? words[*key]
                                                : choice),
                   {}});
  }
  return out;
}

// The catalogue's lists that the field takes its codes from, and what the institution has added.
std::vector<FormOption> codes_of(const ledger::Ledger& ledger, std::string_view field,
                                 const Words& words) {
  std::vector<FormOption> out;
  const auto lists = model::catalogue_lists(Table::line, field);
  for (const catalogue::Kind list : lists) {
    for (const catalogue::Entry& entry : catalogue::current().entries(list)) {
      out.push_back({std::string(entry.code),
                     std::string(entry.code) + " " + std::string(title(entry, words)),
                     {}});
    }
  }
  if (const auto scheme = model::own_scheme(lists)) {
    for (const model::Code& code : ledger.codes().rows()) {
      if (code.usable() && code.scheme == *scheme) {
        out.push_back({code.code, code.name.empty() ? code.code : code.name, {}});
      }
    }
  }
  return out;
}

bool is_reference(const FieldInfo& field) { return field.type == FieldType::reference; }

// The catalogue's function of which the ledger would have the row; null for any other row.
const catalogue::Entry* function_of(const ledger::Ledger& ledger, std::string_view row) {
  for (const catalogue::Entry& entry : catalogue::functions()) {
    if (model::code_uuid(ledger.id(), model::kFunctionScheme, entry.code).text() == row) {
      return &entry;
    }
  }
  return nullptr;
}

bool has_row(const ledger::Ledger& ledger, const base::Uuid& code) {
  const model::CodeId found = ledger.codes().find(code);
  return found != model::kNoCode && ledger.codes()[found].usable();
}

std::string label_of(const catalogue::Entry& entry, const Words& words) {
  return std::string(entry.code) + " " + std::string(title(entry, words));
}

// Every function of the catalogue and the institution's own below them, by code: a row is made when
// one is first named.
std::vector<FormOption> functions_of(const ledger::Ledger& ledger, const Words& words) {
  std::vector<FormOption> out;
  for (std::uint32_t number = 0; number < ledger.codes().size(); ++number) {
    if (fits(ledger, "function", Table::code, number)) {
      out.push_back(option_of(ledger, Table::code, number));
    }
  }
  for (const catalogue::Entry& entry : catalogue::functions()) {
    const base::Uuid row = model::code_uuid(ledger.id(), model::kFunctionScheme, entry.code);
    if (!has_row(ledger, row)) {
      out.push_back({row.text(), label_of(entry, words), {}});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const FormOption& a, const FormOption& b) { return a.label < b.label; });
  return out;
}

// The chosen one's label; what was chosen and is not there any more, as it stands.
std::string label_of(const ledger::Ledger& ledger, const FieldInfo& field, const std::string& value,
                     const Words& words) {
  if (value.empty()) {
    return {};
  }
  if (const auto* entry = field.name == "function" ? function_of(ledger, value) : nullptr) {
    return label_of(*entry, words);
  }
  if (is_reference(field)) {
    const auto uuid = base::Uuid::parse(value);
    const std::uint32_t number =
        uuid ? ledger.dimension(field.target)->number_of(*uuid) : model::kNone;
    return number == model::kNone ? value : option_of(ledger, field.target, number).label;
  }
  for (const FormOption& option : codes_of(ledger, field.name, words)) {
    if (option.value == value) {
      return option.label;
    }
  }
  return value;
}

void search(const ledger::Ledger& ledger, const FieldInfo& field, const std::string& query,
            const Words& words, FormField& out) {
  constexpr std::size_t kMost = 30;
  const std::string wanted = exchange::folded(query);
  const auto offer = [&](const auto& make) {
    // Without words all of them fit, and what is not shown need not be written.
    if (wanted.empty() && out.options.size() == kMost) {
      ++out.matches;
      return;
    }
    FormOption option = make();
    if (!wanted.empty() && exchange::folded(option.label).find(wanted) == std::string::npos &&
        exchange::folded(option.note).find(wanted) == std::string::npos) {
      return;
    }
    ++out.matches;
    if (out.options.size() < kMost) {
      out.options.push_back(std::move(option));
    }
  };
  const bool function = field.name == "function";
  if (!is_reference(field) || function) {
    for (FormOption& option :
         function ? functions_of(ledger, words) : codes_of(ledger, field.name, words)) {
      offer([&option] { return std::move(option); });
    }
    return;
  }
  const std::uint32_t size = ledger.dimension(field.target)->size();
  for (std::uint32_t number = 0; number < size; ++number) {
    if (fits(ledger, field.name, field.target, number)) {
      offer([&] { return option_of(ledger, field.target, number); });
    }
  }
}

void choose_among(std::vector<FormOption> options, const std::string& value, const Words& words,
                  FormField& out) {
  out.options.push_back({{}, std::string(words[Key::entry_not_said]), {}});
  for (FormOption& option : options) {
    out.options.push_back(std::move(option));
  }
  for (std::size_t i = 0; i < out.options.size(); ++i) {
    if (out.options[i].value == value) {
      out.chosen = i;
    }
  }
}

FormField build_field(const ledger::Ledger& ledger, const LineForm& form, const Spot& place,
                      const Words& words) {
  const FieldInfo& field = field_of(place.field);
  const std::string& value = said(form, place.field);
  FormField out;
  out.name = place.field;
  out.kind = place.kind;
  const auto key = text::key_from_name("field." + std::string(place.field));
  out.label = std::string(key ? words[*key] : place.field);
  if (place.kind == Kind::choice) {
    choose_among(field.type == FieldType::choice ? choices_of(field, words)
                                                 : codes_of(ledger, field.name, words),
                 value, words, out);
  } else if (place.kind == Kind::search) {
    out.text = label_of(ledger, field, value, words);
    search(ledger, field, form.searched == place.field ? form.query : std::string(), words, out);
  } else {
    out.text = value;
  }
  if (form.fault && form.fault_field == place.field) {
    out.fault = words.texts.error(*form.fault);
  }
  if (form.repeated.count(std::string(place.field)) > 0) {
    out.hint = words[Key::entry_as_before];
  } else if (place.field == "period" && (value.empty() || !out.fault.empty())) {
    out.hint = words[Key::entry_period_hint];
  } else if (place.field == "date" && (value.empty() || !out.fault.empty())) {
    out.hint = words[Key::entry_date_hint];
  }
  if (place.field == "amount_cents" || place.field == "unit_price_cents") {
    out.unit = words[Key::unit_euro];
  }
  out.required = place.field == "amount_cents";
  return out;
}

// ---- what is said, as a value of an op

base::Result<model::Value> value_of(const FieldInfo& field, const std::string& typed,
                                    text::Language language) {
  const auto fault = [&field](ErrorCode code) {
    return base::fail_field(code, std::string(field.name));
  };
  if (typed.empty()) {
    return model::Value();
  }
  switch (field.type) {
    case FieldType::cents: {
      const auto amount = text::parse_amount(typed, language);
      return amount ? base::Result<model::Value>(model::Value(amount->cents()))
                    : fault(amount.error().code);
    }
    case FieldType::period: {
      const auto period = exchange::parse_file_period(typed);
      return period ? base::Result<model::Value>(model::Value(std::int64_t{period->packed()}))
                    : fault(period.error().code);
    }
    case FieldType::date: {
      const auto date = exchange::parse_file_date(typed);
      return date ? base::Result<model::Value>(model::Value(model::packed(*date)))
                  : fault(date.error().code);
    }
    case FieldType::decimal: {
      std::string plain = typed;
      std::replace(plain.begin(), plain.end(), ',', '.');
      const auto number = base::Decimal::parse(plain);
      if (!number) {
        return fault(number.error().code);
      }
      // Prices are typed in euro.
      const std::int64_t millionths = number->millionths();
      constexpr std::int64_t kMost = base::Decimal::kMost / 100;
      if (field.name != "unit_price_cents") {
        return model::Value(millionths);
      }
      return millionths > kMost || millionths < -kMost
                 ? base::Result<model::Value>(fault(ErrorCode::amount_out_of_range))
                 : base::Result<model::Value>(model::Value(millionths * 100));
    }
    default:
      return model::Value(typed);
  }
}

// A value as its field shows it for typing.
std::string typed_of(const ledger::Ledger& ledger, const FieldInfo& field, const model::Line& line,
                     text::Language language) {
  const model::Cell cell = field.cell(&line);
  if (cell.null()) {
    return {};
  }
  switch (field.type) {
    case FieldType::cents:
      return text::editable_amount(base::Money::from_cents(cell.integer), language);
    case FieldType::period: {
      const auto period = base::Period::from_packed(cell.integer);
      return period ? period->iso() : std::string();
    }
    case FieldType::date: {
      const auto date = model::date_from_packed(cell.integer);
      return date ? text::format_date(*date, text::Language::lv) : std::string();
    }
    case FieldType::decimal: {
      std::string text = field.name == "unit_price_cents"
                             ? base::Decimal::from_millionths(cell.integer / 100).text()
                             : base::Decimal::from_millionths(cell.integer).text();
      if (language == text::Language::lv) {
        std::replace(text.begin(), text.end(), '.', ',');
      }
      return text;
    }
    case FieldType::choice:
      return std::string(field.choices[static_cast<std::size_t>(cell.integer)]);
    case FieldType::reference:
      return ledger.dimension(field.target)
          ->common(static_cast<std::uint32_t>(cell.integer))
          .uuid.text();
    default:
      return std::string(cell.text);
  }
}

}  // namespace

LineFormView build_line_form(const ledger::Ledger& ledger, const LineForm& form,
                             const Words& words) {
  LineFormView view;
  view.changes = form.line.has_value();
  view.title =
      words[view.changes                                               ? Key::entry_change_title
            : said(form, "kind") == model::name(model::LineKind::plan) ? Key::entry_plan_title
                                                                       : Key::entry_title];
  view.subtitle = words[view.changes ? Key::entry_change_subtitle : Key::entry_subtitle];
  for (const Spot& place : kSpots) {
    if (view.changes && place.field == "kind") {
      continue;  // of a line that is there it stays what it is
    }
    const bool wanted = place.shown == Shown::always || form.all_fields ||
                        !said(form, place.field).empty() ||
                        (form.fault && form.fault_field == place.field);
    if (wanted) {
      view.fields.push_back(build_field(ledger, form, place, words));
    } else {
      view.has_more = true;
    }
  }
  return view;
}

LineForm new_line(const ledger::Ledger& ledger, const LineForm& last,
                  const std::vector<cube::Member>& path, const Words& words) {
  LineForm form;
  if (!last.line) {
    for (const Spot& place : kSpots) {
      const std::string& before = said(last, place.field);
      if (place.each == Each::stays && !before.empty()) {
        form.typed.emplace(place.field, before);
        form.repeated.emplace(place.field);
      }
    }
  }
  for (const cube::Member& member : path) {
    const bool fixes = member.id != model::kNone &&
                       (member.axis == cube::Axis::unit || member.axis == cube::Axis::service ||
                        member.axis == cube::Axis::code);
    if (!fixes) {
      continue;
    }
    const std::string field(cube::name(member.axis));
    const Table target = field_of(field).target;
    if (fits(ledger, field, target, member.id)) {
      form.typed[field] = ledger.dimension(target)->common(member.id).uuid.text();
      form.repeated.erase(field);
    }
  }
  const std::int64_t local_ms =
      words.now_ms + std::int64_t{words.utc_offset_minutes(words.now_ms)} * 60'000;
  form.typed.try_emplace("date",
                         text::format_date(base::Date::from_ms(local_ms), text::Language::lv));
  return form;
}

base::Result<LineForm> form_of(const ledger::Ledger& ledger, model::LineId line,
                               const Words& words) {
  TRY(const model::Line stored, ledger.line(line));
  LineForm form;
  form.line = line;
  form.row = stored.uuid;
  for (const Spot& place : kSpots) {
    std::string typed = typed_of(ledger, field_of(place.field), stored, words.language());
    if (!typed.empty()) {
      form.typed.emplace(place.field, std::move(typed));
    }
  }
  form.original = form.typed;
  return form;
}

namespace {

// Quantity × price, rounded once, half away from zero: what a line without an amount comes to.
base::Result<model::Value> product(const LineForm& form, text::Language language) {
  const auto number = [&](std::string_view field) -> base::Result<std::int64_t> {
    TRY(const model::Value value, value_of(field_of(field), said(form, field), language));
    const std::int64_t* millionths = model::as_int(value);
    return millionths == nullptr ? base::Result<std::int64_t>(
                                       base::fail_field(ErrorCode::value_missing, "amount_cents"))
                                 : base::Result<std::int64_t>(*millionths);
  };
  TRY(const std::int64_t quantity, number("quantity"));
  if (said(form, "unit_price_cents").empty()) {
    return model::Value(std::int64_t{0});  // the amount is still to be told
  }
  TRY(const std::int64_t price, number("unit_price_cents"));
  constexpr base::I128 kWhole = 1'000'000'000'000;  // millionths of millionths
  const base::I128 exact = base::I128{quantity} * price;
  const base::I128 cents = (exact < 0 ? exact - kWhole / 2 : exact + kWhole / 2) / kWhole;
  if (cents > base::kMaxAmountCents || cents < -base::kMaxAmountCents) {
    return base::fail_field(ErrorCode::amount_out_of_range, "amount_cents");
  }
  return model::Value(static_cast<std::int64_t>(cents));
}

}  // namespace

base::Result<ledger::Command> command_of(const LineForm& form, text::Language language) {
  std::vector<ledger::FieldValue> fields;
  for (const Spot& place : kSpots) {
    const std::string& typed = said(form, place.field);
    const auto before = form.original.find(place.field);
    const bool same =
        form.line ? typed == (before == form.original.end() ? std::string() : before->second)
                  : typed.empty() && place.field != "amount_cents";
    if (!same) {
      TRY(model::Value value, value_of(field_of(place.field), typed, language));
      if (model::is_null(value) && place.field == "amount_cents") {
        TRY(value, product(form, language));
      }
      fields.push_back({std::string(place.field), std::move(value)});
    }
  }
  if (form.line) {
    return ledger::Command(ledger::Change{Table::line, form.row, std::move(fields), {}});
  }
  return ledger::Command(ledger::Add{Table::line, std::move(fields), {}});
}

std::optional<ledger::Command> function_to_add(const ledger::Ledger& ledger, const LineForm& form) {
  const std::string& row = said(form, "function");
  const catalogue::Entry* entry = row.empty() ? nullptr : function_of(ledger, row);
  const auto uuid = base::Uuid::parse(row);
  if (entry == nullptr || !uuid || has_row(ledger, *uuid)) {
    return std::nullopt;
  }
  return ledger::Command(ledger::AddCode{std::string(model::kFunctionScheme),
                                         std::string(entry->code), std::string(entry->title_lv)});
}

}  // namespace saimnieks::views
