// What the comparison says: in a sentence, with the rows that are behind it, and in a file.
#include <algorithm>
#include <cstdlib>

#include "core/text/format.h"
#include "core/views/compare.h"
#include "core/views/table_file.h"

namespace saimnieks::views {

using text::Key;

// The nodes of the highest level that has more than one.
const std::vector<std::int32_t>& Comparison::first_choice() const {
  std::int32_t parent = -1;
  while (children_of(parent).size() == 1) {
    parent = children_of(parent).front();
  }
  return children_of(parent);
}

bool Comparison::above_first_choice(std::int32_t node) const {
  for (std::int32_t at = -1; children_of(at).size() == 1;) {
    at = children_of(at).front();
    if (at == node) {
      return true;
    }
  }
  return false;
}

std::vector<CompareRow> Comparison::largest(std::size_t most) const {
  std::vector<CompareRow> rows;
  for (const std::int32_t node : view_.empty ? std::vector<std::int32_t>() : first_choice()) {
    rows.push_back(row_of(node));
  }
  std::stable_sort(rows.begin(), rows.end(), [](const CompareRow& a, const CompareRow& b) {
    return std::abs(a.variance.cents) > std::abs(b.variance.cents);
  });
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [](const CompareRow& row) { return row.variance.cents == 0; }),
             rows.end());
  rows.resize(std::min(rows.size(), most));
  return rows;
}

// The node among them that moves the total most its own way, and whether it alone makes more than
// half of what all such nodes together do.
Comparison::Cause Comparison::main_cause() const {
  const std::int64_t total = view_.whole.variance.cents;
  Cause cause;
  std::int64_t most = 0;
  std::int64_t together = 0;
  for (const std::int32_t child : first_choice()) {
    const std::int64_t delta = row_of(child).variance.cents;
    if ((delta > 0) != (total > 0)) {
      continue;
    }
    together += std::abs(delta);
    if (std::abs(delta) > most) {
      most = std::abs(delta);
      cause.node = child;
    }
  }
  cause.most_of_it = most > together / 2 && most <= std::abs(total);
  return cause;
}

void Comparison::write_message(const Words& words) {
  const cube::Side& base = view_.sides[view_.base].side;
  const cube::Side& other = view_.sides[view_.other].side;
  const Variance& total = view_.whole.variance;
  view_.note = words.texts.tr(Key::compare_note, view_.other_label, view_.base_label);
  const int until = view_.sides[view_.other].last_month;
  if (view_.unequal) {
    view_.note = words.texts.tr(Key::compare_note_unequal, view_.other_label,
                                span_label(until, words), view_.base_label);
  }
  if (base == other) {
    view_.message = words.texts.tr(Key::compare_message_alone, side_subject(cube_, other, words),
                                   whole_euro_with_unit(view_.whole.other_cents, words));
    return;
  }
  const SpanOption& span = view_.spans[view_.span];
  std::string subject = side_subject(cube_, other, words);
  if (span.through_month < cube::kWholeYear) {
    subject += " (" + span.label + ")";
  }
  // The plan of the same year needs no name: "nekā plānots".
  const bool planned = base.kind == model::LineKind::plan &&
                       other.kind == model::LineKind::actual && base.year == other.year;
  const std::string compared = side_compared(cube_, base, words);
  if (total.cents == 0) {
    view_.message = words.texts.tr(Key::compare_message_same, subject, compared);
    return;
  }
  const std::string difference = brief_euro(std::abs(total.cents), false, words);
  const bool more = total.cents > 0;
  if (!total.percent_hundredths) {
    view_.message = words.texts.tr(Key::compare_message_not_planned, subject, difference, compared);
    return;
  }
  const std::string percent =
      text::format_percent(std::abs(*total.percent_hundredths), words.language());
  view_.message = planned
                      ? words.texts.tr(more ? Key::compare_message_more_planned
                                            : Key::compare_message_less_planned,
                                       subject, difference, percent)
                      : words.texts.tr(more ? Key::compare_message_more : Key::compare_message_less,
                                       subject, difference, percent, compared);
  const Cause cause = main_cause();
  if (cause.node < 0) {
    return;
  }
  const cube::Member& member = pivot_.nodes[static_cast<std::size_t>(cause.node)].member;
  const std::string name = cube_.name_of(member);
  view_.message +=
      words.texts.tr(cause.most_of_it ? Key::compare_message_half : Key::compare_message_most,
                     name.empty() ? member_label(cube_, member, words) : name,
                     brief_euro(row_of(cause.node).variance.cents, true, words));
}

std::string Comparison::file(const Words& words) const {
  TableFile out;
  const std::string span = view_.spans[view_.span].label;
  out.row({words[Key::compare_file_level], words[Key::compare_file_code],
           words[Key::compare_file_name], view_.base_label + ", " + span + ", €",
           view_.other_label + ", " + span + ", €", words[Key::compare_file_delta],
           words[Key::compare_percent]});
  const auto amount = [&words](std::int64_t cents) {
    return text::editable_amount(base::Money::from_cents(cents), words.language());
  };
  const auto write = [&](const CompareRow& row) {
    const bool total = row.node < 0;
    const cube::Member member =
        total ? cube::Member{} : pivot_.nodes[static_cast<std::size_t>(row.node)].member;
    // A percentage has two decimals in hundredths, as an amount has in cents.
    out.row({total ? std::string() : std::to_string(row.level),
             total ? std::string() : cube_.code_of(member),
             total || cube_.name_of(member).empty() ? label(row, words) : cube_.name_of(member),
             amount(row.base_cents), amount(row.other_cents), amount(row.variance.cents),
             row.variance.percent_hundredths ? amount(*row.variance.percent_hundredths)
                                             : std::string()});
  };
  for (const CompareRow& shown : view_.rows) {
    write(shown);
  }
  write(view_.total);
  return out.take();
}

void Comparison::write_figures(const Words& words) {
  const CompareRow& whole = view_.whole;
  const SpanOption& span = view_.spans[view_.span];
  const std::string months =
      span.through_month < cube::kWholeYear ? span.label + " · " : std::string();
  CompareFigures& figures = view_.figures;
  figures.base = whole_euro_with_unit(whole.base_cents, words);
  figures.other = whole_euro_with_unit(whole.other_cents, words);
  figures.base_lines = months + words.texts.plural(Key::lines_count, view_.base_lines);
  figures.other_lines = months + words.texts.plural(Key::lines_count, view_.other_lines);
  figures.delta = signed_euro_with_unit(whole.variance.cents, words);
  figures.delta_note = percent_and_meaning(whole.variance, words);
  figures.above = words.texts.tr(Key::compare_figure_above_value,
                                 std::to_string(view_.adverse_tops), std::to_string(view_.tops));
  figures.widest_amount =
      whole_euro(std::max(std::abs(whole.base_cents), std::abs(whole.other_cents)), words);
  figures.widest_delta =
      signed_euro(-std::max(view_.largest_delta, std::abs(whole.variance.cents)), words);
}

}  // namespace saimnieks::views
