// Many devices, one endpoint, and a seed that decides what fails: afterwards all show the same, and
// money is neither lost nor doubled. SAIMNIEKS_SEED chooses another run.
#include <cstdlib>
#include <set>

#include "tests/sync/office.h"

namespace saimnieks::sync {
namespace {

using ledger::must;

constexpr int kDevices = 3;
constexpr int kSteps = 300;

std::uint64_t first_seed() {
  const char* chosen = std::getenv("SAIMNIEKS_SEED");
  return chosen == nullptr ? 1 : std::strtoull(chosen, nullptr, 10);
}

Fate fate(fakes::FakeRandom& dice) {
  switch (dice.below(10)) {
    case 0:
      return Fate::request_lost;
    case 1:
      return Fate::answer_lost;
    case 2:
      return Fate::twice;
    case 3:
      return Fate::request_cut;
    case 4:
      return Fate::answer_cut;
    default:
      return Fate::delivered;
  }
}

ledger::LineId any_line(Desktop& device, fakes::FakeRandom& dice) {
  std::vector<ledger::LineId> lines;
  must(device.ledger->scan_lines([&lines](const model::LineRow& row) {
    if (!row.voided) {
      lines.push_back(row.rid);
    }
  }));
  return lines.empty() ? ledger::LineId{} : lines[dice.below(lines.size())];
}

void edit(Desktop& device, fakes::FakeRandom& dice) {
  if (dice.below(6) == 0) {
    // Few enough that two devices attach the same one.
    device.attach("file.txt", "content " + std::to_string(dice.below(20)));
    return;
  }
  const auto cents = static_cast<std::int64_t>(dice.below(1'000'000));
  const ledger::LineId rid = any_line(device, dice);
  if (rid == ledger::LineId{} || dice.below(3) == 0) {
    device.add(cents);
  } else if (dice.below(8) == 0) {
    device.run(ledger::VoidLine{rid});
  } else {
    set_amount(device, rid, cents);
  }
}

void find_dimensions(Desktop& device) {
  const std::string_view path[] = {"001"};
  device.unit = device.ledger->find_unit(path);
  device.service = device.ledger->find_service("P1");
  device.code = device.ledger->find_code("EKK", "1100");
  device.version = device.ledger->find_version("A");
}

void simulate(std::uint64_t seed) {
  SCOPED_TRACE("SAIMNIEKS_SEED=" + std::to_string(seed));
  fakes::FakeRandom dice(seed);
  Centre centre;
  std::vector<std::unique_ptr<Desktop>> devices;
  for (int i = 0; i < kDevices; ++i) {
    devices.push_back(
        std::make_unique<Desktop>(centre, seed * 100 + static_cast<std::uint64_t>(i)));
    if (i == 0) {
      devices[0]->add_dimensions();
    }
    devices.back()->enrol();
    devices.back()->settle();
    find_dimensions(*devices.back());
  }
  for (int i = 0; i < kSteps; ++i) {
    Desktop& device = *devices[dice.below(kDevices)];
    device.clock.advance_ms(static_cast<std::int64_t>(dice.below(3000)));
    switch (dice.below(12)) {
      case 0:
      case 1:
      case 2:
        edit(device, dice);
        device.client->poke();
        break;
      case 3:
        device.kill();
        break;
      case 4:
        centre.vfs.crash_at(centre.vfs.operations() + 1 +
                            static_cast<std::int64_t>(dice.below(12)));
        device.step();
        centre.restart(dice.next());
        break;
      default:
        device.step(fate(dice));
    }
    ASSERT_NE(device.client->phase(), client::SyncPhase::stopped) << device.fault();
  }
  for (int round = 0; round < 2; ++round) {
    for (const auto& device : devices) {
      device->settle();
      ASSERT_EQ(device->fault(), "");
    }
  }
  // Every content can be had by every device that asks for it.
  std::set<std::string> attached;
  for (const auto& device : devices) {
    must(device->ledger->each_fact<model::Attachment>([&](const model::Attachment& file) {
      attached.insert(file.hash);
      device->client->want_content(must(base::hash_from_hex(file.hash)));
    }));
    device->settle();
  }
  EXPECT_GT(attached.size(), 5U);
  for (const auto& device : devices) {
    EXPECT_EQ(device->waiting(), 0);
    const auto report = must(device->ledger->verify());
    EXPECT_TRUE(report.missing.empty());
    EXPECT_EQ(report.contents, static_cast<std::int64_t>(attached.size()));
    EXPECT_EQ(device->picture(), devices[0]->picture());
    EXPECT_TRUE(must(device->ledger->verify()).ok);
  }
}

TEST(SyncSimulator, DevicesConvergeWhateverFails) {
  const std::uint64_t first = first_seed();
  for (std::uint64_t seed = first; seed < first + 10 && !HasFatalFailure(); ++seed) {
    simulate(seed);
  }
}

}  // namespace
}  // namespace saimnieks::sync
