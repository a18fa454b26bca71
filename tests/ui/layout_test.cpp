// That nothing is cut or lies outside, at any size; and what charts draw.
#include <random>

#include <gtest/gtest.h>

#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

using ui::Role;
using Screen = void (Gallery::*)(ui::Ui&);

constexpr Screen kScreens[] = {&Gallery::conformity, &Gallery::overview, &Gallery::entry,
                               &Gallery::widgets, &Gallery::first_start};

TEST(Layout, NothingIsCutOnAPhoneOrADesktop) {
  for (const ui::Size size : {ui::Size{390, 844}, ui::Size{1280, 800}, ui::Size{1920, 1080}}) {
    for (const Screen screen : kScreens) {
      Gallery gallery;
      UiDriver driver([&](ui::Ui& ui) { (gallery.*screen)(ui); }, {.size = size});
      driver.ui().keep_draw_text(true);
      driver.settle();
      EXPECT_EQ(driver.ui().cut_text(), "") << size.width;
    }
  }
}

TEST(Layout, NothingLiesOutsideTheWindowSideways) {
  for (const float width : {320.0F, 390.0F, 639.0F, 640.0F, 899.0F, 900.0F, 1280.0F, 2560.0F}) {
    for (const Screen screen : kScreens) {
      Gallery gallery;
      UiDriver driver([&](ui::Ui& ui) { (gallery.*screen)(ui); }, {.size = {width, 700}});
      for (const ui::SemanticNode& node : driver.ui().semantics().nodes) {
        EXPECT_GE(node.rect.x, 0) << node.name << " at " << width;
        EXPECT_LE(node.rect.right(), width + 0.5F) << node.name << " at " << width;
      }
    }
  }
}

TEST(Layout, TouchTargetsAre44PixelsHigh) {
  for (const Screen screen : kScreens) {
    Gallery gallery;
    UiDriver driver([&](ui::Ui& ui) { (gallery.*screen)(ui); },
                    {.size = {390, 4000}, .density = ui::Density::touch});
    for (const ui::SemanticNode& node : driver.ui().semantics().nodes) {
      const bool pressed = (node.actions & ui::action::press) != 0;
      // A row of a phone's grid is one target with its figures inside.
      const bool in_grid = node.role == Role::gridcell || node.role == Role::rowheader;
      if (pressed && !in_grid) {
        EXPECT_GE(node.rect.height, 44) << node.name;
        EXPECT_GE(node.rect.width, 44) << node.name;
      }
    }
  }
}

TEST(Layout, InteractiveNodesHaveNamesAndDoNotOverlap) {
  for (const Screen screen : kScreens) {
    Gallery gallery;
    UiDriver driver([&](ui::Ui& ui) { (gallery.*screen)(ui); });
    const auto& nodes = driver.ui().semantics().nodes;
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      if (nodes[i].actions == 0 || (nodes[i].states & ui::state::offscreen) != 0) {
        continue;
      }
      const bool chart_cell = nodes[i].role == Role::gridcell;
      EXPECT_TRUE(chart_cell || !nodes[i].name.empty()) << ui::role_name(nodes[i].role);
      for (std::size_t j = i + 1; j < nodes.size(); ++j) {
        if (nodes[j].actions == 0 || (nodes[j].states & ui::state::offscreen) != 0) {
          continue;
        }
        const ui::Rect both = nodes[i].rect.clipped_to(nodes[j].rect);
        const bool cross_in_field = nodes[j].name == "Notīrīt";
        EXPECT_TRUE(both.width < 1 || both.height < 1 || cross_in_field)
            << nodes[i].name << " / " << nodes[j].name;
      }
    }
  }
}

TEST(Layout, ARowsCardsAreEquallyHighAndItsThingsCentred) {
  UiDriver driver([](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    const auto row = ui.row("row", {ui::share(1), ui::share(1), ui::fixed(100)});
    {
      const auto card = ui.card("low", {.title = "Zema"});
      ui.text("t", "viena rinda");
    }
    {
      const auto card = ui.card("high", {.title = "Augsta"});
      for (std::uint64_t i = 0; i < 5; ++i) {
        ui.text(ui::ItemKey("t", i), "rinda");
      }
    }
    static_cast<void>(ui.button("b", {.label = "Poga"}));
  });
  const ui::Rect low = driver.get(Role::group, "Zema").rect;
  const ui::Rect high = driver.get(Role::group, "Augsta").rect;
  const ui::Rect button = driver.get(Role::button, "Poga").rect;
  EXPECT_FLOAT_EQ(low.height, high.height);
  EXPECT_NEAR(button.center().y, high.center().y, 1);
}

TEST(Charts, BarsStandOnTheirZeroLineAndPinsBeyondTheScaleArePointed) {
  Gallery gallery;
  gallery.pivot = Pivot({{1, 1, false, "A", 100000, 200000}, {2, 1, false, "B", 100000, 90000}});
  UiDriver driver([&](ui::Ui& ui) { gallery.conformity(ui); });
  driver.ui().keep_draw_text(true);
  driver.settle();
  const std::string drawn(driver.ui().draw_text());
  // Row A: +100 000 of a scale of 177 700, +100 % of a scale of 20 %; row B: −10 000, −10 %.
  EXPECT_EQ(drawn,
            "fill adverse 954 306 41 10\n"
            "line muted 954 302 0 18\n"
            "fill adverse 1189 310 56 2\n"
            "line muted 1189 302 0 18\n"
            "fill favourable 950 338 4 10\n"
            "line muted 954 334 0 18\n"
            "fill favourable 1161 342 28 2\n"
            "fill favourable 1158 340 6 6\n"
            "line muted 1189 334 0 18\n"
            "line muted 954 366 0 18\n"
            "line muted 1189 366 0 18\n")
      << drawn;
}

TEST(Charts, ColumnsShowActualBeforePlanForecastHatchedAndVarianceApart) {
  const ui::ChartColumn columns[] = {{.label = "jan",
                                      .text = "100",
                                      .amount = 100,
                                      .plan = 80,
                                      .variance = 20,
                                      .variance_text = "+20",
                                      .variance_tone = ui::Tone::adverse},
                                     {.label = "feb",
                                      .text = "50",
                                      .amount = 50,
                                      .plan = 60,
                                      .variance = -10,
                                      .variance_text = "−10",
                                      .variance_tone = ui::Tone::favourable,
                                      .forecast = true}};
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {.most_width = 200});
    ui.column_chart("chart", {.name = "Izmaksas pa mēnešiem", .columns = columns});
  });
  driver.ui().keep_draw_text(true);
  driver.settle();
  const std::string drawn(driver.ui().draw_text());
  EXPECT_NE(drawn.find("outline actual"), std::string::npos);
  EXPECT_LT(drawn.find("outline actual"), drawn.find("fill actual")) << "plan behind actual";
  EXPECT_NE(drawn.find("hatch actual"), std::string::npos);
  EXPECT_NE(drawn.find("text \"+20\" adverse"), std::string::npos);
  EXPECT_NE(drawn.find("text \"−10\" favourable"), std::string::npos);
  const ui::SemanticNode figure = driver.get(Role::figure, "Izmaksas pa mēnešiem");
  EXPECT_NE(driver.find(Role::rowheader, "feb"), nullptr) << driver.outline();
  EXPECT_GT(figure.rect.height, 200);
}

// All columns are drawn, and all are in the table for those who can't see them.
TEST(Charts, NarrowColumnsAreLabelledNowAndThen) {
  std::vector<std::string> labels;
  std::vector<ui::ChartColumn> columns;
  for (int i = 1; i <= 12; ++i) {
    labels.push_back("m" + std::to_string(i) + ".");
  }
  for (const std::string& label : labels) {
    columns.push_back({.label = label, .text = "1 234", .amount = 1'234});
  }
  const auto labelled = [&](float most_width) {
    UiDriver driver([&](ui::Ui& ui) {
      const auto page = ui.plain_page("page", {.most_width = most_width});
      ui.column_chart("chart", {.name = "Izmaksas pa mēnešiem", .columns = columns});
    });
    driver.ui().keep_draw_text(true);
    driver.settle();
    EXPECT_NE(driver.find(Role::rowheader, "m12."), nullptr);
    const std::string drawn(driver.ui().draw_text());
    std::string out;
    for (const std::string& label : labels) {
      out += drawn.find("text \"" + label + "\"") == std::string::npos ? "" : label;
    }
    return out;
  };
  EXPECT_EQ(labelled(800), "m1.m2.m3.m4.m5.m6.m7.m8.m9.m10.m11.m12.");
  EXPECT_EQ(labelled(400), "m1.m3.m5.m7.m9.m11.");
}

TEST(Fonts, OnlyLettersThatAreShownAreDrawnIntoTheTexture) {
  std::string text = "Kopā";
  UiDriver driver([&](ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    ui.text("t", text);
  });
  EXPECT_EQ(driver.ui().take_glyph_texture().row_count, 0) << "nothing new after the first frame";
  text = "Кириллица";
  driver.ui().begin_frame(driver.input);
  {
    const auto page = driver.ui().plain_page("page", {});
    driver.ui().text("t", text);
  }
  driver.ui().end_frame();
  EXPECT_GT(driver.ui().take_glyph_texture().row_count, 0);
}

TEST(Fonts, ATextureThatIsFullGrowsAndNothingIsLost) {
  UiDriver driver(
      [](ui::Ui& ui) {
        const auto page = ui.plain_page("page", {});
        std::uint64_t n = 0;
        for (std::size_t style = 0; style < static_cast<std::size_t>(ui::TextStyle::count_);
             ++style) {
          for (const char* words :
               {"AĀBCČDEĒFGĢHIĪJKĶLĻMNŅOPRSŠTUŪVZŽ", "aābcčdeēfgģhiījkķlļmnņoprsštuūvzž",
                "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ", "0123456789 €−+Δ"}) {
            ui.text(ui::ItemKey("t", n++), words, ui::Tone::plain,
                    static_cast<ui::TextStyle>(style));
          }
        }
      },
      {.size = {1280, 3000}, .pixel_ratio = 3});
  EXPECT_FALSE(driver.ui().wants_frame());
  const ui::GlyphTexture texture = driver.ui().take_glyph_texture();
  EXPECT_GT(texture.height, 512);
}

// A person with four hands: events without plan; the screen must stay consistent and come to rest.
TEST(Monkey, NothingBreaksUnderRandomInput) {
  const unsigned seed = 20260723;
  std::mt19937 random(seed);
  SCOPED_TRACE(seed);
  const auto pick = [&](int below) {
    return static_cast<int>(random() % static_cast<unsigned>(below));
  };
  for (const Screen screen : kScreens) {
    Gallery gallery;
    gallery.pivot.editable = true;
    UiDriver driver([&](ui::Ui& ui) { (gallery.*screen)(ui); },
                    {.size = {pick(2) == 0 ? 390.0F : 1280.0F, 800}});
    for (int step = 0; step < 60; ++step) {
      const ui::Point at{static_cast<float>(pick(1280)), static_cast<float>(pick(800))};
      switch (pick(6)) {
        case 0:
          driver.click_at(at, 1 + pick(2));
          break;
        case 1:
          driver.ui().push(ui::KeyEvent{.code = static_cast<ui::KeyCode>(pick(16)),
                                        .modifiers = {pick(4) == 0, pick(4) == 0, false},
                                        .letter = static_cast<char32_t>('a' + pick(26))});
          break;
        case 2: {
          const auto& nodes = driver.ui().semantics().nodes;
          const auto& node = nodes[static_cast<std::size_t>(pick(static_cast<int>(nodes.size())))];
          if (pick(2) == 0) {
            driver.ui().push(ui::PressEvent{node.id});
          } else {
            driver.ui().push(ui::FocusEvent{node.id});
          }
          break;
        }
        case 3:
          if (driver.has_agent()) {
            driver.type("ž");
          }
          break;
        case 4:
          driver.wheel(at, static_cast<float>(pick(600) - 300));
          break;
        default:
          driver.touch(ui::PointerPhase::down, at, step * 100);
          driver.touch(ui::PointerPhase::move, {at.x, at.y - 40}, step * 100 + 20);
          driver.touch(ui::PointerPhase::up, {at.x, at.y - 40}, step * 100 + 30);
          for (int i = 0; i < 5; ++i) {
            driver.frame();
          }
          driver.touch(ui::PointerPhase::down, at, step * 100 + 90);
          driver.touch(ui::PointerPhase::cancel, at, step * 100 + 91);
          break;
      }
      driver.settle();
      const ui::NodeId focus = driver.ui().semantics().focus;
      const ui::SemanticNode* node = driver.ui().semantics().find(focus);
      ASSERT_TRUE(focus == ui::kNoNode || node != nullptr) << step;
      if (node != nullptr) {
        EXPECT_EQ(node->states & (ui::state::inert | ui::state::disabled), 0U) << node->name;
      }
    }
  }
}

}  // namespace
}  // namespace saimnieks::tests
