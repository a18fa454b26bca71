// Screens of invented data that show every widget: drawn into pictures by the gallery, driven by
// the tests.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "wasm/ui/ui.h"

namespace saimnieks::tests {

struct PivotRow {
  std::uint64_t key;
  int level;
  bool has_children;
  std::string name;
  std::int64_t plan;
  std::int64_t actual;
};

// A pivot with its state, as a screen's view model would be.
class Pivot : public ui::GridSource {
 public:
  explicit Pivot(std::vector<PivotRow> rows);
  static Pivot small();
  static std::vector<PivotRow> many(std::size_t count);

  [[nodiscard]] std::size_t count() const override { return visible_.size(); }
  void rows(std::size_t first, std::span<ui::GridRow> out) override;
  [[nodiscard]] std::optional<std::size_t> index_of(std::uint64_t key) const override;
  bool total(ui::GridRow& row) override;
  [[nodiscard]] std::uint64_t version() const override { return number; }

  void set_open(std::uint64_t key, bool open);
  void set_actual(std::uint64_t key, std::int64_t amount);
  [[nodiscard]] bool is_open(std::uint64_t key) const { return open_.contains(key); }
  [[nodiscard]] std::int64_t actual(std::uint64_t key) const;
  bool editable = false;
  std::size_t asked = 0;     // rows given out since it was set to zero
  std::uint64_t number = 0;  // the version that it says it has

 private:
  void rebuild();
  void fill(const PivotRow& from, ui::GridRow& row) const;

  std::vector<PivotRow> all_;
  std::vector<std::size_t> visible_;
  std::set<std::uint64_t> open_;
};

struct Gallery {
  Pivot pivot = Pivot::small();
  std::size_t nav = 6;
  std::vector<std::string> log;  // answers, as words
  std::size_t period = 0;
  std::size_t segment = 0;
  std::size_t tab = 0;
  bool checked = true;
  std::string note_text = "Rēķins par elektroenerģiju";
  std::string amount = "148,50";
  std::string search;
  std::string query;
  std::string code_text = "2223 Elektroenerģija";
  std::string long_text = "Apgaismojums pagarināts sakarā ar ceļa remontu; ēnām garas ķēdes.";
  bool dialog = false;
  int sort = -1;
  bool descending = false;

  void conformity(ui::Ui& ui);
  void overview(ui::Ui& ui);
  void entry(ui::Ui& ui);
  void widgets(ui::Ui& ui);
  void first_start(ui::Ui& ui);

 private:
  void navigation(ui::Ui& ui);
  void figures(ui::Ui& ui);
  void fields(ui::Ui& ui);
  void choices(ui::Ui& ui);
  void notices(ui::Ui& ui);
  void ask(ui::Ui& ui);
};

[[nodiscard]] std::string spaced(std::int64_t euro, bool sign = false);

}  // namespace saimnieks::tests
