// Writes pictures of every screen of the gallery: gallery FOLDER. For looking at, not for tests.
#include <cstdio>
#include <filesystem>
#include <functional>

#include "tests/ui/driver.h"
#include "tests/ui/gallery_screens.h"
#include "tests/ui/raster.h"

namespace saimnieks::tests {

namespace {

struct Shot {
  const char* name;
  void (Gallery::*screen)(ui::Ui&);
  ui::FrameInput input;
  std::function<void(UiDriver&, Gallery&)> prepare;
};

void shoot(const Shot& shot, const std::string& folder) {
  Gallery gallery;
  UiDriver driver([&](ui::Ui& ui) { (gallery.*shot.screen)(ui); }, shot.input);
  if (shot.prepare) {
    shot.prepare(driver, gallery);
  }
  driver.settle();
  driver.ui().lose_glyph_texture();
  const Picture picture = rasterise(*driver.ui().draw_data(), driver.ui().take_glyph_texture());
  write_png(picture, folder + "/" + shot.name + ".png");
  std::printf("%s %dx%d\n", shot.name, picture.width, picture.height);
}

ui::FrameInput desktop(ui::Theme theme = ui::Theme::light, float ratio = 1) {
  return {.size = {1280, 800}, .pixel_ratio = ratio, .theme = theme};
}
ui::FrameInput phone(ui::Theme theme = ui::Theme::light) {
  return {.size = {390, 844}, .pixel_ratio = 2, .theme = theme, .density = ui::Density::touch};
}

}  // namespace

int run(const std::string& folder) {
  std::filesystem::create_directories(folder);
  const auto focus_row = [](UiDriver& driver, Gallery&) {
    driver.click(ui::Role::rowheader, "Ielu apgaismojums");
    driver.key(ui::KeyCode::right);
  };
  const auto open_dialog = [](UiDriver& driver, Gallery& gallery) {
    gallery.dialog = true;
    driver.settle();
  };
  const auto open_select = [](UiDriver& driver, Gallery&) {
    driver.press(ui::Role::combobox, "Periods");
    driver.key(ui::KeyCode::down);
  };
  const auto open_code = [](UiDriver& driver, Gallery&) {
    driver.click(ui::Role::combobox, "Izmaksu veids");
    driver.type("22");
  };
  const auto open_menu = [](UiDriver& driver, Gallery&) {
    driver.press(ui::Role::button, "Izvēlne");
  };
  const Shot shots[] = {
      {"conformity-light", &Gallery::conformity, desktop(), focus_row},
      {"conformity-dark", &Gallery::conformity, desktop(ui::Theme::dark), nullptr},
      {"conformity-light-2x", &Gallery::conformity, desktop(ui::Theme::light, 2), nullptr},
      {"conformity-1100",
       &Gallery::conformity,
       {.size = {1100, 700}, .pixel_ratio = 1.25F},
       nullptr},
      {"conformity-760", &Gallery::conformity, {.size = {760, 800}}, nullptr},
      {"conformity-phone", &Gallery::conformity, phone(), nullptr},
      {"overview-light", &Gallery::overview, desktop(), nullptr},
      {"overview-phone-dark", &Gallery::overview, phone(ui::Theme::dark), nullptr},
      {"entry-phone", &Gallery::entry, phone(), nullptr},
      {"widgets-light", &Gallery::widgets, desktop(), nullptr},
      {"widgets-dark", &Gallery::widgets, desktop(ui::Theme::dark), open_select},
      {"widgets-code", &Gallery::widgets, desktop(), open_code},
      {"widgets-phone", &Gallery::widgets, phone(), nullptr},
      {"dialog-light", &Gallery::widgets, desktop(), open_dialog},
      {"dialog-phone", &Gallery::widgets, phone(), open_dialog},
      {"menu-phone", &Gallery::widgets, phone(), open_menu},
      {"first-start", &Gallery::first_start, desktop(), nullptr},
      {"first-start-phone", &Gallery::first_start, phone(), nullptr},
      {"conformity-320", &Gallery::conformity, {.size = {320, 568}, .pixel_ratio = 2}, nullptr},
  };
  for (const Shot& shot : shots) {
    shoot(shot, folder);
  }
  return 0;
}

}  // namespace saimnieks::tests

int main(int argc, char** argv) {
  return saimnieks::tests::run(argc > 1 ? argv[1] : "build/gallery");
}
