#include "sync/cli/unit_sheet.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "core/base/date.h"
#include "core/catalogue/catalogue.h"
#include "core/costing/channels.h"
#include "core/model/unit_tree.h"
#include "core/scenario/answer.h"
#include "core/views/cost_sheet.h"
#include "sync/cli/messages.h"
#include "sync/cli/platform.h"

namespace saimnieks::cli {
namespace {

using base::Result;
using nlohmann::ordered_json;

ordered_json channel_json(const costing::ChannelSheet& one) {
  ordered_json direct = ordered_json::array();
  for (const costing::CostLine& line : one.sheet.direct) {
    direct.push_back({{"code", line.code}, {"cents", line.amount.cents()}});
  }
  return {{"channel", one.channel.empty() ? ordered_json() : ordered_json(one.channel)},
          {"direct", std::move(direct)},
          {"volume", one.sheet.volume ? ordered_json(one.sheet.volume->text()) : ordered_json()},
          {"direct_cents", one.cost.direct.cents()},
          {"indirect_cents", one.cost.indirect.cents()},
          {"total_cents", one.cost.total.cents()},
          {"price_cents", scenario::cents_or_null(one.cost.price)},
          {"recovery_cents", scenario::cents_or_null(one.cost.recovery)}};
}

// "Town / School": the names from the top down, of a unit without one its code.
std::string unit_name(const ledger::Ledger& ledger, model::UnitId unit) {
  std::string out;
  for (; unit != model::kNoUnit; unit = ledger.units()[unit].parent) {
    const model::Unit& one = ledger.units()[unit];
    const std::string& name = one.name.empty() ? one.code : one.name;
    out = out.empty() ? name : name + " / " + out;
  }
  return out;
}

// Its own name, else that of the nearest code above it that has one: "Services (2200)".
std::string code_name(const UnitSheet& of, model::CodeId code) {
  if (code == model::kNoCode) {
    return {};
  }
  const std::vector<cube::Member> chain = of.cube.lineage({cube::Axis::code, model::index(code)});
  for (auto at = chain.rbegin(); at != chain.rend(); ++at) {
    if (const std::string name = of.cube.name_of(*at); !name.empty()) {
      return at == chain.rbegin() ? name : name + " (" + of.cube.code_of(*at) + ")";
    }
  }
  return {};
}

// A pool as people know it.
views::SheetLine pool_line(const UnitSheet& of, const costing::CostLine& part) {
  const costing::LedgerNetwork& network = of.allocated.of;
  for (std::size_t i = 0; i < network.pools.size(); ++i) {
    if (network.network.pools[i].id != part.code) {
      continue;
    }
    const costing::AccountPlace& place = network.pools[i];
    if (place.kind == cube::ObjectKind::resource) {
      const model::Resource& resource = of.ledger.resources()[model::ResourceId{place.number}];
      return {resource.code, resource.name, part.amount};
    }
    const model::UnitId unit{place.number};
    return {model::path_text(of.ledger.units(), unit), unit_name(of.ledger, unit), part.amount};
  }
  return {part.code, {}, part.amount};
}

}  // namespace

Result<void> add_channels(const UnitSheet& of, bool explain, ordered_json& answer) {
  TRY(const costing::UnitCost whole, costing::unit_cost(of.sheet.sheet));
  TRY(const costing::ChannelSheets sheets,
      costing::channel_sheets(of.ledger, of.cube, of.allocated, of.service, whole));
  ordered_json& channels = answer["channels"] = ordered_json::array();
  for (const costing::ChannelSheet& one : sheets.channels) {
    channels.push_back(channel_json(one));
  }
  if (explain) {
    TRY(const costing::ChannelsWhy why,
        costing::explain(of.ledger, of.cube, of.allocated, of.service, whole, sheets));
    for (std::size_t i = 0; i < why.channels.size(); ++i) {
      channels[i]["explanation"] = scenario::to_json(why.channels[i]);
    }
    answer["channel_split"] = scenario::to_json(why.split);
  }
  return {};
}

Result<void> write_page(const UnitSheet& of, const Arguments& arguments,
                        const ledger::Seams& seams) {
  const std::string path = arguments.value("sheet");
  std::error_code none;  // there is no such file yet
  if (path.empty() || std::filesystem::equivalent(path, arguments.value("ledger"), none)) {
    return base::fail(base::ErrorCode::usage_invalid, "--sheet " + path);
  }
  const costing::LedgerSide& side = of.allocated.side;
  const model::Service& service = of.ledger.services()[of.service];
  views::CostSheet page;
  page.unit = unit_name(of.ledger, service.unit);
  page.service_code = service.code;
  page.service_name = service.name.empty() ? service.code : service.name;
  page.period = side.period;
  page.side = side.forecasts()                     ? views::SheetSide::forecast
              : side.kind == model::LineKind::plan ? views::SheetSide::plan
                                                   : views::SheetSide::actual;
  const auto version = side.version ? side.version : of.cube.default_version();
  if (page.side != views::SheetSide::actual && version) {
    page.version = of.ledger.versions()[*version].name;
  }
  page.method = of.allocated.procedure.method;
  for (std::size_t i = 0; i < of.sheet.sheet.direct.size(); ++i) {
    const costing::CostLine& line = of.sheet.sheet.direct[i];
    page.direct.push_back({line.code, code_name(of, of.sheet.codes[i]), line.amount});
  }
  for (const costing::CostLine& part : of.sheet.sheet.indirect) {
    page.indirect.push_back(pool_line(of, part));
  }
  page.volume = of.sheet.sheet.volume;
  page.measure = of.sheet.measure;
  TRY(page.cost, costing::unit_cost(of.sheet.sheet));
  page.catalogue = std::string(catalogue::current().id);
  page.made = base::Date::from_ms(seams.clock.now_ms());
  page.ledger = std::filesystem::path(arguments.value("ledger")).filename().string() + " (" +
                of.ledger.id().text() + ")";
  return write_text(path,
                    views::cost_sheet_page(page, language_said().value_or(text::Language::lv)));
}

}  // namespace saimnieks::cli
