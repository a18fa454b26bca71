// The nodes of a frame, and what of them is told to the page.
#include <map>
#include <random>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

using nlohmann::json;
using ui::Role;

json parsed(const std::string& text) { return json::parse(text); }

TEST(Semantics, FirstDiffTellsEverythingAndTheNextOneNothing) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.ui().reset_mirror();
  driver.frame();
  const json first = parsed(driver.diff());
  EXPECT_EQ(first["nodes"].size(), driver.ui().semantics().nodes.size());
  EXPECT_TRUE(first["gone"].empty());
  driver.frame();
  EXPECT_EQ(driver.diff(), "");
}

TEST(Semantics, DiffCarriesOnlyWhatChanged) {
  std::string label = "Saglabāt";
  bool two = false;
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    static_cast<void>(ui.button("a", {.label = label}));
    if (two) {
      static_cast<void>(ui.button("b", {.label = "Otrā \"poga\"\n"}));
    }
  });
  const ui::NodeId a = driver.get(Role::button, "Saglabāt").id;
  label = "Saglabāt vēlreiz";
  driver.frame();
  json diff = parsed(driver.diff());
  ASSERT_EQ(diff["nodes"].size(), 1U);
  EXPECT_EQ(diff["nodes"][0]["id"], a);
  EXPECT_EQ(diff["nodes"][0]["name"], label);
  EXPECT_FALSE(diff["nodes"][0].contains("role"));
  EXPECT_TRUE(diff["nodes"][0].contains("rect"));
  EXPECT_TRUE(diff["order"].empty());

  two = true;
  driver.frame();
  diff = parsed(driver.diff());
  ASSERT_EQ(diff["nodes"].size(), 1U);
  EXPECT_EQ(diff["nodes"][0]["role"], "button");
  EXPECT_EQ(diff["nodes"][0]["name"], "Otrā \"poga\"\n");
  EXPECT_EQ(diff["nodes"][0]["states"], json({"focusable", "tab_stop"}));
  ASSERT_EQ(diff["order"].size(), 1U);
  EXPECT_EQ(diff["order"][0][1].size(), 2U);

  two = false;
  driver.frame();
  diff = parsed(driver.diff());
  EXPECT_TRUE(diff["nodes"].empty());
  EXPECT_EQ(diff["gone"].size(), 1U);
}

// The mirror's side of the patches: what it knows of each node, and each parent's children.
struct PlainMirror {
  std::map<ui::NodeId, json> nodes;
  std::map<ui::NodeId, json> children;

  void apply(std::string_view text) {
    if (text.empty()) {
      return;
    }
    const json patch = json::parse(text);
    for (const json& change : patch["nodes"]) {
      json& node = nodes[change["id"]];
      for (const auto& [key, value] : change.items()) {
        const bool nothing = value == "" || value == 0 || value == json::array();
        node[key] = value;
        if (nothing && key != "id" && key != "parent") {
          node.erase(key);
        }
      }
    }
    for (const json& id : patch["gone"]) {
      nodes.erase(id.get<ui::NodeId>());
      children.erase(id.get<ui::NodeId>());
    }
    for (const json& order : patch["order"]) {
      children[order[0]] = order[1];
      if (order[1].empty()) {
        children.erase(order[0].get<ui::NodeId>());
      }
    }
  }
};

// Frames of a few nodes that come, go, move to other parents and change.
struct RandomFrames {
  std::mt19937 random;
  std::vector<std::string> words{"", "Plāns", "Faktiski", "Kopā", "1 840 300", "1 840 301"};

  unsigned below(unsigned count) { return static_cast<unsigned>(random() % count); }

  void change(ui::SemanticFrame& frame) {
    auto& nodes = frame.nodes;
    const unsigned what = below(6);
    if (what == 0 || nodes.size() < 3) {
      ui::SemanticNode node;
      node.id = 1 + below(40);
      if (frame.find(node.id) == nullptr) {
        node.parent = nodes.empty() ? 0 : nodes[below(static_cast<unsigned>(nodes.size()))].id;
        nodes.push_back(node);
      }
    } else if (what == 1) {
      const ui::NodeId gone = nodes.back().id;
      nodes.pop_back();
      EXPECT_EQ(frame.find(gone), nullptr);
    } else if (what == 2) {
      std::swap(nodes[nodes.size() - 1], nodes[nodes.size() - 2]);
      if (nodes.back().id == nodes[nodes.size() - 2].parent) {
        std::swap(nodes[nodes.size() - 1], nodes[nodes.size() - 2]);
      }
    } else if (what == 3) {
      nodes.back().parent = nodes.front().id;
    } else {
      ui::SemanticNode& node = nodes[below(static_cast<unsigned>(nodes.size()))];
      node.name = words[below(static_cast<unsigned>(words.size()))];
      node.rect.x = static_cast<float>(below(3));
      node.states = below(2) * ui::state::focusable;
      node.row_index = static_cast<std::int32_t>(below(2));
    }
  }
};

TEST(Semantics, PatchesAddUpToTheFrame) {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomFrames frames{std::mt19937(seed)};
    ui::SemanticDiff diff;
    ui::SemanticFrame frame;
    PlainMirror mirror;
    for (int i = 0; i < 200; ++i) {
      for (unsigned changes = frames.below(4); changes > 0; --changes) {
        frames.change(frame);
      }
      mirror.apply(diff.json(frame));
      PlainMirror whole;
      ui::SemanticDiff fresh;
      whole.apply(fresh.json(frame));
      ASSERT_EQ(mirror.nodes, whole.nodes) << "frame " << i;
      ASSERT_EQ(mirror.children, whole.children) << "frame " << i;
      ASSERT_EQ(diff.json(frame), "");
    }
  }
}

TEST(Semantics, AnnouncementsAreSaidOnceEachTime) {
  bool say = false;
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    if (say) {
      ui.announce("Saglabāts");
      ui.announce("Nav tīkla", true);
    }
  });
  say = true;
  for (int i = 0; i < 2; ++i) {
    driver.frame();
    const json diff = parsed(driver.diff());
    EXPECT_EQ(diff["announce"]["polite"], "Saglabāts");
    EXPECT_EQ(diff["announce"]["assertive"], "Nav tīkla");
  }
  say = false;
  driver.frame();
  EXPECT_EQ(driver.diff(), "");
}

TEST(Semantics, ReadingOrderHasParentsBeforeChildren) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.conformity(ui); });
  std::set<ui::NodeId> seen{ui::kNoNode};
  for (const ui::SemanticNode& node : driver.ui().semantics().nodes) {
    EXPECT_TRUE(seen.contains(node.parent)) << node.name;
    EXPECT_TRUE(seen.insert(node.id).second) << "double id: " << node.name;
  }
}

TEST(Semantics, IdsStayWhenTheLanguageOrTheOrderChanges) {
  bool english = false;
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    if (english) {
      static_cast<void>(ui.button("undo", {.label = "Undo"}));
      static_cast<void>(ui.button("save", {.label = "Save"}));
    } else {
      static_cast<void>(ui.button("save", {.label = "Saglabāt"}));
    }
  });
  const ui::NodeId before = driver.get(Role::button, "Saglabāt").id;
  english = true;
  driver.settle();
  EXPECT_EQ(driver.get(Role::button, "Save").id, before);
}

#ifndef NDEBUG
TEST(SemanticsDeathTest, TwoWidgetsOfOneContainerWithTheSameKeyAreABug) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(UiDriver([](ui::Ui& ui) {
                 const auto page = ui.plain_page("page", {});
                 static_cast<void>(ui.button("a", {.label = "Viens"}));
                 static_cast<void>(ui.button("a", {.label = "Divi"}));
               }),
               "same key");
}
#endif

TEST(Semantics, TheGridTellsItsWholeSizeAndWhereItsRowsAre) {
  Gallery gallery;
  gallery.pivot = Pivot(Pivot::many(5000));
  UiDriver driver([&](ui::Ui& ui) { gallery.conformity(ui); });
  const ui::SemanticNode grid = driver.get(Role::treegrid, "Plāns un faktiskās izmaksas");
  EXPECT_EQ(grid.row_count, 5002);
  EXPECT_EQ(grid.col_count, 7);
  const ui::SemanticNode name = driver.get(Role::rowheader, "Nozare 10");
  const ui::SemanticNode* row = driver.ui().semantics().find(name.parent);
  ASSERT_NE(row, nullptr);
  EXPECT_EQ(row->row_index, 12);
  EXPECT_EQ(row->level, 1);
  EXPECT_NE(row->states & ui::state::expanded, 0U);
}

}  // namespace
}  // namespace saimnieks::tests
