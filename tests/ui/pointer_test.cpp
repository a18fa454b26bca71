// Mouse and touch; and that nothing is drawn when nothing changes.
#include <gtest/gtest.h>

#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

using ui::PointerPhase;
using ui::Role;

constexpr ui::FrameInput kPhone{
    .size = {390, 844}, .pixel_ratio = 2, .density = ui::Density::touch};

float top_of(UiDriver& driver, Role role, std::string_view name) {
  return driver.get(role, name).rect.y;
}

TEST(Pointer, APressNeedsDownAndUpOnTheSameWidget) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.conformity(ui); });
  const ui::Point on = driver.get(Role::button, "Eksportēt").rect.center();
  driver.ui().push(ui::PointerEvent{.phase = PointerPhase::down, .at = on, .modifiers = {}});
  driver.ui().push(ui::PointerEvent{.phase = PointerPhase::up, .at = {600, 30}, .modifiers = {}});
  driver.settle();
  EXPECT_TRUE(gallery.log.empty());
  driver.click_at(on);
  EXPECT_EQ(gallery.log, std::vector<std::string>{"export"});
}

TEST(Pointer, AnIdleScreenOwesNoFrames) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.press(Role::textbox, "Piezīme");
  const int frames = driver.frames();
  EXPECT_FALSE(driver.ui().wants_frame()) << "the caret does not blink";
  // Moving over the same widget changes nothing.
  const ui::Rect field = driver.get(Role::textbox, "Pamatojums").rect;
  EXPECT_TRUE(driver.ui().push(ui::PointerEvent{.at = field.center(), .modifiers = {}}));
  driver.settle();
  EXPECT_FALSE(driver.ui().push(
      ui::PointerEvent{.at = {field.center().x + 9, field.center().y}, .modifiers = {}}));
  EXPECT_FALSE(driver.ui().wants_frame());
  EXPECT_EQ(driver.frames(), frames + 1);
}

TEST(Pointer, TheWheelScrollsThePageAndStopsAtItsEnds) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  const float before = top_of(driver, Role::heading, "Lauki");
  driver.wheel({700, 400}, 100);
  EXPECT_FLOAT_EQ(top_of(driver, Role::heading, "Lauki"), before - 100);
  for (int i = 0; i < 10; ++i) {
    driver.wheel({700, 400}, -900);
  }
  EXPECT_FLOAT_EQ(top_of(driver, Role::heading, "Lauki"), before);
  EXPECT_FALSE(driver.ui().push(ui::WheelEvent{.at = {700, 20}, .dy = 50, .modifiers = {}}))
      << "nothing scrolls in the header";
}

TEST(Touch, ATapPressesAndADragScrolls) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); }, kPhone);
  driver.tap(Role::button, "Mēģināt vēlreiz");
  ASSERT_EQ(gallery.log.size(), 1U);
  const ui::Point start = driver.get(Role::button, "Mēģināt vēlreiz").rect.center();
  const float before = top_of(driver, Role::heading, "Lauki");
  driver.touch(PointerPhase::down, start, 1000);
  driver.touch(PointerPhase::move, {start.x, start.y - 30}, 1100);
  driver.touch(PointerPhase::move, {start.x, start.y - 60}, 1400);
  driver.touch(PointerPhase::up, {start.x, start.y - 60}, 1600);
  driver.settle();
  EXPECT_EQ(gallery.log.size(), 1U) << "a finger that scrolls does not press";
  EXPECT_NEAR(top_of(driver, Role::heading, "Lauki"), before - 60 + 30, 31);
  EXPECT_LT(top_of(driver, Role::heading, "Lauki"), before);
}

TEST(Touch, AFlickGoesOnAndComesToRest) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); }, kPhone);
  driver.touch(PointerPhase::down, {200, 700}, 1000);
  driver.touch(PointerPhase::move, {200, 660}, 1016);
  driver.touch(PointerPhase::move, {200, 600}, 1032);
  driver.touch(PointerPhase::up, {200, 600}, 1040);
  driver.frame();
  EXPECT_TRUE(driver.ui().wants_frame());
  const float lifted = top_of(driver, Role::heading, "Lauki");
  int frames = 0;
  while (driver.ui().wants_frame() && frames < 500) {
    driver.frame();
    ++frames;
  }
  EXPECT_GT(frames, 10);
  EXPECT_LT(frames, 300);
  EXPECT_LT(top_of(driver, Role::heading, "Lauki"), lifted - 100);
}

TEST(Touch, SmallTargetsAreReachedWithin44Pixels) {
  Gallery gallery;
  ui::FrameInput input;  // a compact desktop layout under a finger
  UiDriver driver([&](ui::Ui& ui) { gallery.conformity(ui); }, input);
  const ui::Rect button = driver.get(Role::button, "Eksportēt").rect;
  ASSERT_LT(button.height, 44);
  const ui::Point above{button.center().x, button.y - 5};
  driver.touch(PointerPhase::down, above, 0);
  driver.touch(PointerPhase::up, above, 30);
  driver.settle();
  EXPECT_EQ(gallery.log, std::vector<std::string>{"export"});
}

TEST(Pointer, EveryPressMeetsTheScreenItWasAimedAt) {
  bool dialog = false;
  int behind = 0;
  UiDriver driver([&](ui::Ui& ui) {
    {
      const auto page = ui.plain_page("page", {});
      if (ui.button("open", {.label = "Atvērt"})) {
        dialog = true;
      }
      behind += ui.button("behind", {.label = "Aiz loga"}) ? 1 : 0;
    }
    if (dialog) {
      const auto box = ui.dialog("box", {.title = "Logs", .dismissable = false});
      static_cast<void>(ui.button("ok", {.label = "Labi"}));
    }
  });
  const ui::NodeId open = driver.get(Role::button, "Atvērt").id;
  const ui::NodeId other = driver.get(Role::button, "Aiz loga").id;
  driver.ui().push(ui::PressEvent{open});
  driver.ui().push(ui::PressEvent{other});
  driver.settle();
  EXPECT_TRUE(dialog);
  EXPECT_EQ(behind, 0) << "the second press came when a dialog lay over the button";
}

// What is hit is found among the nodes alone, so nothing can be pressed that has no node. The other
// way round: a press by the mirror and a press by pointer do the same, on every widget.
TEST(Mirror, PressesLikeThePointer) {
  using Screen = void (Gallery::*)(ui::Ui&);
  for (const Screen screen : {Screen{&Gallery::conformity}, Screen{&Gallery::overview},
                              Screen{&Gallery::entry}, Screen{&Gallery::widgets}}) {
    Gallery probe;
    UiDriver first([&](ui::Ui& ui) { (probe.*screen)(ui); });
    std::vector<ui::SemanticNode> nodes;
    for (const ui::SemanticNode& node : first.ui().semantics().nodes) {
      const bool pressed =
          (node.actions & ui::action::press) != 0 && (node.actions & ui::action::edit_text) == 0;
      if (pressed && (node.states & ui::state::offscreen) == 0 && node.role != Role::gridcell) {
        nodes.push_back(node);
      }
    }
    EXPECT_GT(nodes.size(), 8U);
    for (const ui::SemanticNode& node : nodes) {
      Gallery by_pointer;
      UiDriver pointer([&](ui::Ui& ui) { (by_pointer.*screen)(ui); });
      pointer.click_at(node.rect.center());
      Gallery by_mirror;
      UiDriver mirror([&](ui::Ui& ui) { (by_mirror.*screen)(ui); });
      mirror.ui().push(ui::PressEvent{node.id});
      mirror.settle();
      if (node.role != Role::rowheader) {
        EXPECT_EQ(by_pointer.log, by_mirror.log) << node.name;
      }
      EXPECT_EQ(pointer.outline(), mirror.outline()) << node.name;
    }
  }
}

}  // namespace
}  // namespace saimnieks::tests
