#include "core/exchange/demo_costs.h"

#include <algorithm>
#include <tuple>

#include "core/catalogue/catalogue.h"
#include "core/exchange/further.h"
#include "core/model/dimension.h"

namespace saimnieks::exchange {
namespace {

using nlohmann::json;

constexpr const char* kIncome = "Ieņēmumi";  // the scheme of codes of income
constexpr const char* kIncomeName = "Ieņēmumi par maksas pakalpojumiem";
constexpr int kPublishedYear = 2025;  // that the published case of a sauna stands for

void collect_units(const json& list, const DemoUnit& above, std::vector<DemoUnit>& out) {
  for (const json& unit : list) {
    DemoUnit path = above;
    path.codes.push_back(unit.at("code").get<std::string>());
    path.names.push_back(unit.at("name").get<std::string>());
    out.push_back(path);
    if (unit.contains("units")) {
      collect_units(unit["units"], path, out);
    }
  }
}

// FNV-1a over what names the cost.
std::uint64_t key_of(const DemoCost& cost) {
  std::uint64_t key = 0xCBF2'9CE4'8422'2325ULL;
  for (const std::string* part :
       {&cost.unit.codes.back(), &cost.document, &cost.service, &cost.resource, &cost.policy,
        &cost.said.task, &cost.scheme, &cost.code}) {
    for (const char letter : *part + "\n") {
      key = (key ^ static_cast<unsigned char>(letter)) * 0x0000'0100'0000'01B3ULL;
    }
  }
  return key;
}

class Costs {
 public:
  explicit Costs(const json& data) : data_(data), units_(demo_units(data)) {}

  std::vector<DemoCost> all() {
    for (const json& service : data_.at("services")) {
      add_service(service);
    }
    for (const json& resource : data_.at("resources")) {
      add_resource(resource);
    }
    for (const json& policy : data_.at("policies")) {
      DemoCost cost = plain(policy.at("unit"), "2240", policy.at("source"), "01.000");
      cost.policy = policy.at("code");
      cost.policy_name = policy.at("name");
      cost.said.task = policy.at("task");
      cost.said.row.phase = model::from_name<model::Phase>(policy.at("phase").get<std::string>());
      cost.said.row.role = model::from_name<model::RoleRow>(policy.value("role", std::string()));
      cost.year_cents = policy.at("euro").get<std::int64_t>() * 100;
      out_.push_back(std::move(cost));
    }
    for (const json& project : data_.at("projects")) {
      add_project(project);
    }
    for (const json& charge : data_.at("charges")) {
      add_charge(charge);
    }
    for (const json& task : data_.at("management")) {
      DemoCost cost = plain(task.at("unit"), "1100", "PASV", "01.000");
      cost.said.task = task.at("task");
      cost.said.row.role = model::RoleRow::r6;
      cost.year_cents = task.at("euro").get<std::int64_t>() * 100;
      out_.push_back(std::move(cost));
    }
    add_sauna_beside();
    for (DemoCost& cost : out_) {
      cost.key = key_of(cost);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string named(const char* list, const std::string& code) const {
    for (const json& one : data_.at(list)) {
      if (one.at("code") == code) {
        return one.value("name", std::string());
      }
    }
    return {};
  }

  DemoCost plain(const std::string& unit, const std::string& code, const std::string& source,
                 const std::string& function) const {
    DemoCost cost;
    cost.unit = unit_of(unit);
    cost.scheme = model::kEkkScheme;
    cost.code = code;
    cost.code_name = named("codes", code);
    cost.source = source;
    cost.source_name = named("sources", source);
    cost.function = function;
    const catalogue::Entry* entry = catalogue::current().find(catalogue::Kind::function, function);
    cost.function_name = entry == nullptr ? std::string() : std::string(entry->title_lv);
    cost.said.catalogue = catalogue::current().id;
    cost.said.row.regular = model::Regularity::regular;
    cost.said.row.phase = model::Phase::provision;
    if (code[0] == '2') {
      cost.said.vat = model::Vat::cost;
      cost.said.row.phase = code == "2240" ? model::Phase::maintenance : model::Phase::provision;
    }
    return cost;
  }

  // Of a service: what its kind of cost says.
  DemoCost of_service(const json& service, const std::string& unit, const std::string& code) const {
    DemoCost cost = plain(unit, code, service.at("source"), service.at("function"));
    cost.service = service.at("code");
    cost.service_name = service.at("name");
    cost.overrun_percent = service.value("overrun_percent", std::int64_t{0});
    cost.through_channels = cost.function[0] == '0' && cost.function[1] != '9';
    if (code == "1100" || code == "1200") {
      cost.said.row.role = model::RoleRow::r8;
    } else if (code == "2220") {
      cost.said.measure = "kWh";
    } else if (code == "2240") {
      cost.said.condition = "N3-1";
    } else if (code == "2310") {
      cost.said.condition = "N2-1";
    } else if (code == "2210") {
      cost.said.condition = "N6-2";
      cost.said.task = "PU2-8";
    } else if (code == "2350") {
      cost.said.condition = "N1-2";
      cost.said.task = "PU2-13";
    } else if (code == "5200") {
      // An acquisition is one-off, and never added to the cost of what is used up of it.
      cost.said.row.regular = model::Regularity::one_off;
      cost.said.row.phase = model::Phase::creation;
      cost.said.row.basis = model::Basis::budget;
      cost.said.task = "PU2-5";
    }
    return cost;
  }

  void add_service(const json& service) {
    const json& places = service.at("units");
    for (const json& place : places) {
      const std::string unit = place;
      if (service.contains("year_lines")) {
        for (const auto& [code, cents] : service["year_lines"].items()) {
          DemoCost cost = of_service(service, unit, code);
          cost.year_cents = cents.get<std::int64_t>();
          cost.exact = true;
          cost.needed_in = kPublishedYear;
          out_.push_back(std::move(cost));
        }
        continue;
      }
      for (const json& code : data_.at("codes")) {
        const std::string number = code.at("code");
        if (service.contains("codes") && std::find(service["codes"].begin(), service["codes"].end(),
                                                   number) == service["codes"].end()) {
          continue;
        }
        DemoCost cost = of_service(service, unit, number);
        cost.shape = code.at("shape");
        cost.year_cents = service.at("euro").get<std::int64_t>() *
                          code.at("share").get<std::int64_t>() /
                          static_cast<std::int64_t>(places.size());
        out_.push_back(std::move(cost));
      }
    }
  }

  void add_resource(const json& resource) {
    DemoCost cost = plain(resource.at("unit"), resource.at("ekk"), "PASV", "01.000");
    cost.resource = resource.at("code");
    cost.resource_name = resource.at("name");
    cost.resource_kind = resource.at("kind");
    cost.exact = resource.contains("year_cents");
    cost.year_cents = cost.exact ? resource["year_cents"].get<std::int64_t>()
                                 : resource.at("euro").get<std::int64_t>() * 100;
    cost.needed_in = cost.exact ? kPublishedYear : 0;
    out_.push_back(std::move(cost));
  }

  // What is paid once, in the year and month that it says.
  void add_project(const json& project) {
    DemoCost cost =
        plain(project.at("unit"), project.at("ekk"), project.at("source"), project.at("function"));
    for (const auto& [list, code, name] :
         {std::tuple("services", &DemoCost::service, &DemoCost::service_name),
          std::tuple("resources", &DemoCost::resource, &DemoCost::resource_name)}) {
      if (project.contains(list)) {
        cost.*code = project[list];
        cost.*name = named(list, cost.*code);
      }
    }
    cost.said.row.regular = model::Regularity::one_off;
    cost.said.row.phase = model::from_name<model::Phase>(project.at("phase").get<std::string>());
    cost.said.task = project.at("task");
    cost.said.condition = project.value("condition", std::string());
    cost.said.note = project.at("note");
    cost.said.justification = project.at("justification");
    cost.shape = "once";
    cost.only_year = project.at("year");
    cost.only_month = project.at("month");
    cost.year_cents = project.at("euro").get<std::int64_t>() * 100;
    out_.push_back(std::move(cost));
  }

  // What one institution does for another: the income of the one, the cost of the other, or only
  // what one of them has booked.
  void add_charge(const json& charge) {
    const auto add = [&](const char* unit, const char* other, const char* service,
                         const char* euro) {
      DemoCost cost = plain(charge.at(unit), "2240", "PASV", "01.000");
      cost.service = charge.at(service);
      cost.service_name = named("services", cost.service);
      cost.counterparty = unit_of(charge.at(other));
      cost.document = charge.at("document");
      cost.said.note = charge.at("note");
      cost.said.vat.reset();
      cost.exact = true;
      cost.year_cents = charge.at(euro).get<std::int64_t>() * 100;
      return cost;
    };
    out_.push_back(add("to", "from", "for_service", "cost_euro"));
    if (charge.contains("income_euro")) {
      DemoCost income = add("from", "to", "by_service", "income_euro");
      income.scheme = kIncome;
      income.code = "21390";
      income.code_name = kIncomeName;
      income.said.row.phase = model::Phase::provision;
      income.said.row.nature = model::Nature::income;
      out_.push_back(std::move(income));
    }
  }

  [[nodiscard]] const DemoUnit& unit_of(const std::string& code) const {
    return *std::find_if(units_.begin(), units_.end(),
                         [&](const DemoUnit& one) { return one.codes.back() == code; });
  }

  // Beside the sauna's costs, and never added to them: what its visitors pay, bear and gain.
  void add_sauna_beside() {
    const json& sauna = data_.at("sauna");
    const std::int64_t price = sauna.at("price_cents");
    const auto add = [&](model::Nature nature, const char* scheme, const char* code,
                         const char* name, std::int64_t cents) {
      DemoCost cost = plain(sauna.at("unit"), code, "IENEM", "06.000");
      cost.service = sauna.at("service");
      cost.service_name = named("services", cost.service);
      cost.scheme = scheme;
      cost.code_name = name;
      cost.said.vat.reset();
      cost.said.row.nature = nature;
      cost.said.measure = "apmeklējums";
      cost.said.unit_price_cents = base::Decimal::from_millionths(cents * base::Decimal::kOne);
      cost.visits = sauna.at("visits");
      out_.push_back(std::move(cost));
    };
    add(model::Nature::income, kIncome, "21390", kIncomeName, price);
    add(model::Nature::recipient, "Saņēmēju izmaksas", "1", "Ceļš un laiks", price / 2);
    add(model::Nature::benefit, "Ieguvumi", "1", "Ietaupīta apkure mājās", price * 3 / 2);
  }

  const json& data_;
  const std::vector<DemoUnit> units_;
  std::vector<DemoCost> out_;
};

}  // namespace

std::vector<DemoUnit> demo_units(const json& data) {
  std::vector<DemoUnit> out;
  collect_units(data.at("units"), {}, out);
  return out;
}

std::vector<DemoCost> demo_costs(const json& data) { return Costs(data).all(); }

}  // namespace saimnieks::exchange
