#include "core/ledger/sample.h"

#include <algorithm>
#include <string>

namespace saimnieks::ledger {
namespace {

struct Ranked {
  base::Hash rank{};
  LineId rid{};

  friend bool operator<(const Ranked& a, const Ranked& b) { return a.rank < b.rank; }
};

}  // namespace

base::Result<Sample> draw_sample(const Ledger& ledger, std::string_view seed, std::size_t count) {
  Sample sample;
  std::vector<Ranked> least;  // a heap, the greatest on top
  base::Sha256 hash;
  TRY_DO(ledger.scan_whole_lines([&](const model::Line& line) {
    if (line.row.voided) {
      return;
    }
    ++sample.population;
    const Ranked one{hash.update(seed).update("\n").update(line.uuid.text()).finish(),
                     line.row.rid};
    if (least.size() < count) {
      least.push_back(one);
      std::push_heap(least.begin(), least.end());
    } else if (count > 0 && one < least.front()) {
      std::pop_heap(least.begin(), least.end());
      least.back() = one;
      std::push_heap(least.begin(), least.end());
    }
  }));
  std::sort_heap(least.begin(), least.end());
  for (const Ranked& one : least) {
    SampledLine drawn;
    drawn.rank = one.rank;
    TRY(drawn.line, ledger.line(one.rid));
    TRY(drawn.written, ledger.last_write(one.rid));
    TRY_DO(ledger.each_fact<model::Attachment>(
        [&drawn](const model::Attachment& file) { drawn.attachments.push_back(file); },
        FieldValue{"line", drawn.line.uuid.text()}));
    sample.lines.push_back(std::move(drawn));
  }
  return sample;
}

}  // namespace saimnieks::ledger
