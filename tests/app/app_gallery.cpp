// Writes pictures of every screen of the application: app_gallery FOLDER. For looking at.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/app/app_driver.h"
#include "tests/ui/raster.h"

namespace saimnieks::tests {
namespace {

std::string madrid() {
  const char* shared = std::getenv("SAIMNIEKS_SHARED");
  std::ifstream file(
      std::string(shared == nullptr ? "../shared" : shared) + "/data/madrid-gastos-2012-2015.csv",
      std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void shoot(AppDriver& app, const std::string& path) {
  app.settle();
  app.session().ui().lose_glyph_texture();
  app.session().frame(app.input);
  const Picture picture =
      rasterise(*app.session().ui().draw_data(), app.session().ui().take_glyph_texture());
  write_png(picture, path);
  std::printf("%s %dx%d\n", path.c_str(), picture.width, picture.height);
}

void tour(const std::string& folder, const std::string& name, ui::FrameInput input) {
  AppDriver app(input);
  const auto shot = [&](const char* screen) {
    shoot(app, folder + "/" + name + "-" + screen + ".png");
  };
  const bool phone = input.size.width < ui::kOneColumnBelow;
  const auto go = [&](const char* place) {
    if (input.size.width < ui::kSidebarFrom) {
      app.press(ui::Role::button, "Izvēlne");
    }
    app.press(app.find(ui::Role::link, place) != nullptr ? ui::Role::link : ui::Role::button,
              place);
  };
  shot("1-start");
  app.give_file("madrid-gastos-2012-2015.csv", madrid());
  shot("2-import");
  std::printf("%s\n", app.outline().substr(0, 6000).c_str());
  app.press(ui::Role::button, "Importēt 20\u202F217 ierakstu");
  shot("2-import-done");
  go("Atbilstība");
  shot("3-compare");
  if (!phone) {
    std::printf("%s\n", app.outline().substr(0, 9000).c_str());
  }
  go("Pārskats");
  shot("6-overview");
  go("Ieraksti");
  shot("4-lines");
  go("Sinhronizācija");
  shot("5-sync");
  go("Iestatījumi");
  shot("7-settings");
}

// The demonstration municipality: months, half a year of actuals, rows that are opened.
void demo_tour(const std::string& folder, const std::string& name, ui::FrameInput input) {
  AppDriver app(input);
  app.press(ui::Role::button, "Atvērt demonstrācijas pašvaldību. Atvērt");
  shoot(app, folder + "/" + name + "-8-demo-overview.png");
  if (input.size.width < ui::kSidebarFrom) {
    app.press(ui::Role::button, "Izvēlne");
  }
  app.press(app.find(ui::Role::link, "Atbilstība") != nullptr ? ui::Role::link : ui::Role::button,
            "Atbilstība");
  shoot(app, folder + "/" + name + "-9-demo-compare.png");
  if (const auto* choices = app.find(ui::Role::button, "Plāns · 2026 → Faktiski · 2026. Mainīt")) {
    app.press(ui::Role::button, std::string(choices->name));
    shoot(app, folder + "/" + name + "-9-demo-choices.png");
    app.press(ui::Role::button, "Rādīt");
  }
  if (input.size.width < ui::kSidebarFrom) {
    app.press(ui::Role::button, "Izvēlne");
  }
  app.press(ui::Role::button, "Ieraksti");
  const auto& nodes = app.session().ui().semantics().nodes;
  const auto cell = std::find_if(nodes.begin(), nodes.end(),
                                 [](const auto& node) { return node.role == ui::Role::gridcell; });
  app.click(ui::Role::gridcell, std::string(cell->name));
  shoot(app, folder + "/" + name + "-9-demo-line.png");
}

}  // namespace
}  // namespace saimnieks::tests

int main(int count, char** arguments) {
  using namespace saimnieks;
  const std::string folder = count > 1 ? arguments[1] : "gallery";
  std::filesystem::create_directories(folder);
  tests::tour(folder, "light", {.size = {1280, 800}});
  tests::demo_tour(folder, "light", {.size = {1280, 800}});
  if (count > 2) {
    tests::tour(folder, "dark", {.size = {1280, 800}, .theme = ui::Theme::dark});
    tests::tour(folder, "phone",
                {.size = {390, 844}, .pixel_ratio = 2, .density = ui::Density::touch});
    tests::demo_tour(folder, "phone",
                     {.size = {390, 844}, .pixel_ratio = 2, .density = ui::Density::touch});
    tests::tour(folder, "narrow", {.size = {320, 640}, .density = ui::Density::touch});
    tests::demo_tour(folder, "narrow", {.size = {320, 640}, .density = ui::Density::touch});
    tests::demo_tour(folder, "large",
                     {.size = {1920, 1080}, .pixel_ratio = 2, .theme = ui::Theme::dark});
  }
  return 0;
}
