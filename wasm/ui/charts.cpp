// Figures and charts in IBCS notation: actual solid in front, plan outlined behind, forecast
// hatched, variances on a zero line of their own, labels on the marks, axes from zero.
#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "wasm/ui/impl.h"

namespace saimnieks::ui {

namespace {

constexpr float kFigureLeast = 168;
constexpr float kFigurePad = 14;

// The largest type in which the figure fits its cell.
TextStyle fitting_style(const Painter& paint, std::string_view value, float width) {
  for (const TextStyle style : {TextStyle::figure, TextStyle::title, TextStyle::card_title}) {
    if (paint.width(value, style) <= width) {
      return style;
    }
  }
  return TextStyle::caption_strong;
}

std::span<const KeyFigure> line_of(std::span<const KeyFigure> figures, std::size_t line,
                                   std::size_t columns) {
  const std::size_t first = std::min(figures.size(), line * columns);
  return figures.subspan(first, std::min(columns, figures.size() - first));
}

// As high as the longest note of a line wants.
float figure_height(UiImpl& ui, std::span<const KeyFigure> figures, float line_width) {
  float notes = 0;
  const float width = line_width / static_cast<float>(std::max<std::size_t>(1, figures.size()));
  for (const KeyFigure& figure : figures) {
    notes = std::max(notes, ui.wrapped({}, width - 2 * kFigurePad, figure.note, TextStyle::caption,
                                       Color::muted, false));
  }
  return 70 + notes;
}

}  // namespace

void Ui::key_figures(ItemKey key, std::string_view name, std::span<const KeyFigure> figures) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  ui.pressed_figure.reset();
  const float width = ui.layout.next_width();
  const auto count = figures.size();
  const auto fits = static_cast<std::size_t>(std::max(1.0F, width / kFigureLeast));
  const std::size_t lines = count == 0 ? 1 : (count + fits - 1) / fits;
  const std::size_t columns = count == 0 ? 1 : (count + lines - 1) / lines;
  float height = 0;
  for (std::size_t line = 0; line < lines; ++line) {
    height += figure_height(ui, line_of(figures, line, columns), width);
  }
  const Rect rect = ui.layout.place(width, height);
  float line_top = rect.y;
  float line_height = 0;
  ui.paint.panel(rect, Color::line, Color::surface, kCardRadius);
  ui.scene.add(id, Role::list, name, rect);
  ui.scene.open(id);
  for (std::size_t i = 0; i < count; ++i) {
    const KeyFigure& figure = figures[i];
    const std::size_t line = i / columns;
    const std::size_t place = i % columns;
    const auto in_line = line_of(figures, line, columns);
    if (place == 0) {
      line_top += line_height;
      line_height = figure_height(ui, in_line, width);
    }
    const float cell_width = rect.width / static_cast<float>(in_line.size());
    const Rect cell{rect.x + cell_width * static_cast<float>(place), line_top, cell_width,
                    line_height};
    if (place > 0) {
      ui.paint.vertical(cell.x, cell.y + (line == 0 ? 1 : 0), cell.bottom() - 1, Color::line);
    }
    if (line > 0 && place == 0) {
      ui.paint.horizontal(rect.x + 1, rect.right() - 1, cell.y, Color::line);
    }
    const bool pressable = !figure.key.empty();
    const NodeId item = ui.scene.id(ItemKey("figure", i));
    const NodeId button = hash_id(item, "button");
    if (pressable && ui.input.hovered() == button) {
      ui.paint.fill(cell.inset(3, 3), Color::hover, kControlRadius);
    }
    const float pad = kFigurePad;
    const float room = cell.width - 2 * pad;
    const TextStyle style = fitting_style(ui.paint, figure.value, room);
    const Color color = figure.tone == Tone::muted ? Color::ink : tone_color(figure.tone);
    const Color note = figure.tone == Tone::plain ? Color::muted : tone_color(figure.tone);
    ui.paint.text_fitted({cell.x + pad, cell.y + 13}, room, figure.label, TextStyle::caption,
                         Color::muted);
    const float value_line = ui.paint.line_height(style);
    ui.paint.text_fitted({cell.x + pad, cell.y + 31 + (28 - value_line) / 2}, room, figure.value,
                         style, color);
    ui.wrapped({cell.x + pad, cell.y + 59}, room, figure.note, TextStyle::caption, note);
    const std::string_view said = ui.scene.arena().join(figure.label, ": ", figure.value);
    ui.scene.add(item, Role::listitem, pressable ? std::string_view() : said, cell).description =
        ui.scene.keep(pressable ? std::string_view() : figure.note);
    if (pressable) {
      ui.scene.open(item);
      ui.add_pressable(button, Role::button, said, cell).description = ui.scene.keep(figure.note);
      ui.scene.extra_of_last().ring_inside = true;
      ui.scene.close();
      if (ui.pressed(button)) {
        ui.pressed_figure = i;
      }
    }
  }
  ui.scene.close();
}

std::optional<std::size_t> Ui::pressed_figure() const { return impl_->pressed_figure; }

void Ui::legend(ItemKey key, std::span<const LegendItem> items) {
  UiImpl& ui = *impl_;
  const NodeId id = ui.scene.id(key);
  ui.layout.open(BoxFlow::flow, kSpace4);
  ui.scene.open_path(id);
  std::uint64_t number = 0;
  for (const LegendItem& item : items) {
    const float width = 18 + ui.paint.width(item.text, TextStyle::caption);
    const Rect rect = ui.layout.place(width, 16);
    const Rect mark{rect.x, rect.y + 3, 12, 10};
    switch (item.shape) {
      case LegendItem::Shape::solid:
        ui.paint.fill(mark, Color::actual);
        break;
      case LegendItem::Shape::outline:
        ui.paint.outline(mark, Color::actual);
        break;
      case LegendItem::Shape::hatched:
        ui.paint.hatch(mark, Color::actual);
        ui.paint.outline(mark, Color::actual);
        break;
      case LegendItem::Shape::favourable:
        ui.paint.fill(mark, Color::favourable);
        break;
      case LegendItem::Shape::adverse:
        ui.paint.fill(mark, Color::adverse);
        break;
    }
    ui.paint.text({rect.x + 18, rect.y}, item.text, TextStyle::caption, Color::muted);
    ui.scene.add(ui.scene.id(ItemKey("item", number++)), Role::text, item.text, rect);
  }
  ui.scene.close();
  ui.layout.close();
}

namespace {

constexpr float kVarianceReach = 40;  // of the longest variance mark and its label
constexpr float kMarkLabel = 18;
constexpr float kLabelGap = 4;

class ColumnChart {
 public:
  ColumnChart(UiImpl& ui, NodeId id, const ColumnChartSpec& spec) : ui_(ui), id_(id), spec_(spec) {
    for (const ChartColumn& column : spec.columns) {
      most_ = std::max({most_, column.amount, column.has_plan ? column.plan : 0});
      variance_most_ = std::max<std::int64_t>(variance_most_, std::abs(column.variance));
      rises_ = rises_ || column.variance > 0;
      falls_ = falls_ || column.variance < 0;
    }
  }

  void draw() {
    rect_ = ui_.layout.place(ui_.layout.next_width(), spec_.height);
    slot_ = rect_.width / static_cast<float>(std::max<std::size_t>(1, spec_.columns.size()));
    // The band of variances takes as much as its marks and their labels reach, above and below.
    variance_zero_ = rect_.y + (rises_ ? kVarianceReach : 0);
    base_ = rect_.bottom() - 22;
    top_ = variance_zero_ + (falls_ ? kVarianceReach : rises_ ? 4.0F : 0.0F) + kMarkLabel;
    ui_.scene.add(id_, Role::figure, spec_.name, rect_);
    ui_.paint.log_from_here(true);
    const std::size_t step = labelled_step();
    for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
      draw_column(spec_.columns[i], rect_.x + slot_ * static_cast<float>(i), i % step == 0);
    }
    if (variance_most_ > 0) {
      ui_.paint.horizontal(rect_.x, rect_.right(), variance_zero_, Color::muted);
    }
    ui_.paint.horizontal(rect_.x, rect_.right(), base_, Color::muted);
    ui_.paint.log_from_here(false);
    add_table();
  }

 private:
  // Where columns are narrower than what is written on them, every second one (third, …) is
  // labelled: figures that run into each other say nothing.
  [[nodiscard]] std::size_t labelled_step() const {
    float widest = 0;
    for (const ChartColumn& column : spec_.columns) {
      widest = std::max({widest, ui_.paint.width(column.text, TextStyle::caption),
                         ui_.paint.width(column.label, TextStyle::caption)});
    }
    return static_cast<std::size_t>(std::max(1.0F, std::ceil((widest + kLabelGap) / slot_)));
  }

  [[nodiscard]] float height_of(std::int64_t amount) const {
    return most_ == 0 ? 0
                      : std::max(0.0F, static_cast<float>(amount) / static_cast<float>(most_)) *
                            (base_ - top_);
  }

  void draw_column(const ChartColumn& column, float x, bool labelled) {
    const float width = std::min(34.0F, slot_ * 0.55F);
    // How far the plan looks out from behind; a lone column stands in the middle.
    const float lag = column.has_plan && column.has_amount ? width * 0.34F : 0;
    const float left = x + (slot_ - width - lag) / 2;
    if (column.has_plan) {
      const float height = height_of(column.plan);
      ui_.paint.outline({left + lag, base_ - height, width, height}, Color::actual);
    }
    const float height = column.has_amount ? height_of(column.amount) : 0;
    const Rect bar{left, base_ - height, width, height};
    if (column.has_amount) {
      ui_.paint.fill(bar, column.forecast ? Color::surface : Color::actual);
    }
    if (column.forecast) {
      ui_.paint.hatch(bar, Color::actual);
      ui_.paint.outline(bar, Color::actual);
    }
    const float middle = x + slot_ / 2;
    const float mark_top = std::min(bar.y, base_ - (column.has_plan ? height_of(column.plan) : 0));
    if (labelled) {
      ui_.paint.text_center(middle, mark_top - kMarkLabel, column.text, TextStyle::caption,
                            column.has_amount ? Color::ink : Color::muted);
      ui_.paint.text_center(middle, base_ + 4, column.label, TextStyle::caption, Color::muted);
    }
    if (variance_most_ > 0 && column.variance != 0) {
      const float share = static_cast<float>(column.variance) / static_cast<float>(variance_most_);
      const float tall = std::max(1.0F, std::fabs(share) * 22);
      const Rect mark{middle - width * 0.35F,
                      share > 0 ? variance_zero_ - tall : variance_zero_ + 1, width * 0.7F, tall};
      ui_.paint.fill(mark, tone_color(column.variance_tone), 0, column.forecast ? 60 : 100);
      const float text_y = share > 0 ? mark.y - 17 : mark.bottom() + 1;
      if (ui_.paint.width(column.variance_text, TextStyle::caption) < slot_) {
        ui_.paint.text_center(middle, text_y, column.variance_text, TextStyle::caption,
                              tone_color(column.variance_tone));
      }
    }
  }

  // The chart's data, for those who can't see it: one row a column.
  void add_table() {
    ui_.scene.open(id_);
    const NodeId table = ui_.scene.part("table");
    ui_.scene.add(table, Role::table, spec_.name, rect_);
    ui_.scene.open(table);
    const std::string_view titles[] = {spec_.label_title, spec_.amount_title, spec_.plan_title,
                                       spec_.variance_title};
    add_row(0, rect_, Role::columnheader, titles);
    for (std::size_t i = 0; i < spec_.columns.size(); ++i) {
      const ChartColumn& column = spec_.columns[i];
      const Rect place{rect_.x + slot_ * static_cast<float>(i), rect_.y, slot_, rect_.height};
      const std::string_view cells[] = {column.label, column.text, column.plan_text,
                                        column.variance_text};
      add_row(i + 1, place, Role::cell, cells);
    }
    ui_.scene.close();
    ui_.scene.close();
  }

  void add_row(std::size_t index, const Rect& rect, Role role,
               std::span<const std::string_view> cells) {
    const NodeId row = ui_.scene.id(ItemKey("row", index));
    ui_.scene.add(row, Role::row, {}, rect);
    ui_.scene.open(row);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const Role cell_role = i == 0 && role == Role::cell ? Role::rowheader : role;
      ui_.scene.add(ui_.scene.id(ItemKey("cell", i)), cell_role, cells[i], rect);
    }
    ui_.scene.close();
  }

  UiImpl& ui_;
  NodeId id_;
  const ColumnChartSpec& spec_;
  Rect rect_;
  float slot_ = 0;
  float variance_zero_ = 0;
  float base_ = 0;
  float top_ = 0;
  std::int64_t most_ = 0;
  std::int64_t variance_most_ = 0;
  bool rises_ = false;
  bool falls_ = false;
};

}  // namespace

void Ui::column_chart(ItemKey key, const ColumnChartSpec& spec) {
  ColumnChart(*impl_, impl_->scene.id(key), spec).draw();
}

}  // namespace saimnieks::ui
