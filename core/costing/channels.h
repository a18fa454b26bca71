// Channels: the sheet of a service parted into what is provided over the counter, by post, on the
// web, since one price of all of them is nobody's.
#pragma once

#include <string>
#include <vector>

#include "core/costing/allocated_side.h"
#include "core/costing/split.h"
#include "core/costing/unit_cost.h"

namespace saimnieks::costing {

struct ChannelSheet {
  std::string channel;               // "": of lines and units that name none
  Sheet sheet;                       // own costs by code; indirect: its share, where there is any
  std::vector<model::CodeId> codes;  // of the own costs; kNoCode where there is none
  UnitsProvided provided;            // in it
  UnitCost cost;
};

struct ChannelSheets {
  std::vector<ChannelSheet> channels;   // by name
  std::vector<base::Decimal9> weights;  // by channel: its own cost, where that is above zero
  Split split;                          // of the service's indirect cost, by them
};

// Of every channel that lines or units of the service name. Own costs and units are those that
// name the channel; the indirect cost is shared in proportion to own costs by largest remainder
// ("Rules" and "Unit cost" of the methodology's formulas). Where no channel has own costs above
// zero, it stays with what names none. The channels' sums are those of the service's sheet,
// `whole`. In cents; price and recovery are rounded once each, half away from zero. Faults:
// unit_cost()'s, and of storage. The cube must hold the ledger's lines.
[[nodiscard]] base::Result<ChannelSheets> channel_sheets(const ledger::Ledger& ledger,
                                                         const cube::Cube& cube,
                                                         const AllocatedSide& allocated,
                                                         model::ServiceId service,
                                                         const UnitCost& whole);

// Each channel's "unit-cost", down to lines and rows of `volume`, which stands in the answer at
// "/channels/0/explanation"; then the "split" of the indirect cost, which the answer has at
// "/channel_split". The service's own sheet is at "/explanation".
struct ChannelsWhy {
  std::vector<base::Explanation> channels;
  base::Explanation split;
};
[[nodiscard]] base::Result<ChannelsWhy> explain(const ledger::Ledger& ledger,
                                                const cube::Cube& cube,
                                                const AllocatedSide& allocated,
                                                model::ServiceId service, const UnitCost& whole,
                                                const ChannelSheets& sheets);

}  // namespace saimnieks::costing
