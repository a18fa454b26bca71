// Sync: what waits, what was refused, how to connect, and how safe the data lies on this device.
#include "wasm/ui/screens/common.h"

namespace saimnieks::ui {
namespace {

using text::Key;

void draw_state(Ui& ui, const PageFacts& page, const views::SyncView& view, Answer& answer) {
  const views::Words& words = *page.words;
  CardSpec spec;
  spec.title = view.title;
  spec.note = view.text;
  const auto card = ui.card("state", spec);
  if (!view.fault.empty()) {
    NoticeSpec notice;
    notice.tone = NoticeTone::caution;
    notice.title = view.fault;
    ui.notice("fault", notice);
  }
  std::vector<Fact> facts;
  for (const views::LineFact& fact : view.facts) {
    facts.push_back({fact.label, fact.value, {}, Tone::plain});
  }
  if (!facts.empty()) {
    ui.facts("facts", words[Key::sync_facts], facts);
  }
  const auto buttons = ui.flow("buttons");
  if (view.can_fork && ui.button("fork", {words[Key::sync_new_device]})) {
    answer = views::BecomeNewDevice{};
  }
  if (view.can_sync && ui.button("now", {words[Key::sync_now]})) {
    answer = views::SyncNow{};
  }
  if (view.can_export && ui.button("export", {words[Key::sync_export]})) {
    answer = views::ExportChangeSet{};
  }
}

void draw_connect(Ui& ui, const PageFacts& page, const views::SyncView& view, Answer& answer) {
  const views::Words& words = *page.words;
  CardSpec spec;
  spec.title = words[Key::sync_connect_title];
  spec.note = words[Key::sync_connect_note];
  const auto card = ui.card("connect", spec);
  FieldSpec field;
  field.label = words[Key::sync_token];
  field.value = page.state->token;
  field.kind = FieldKind::code;
  const FieldAnswer typed = ui.text_field("token", field);
  ButtonSpec button;
  button.label = words[view.connecting ? Key::sync_connecting : Key::sync_connect];
  button.look = ButtonLook::primary;
  button.disabled = view.connecting;
  const bool pressed = ui.button("connect", button);
  if (typed.entered || pressed) {
    answer = views::Connect{};
  } else if (typed.changed) {
    answer = views::SetToken{typed.value};
  }
}

void draw_refused(Ui& ui, const PageFacts& page, const views::SyncView& view, Answer& answer) {
  const views::Words& words = *page.words;
  CardSpec spec;
  spec.title = words[Key::sync_refused_title];
  spec.note = words[Key::sync_refused_note];
  const auto card = ui.card("refused", spec);
  const auto list = ui.column("list");
  for (const views::RefusedChange& change : view.refused) {
    const auto item =
        ui.column(ItemKey("change", static_cast<std::uint64_t>(change.op.n)), kSpace1);
    ui.text("title", change.tag + " · " + change.title, Tone::caution, TextStyle::body_medium);
    ui.text("values", change.values);
    ui.text("reason", change.reason, Tone::muted);
    const auto buttons = ui.flow("buttons");
    if (change.can_repeat && ui.button("repeat", {words[Key::sync_keep_mine]})) {
      answer = views::RepeatRefused{change.op};
    }
    if (ui.button("dismiss", {words[Key::sync_dismiss]})) {
      answer = views::DismissRefused{change.op};
    }
  }
}

}  // namespace

Answer draw_sync(Ui& ui, const PageFacts& page, const views::SyncView& view) {
  const views::Words& words = *page.words;
  Answer answer;
  PageSpec spec;
  spec.title = words[Key::sync_title];
  spec.subtitle = words[Key::sync_subtitle];
  spec.most_width = 760;
  const auto frame = ui.page("sync", spec);
  draw_message(ui, page, answer);
  draw_state(ui, page, view, answer);
  if (!view.connected) {
    draw_connect(ui, page, view, answer);
  }
  if (!view.refused.empty()) {
    draw_refused(ui, page, view, answer);
  }
  CardSpec storage;
  storage.title = view.storage_title;
  storage.note = view.storage_text;
  const auto card = ui.card("storage", storage);
  if (view.can_ask_to_keep && ui.button("keep", {words[Key::sync_keep_storage]})) {
    answer = views::KeepStorage{};
  }
  return answer;
}

}  // namespace saimnieks::ui
