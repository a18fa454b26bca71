#include "tests/bench/cube_lines.h"

#include <algorithm>
#include <string>

namespace saimnieks {
namespace {

using cube::Axis;

constexpr std::uint32_t kUnits = 200;
constexpr std::uint32_t kUnitsBelow = 20;
constexpr std::uint32_t kServices = 3000;
constexpr std::uint32_t kCodes = 120;
constexpr std::size_t kAtOnce = 1024;  // as a large commit brings them

std::string numbered(const char* prefix, std::uint32_t number) {
  return prefix + std::to_string(10'000 + number);
}

}  // namespace

void CubeColumns::make() {
  std::uint32_t state = 2463534242U;
  const auto below = [&state](std::uint32_t limit) {
    state ^= state << 13U;
    state ^= state >> 17U;
    state ^= state << 5U;
    return state % limit;
  };
  for (std::size_t i = 0; i < size(); ++i) {
    unit[i] = static_cast<std::uint16_t>(below(kUnits));
    service[i] = static_cast<std::uint16_t>(below(kServices));
    code[i] = static_cast<std::uint16_t>(below(kCodes));
    phase[i] = static_cast<std::uint8_t>(below(6));
    direct[i] = static_cast<std::uint8_t>(below(2));
    regular[i] = static_cast<std::uint8_t>(below(2));
    kind[i] = static_cast<std::uint8_t>(below(2));
    month[i] = static_cast<std::uint8_t>(below(12));
    cents[i] = static_cast<std::int32_t>(below(1'000'000));
  }
}

BenchCube::BenchCube() : vfs_("cube"), random_(1) {
  ledger_ = must(ledger::Ledger::create({clock_, random_}, vfs_.storage(), {std::nullopt, "Anna"}));
  for (std::uint32_t i = 0; i < kUnits / kUnitsBelow; ++i) {
    const model::UnitId above{
        run(ledger::AddUnit{.code = numbered("V", i), .name = "V"}).dimension};
    for (std::uint32_t k = 0; k < kUnitsBelow; ++k) {
      const ledger::AddUnit add{above, numbered("I", i * kUnitsBelow + k), "I"};
      units_.push_back(model::UnitId{run(add).dimension});
    }
  }
  for (std::uint32_t i = 0; i < kServices; ++i) {
    services_.push_back(model::ServiceId{run(ledger::AddService{numbered("P", i), "P"}).dimension});
  }
  const auto& codes = ledger_->codes().rows();
  for (std::uint32_t i = 0; i < codes.size() && codes_.size() < kCodes; ++i) {
    if (codes[i].scheme == model::kEkkScheme) {
      codes_.push_back(model::CodeId{i});
    }
  }
  for (std::uint32_t i = 0; i < 2; ++i) {
    static_cast<void>(
        run(ledger::Add{model::Table::source, {{"code", model::Value(numbered("F", i))}}}));
    sources_.push_back(model::SourceId{i});
  }
  while (codes_.size() < kCodes) {  // where the state has fewer
    const ledger::AddCode add{"own", numbered("K", static_cast<std::uint32_t>(codes_.size())), "K"};
    codes_.push_back(model::CodeId{run(add).dimension});
  }
  version_ = model::VersionId{run(ledger::AddVersion{"A"}).dimension};
  cube_ = std::make_unique<cube::Cube>(*ledger_);
  must(cube_->load_some(1));
}

ledger::Committed BenchCube::run(const ledger::Command& command) {
  clock_.advance_ms(1);
  return must(ledger_->execute(command));
}

void BenchCube::load(const CubeColumns& columns) {
  const auto row_of = [&](std::size_t i) {
    model::LineRow row;
    row.rid = model::LineId{static_cast<std::int64_t>(i) + 1};
    row.cents = columns.cents[i];
    row.unit = units_[columns.unit[i]];
    row.service = services_[columns.service[i]];
    row.code = codes_[columns.code[i]];
    // Whether a line is direct follows from its object here, and all of these have a service: so
    // the peers' `direct` is our `regular`, and their `regular` one of two sources.
    row.source = sources_[columns.regular[i]];
    row.phase = static_cast<model::Phase>(static_cast<std::uint8_t>(model::Phase::planning) +
                                          columns.phase[i]);
    row.regular = static_cast<model::Regularity>(columns.direct[i]);
    row.kind = static_cast<model::LineKind>(columns.kind[i]);
    row.version = row.kind == model::LineKind::plan ? version_ : model::kNoVersion;
    row.period = 202601 + columns.month[i];
    return row;
  };
  cube_->begin({ledger_->revision(), false});
  // The last one first, so that the arrays take no more room than loading from a file would.
  std::vector<ledger::LineDelta> deltas{
      {model::LineId{static_cast<std::int64_t>(columns.size())}, row_of(columns.size() - 1)}};
  cube_->lines(deltas);
  for (std::size_t from = 0; from < columns.size(); from += kAtOnce) {
    deltas.clear();
    for (std::size_t i = from; i < std::min(columns.size(), from + kAtOnce); ++i) {
      deltas.push_back({model::LineId{static_cast<std::int64_t>(i) + 1}, row_of(i)});
    }
    cube_->lines(deltas);
  }
  cube_->end();
}

cube::Query BenchCube::query(int which) {
  cube::Query query;
  if (which == 0) {
    query.rows = {Axis::unit};
  } else if (which == 1) {
    query.rows = {Axis::service};
    query.columns = Axis::month;
  } else if (which == 2) {
    query.rows = {Axis::code};
    query.columns = Axis::phase;
    query.where = {cube::filter(Axis::unit, numbered("V", 0)),
                   cube::filter(Axis::regular, "regular")};
  } else {
    query.rows = {Axis::service};
  }
  return query;
}

void BenchCube::edit(std::size_t line) {
  const model::LineRow before = *cube_->row(model::LineId{static_cast<std::int64_t>(line) + 1});
  model::LineRow after = before;
  ++after.cents;
  const std::vector<ledger::LineDelta> deltas{{before.rid, after}};
  cube_->begin({ledger_->revision(), false});
  cube_->lines(deltas);
  cube_->end();
}

void BenchCube::ask_for_others() const {
  for (int phase = 0; phase < 8; ++phase) {
    cube::Query query;
    query.where = {cube::filter(Axis::phase, "creation"), cube::filter(Axis::unit, "none"),
                   cube::filter(Axis::month, "2026-0" + std::to_string(phase + 1))};
    static_cast<void>(cube_->pivot(query));
  }
}

}  // namespace saimnieks
