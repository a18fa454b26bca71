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
  const SearchSelectAnswer answer = ui.search_select(
      ItemKey(field.name),
      {.label = field.label,
       .value = field.text,
       .query = form.searched == field.name ? std::string_view(form.query) : std::string_view(),
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

// The button by which a field is left is pressed in the frame that takes what was typed: both
// count.
Answer saving(bool attach, const Answer& said) {
  views::SaveLine save{.attach = attach};
  if (said && std::holds_alternative<views::SayField>(*said)) {
    save.said = std::get<views::SayField>(*said);
  }
  return save;
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
  const bool said = (typed.changed || typed.committed) && typed.value != field.text;
  Answer answer;
  if (said) {
    answer = views::SayField{std::string(field.name), typed.value};
  }
  return typed.entered && field.kind == FormField::Kind::amount ? saving(false, answer) : answer;
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
    // Another card for another line: its amount takes the focus as it appears.
    const auto card = ui.card({"amount", static_cast<std::uint64_t>(page.state->form.saved)}, {});
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

// Beside each other, as wide as a phone.
Answer draw_buttons(Ui& ui, const PageFacts& page, const views::LineFormView& view,
                    const Answer& said) {
  const views::Words& words = *page.words;
  Collected answer;
  const bool wide = ui.narrow();
  const auto scope = !wide          ? ui.flow("buttons")
                     : view.changes ? ui.row("buttons", {share(1)})
                                    : ui.row("buttons", {share(3), share(2)});
  if (ui.button("save", {.label = words[view.changes ? Key::entry_save : Key::entry_save_next],
                         .look = ButtonLook::primary,
                         .disabled = page.busy,
                         .wide = wide})) {
    answer.add(saving(false, said));
  }
  if (!view.changes &&
      ui.button("save_and_attach",
                {.label = words[wide ? Key::entry_with_file : Key::entry_save_and_attach],
                 .disabled = page.busy,
                 .wide = wide})) {
    answer.add(saving(true, said));
  }
  return answer.take();
}

}  // namespace

Answer draw_entry(Ui& ui, const PageFacts& page, const views::LineFormView& view) {
  const views::Words& words = *page.words;
  constexpr float kMostWidth = 760;
  Collected answer;
  const auto scope =
      ui.page("entry", {.title = view.title,
                        .subtitle = view.subtitle,
                        .back = view.changes ? words[Key::entry_back] : std::string_view(),
                        .most_width = kMostWidth});
  if (ui.back()) {
    answer.add(views::GoTo{views::Screen::lines});
  }
  // On a phone the first thing in sight is the amount; undo stands there once something is saved.
  if (!ui.narrow() || page.state->message) {
    const auto tools = ui.tools();
    answer.from([&](Answer& out) { draw_undo(ui, page, out); });
  }
  answer.from([&](Answer& out) { draw_message(ui, page, out); });
  const Answer said = draw_fields(ui, page, view);
  const auto bar = ui.bottom_bar("act");
  answer.add(draw_buttons(ui, page, view, said));
  answer.add(said);
  return answer.take();
}

}  // namespace saimnieks::ui
