// Text fields against the page's text agent, and choosing from lists.
#include <gtest/gtest.h>

#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"

namespace saimnieks::tests {
namespace {

using ui::KeyCode;
using ui::Role;

struct Form {
  std::string value = "sākums";
  std::vector<std::string> log;
  bool keep = true;

  void draw(ui::Ui& ui) {
    const auto page = ui.plain_page("page", {});
    const auto answer = ui.text_field("a", {.label = "Piezīme", .value = value});
    if (answer.changed) {
      log.push_back("changed " + answer.value);
      value = keep ? answer.value : value;
    }
    if (answer.committed) {
      log.push_back("committed " + answer.value);
    }
    if (answer.entered) {
      log.emplace_back("entered");
    }
    static_cast<void>(ui.text_field("b", {.label = "Cits", .value = "x"}));
    static_cast<void>(ui.button("c", {.label = "Poga"}));
  }
};

TEST(TextField, FocusAsksForTheAgentWithValueAndSelection) {
  Form form;
  UiDriver driver([&](ui::Ui& ui) { form.draw(ui); });
  driver.key(KeyCode::tab);
  ASSERT_TRUE(driver.has_agent());
  EXPECT_EQ(driver.agent().name, "Piezīme");
  EXPECT_EQ(driver.agent().value, "sākums");
  EXPECT_EQ(driver.agent().selection_start, 0U);
  EXPECT_EQ(driver.agent().selection_end, 6U);
  EXPECT_GT(driver.agent().rect.width, 100);
  driver.key(KeyCode::tab);
  EXPECT_EQ(driver.agent().name, "Cits");
  driver.key(KeyCode::tab);
  EXPECT_FALSE(driver.has_agent());
}

TEST(TextField, LatvianTextArrivesAndIsCommittedWhenTheFocusLeaves) {
  Form form;
  UiDriver driver([&](ui::Ui& ui) { form.draw(ui); });
  driver.key(KeyCode::tab);
  driver.type("āčēģīķļņšūž");
  EXPECT_EQ(form.value, "āčēģīķļņšūž");
  driver.type(" Ž");
  EXPECT_EQ(form.value, "āčēģīķļņšūž Ž");
  driver.key(KeyCode::tab);
  EXPECT_EQ(form.log.back(), "committed āčēģīķļņšūž Ž");
  const std::size_t count = form.log.size();
  driver.key(KeyCode::tab, {.shift = true});
  driver.key(KeyCode::tab);
  EXPECT_EQ(form.log.size(), count) << "left without a change";
}

TEST(TextField, EnterCommitsOnce) {
  Form form;
  UiDriver driver([&](ui::Ui& ui) { form.draw(ui); });
  driver.key(KeyCode::tab);
  driver.type("viens");
  driver.key(KeyCode::enter);
  driver.key(KeyCode::tab);
  EXPECT_EQ(form.log, (std::vector<std::string>{"changed viens", "committed viens", "entered"}));
}

TEST(TextField, AClickPutsTheCaretWhereItPoints) {
  Form form;
  form.value = "viens divi trīs";
  UiDriver driver([&](ui::Ui& ui) { form.draw(ui); });
  const ui::Rect box = driver.get(Role::textbox, "Piezīme").rect;
  driver.click_at({box.x + 11, box.center().y});
  EXPECT_EQ(driver.agent().selection_start, 0U);
  EXPECT_EQ(driver.agent().selection_end, 0U);
  driver.click_at({box.right() - 20, box.center().y});
  EXPECT_EQ(driver.agent().selection_end, 15U);
  driver.click_at({box.x + 50, box.center().y}, 2);
  EXPECT_EQ(
      driver.agent().value.substr(driver.agent().selection_start,
                                  driver.agent().selection_end - driver.agent().selection_start),
      "divi");
}

TEST(TextField, TheScreenMayReplaceTheTextAndOldNewsOfTheAgentIsIgnored) {
  Form form;
  UiDriver driver([&](ui::Ui& ui) { form.draw(ui); });
  driver.key(KeyCode::tab);
  driver.type("abc");
  const ui::TextRequest old = driver.agent();
  form.value = "";
  driver.settle();
  EXPECT_EQ(driver.agent().value, "");
  EXPECT_GT(driver.agent().epoch, old.epoch);
  ui::TextEvent late;
  late.id = old.id;
  late.epoch = old.epoch;
  late.value = "abcd";
  driver.ui().push(late);
  driver.settle();
  EXPECT_EQ(form.value, "");
}

TEST(TextField, TextBeforeTheFocusEventIsTakenToo) {
  Form form;
  UiDriver driver([&](ui::Ui& ui) { form.draw(ui); });
  ui::TextEvent event;
  event.id = driver.get(Role::textbox, "Piezīme").id;
  event.value = "no spoguļa";
  event.selection_start = event.selection_end = 10;
  driver.ui().push(event);
  driver.settle();
  EXPECT_EQ(form.value, "no spoguļa");
  EXPECT_EQ(driver.focused_name(), "Piezīme");
}

TEST(TextField, FastTypingLosesNothing) {
  Form form;
  UiDriver driver([&](ui::Ui& ui) { form.draw(ui); });
  driver.key(KeyCode::tab);
  std::string all;
  for (const char* piece : {"a", "b", "c", "d"}) {
    all += piece;
    ui::TextEvent event;
    event.id = driver.agent().id;
    event.epoch = driver.agent().epoch;
    event.value = all;
    event.selection_start = event.selection_end = ui::NodeId(all.size());
    driver.ui().push(event);
  }
  driver.ui().push(ui::KeyEvent{.code = KeyCode::tab, .modifiers = {}});
  driver.settle();
  EXPECT_EQ(form.value, "abcd");
  EXPECT_EQ(form.log.back(), "committed abcd");
}

TEST(TextField, SearchIsClearedByItsCrossAndByEscape) {
  Gallery gallery;
  gallery.search = "tilts";
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.click(Role::button, "Notīrīt");
  EXPECT_EQ(gallery.search, "");
  EXPECT_EQ(driver.focused_name(), "Meklēt");
  driver.type("ceļš");
  EXPECT_EQ(gallery.search, "ceļš");
  driver.key(KeyCode::escape);
  EXPECT_EQ(gallery.search, "");
}

TEST(Select, OpensChoosesAndClosesByKeyboard) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.ui().push(ui::FocusEvent{driver.get(Role::combobox, "Periods").id});
  driver.key(KeyCode::enter);
  EXPECT_NE(driver.find(Role::listbox, "Periods"), nullptr);
  EXPECT_NE(driver.get(Role::combobox, "Periods").states & ui::state::expanded, 0U);
  driver.key(KeyCode::down);
  const ui::SemanticNode* active =
      driver.ui().semantics().find(driver.get(Role::combobox, "Periods").active_child);
  ASSERT_NE(active, nullptr);
  EXPECT_EQ(active->name, "2026 · viss gads");
  driver.key(KeyCode::enter);
  EXPECT_EQ(gallery.period, 1U);
  EXPECT_EQ(driver.find(Role::listbox, "Periods"), nullptr);
  EXPECT_EQ(driver.focused_name(), "Periods");
  driver.key(KeyCode::down);
  driver.letter('2');
  driver.letter('0');
  driver.letter('2');
  driver.letter('5');
  driver.key(KeyCode::space);
  EXPECT_EQ(gallery.period, 2U) << "letters find the option that begins with them";
}

TEST(Select, EscapeClosesTheListAndLeavesTheChoice) {
  Gallery gallery;
  gallery.dialog = false;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.click(Role::combobox, "Periods");
  driver.key(KeyCode::down);
  driver.key(KeyCode::escape);
  EXPECT_EQ(gallery.period, 0U);
  EXPECT_EQ(driver.find(Role::listbox, "Periods"), nullptr);
}

TEST(Select, APressBesideTheListOnlyClosesIt) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.click(Role::combobox, "Periods");
  driver.click_at({100, 68});
  EXPECT_EQ(driver.find(Role::listbox, "Periods"), nullptr);
  EXPECT_TRUE(gallery.log.empty());
  driver.click(Role::combobox, "Periods");
  driver.click(Role::option, "2025 · viss gads");
  EXPECT_EQ(gallery.period, 2U);
}

TEST(Select, TheMirrorMayChooseByText) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.ui().push(ui::SetValueEvent{driver.get(Role::combobox, "Periods").id, "2025 · viss gads"});
  driver.settle();
  EXPECT_EQ(gallery.period, 2U);
  driver.ui().push(ui::SetValueEvent{driver.get(Role::checkbox, "Rādīt arī…").id, "false"});
  driver.settle();
  EXPECT_FALSE(gallery.checked);
}

TEST(SearchSelect, TypingFiltersAndEnterChooses) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  EXPECT_EQ(driver.get(Role::combobox, "Izmaksu veids").value, "2223 Elektroenerģija");
  driver.click(Role::combobox, "Izmaksu veids");
  EXPECT_NE(driver.find(Role::option, "2321 Kurināmais"), nullptr);
  driver.type("Kur");
  EXPECT_NE(driver.find(Role::option, "2321 Kurināmais"), nullptr);
  EXPECT_EQ(driver.find(Role::option, "2223 Elektroenerģija"), nullptr);
  driver.key(KeyCode::enter);
  EXPECT_EQ(gallery.code_text, "2321 Kurināmais");
  EXPECT_EQ(driver.find(Role::listbox, "Izmaksu veids"), nullptr);
  driver.key(KeyCode::tab);
  EXPECT_EQ(driver.get(Role::combobox, "Izmaksu veids").value, "2321 Kurināmais");
}

TEST(SearchSelect, NothingFoundIsSaid) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { gallery.widgets(ui); });
  driver.click(Role::combobox, "Izmaksu veids");
  driver.type("zzz");
  EXPECT_NE(driver.find(Role::text, "Nekas nav atrasts"), nullptr);
  driver.key(KeyCode::escape);
  driver.key(KeyCode::tab);
  EXPECT_EQ(gallery.code_text, "2223 Elektroenerģija");
}

}  // namespace
}  // namespace saimnieks::tests
