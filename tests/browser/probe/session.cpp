// A Session that stands in for the application's: one page with each kind of widget, a counter and
// a text kept in SQLite, a slow job. Browser tests drive the platform through it, so that a fault
// of canvas, mirror, text entry or storage shows apart from the screens.
#include "wasm/app/session.h"

#include <array>
#include <map>
#include <string>

#include <sqlite3.h>

#include "tests/browser/probe/store.h"

namespace saimnieks::app {
namespace {

constexpr std::size_t kRows = 1000;
constexpr int kJobSteps = 100;

// Rows of amounts: made by their number, unless the person has changed one.
class Rows final : public ui::GridSource {
 public:
  [[nodiscard]] std::size_t count() const override { return kRows; }
  void rows(std::size_t first, std::span<ui::GridRow> out) override {
    for (std::size_t i = 0; i < out.size(); ++i) {
      ui::GridRow& row = out[i];
      row = ui::GridRow();
      row.key = first + i + 1;
      row.cells.resize(3);
      row.cells[0].text = "Rinda " + std::to_string(row.key);
      row.cells[1].text = std::to_string(row.key * 17);
      const auto changed = changed_.find(row.key);
      row.cells[2].text = changed == changed_.end() ? "–" : changed->second;
      row.cells[2].edit_text = changed == changed_.end() ? "" : changed->second;
      row.cells[2].editable = true;
    }
  }
  [[nodiscard]] std::optional<std::size_t> index_of(std::uint64_t key) const override {
    return key >= 1 && key <= kRows ? std::optional<std::size_t>(key - 1) : std::nullopt;
  }
  void change(std::uint64_t key, std::string text) { changed_[key] = std::move(text); }

 private:
  std::map<std::uint64_t, std::string> changed_;
};

std::string sum_of(base::ByteSource& source) {
  std::array<char, 65536> piece{};
  std::uint64_t bytes = 0;
  std::uint64_t sum = 0;
  for (;;) {
    const auto got = source.read(piece);
    if (!got) {
      return "nav nolasāms";
    }
    if (*got == 0) {
      return std::to_string(bytes) + " baiti, summa " + std::to_string(sum);
    }
    bytes += *got;
    for (std::size_t i = 0; i < *got; ++i) {
      sum += static_cast<unsigned char>(piece[i]);
    }
  }
}

}  // namespace

class Session::Impl {
 public:
  explicit Impl(SessionDeps deps)
      : deps_(std::move(deps)), ui_(deps_.fonts), store_(deps_.storage) {
    ui_.set_words({"Izvēlne", "Aizvērt", "Notīrīt", "Nekas nav atrasts"});
    presses_ = store_.number("presses");
    name_ = store_.text("name");
    ui_.request(ui::SetTitle{"Pārbaude"});
    ui_.request(ui::SetLanguage{"lv"});
  }

  void draw() {
    auto page = ui_.page("probe", {.title = "Pārbaude", .subtitle = "Platforma bez lietotnes"});
    {
      auto row = ui_.flow("actions");
      draw_actions();
    }
    draw_fields();
    ui_.text("told", told_);
    draw_job();
    draw_grid();
  }

  void draw_actions() {
    if (ui_.button("count", {.label = "Skaitīt", .look = ui::ButtonLook::primary})) {
      store_.set("presses", std::to_string(++presses_));
    }
    if (ui_.button("dialog", {.label = "Dialogs"})) {
      dialog_ = true;
      ui_.request_frame();
    }
    if (ui_.button("work", {.label = "Strādāt"})) {
      job_done_ = 0;
    }
    if (ui_.button("pick", {.label = "Izvēlēties failu"})) {
      ui_.request(ui::OpenFile{".csv,.txt", false, ui::kNoNode});
    }
    if (ui_.button("save", {.label = "Lejupielādēt"})) {
      ui_.request(ui::Download{"pārbaude.txt", "text/plain", "glāžšķūņa rūķīši"});
    }
    if (ui_.button("copy", {.label = "Kopēt nosaukumu"})) {
      ui_.request(ui::ClipboardWrite{name_});
    }
    if (ui_.button("update", {.label = "Atjaunināt", .disabled = !update_ready_})) {
      requests_.push_back(AppRequest::apply_update);
    }
    ui_.text("presses", "Nospiests: " + std::to_string(presses_));
  }

  void draw_fields() {
    auto row = ui_.row("fields", {ui::share(), ui::share(), ui::share()}, {.stacks = true});
    {
      auto column = ui_.column("name");
      const auto answer =
          ui_.text_field("name", {.label = "Nosaukums", .value = name_, .hint = "Jebkāds teksts"});
      if (answer.changed || answer.committed) {
        name_ = answer.value;
      }
      if (answer.committed) {
        store_.set("name", name_);
      }
    }
    {
      auto column = ui_.column("amount");
      const auto answer = ui_.text_field(
          "amount",
          {.label = "Summa", .value = amount_, .unit = "€", .kind = ui::FieldKind::amount});
      if (answer.changed || answer.committed) {
        amount_ = answer.value;
      }
    }
    {
      auto column = ui_.column("choice");
      static constexpr std::array<ui::Option, 3> kYears{ui::Option{"2013"}, ui::Option{"2014"},
                                                        ui::Option{"2015"}};
      if (const auto chosen =
              ui_.select("year", {.label = "Gads", .options = kYears, .selected = year_})) {
        year_ = *chosen;
        ui_.request_frame();
      }
      if (ui_.checkbox("all", "Rādīt visu", all_)) {
        all_ = !all_;
        ui_.request_frame();
      }
    }
  }

  void draw_job() {
    if (job_done_ >= 0) {
      ui_.progress("job", {.label = "Darbs", .done = job_done_, .total = kJobSteps});
    }
  }

  void draw_grid() {
    static constexpr std::array<ui::GridColumn, 3> kColumns{
        ui::GridColumn{
            .key = "name", .title = "Rinda", .kind = ui::ColumnKind::tree, .sample = "Rinda 1000"},
        ui::GridColumn{.key = "amount", .title = "Daudzums", .sample = "17 000"},
        ui::GridColumn{.key = "note",
                       .title = "Piezīme",
                       .kind = ui::ColumnKind::text,
                       .sample = "Kāda gara piezīme"}};
    auto card = ui_.card("rows", {.title = "Tūkstotis rindu", .padded = false});
    const auto answer = ui_.grid("grid", {.name = "Rindas", .columns = kColumns, .source = &rows_});
    if (answer.event == ui::GridEvent::edit) {
      rows_.change(answer.row, answer.text);
      ui_.request_frame();
    }
  }

  void draw_dialog() {
    if (!dialog_) {
      return;
    }
    auto dialog = ui_.dialog("dialog", {.title = "Dialogs", .text = "Fokuss paliek šeit."});
    const auto answer =
        ui_.text_field("inside", {.label = "Iekšā", .value = inside_, .autofocus = true});
    if (answer.changed) {
      inside_ = answer.value;
    }
    auto buttons = ui_.dialog_buttons();
    const bool close = ui_.button("close", {.label = "Gatavs", .look = ui::ButtonLook::primary});
    if (close || ui_.dismissed()) {
      dialog_ = false;
      ui_.request_frame();
    }
  }

  SessionDeps deps_;
  ui::Ui ui_;
  probe::Store store_;
  Rows rows_;
  std::vector<AppRequest> requests_;
  std::int64_t presses_ = 0;
  std::string name_;
  std::string amount_;
  std::string inside_;
  std::string told_ = "Nekas nav teikts";
  std::size_t year_ = 0;
  int job_done_ = -1;
  bool all_ = false;
  bool dialog_ = false;
  bool update_ready_ = false;
  bool dirty_ = true;
};

Session::Session(SessionDeps deps) : impl_(std::make_unique<Impl>(std::move(deps))) {}
Session::~Session() = default;

bool Session::input(ui::InputEvent event) { return impl_->ui_.push(std::move(event)); }

void Session::host(HostEvent event) {
  if (auto* file = std::get_if<FileGiven>(&event)) {
    impl_->told_ = "Fails " + file->source->name() + ": " + sum_of(*file->source);
  } else if (const auto* online = std::get_if<OnlineChanged>(&event)) {
    impl_->told_ = online->online ? "Tiešsaistē" : "Bezsaistē";
  } else if (std::holds_alternative<UpdateReady>(event)) {
    impl_->update_ready_ = true;
  }
  impl_->dirty_ = true;
}

bool Session::imports_next_file() const { return true; }

bool Session::needs_frame() const { return impl_->dirty_ || impl_->ui_.wants_frame(); }

void Session::frame(ui::FrameInput input) {
  impl_->dirty_ = false;
  impl_->ui_.begin_frame(input);
  impl_->draw();
  impl_->draw_dialog();
  impl_->ui_.end_frame();
}

ui::Ui& Session::ui() { return impl_->ui_; }
std::vector<AppRequest> Session::take_requests() { return std::exchange(impl_->requests_, {}); }

std::int64_t Session::work(std::int64_t budget_ms) {
  Impl& self = *impl_;
  if (self.job_done_ < 0 || self.job_done_ >= kJobSteps) {
    return -1;
  }
  const std::int64_t until = self.deps_.clock.monotonic_us() + budget_ms * 1000;
  while (self.deps_.clock.monotonic_us() < until) {
  }
  ++self.job_done_;
  self.dirty_ = true;
  return 0;
}

}  // namespace saimnieks::app
