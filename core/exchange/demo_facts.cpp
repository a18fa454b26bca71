#include "core/exchange/demo_facts.h"

#include <string>
#include <utility>

#include "core/model/facts.h"

namespace saimnieks::exchange {
namespace {

using nlohmann::json;

model::Value text(const std::string& value) { return value; }
model::Value number(std::int64_t value) { return value; }

// Rows beside the lines. References by natural key, as every device makes them.
class FactList {
 public:
  FactList(const json& data, const base::Uuid& ledger) : data_(data), ledger_(ledger) {}

  std::vector<ledger::Add> all() {
    for (const json& usage : data_.at("usages")) {
      std::vector<ledger::FieldValue> fields{
          {"from_resource", row(model::Table::resource, usage.at("from"))},
          {"driver", text("weight")},
          {"weight",
           number(std::stoll(usage.at("weight").get<std::string>()) * base::Decimal::kOne)},
          {"valid_from", number(20250101)}};
      if (usage.contains("service")) {
        fields.push_back({"to_service", row(model::Table::service, usage["service"])});
      } else {
        fields.push_back({"to_resource", row(model::Table::resource, usage["resource"])});
      }
      add(model::Table::usage, std::move(fields));
    }
    const json& sauna = data_.at("sauna");
    const model::Value service = row(model::Table::service, sauna.at("service"));
    const model::Value unit = unit_row(sauna.at("unit"));
    const std::int64_t visits = sauna.at("visits");
    add(model::Table::volume, {{"service", service},
                               {"unit", unit},
                               {"kind", text("provided")},
                               {"measure", text("apmeklējums")},
                               {"period", number(202500)},
                               {"quantity", number(visits * base::Decimal::kOne)}});
    std::int64_t many = 7;
    for (const std::string_view kind : model::kChoices<model::VolumeKind>) {
      add(model::Table::volume, {{"service", row(model::Table::service, "KLAC")},
                                 {"kind", text(std::string(kind))},
                                 {"period", number(202606)},
                                 {"quantity", number(many * base::Decimal::kOne)}});
      many = many * 3 % 101;
    }
    add(model::Table::conformity, {{"service", service},
                                   {"condition", text("N1-1")},
                                   {"state", text("met")},
                                   {"evidence", text("Apmeklējumus skaita katru dienu")}});
    add(model::Table::outcome, {{"service", service},
                                {"indicator", text("Apmierināti apmeklētāji")},
                                {"measure", text("%")},
                                {"period", number(202500)},
                                {"planned", number(90 * base::Decimal::kOne)},
                                {"reached", number(93 * base::Decimal::kOne)}});
    add(model::Table::need, {{"unit", unit},
                             {"service", service},
                             {"period", number(202600)},
                             {"amount_cents", number(1'200'000)},
                             {"justification", text("Krāsns jāmaina pirms ziemas")},
                             {"priority", number(1)}});
    add(model::Table::appropriation, {{"unit", unit},
                                      {"source", row(model::Table::source, "PASV")},
                                      {"period", number(202600)},
                                      {"amount_cents", number(900'000)}});
    add(model::Table::schedule, {{"name", text("Skolēnu autobusa nolietojums")},
                                 {"unit", unit_row("02")},
                                 {"resource", row(model::Table::resource, "BUSS-1")},
                                 {"method", text("straight-line")},
                                 {"amount_cents", number(9'600'000)},
                                 {"residual_cents", number(1'200'000)},
                                 {"first_period", number(202601)},
                                 {"last_period", number(203312)},
                                 {"every_months", number(1)}});
    add_control();
    return std::move(out_);
  }

 private:
  // What deviations are noticed by, and what was decided about the street lighting's.
  void add_control() {
    constexpr std::int64_t kPercent = base::Decimal::kOne;
    add(model::Table::threshold, {{"axis", text("service")},
                                  {"percent", number(10 * kPercent)},
                                  {"amount_cents", number(100'000)},
                                  {"valid_from", number(20250101)},
                                  {"note", text("Domes lēmums par budžeta izpildes uzraudzību")}});
    add(model::Table::threshold, {{"axis", text("unit")},
                                  {"watch", text("forecast")},
                                  {"percent", number(3 * kPercent)},
                                  {"valid_from", number(20250101)}});
    add(model::Table::deviation, {{"watch", text("to-date")},
                                  {"unit", unit_row("06")},
                                  {"service", row(model::Table::service, "APGM")},
                                  {"year", number(202600)},
                                  {"noticed", number(202605)},
                                  {"owner", text("Pārvaldes vadītājs")},
                                  {"cause", text("price")},
                                  {"decision", text("Pārskatīt elektroenerģijas līgumu")},
                                  {"action", text("Izsludināt jaunu iepirkumu")},
                                  {"deadline", number(20261001)}});
    add(model::Table::population, {{"unit", unit_row("06")},
                                   {"year", number(202600)},
                                   {"inhabitants", number(3127)},
                                   {"source", text("Demonstrācijas dati")}});
  }

  void add(model::Table table, std::vector<ledger::FieldValue> fields) {
    out_.push_back({table, std::move(fields)});
  }
  [[nodiscard]] model::Value row(model::Table table, const std::string& code) const {
    return model::natural_uuid(ledger_, table, {code}).text();
  }
  [[nodiscard]] model::Value unit_row(const std::string& code) const {
    for (const DemoUnit& unit : demo_units(data_)) {
      if (unit.codes.back() == code) {
        return demo_unit_uuid(ledger_, unit).text();
      }
    }
    return {};
  }

  const json& data_;
  const base::Uuid& ledger_;
  std::vector<ledger::Add> out_;
};

}  // namespace

base::Uuid demo_unit_uuid(const base::Uuid& ledger, const DemoUnit& unit) {
  base::Uuid uuid;
  for (std::size_t i = 0; i < unit.codes.size(); ++i) {
    uuid = model::unit_uuid(ledger, i == 0 ? nullptr : &uuid, unit.codes[i]);
  }
  return uuid;
}

std::vector<ledger::Add> demo_facts(const json& data, const base::Uuid& ledger) {
  return FactList(data, ledger).all();
}

}  // namespace saimnieks::exchange
