#include "core/exchange/demo_growth.h"

#include <algorithm>
#include <string>

#include "core/exchange/demo.h"
#include "core/exchange/demo_amounts.h"
#include "exchange/demo_growth_data.h"

namespace saimnieks::exchange {
namespace {

using nlohmann::json;

// "P07", of the seventh parish.
std::string parish_code(std::size_t number) { return "P" + std::to_string(101 + number).substr(1); }

class Growth {
 public:
  explicit Growth(json data)
      : data_(std::move(data)), plan_(json::parse(growth_embedded::kFiles[0].content)) {}

  json to(std::int64_t lines) {
    const std::int64_t most = plan_.at("lines");
    const std::int64_t more = std::min(lines, most) - kDemoLines;
    const std::int64_t whole = most - kDemoLines;
    const json& institutions = plan_.at("institutions");
    const json& parishes = plan_.at("parishes");
    const auto units = static_cast<std::size_t>(
        static_cast<std::int64_t>(parishes.size() * institutions.size()) * more / whole);
    for (std::size_t i = 0; i < units; ++i) {
      add_institution(i / institutions.size(), institutions[i % institutions.size()]);
    }
    const std::int64_t years = plan_.at("earlier_years").get<std::int64_t>() * more / whole;
    for (std::int64_t i = 0; i < years; ++i) {
      json& list = data_["years"];
      list.insert(list.begin(), list.front().get<int>() - 1);
    }
    return std::move(data_);
  }

 private:
  // The first institution of a parish is its administration, and stands above the others.
  void add_institution(std::size_t parish, const json& institution) {
    const std::string code = parish_code(parish);
    const std::string name = plan_.at("parishes")[parish];
    const std::string own = code + institution.at("letter").get<std::string>();
    const std::string called = name + " " + institution.at("name").get<std::string>();
    json& top = data_["units"][0]["units"];
    const bool first = own == code;
    json unit{{"code", own}, {"name", called}};
    if (first) {
      unit["units"] = json::array();
    }
    (first ? top : top.back()["units"]).push_back(std::move(unit));
    const std::string path =
        data_["units"][0]["code"].get<std::string>() + "/" + code + (first ? "" : "/" + own);
    if (first) {
      for (const std::string year : {"2025", "2026"}) {
        add_row("population", {{"unit", path},
                               {"year", year},
                               {"inhabitants", scaled(900, code + year)},
                               {"source", "Demonstrācijas dati"}});
      }
    }
    for (const json& service : institution.at("services")) {
      add_service(service, own, called, path);
    }
    for (const json& resource : institution.at("resources")) {
      const std::string resource_code = resource.at("code").get<std::string>() + "-" + own;
      data_["resources"].push_back(
          {{"code", resource_code},
           {"name", resource.at("name").get<std::string>() + ", " + called},
           {"kind", resource.at("kind")},
           {"unit", own},
           {"euro", scaled(resource.at("euro"), resource_code)},
           {"ekk", resource.at("ekk")}});
    }
  }

  void add_service(const json& service, const std::string& unit, const std::string& called,
                   const std::string& path) {
    const std::string kind = service.at("code");
    const std::string code = kind + "-" + unit;
    data_["services"].push_back({{"code", code},
                                 {"name", service.at("name").get<std::string>() + ", " + called},
                                 {"units", json::array({unit})},
                                 {"euro", scaled(service.at("euro"), code)},
                                 {"codes", service.at("codes")},
                                 {"function", service.at("function")},
                                 {"source", service.at("source")},
                                 {"sector", service.at("sector")},
                                 {"register", service.at("register")}});
    add_row("volume", {{"service", code},
                       {"unit", path},
                       {"kind", "provided"},
                       {"measure", service.at("measure")},
                       {"period", "2025"},
                       {"quantity", std::to_string(scaled(service.at("volume"), "n" + code))}});
  }

  void add_row(const char* table, json fields) {
    data_["commands"].push_back({{"add", table}, {"fields", std::move(fields)}});
  }

  // Larger or smaller by up to two fifths, by the name.
  static std::int64_t scaled(const json& size, const std::string& name) {
    std::uint64_t drawn = 0;
    for (const char letter : name) {
      drawn = demo_mix(drawn + static_cast<unsigned char>(letter));
    }
    return std::max<std::int64_t>(
        1, size.get<std::int64_t>() * static_cast<std::int64_t>(600 + drawn % 801) / 1000);
  }

  json data_;
  const json plan_;
};

}  // namespace

json grown(json data, std::int64_t lines) {
  return lines <= kDemoLines ? std::move(data) : Growth(std::move(data)).to(lines);
}

}  // namespace saimnieks::exchange
