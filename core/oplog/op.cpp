// Small questions that an op answers about itself.
#include "core/oplog/op.h"

#include <algorithm>

namespace saimnieks::oplog {

const Column* Op::column(std::string_view field) const {
  const auto found = std::find_if(set.begin(), set.end(),
                                  [field](const Column& column) { return column.field == field; });
  return found == set.end() ? nullptr : &*found;
}

}  // namespace saimnieks::oplog
