#include "core/costing/channels.h"

#include <algorithm>
#include <map>
#include <utility>

namespace saimnieks::costing {
namespace {

using base::Decimal9;
using base::Explanation;
using base::Money;
using base::Result;
using cube::Axis;
using cube::Cube;
using ledger::Ledger;

// A service's own costs, by channel and code.
struct OwnCosts {
  cube::Query query;
  cube::Pivot pivot;

  OwnCosts(const Ledger& ledger, const Cube& cube, const LedgerSide& side, model::ServiceId service)
      : query(query_of(ledger, side, {Axis::channel, Axis::code}, "service")) {
    query.where.push_back({Axis::service, ledger.services()[service].code});
    pivot = cube.pivot(query);
  }
};

using Channels = std::map<std::string, ChannelSheet>;

void add_own(const Cube& cube, const LedgerSide& side, const OwnCosts& own, Channels& channels) {
  ChannelSheet* of = nullptr;
  for (std::size_t i = 0; i < own.pivot.nodes.size(); ++i) {
    const cube::Member& member = own.pivot.nodes[i].member;
    if (member.axis == Axis::channel) {
      of = &channels[cube.code_of(member)];
      continue;
    }
    const Money amount = own_amount(side, own.pivot, i);
    if (of != nullptr && !amount.is_zero()) {
      of->sheet.direct.push_back({cube.code_of(member), amount});
      of->codes.push_back(model::CodeId{member.id});
    }
  }
}

Result<void> add_units(const Ledger& ledger, const UnitsProvided& units, Channels& channels) {
  const std::map<base::Uuid, Decimal9> rows(units.rows.begin(), units.rows.end());
  return ledger.each_fact<model::Volume>([&](const model::Volume& one) {
    if (const auto found = rows.find(one.uuid); found != rows.end()) {
      channels[one.channel].provided.add({found->second, {one.measure}, {*found}});
    }
  });
}

}  // namespace

Result<ChannelSheets> channel_sheets(const Ledger& ledger, const Cube& cube,
                                     const AllocatedSide& allocated, model::ServiceId service,
                                     const UnitCost& whole) {
  Channels channels;
  add_own(cube, allocated.side, OwnCosts(ledger, cube, allocated.side, service), channels);
  const auto units = allocated.of.provided.find(service);
  if (units != allocated.of.provided.end()) {
    TRY_DO(add_units(ledger, units->second, channels));
  }
  ChannelSheets out;
  bool shared = false;
  for (auto& [name, of] : channels) {
    TRY(const UnitCost own, unit_cost(of.sheet));
    const std::int64_t weight = std::max<std::int64_t>(own.direct.cents(), 0);
    shared = shared || weight > 0;
    out.weights.push_back(Decimal9::from_integer(weight));
  }
  if (!shared && !whole.indirect.is_zero() && channels.try_emplace({}).second) {
    out.weights.insert(out.weights.begin(), Decimal9());
  }
  TRY(out.split, split(whole.indirect, out.weights));
  for (auto& [name, of] : channels) {
    const Money share =
        name.empty() && !shared ? whole.indirect : out.split.parts[out.channels.size()];
    of.channel = name;
    if (!share.is_zero()) {
      of.sheet.indirect.push_back({"share", share});
    }
    if (!of.provided.rows.empty()) {
      of.sheet.volume = of.provided.quantity;
    }
    TRY(of.cost, unit_cost(of.sheet));
    out.channels.push_back(std::move(of));
  }
  return out;
}

Result<ChannelsWhy> explain(const Ledger& ledger, const Cube& cube, const AllocatedSide& allocated,
                            model::ServiceId service, const UnitCost& whole,
                            const ChannelSheets& sheets) {
  const OwnCosts own(ledger, cube, allocated.side, service);
  std::map<std::pair<std::string, model::CodeId>, std::vector<Explanation>> lines;
  for (std::size_t i = 0; i < own.pivot.nodes.size(); ++i) {
    const cube::Member& member = own.pivot.nodes[i].member;
    if (member.axis != Axis::channel) {
      continue;
    }
    TRY(const std::vector<model::Line> behind,
        ledger.lines(cube.lines_behind(own.query, own.pivot, static_cast<std::int32_t>(i), 0,
                                       part_of(allocated.side))));
    for (const model::Line& line : behind) {
      lines[{cube.code_of(member), line.row.code}].push_back(
          Explanation::entered_cents(line.uuid.text(), line.row.cents));
    }
  }
  const std::vector<std::string> see_indirect{"/explanation", "unit_cost", "total", "indirect"};
  ChannelsWhy out;
  out.split = explain(whole.indirect, sheets.weights, sheets.split);
  out.split.inputs[0].see = see_indirect;
  for (std::size_t i = 0; i < sheets.channels.size(); ++i) {
    const ChannelSheet& one = sheets.channels[i];
    const std::string number = std::to_string(i);
    Explanation why = explain(one.sheet, one.cost);
    std::vector<Explanation>& parts = why.inputs[0].inputs;
    for (std::size_t code = 0; code < one.codes.size(); ++code) {
      parts[0].inputs[code].formula = "total";
      parts[0].inputs[code].inputs = std::move(lines[{one.channel, one.codes[code]}]);
    }
    for (Explanation& share : parts[1].inputs) {
      share.see = sheets.split.unallocated.is_zero()
                      ? std::vector<std::string>{"/channel_split", "split", number}
                      : see_indirect;
    }
    if (one.sheet.volume) {
      why.inputs[1] = explain(one.provided, "volume");
    }
    if (one.cost.direct > Money()) {
      out.split.inputs[i + 1].inputs[0].see = {"/channels/" + number + "/explanation", "unit_cost",
                                               "total", "direct"};
    }
    out.channels.push_back(std::move(why));
  }
  return out;
}

}  // namespace saimnieks::costing
