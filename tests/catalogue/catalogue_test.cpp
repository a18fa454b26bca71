// The shape of the current catalogue: what the source counts, how its parts hang together, and
// which of them are not the state's word.
#include "core/catalogue/catalogue.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "core/model/dimension.h"

namespace saimnieks::catalogue {
namespace {

using Codes = std::vector<std::string>;

Codes codes(std::span<const Entry* const> entries) {
  Codes out;
  for (const Entry* entry : entries) {
    out.emplace_back(entry->code);
  }
  return out;
}

// How many entries of each kind bear the mark on the field.
std::map<std::string, int> marked(Mark mark, std::string_view field) {
  std::map<std::string, int> out;
  for (const KindInfo& info : current().kinds) {
    for (const Entry& entry : info.entries) {
      if (entry.marked(mark, field)) {
        ++out[std::string(info.name)];
      }
    }
  }
  return out;
}

TEST(Catalogue, CountsWhatTheSourceCounts) {
  std::map<std::string, std::size_t> counts;
  for (const KindInfo& info : current().kinds) {
    counts[std::string(info.name)] = info.entries.size();
  }
  const std::map<std::string, std::size_t> expected{
      {"level", 3},          {"scale", 6},          {"phase_group", 2},
      {"phase", 9},          {"state_register", 3}, {"role", 10},
      {"responsibility", 2}, {"role_row", 12},      {"duty", 36},
      {"task_group", 3},     {"task", 32},          {"task_box", 39},
      {"practice", 4},       {"relation", 9},       {"condition_group", 10},
      {"condition", 24},     {"condition_item", 9}, {"resource_kind", 8},
      {"legend", 5},         {"process", 2},        {"competence", 16},
      {"information", 3},    {"application", 8},    {"technology", 17},
      {"channel", 3},        {"guidance", 72},      {"economic_code", 19},
      {"function", 10},      {"funding_source", 7}, {"allocation_driver", 7},
      {"cost_nature", 4},    {"decision_rule", 7}};
  EXPECT_EQ(counts, expected);
}

TEST(Catalogue, SaysEverythingInTwoLanguages) {
  for (const Catalogue& version : versions()) {
    for (const KindInfo& info : version.kinds) {
      for (const Entry& entry : info.entries) {
        SCOPED_TRACE(std::string(info.name) + " " + std::string(entry.code));
        EXPECT_FALSE(entry.title_lv.empty());
        EXPECT_FALSE(entry.title_en.empty());
        EXPECT_NE(entry.title_lv, entry.title_en);
        EXPECT_EQ(entry.detail_lv.empty(), entry.detail_en.empty());
        EXPECT_TRUE(entry.detail_lv.empty() || entry.detail_lv != entry.detail_en);
        EXPECT_EQ(entry.kind, info.kind);
      }
    }
  }
}

TEST(Catalogue, FindsEveryEntryByItsCode) {
  for (const KindInfo& info : current().kinds) {
    for (const Entry& entry : info.entries) {
      EXPECT_EQ(current().find(info.kind, entry.code), &entry) << entry.code;
      EXPECT_EQ(current().find(info.kind, std::string(entry.code) + "x"), nullptr);
    }
    EXPECT_EQ(current().find(info.kind, ""), nullptr);
    EXPECT_EQ(kind_from_name(info.name), info.kind);
  }
  EXPECT_EQ(current().find(Kind::level, "PU3-4"), nullptr);
  EXPECT_EQ(kind_from_name("levels"), std::nullopt);
}

TEST(Catalogue, ParentsKnowTheirChildrenAndOnlyThem) {
  std::size_t with_parent = 0;
  std::size_t as_child = 0;
  for (const KindInfo& info : current().kinds) {
    for (const Entry& entry : info.entries) {
      as_child += entry.children.size();
      if (entry.parent != nullptr) {
        ++with_parent;
        const auto& own = entry.parent->children;
        EXPECT_EQ(std::count(own.begin(), own.end(), &entry), 1) << entry.code;
      }
    }
  }
  EXPECT_EQ(with_parent, as_child);
  EXPECT_EQ(codes(current().find(Kind::condition, "N9-1")->children),
            (Codes{"N9-1.1", "N9-1.2", "N9-1.3", "N9-1.4"}));
  EXPECT_EQ(codes(find_economic_code("1000")->children), (Codes{"1100", "1200"}));
  EXPECT_EQ(current().find(Kind::information, "I3")->children.size(), 8u);
}

TEST(Catalogue, HasTwelveRowsOfTenRolesWithThreeDutiesEach) {
  // level, scale, role, mark and holder of the source's rows in their order
  const std::vector<Codes> expected{{"1", "state", "state-lead", "A", "one"},
                                    {"1", "sector", "sector-lead", "A", "one"},
                                    {"1", "municipality", "municipality-lead", "A", "one"},
                                    {"1", "institution", "service-set-owner", "A", "one"},
                                    {"1", "institution", "resource-set-owner", "A", "one"},
                                    {"2", "institution", "service-set-owner", "A", "one"},
                                    {"2", "service", "service-owner", "A", "one"},
                                    {"2", "service", "service-provider", "A", "several"},
                                    {"2", "service", "service-recipient", "L", "described"},
                                    {"3", "institution", "resource-set-owner", "A", "one"},
                                    {"3", "resource", "resource-owner", "A", "one"},
                                    {"3", "resource", "resource-user", "L", "described"}};
  std::vector<Codes> rows;
  std::set<const Entry*> roles;
  for (const RoleRow& row : current().role_rows) {
    ASSERT_EQ(row.entry->levels.size(), 1u);
    rows.push_back({std::string(row.entry->levels[0]->code), std::string(row.scale->code),
                    std::string(row.role->code), std::string(row.responsibility->code),
                    std::string(name(row.holder))});
    roles.insert(row.role);
    EXPECT_EQ(row.entry->title_lv, row.role->title_lv);
    EXPECT_EQ(row.entry->children.size(), 3u) << row.entry->code;
    EXPECT_EQ(row.entry->marked(Mark::inferred, "responsibility"), row.responsibility->code == "L")
        << row.entry->code;
    EXPECT_NE(row.scope_lv, row.scope_en);
    EXPECT_NE(row.holder_lv, row.holder_en);
  }
  EXPECT_EQ(rows, expected);
  EXPECT_EQ(roles.size(), current().entries(Kind::role).size());
}

TEST(Catalogue, PutsPhasesAtTheirLevels) {
  int of_policy = 0;
  for (const Entry& phase : current().entries(Kind::phase)) {
    const bool policy = codes(phase.levels) == Codes{"1"};
    of_policy += policy ? 1 : 0;
    EXPECT_TRUE(policy || codes(phase.levels) == (Codes{"2", "3"})) << phase.code;
  }
  EXPECT_EQ(of_policy, 3);
}

TEST(Catalogue, PutsTasksInTheirBoxes) {
  std::map<std::string, std::size_t> several;
  std::set<const Entry*> seen;
  for (const Entry& task : current().entries(Kind::task)) {
    std::set<std::string_view> titles;
    for (const Entry* box : task.children) {
      titles.insert(box->title_lv);
      seen.insert(box);
    }
    EXPECT_EQ(titles.size(), task.children.size()) << task.code;
    if (titles.size() == 1) {
      EXPECT_EQ(task.title_lv, task.children[0]->title_lv);
    } else {
      several[std::string(task.code)] = titles.size();
    }
  }
  EXPECT_EQ(several, (std::map<std::string, std::size_t>{
                         {"PU1-2", 3}, {"PU1-5", 4}, {"PU2-1", 2}, {"PU2-13", 2}}));
  EXPECT_EQ(seen.size(), 39u);
  for (const Box& box : current().boxes) {
    EXPECT_EQ(seen.count(box.entry), 1u) << box.entry->code;
    EXPECT_EQ(box.scale == nullptr, box.entry->marked(Mark::not_in_source, "scale"));
    EXPECT_EQ(box.scale != nullptr, box.entry->marked(Mark::inferred, "scale"));
    EXPECT_EQ(box.phase == nullptr, box.entry->marked(Mark::not_in_source, "phase"));
    EXPECT_FALSE(box.entry->levels.empty());
  }
}

TEST(Catalogue, RelatesTasks) {
  const Entry* finance = current().find(Kind::task, "PU3-4");
  Codes help;
  bool with_all = false;
  bool arises_anywhere = false;
  for (const Relation& one : current().relations) {
    if (one.type == RelationType::help) {
      ASSERT_EQ(one.from, finance);
      help.emplace_back(one.to->code);
    }
    with_all |= one.type == RelationType::related && one.from == finance && one.to == nullptr;
    arises_anywhere |=
        one.type == RelationType::arises && one.from->code == "PU2-20" && one.to == nullptr;
  }
  EXPECT_EQ(help, (Codes{"PU2-4", "PU2-23", "PU3-3", "service-financial", "measurement-reporting",
                         "capacity-performance", "it-asset"}));
  EXPECT_TRUE(with_all);
  EXPECT_TRUE(arises_anywhere);
}

TEST(Catalogue, GuessesNoLegend) {
  EXPECT_EQ(marked(Mark::not_in_source, "legend"),
            (std::map<std::string, int>{{"process", 2}, {"competence", 16}, {"technology", 17}}));
}

// A mark excuses a title from standing in the source, so each is counted here.
TEST(Catalogue, SaysWhatIsNotTheStatesWord) {
  using Counts = std::map<std::string, int>;
  EXPECT_EQ(marked(Mark::proposal, "entry"), (Counts{{"resource_kind", 4},
                                                     {"channel", 3},
                                                     {"funding_source", 7},
                                                     {"allocation_driver", 7},
                                                     {"decision_rule", 7}}));
  EXPECT_EQ(marked(Mark::to_be_confirmed, "title"),
            (Counts{{"economic_code", 19}, {"function", 10}, {"guidance", 1}}));
  EXPECT_EQ(marked(Mark::translated, "title"), (Counts{{"practice", 4}, {"relation", 4}}));
  EXPECT_EQ(marked(Mark::inferred, "title"), (Counts{{"task", 4}, {"application", 8}}));
}

TEST(Catalogue, SaysWhatInstitutionsMayAdd) {
  std::map<std::string_view, Codes> by_extension;
  for (const KindInfo& info : current().kinds) {
    by_extension[name(info.extension)].emplace_back(info.name);
  }
  EXPECT_EQ(by_extension["open"], (Codes{"resource_kind", "channel", "funding_source"}));
  EXPECT_EQ(by_extension["digits"], (Codes{"economic_code", "function"}));
}

// Ledgers hold these rows under these identifiers.
TEST(Catalogue, KeepsTheIdentifiersOfEconomicCodes) {
  EXPECT_EQ(model::catalogue_code_uuid("EKK", "1100").text(),
            "c53c768f-e56d-8029-a15f-e3531c89c2d6");
  EXPECT_EQ(model::catalogue_code_uuid("EKK", "9000").text(),
            "795faf85-1a24-83cc-a6b3-d7e03558e38d");
  for (const Entry& entry : economic_codes()) {
    EXPECT_TRUE(model::is_catalogue_code(model::catalogue_code_uuid("EKK", entry.code)));
  }
  EXPECT_FALSE(model::is_catalogue_code(model::catalogue_code_uuid("EKK", "1101")));
  EXPECT_EQ(find_economic_code("1101"), nullptr);
}

TEST(Catalogue, FindsAVersionByItsName) {
  EXPECT_EQ(find_version(current().id), &current());
  EXPECT_EQ(find_version("2025-1"), nullptr);
  for (std::size_t i = 1; i < versions().size(); ++i) {
    EXPECT_LT(versions()[i - 1].date, versions()[i].date);
  }
}

}  // namespace
}  // namespace saimnieks::catalogue
