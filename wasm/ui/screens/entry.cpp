// A line as a form: a new one in the field, with one hand; or every field of one that is there.
#include "wasm/ui/screens/parts.h"

namespace saimnieks::ui {

using text::Key;
using views::FormField;

namespace {

std::vector<Option> options_of(const FormField& field) {
  std::vector<Option> out;
  out.reserve(field.options.size());
  for (const views::FormOption& option : field.options) {
    out.push_back({option.label, option.note});
  }
  return out;
}

Answer draw_choice(Ui& ui, const FormField& field) {
  const std::vector<Option> options = options_of(field);
  const auto chosen = ui.select(ItemKey(field.name), {.label = field.label,
                                                      .options = options,
                                                      .selected = field.chosen,
                                                      .hint = field.hint,
                                                      .fault = field.fault});
  return chosen ? Answer(views::SayField{std::string(field.name), field.options[*chosen].value})
                : std::nullopt;
}

Answer draw_search(Ui& ui, const PageFacts& page, const FormField& field) {
  const views::Words& words = *page.words;
  const std::vector<Option> options = options_of(field);
  const bool all = static_cast<std::size_t>(field.matches) <= options.size();
  const std::string count =
      all ? std::string()
          : words.texts.tr(Key::entry_some_of, text::format_count(field.matches, words.language()));
  const views::LineForm& form = page.state->form;
  const SearchSelectAnswer answer =
      ui.search_select(ItemKey(field.name),
                       {.label = field.label,
                        .value = field.text,
                        .query = form.searched == field.name ? std::string_view(form.query)
                                                             : std::string_view(),
                        .matches = options,
                        .match_count = field.matches,
                        .count_text = count,
                        .hint = field.hint,
                        .fault = field.fault,
                        .placeholder = words[Key::entry_search_hint]});
  if (answer.chosen) {
    return views::SayField{std::string(field.name), field.options[*answer.chosen].value};
  }
  return answer.query ? Answer(views::SearchField{std::string(field.name), *answer.query})
                      : std::nullopt;
}

Answer draw_text(Ui& ui, const FormField& field) {
  FieldSpec spec{.label = field.label,
                 .value = field.text,
                 .hint = field.hint,
                 .fault = field.fault,
                 .unit = field.unit,
                 .required = field.required};
  if (field.kind == FormField::Kind::amount) {
    spec.kind = FieldKind::amount;
    spec.large = true;
    spec.autofocus = true;
  } else if (field.kind == FormField::Kind::long_text) {
    spec.kind = FieldKind::multiline;
    spec.lines = 2;
  }
  const FieldAnswer typed = ui.text_field(ItemKey(field.name), spec);
  if (typed.entered && field.kind == FormField::Kind::amount) {
    return views::SaveLine{};
  }
  // What was said already leaves the frame to the button by which the field was left.
  return (typed.changed || typed.committed) && typed.value != field.text
             ? Answer(views::SayField{std::string(field.name), typed.value})
             : std::nullopt;
}

Answer draw_field(Ui& ui, const PageFacts& page, const FormField& field) {
  switch (field.kind) {
    case FormField::Kind::choice:
      return draw_choice(ui, field);
    case FormField::Kind::search:
      return draw_search(ui, page, field);
    case FormField::Kind::amount:
    case FormField::Kind::text:
    case FormField::Kind::long_text:
      break;
  }
  return draw_text(ui, field);
}

// Two fields beside each other where there is room.
Answer draw_fields(Ui& ui, const PageFacts& page, const views::LineFormView& view) {
  Collected answer;
  {
    const auto card = ui.card("amount", {});
    answer.add(draw_field(ui, page, view.fields.front()));
  }
  const auto card = ui.card("fields", {});
  const std::size_t beside = ui.narrow() ? 1 : 2;
  for (std::size_t i = 1; i < view.fields.size(); i += beside) {
    const auto row = ui.row({"row", i}, {share(1), share(1)},
                            {.gap = kSpace4, .vertical = Align::start, .stacks = true});
    for (std::size_t k = i; k < std::min(i + beside, view.fields.size()); ++k) {
      answer.add(draw_field(ui, page, view.fields[k]));
    }
  }
  if (view.has_more &&
      ui.button("more", {.label = (*page.words)[Key::entry_more], .look = ButtonLook::quiet})) {
    answer.add(views::ShowAllFields{});
  }
  return answer.take();
}

}  // namespace

Answer draw_entry(Ui& ui, const PageFacts& page, const views::LineFormView& view) {
  const views::Words& words = *page.words;
  constexpr float kMostWidth = 760;
  Collected answer;
  const auto scope = ui.page("entry", {.title = view.title,
                                       .subtitle = view.subtitle,
                                       .back = view.changes ? words[Key::entry_back] : std::string_view(),
                                       .most_width = kMostWidth});
  if (ui.back()) {
    answer.add(views::GoTo{views::Screen::lines});
  }
  if (!ui.narrow() || !page.undo_label.empty()) {
    const auto tools = ui.tools();
    answer.from([&](Answer& out) { draw_undo(ui, page, out); });
  }
  answer.from([&](Answer& out) { draw_message(ui, page, out); });
  answer.add(draw_fields(ui, page, view));
  const auto bar = ui.bottom_bar("act");
  const auto buttons = ui.flow("buttons");
  if (ui.button("save", {.label = words[view.changes ? Key::entry_save : Key::entry_save_next],
                         .look = ButtonLook::primary,
                         .disabled = page.busy})) {
    answer.add(views::SaveLine{});
  }
  if (!view.changes &&
      ui.button("save_and_attach",
                {.label = words[Key::entry_save_and_attach], .disabled = page.busy})) {
    answer.add(views::SaveLine{.attach = true});
  }
  return answer.take();
}

}  // namespace saimnieks::ui
