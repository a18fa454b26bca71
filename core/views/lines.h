// The lines behind one figure of the comparison: a list that is read from the ledger only where it
// is in sight, and what one line looks like from close by, with its whole history.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/ledger/ledger.h"
#include "core/views/compare.h"
#include "core/views/labels.h"

namespace saimnieks::views {

struct Crumb {
  std::string label;
  std::vector<cube::Member> path;
};

struct LineText {
  model::LineId rid{};
  std::string unit;
  std::string service;
  std::string code;
  std::string period;
  std::string scenario;  // "Plāns A", "Faktiski"
  std::string amount;
  std::string amount_to_edit;
  std::string note;
  bool pending = false;  // not judged by the endpoint yet
};

struct LinesView {
  std::string title;
  std::string subtitle;
  std::vector<Crumb> crumbs;  // from the total down to the figure itself
  cube::Cube::Part part = cube::Cube::Part::both;
  std::string base_label;
  std::string other_label;
  cube::Cell cell;
  Variance variance;
  std::size_t count = 0;
  std::size_t all = 0;  // before the search
  bool shows_unit = true;
  bool shows_service = true;
  bool shows_code = true;
  bool shows_scenario = true;
  std::string widest_scenario;  // of the texts of that column
  std::string total;  // of the lines in the list; empty when plan and actual stand together
};

// A change waits to be sent only once there is an endpoint to send it to.
[[nodiscard]] bool has_endpoint(const ledger::Ledger& ledger);

class LinesList {
 public:
  LinesList(const ledger::Ledger& ledger, Comparison& comparison)
      : ledger_(ledger), comparison_(comparison) {}

  // The comparison must be up to date.
  const LinesView& update(const LinesState& state, const Words& words);
  [[nodiscard]] const LinesView& view() const { return view_; }
  [[nodiscard]] std::optional<std::size_t> index_of(model::LineId rid) const;
  // `first` + out.size() ≤ view().count. A line that cannot be read comes out empty.
  void rows(std::size_t first, std::span<LineText> out, const Words& words);

 private:
  void choose(const LinesState& state, const Words& words);
  void search(const std::string& query, const Words& words);
  void sort(const LinesState& state, const Words& words);
  void write_heads(const LinesState& state, const Words& words);
  void see_what_varies(const LinesState& state, const Words& words);
  [[nodiscard]] const LineText& text_of(std::size_t index, const Words& words);

  const ledger::Ledger& ledger_;
  Comparison& comparison_;
  std::vector<model::LineId> chosen_;  // by the figure, in order of entry
  std::vector<model::LineId> rids_;    // after search and sorting
  std::int64_t revision_ = -1;
  LinesState arranged_;
  text::Language language_ = text::Language::lv;
  cube::Comparison sides_;
  std::size_t window_first_ = 0;  // of the lines read last
  std::vector<LineText> window_;
  LinesView view_;
};

// "Plāns A", "Faktiski": which of the two a line is, without its period.
[[nodiscard]] std::string scenario_label(const cube::Cube& cube, const model::LineRow& row,
                                         const Words& words);

// ---- one line from close by

struct LineFact {
  std::string label;
  std::string value;
};

struct HistoryItem {
  std::string when;
  std::string who;      // and on which device
  std::string verdict;  // what the endpoint said of it; empty while nothing is amiss
  bool refused = false;
  std::vector<std::string> changes;  // "Summa: 1 200,00 → 1 250,00"
};

// A file that belongs to the line.
struct PanelFile {
  base::Uuid row{};
  std::string name;
  std::string detail;      // its size, and whether its content is still to come
  std::string picture_of;  // its content's hash, where that is a picture and here
};

struct LinePanel {
  model::LineId rid{};
  std::string title;
  std::string amount;
  std::vector<LineFact> facts;
  std::string note;
  std::string waits;                 // a sentence while the endpoint has not judged it
  std::vector<PanelFile> files;      // in order of entry
  std::vector<HistoryItem> history;  // newest first
};

[[nodiscard]] base::Result<LinePanel> build_line_panel(const ledger::Ledger& ledger,
                                                       const cube::Cube& cube, model::LineId rid,
                                                       const Words& words);

// "amount_cents" as people call it; and one value of it as they write it.
[[nodiscard]] std::string field_label(std::string_view field, const Words& words);
[[nodiscard]] std::string field_value(const ledger::Ledger& ledger, const cube::Cube& cube,
                                      std::string_view field, const model::Value& value,
                                      const Words& words);

}  // namespace saimnieks::views
