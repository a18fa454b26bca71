// A real cube with synthetic lines: a small ledger has the dimensions, and the lines come as the
// deltas of a commit would. One unit of twenty above each unit that has lines.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/cube/cube.h"
#include "tests/bench/must.h"
#include "tests/fakes/memory_vfs.h"
#include "tests/fakes/seams.h"

namespace saimnieks {

// One array a column: what the peers are given, too.
struct CubeColumns {
  explicit CubeColumns(std::size_t lines)
      : unit(lines),
        service(lines),
        code(lines),
        phase(lines),
        direct(lines),
        regular(lines),
        kind(lines),
        month(lines),
        cents(lines) {}

  std::vector<std::uint16_t> unit, service, code;
  std::vector<std::uint8_t> phase, direct, regular, kind, month;
  std::vector<std::int32_t> cents;

  [[nodiscard]] std::size_t size() const { return cents.size(); }
  void make();  // the peers' own random numbers
};

class BenchCube {
 public:
  BenchCube();
  void load(const CubeColumns& columns);

  // The roll-ups, in the order of the peers'.
  static constexpr int kQueries = 4;
  [[nodiscard]] static cube::Query query(int which);
  [[nodiscard]] const cube::Cube& cube() const { return *cube_; }
  // Changes one line by a cent, as a commit of one command does.
  void edit(std::size_t line);
  // Asks for other pivots, until the cube keeps none of those above: each is then rolled up anew.
  void ask_for_others() const;

 private:
  [[nodiscard]] ledger::Committed run(const ledger::Command& command);

  fakes::MemoryVfs vfs_;
  fakes::FakeClock clock_;
  fakes::FakeRandom random_;
  std::unique_ptr<ledger::Ledger> ledger_;
  std::vector<model::UnitId> units_;
  std::vector<model::ServiceId> services_;
  std::vector<model::CodeId> codes_;
  std::vector<model::SourceId> sources_;
  model::VersionId version_{};
  std::unique_ptr<cube::Cube> cube_;
};

}  // namespace saimnieks
