// The reducer: what each action of a person does.
#include <utility>

#include "core/exchange/export.h"
#include "core/text/format.h"
#include "core/views/line_form.h"
#include "sync/protocol/messages.h"
#include "wasm/app/session_impl.h"

namespace saimnieks::app {

using text::Key;
using Tone = views::Message::Tone;

void Session::Impl::say(Tone tone, Key key, std::vector<std::string> args) {
  views::Message message;
  message.tone = tone;
  message.key = key;
  message.args = std::move(args);
  state_.message = std::move(message);
}

void Session::Impl::say_fault(const base::Error& error, Key key) {
  say(Tone::fault, key);
  state_.message->error = error.code;
}

void Session::Impl::after_commit() {
  open_->sync.poke();
  if (!storage_.persisted && storage_.known) {
    requests_.push_back(AppRequest::persist_storage);
  }
}

void Session::Impl::work_on_demo(std::int64_t budget_ms) {
  const base::Job::State state = open_->demo->step(deps_.clock, budget_ms);
  if (state == base::Job::State::running) {
    return;
  }
  const std::optional<base::Error> fault = open_->demo->error();
  open_->demo.reset();
  if (fault) {
    return say_fault(*fault, Key::start_fault);
  }
  state_.screen = views::Screen::overview;
  say(Tone::done, Key::demo_opened);
  after_commit();
}

void Session::Impl::step_back(std::int64_t budget_ms) {
  if (open_->stepping_back->job->step(deps_.clock, budget_ms) == base::Job::State::running) {
    return;
  }
  const SteppingBack ended = *std::exchange(open_->stepping_back, std::nullopt);
  if (ended.job->error()) {
    return say_fault(*ended.job->error(), Key::lines_not_saved);
  }
  say(Tone::done, ended.done, {ended.what});
  after_commit();
}

bool Session::Impl::execute(const ledger::Command& command, Key done,
                            std::vector<std::string> args) {
  const auto committed = open_->ledger->execute(command);
  if (!committed) {
    say_fault(committed.error(), Key::lines_not_saved);
    return false;
  }
  if (committed->ops > 0) {
    say(Tone::done, done, std::move(args));
    after_commit();
  }
  return true;
}

// Something is typed that belongs to one line alone.
bool begun(const views::LineForm& form) {
  const auto says = [&form](std::string_view field) {
    const auto found = form.typed.find(field);
    return found != form.typed.end() && !found->second.empty();
  };
  return says("amount_cents") || says("document") || says("note") || says("quantity");
}

struct Reducer {
  Session::Impl& session;
  views::UiState& state = session.state_;
  OpenLedger& now = *session.open_;

  void operator()(const views::ChooseLanguage& action) const {
    session.set_language(action.language);
    keep("language", text::language_tag(action.language));
  }
  void operator()(const views::ChooseTheme& action) const {
    state.theme = action.theme;
    keep("theme", action.theme == views::ThemeChoice::dark    ? "dark"
                  : action.theme == views::ThemeChoice::light ? "light"
                                                              : "system");
  }
  void operator()(const views::GoTo& action) const {
    state.message.reset();
    state.compare_choices = false;
    // What was begun and not saved stays as it was.
    if (action.screen == views::Screen::entry && (state.form.line || !begun(state.form))) {
      const bool of_figure = state.screen == views::Screen::lines;
      state.form = views::new_line(*now.ledger, state.form,
                                   of_figure ? state.lines.path : std::vector<cube::Member>(),
                                   session.words());
    }
    if (action.screen == views::Screen::lines && state.screen != views::Screen::lines) {
      state.lines.draft.reset();
    }
    state.screen = action.screen;
  }
  void operator()(const views::UndoLast&) const { step_back(true); }
  void operator()(const views::RedoLast&) const { step_back(false); }
  void operator()(const views::DismissMessage&) const { state.message.reset(); }
  void operator()(const views::CancelJob&) const {
    if (now.demo) {
      now.demo.reset();  // rolls back
      session.say(Tone::info, Key::demo_cancelled);
    } else if (now.stepping_back) {
      now.stepping_back.reset();  // rolls back
      session.say(Tone::info, Key::lines_step_back_cancelled);
    } else if (now.verify) {
      now.verify.reset();
      session.say(Tone::info, Key::verify_cancelled);
    } else if (now.import.working() || now.import.expecting()) {
      now.import.cancel();
      session.say(Tone::info, Key::import_cancelled);
    }
  }
  void operator()(const views::TakeUpdate&) const {
    session.keep_state();
    session.requests_.push_back(AppRequest::apply_update);
  }
  void operator()(const views::KeepStorage&) const {
    session.requests_.push_back(AppRequest::persist_storage);
    session.say(Tone::info, Key::storage_asked);
  }

  void operator()(const views::OpenDemo&) const {
    state.message.reset();
    now.demo =
        std::make_unique<exchange::DemoJob>(*now.ledger, exchange::kDemoSeed, exchange::kDemoLines);
  }

  // ---- import
  void operator()(const views::PickFile&) const {
    session.awaiting_mapping_ = false;
    session.awaiting_attachment_.reset();
    session.ui_.request(ui::OpenFile{".xlsx,.xlsm,.csv,.txt,.tsv,text/csv,text/plain", false,
                                     session.ui_.focused()});
  }
  void operator()(const views::PickMapping&) const {
    session.awaiting_mapping_ = true;
    session.awaiting_attachment_.reset();
    session.ui_.request(ui::OpenFile{".json,application/json", false, session.ui_.focused()});
  }
  void operator()(const views::ChooseSheet& action) const { now.import.choose_sheet(action.name); }
  void operator()(const views::SetColumnRole& action) const {
    now.import.set_role(action.column, action.role);
  }
  void operator()(const views::SetAmountUnit& action) const {
    now.import.set_amount_unit(action.unit);
  }
  void operator()(const views::SetYearTarget& action) const {
    now.import.set_year(action.year, action.target);
  }
  void operator()(const views::SetAllYears& action) const {
    now.import.set_all_years(action.preset);
  }
  void operator()(const views::SetSkipRefused& action) const {
    now.import.set_skip_refused(action.skip);
  }
  void operator()(const views::StartImport&) const { now.import.start(); }
  void operator()(const views::SaveMapping&) const {
    session.ui_.request(ui::Download{"saimnieks-mapping.json", "application/json",
                                     exchange::print_mapping(now.import.mapping_to_save())});
  }
  void operator()(const views::SaveRefused&) const {
    if (const exchange::ImportReport* report = now.import.report()) {
      session.ui_.request(ui::Download{"saimnieks-refused.csv", "text/csv",
                                       views::refused_csv(*report, session.words())});
    }
  }

  // ---- comparison
  void operator()(const views::ExpandRow& action) const {
    auto& compare = state.compare;
    if (action.expanded) {
      compare.expanded.insert(action.row);
      compare.closed.erase(action.row);
    } else {
      compare.expanded.erase(action.row);
      compare.closed.insert(action.row);
    }
  }
  void operator()(const views::CollapseAll&) const {
    state.compare.expanded.clear();
    state.compare.closed.clear();
  }
  void operator()(const views::SortBy& action) const {
    auto& compare = state.compare;
    const bool again = compare.sort == action.column;
    // Figures are looked at from the largest, names from the first.
    compare.descending = again ? !compare.descending : action.column != views::CompareColumn::name;
    compare.sort = action.column;
  }
  void operator()(const views::SearchRows& action) const {
    state.compare.query = action.query;
    state.compare.closed.clear();
  }
  void operator()(const views::ChooseSides& action) const {
    state.compare.base = action.base;
    state.compare.other = action.other;
    state.compare.through_month.reset();
  }
  void operator()(const views::ChooseThroughMonth& action) const {
    state.compare.through_month = action.month;
  }
  void operator()(const views::ChooseBreakdown& action) const {
    state.compare.breakdown = action.breakdown;
    state.compare.expanded.clear();
    state.compare.closed.clear();
  }
  void operator()(const views::ShowCompareChoices& action) const {
    state.compare_choices = action.open;
  }
  void operator()(const views::OpenLines& action) const {
    state.lines = {};
    state.lines.path = action.path;
    state.lines.part = action.part;
    state.message.reset();
    state.screen = views::Screen::lines;
  }
  void operator()(const views::ShowRow& action) const {
    for (const std::uint64_t key : views::Comparison::keys_along(action.path)) {
      state.compare.expanded.insert(key);
      state.compare.closed.erase(key);
    }
    state.screen = views::Screen::compare;
  }
  void operator()(const views::ExportComparison&) const {
    const views::Words words = session.words();
    now.comparison.update(state.compare, words);
    session.ui_.request(ui::Download{std::string(words[Key::compare_file]) + ".csv", "text/csv",
                                     now.comparison.file(words)});
  }

  // ---- lines
  void operator()(const views::SortLines& action) const {
    auto& lines = state.lines;
    const bool again = lines.sort == action.column;
    if (again && lines.descending) {
      lines.sort.reset();
      lines.descending = false;
    } else {
      lines.descending = again;
      lines.sort = action.column;
    }
  }
  void operator()(const views::SearchLines& action) const { state.lines.query = action.query; }
  void operator()(const views::ShowLine& action) const {
    state.lines.shown = action.line;
    session.awaiting_attachment_.reset();
  }
  void operator()(const views::EditAmount& action) const {
    const auto amount = text::parse_amount(action.text, state.language);
    if (!amount) {
      session.say_fault(amount.error(), Key::lines_not_saved);
      return stays_typed(action.line, views::LinesColumn::amount, action.text);
    }
    state.lines.draft.reset();
    ledger::SetLine command;
    command.rid = action.line;
    command.amount = *amount;
    if (!session.execute(command, Key::lines_saved,
                         {text::format_money(*amount, state.language, {2, false, true})})) {
      stays_typed(action.line, views::LinesColumn::amount, action.text);
    }
  }
  void operator()(const views::EditNote& action) const {
    if (state.lines.draft && state.lines.draft->column == views::LinesColumn::note) {
      state.lines.draft.reset();
    }
    ledger::SetLine command;
    command.rid = action.line;
    command.note = action.text;
    if (!session.execute(command, Key::lines_saved_note, {})) {
      stays_typed(action.line, views::LinesColumn::note, action.text);
    }
  }
  void operator()(const views::VoidShownLine& action) const {
    session.execute(ledger::VoidLine{action.line}, Key::lines_voided, {});
    state.lines.shown.reset();
  }

  void operator()(const views::AttachFile& action) const { session.pick_attachment(action.line); }
  void operator()(const views::OpenAttachment& action) const {
    session.open_attachment(action.row);
  }

  // ---- a line as a form
  void operator()(const views::ChangeLine& action) const {
    auto form = views::form_of(*now.ledger, action.line, session.words());
    if (!form) {
      return session.say_fault(form.error(), Key::lines_not_saved);
    }
    state.message.reset();
    state.form = std::move(*form);
    state.screen = views::Screen::entry;
  }
  void operator()(const views::SayField& action) const {
    views::LineForm& form = state.form;
    form.typed[action.field] = action.text;
    form.repeated.erase(action.field);
    form.searched.clear();
    form.query.clear();
    if (form.fault_field == action.field) {
      form.fault.reset();
    }
  }
  void operator()(const views::SearchField& action) const {
    state.form.searched = action.field;
    state.form.query = action.query;
  }
  void operator()(const views::ShowAllFields&) const { state.form.all_fields = true; }
  void operator()(const views::SaveLine& action) const;

  // ---- sync
  void operator()(const views::SetToken& action) const { state.token = action.token; }
  void operator()(const views::Connect&) const {
    if (state.token.empty()) {
      return session.say(Tone::caution, Key::sync_token_missing);
    }
    // In the browser the endpoint is the origin that served the page.
    now.sync.enrol("", state.token);
    state.token.clear();
  }
  void operator()(const views::SyncNow&) const { now.sync.retry(); }
  void operator()(const views::BecomeNewDevice&) const {
    if (const auto forked = now.sync.fork_off(); !forked) {
      session.say_fault(forked.error(), Key::lines_not_saved);
    }
  }
  void operator()(const views::ExportChangeSet&) const {
    const auto log = now.ledger->own_log(1, INT64_MAX, INT64_MAX);
    if (!log) {
      return session.say_fault(log.error(), Key::lines_not_saved);
    }
    session.ui_.request(ui::Download{
        "saimnieks-changeset.json", "application/json",
        sync::print(sync::change_set(now.ledger->id(), now.ledger->device(), "export", *log))});
    session.say(Tone::done, Key::sync_export_done);
  }
  void operator()(const views::DismissRefused& action) const {
    if (const auto gone = now.ledger->dismiss(action.op); !gone) {
      session.say_fault(gone.error(), Key::lines_not_saved);
    }
  }
  void operator()(const views::RepeatRefused& action) const;

  // ---- settings
  void operator()(const views::SayUser& action) const { state.user = action.name; }
  void operator()(const views::SaveUser&) const {
    const std::string name = state.user.value_or(now.ledger->user());
    if (const auto saved = now.ledger->set_user(name); !saved) {
      return session.say_fault(saved.error(), Key::lines_not_saved);
    }
    state.user.reset();
    session.say(Tone::done, Key::settings_changed_by, {now.ledger->user()});
  }
  void operator()(const views::StartVerify&) const {
    now.verified.reset();
    now.verify = now.ledger->begin_verify();
  }
  void operator()(const views::DownloadLedger&) const {
    auto json = exchange::export_json(*now.ledger);
    if (!json) {
      return session.say_fault(json.error(), Key::lines_not_saved);
    }
    session.ui_.request(ui::Download{"saimnieks.json", "application/json", std::move(*json)});
    session.say(Tone::done, Key::settings_copy_done);
  }

 private:
  // What could not be taken, with the fault that has just been said.
  void stays_typed(model::LineId line, views::LinesColumn column, const std::string& typed) const {
    state.lines.draft = views::LineDraft{line, column, typed, *state.message->error};
  }
  void keep(const char* key, std::string_view value) const {
    if (const auto kept = now.ledger->set_setting(key, value); !kept) {
      session.say_fault(kept.error(), Key::lines_not_saved);
    }
  }
  void step_back(bool undo) const {
    const auto label = undo ? now.ledger->undo_label() : now.ledger->redo_label();
    if (!label) {
      return session.say(Tone::info,
                         undo ? Key::action_nothing_to_undo : Key::action_nothing_to_redo);
    }
    const auto key = text::key_from_name(label->key);
    const text::Catalog texts(state.language);
    auto job = undo ? now.ledger->begin_undo() : now.ledger->begin_redo();
    if (!job) {
      return session.say_fault(job.error(), Key::lines_not_saved);
    }
    state.message.reset();
    now.stepping_back = SteppingBack{std::move(*job), undo ? Key::lines_undone : Key::lines_redone,
                                     key ? texts.tr(*key, label->detail) : label->detail};
    // What is small is done before the next frame.
    constexpr std::int64_t kAtOnceMs = 8;
    session.step_back(kAtOnceMs);
  }
};

void Reducer::operator()(const views::SaveLine& action) const {
  views::LineForm& form = state.form;
  if (action.said) {
    (*this)(*action.said);
  }
  form.fault.reset();
  const auto refuse = [&](const base::Error& error) {
    session.say_fault(error, Key::lines_not_saved);
    form.fault = error.code;
    form.fault_field = error.field;
  };
  const auto command = views::command_of(form, state.language);
  if (!command) {
    return refuse(command.error());
  }
  const auto function = views::function_to_add(*now.ledger, form);
  const auto next = [&](std::size_t index,
                        std::span<const base::Uuid>) -> base::Result<ledger::Command> {
    return index == 0 ? *function : *command;
  };
  auto committed = function ? now.ledger->execute_all(2, next) : now.ledger->execute(*command);
  if (!committed) {
    return refuse(committed.error());
  }
  if (function && !form.line) {
    const auto found = now.ledger->find_line(committed->rows.back());
    committed->line = found && *found ? **found : model::LineId{};
  }
  if (committed->ops > 0) {
    session.after_commit();
  }
  if (form.line) {
    state.message.reset();
    if (committed->ops > 0) {
      session.say(Tone::done, Key::entry_changed);
    }
    state.lines.shown = form.line;
    state.screen = views::Screen::lines;
    form = {};
    return;
  }
  const auto line = now.ledger->line(committed->line);
  const base::Money amount = line ? line->amount() : base::Money();
  session.say(Tone::done, Key::lines_saved,
              {text::format_money(amount, state.language, {2, false, true})});
  const int saved = form.saved + 1;
  form = views::new_line(*now.ledger, form, {}, session.words());
  form.saved = saved;
  if (action.attach) {
    session.pick_attachment(committed->line);
  }
}

// The value that was refused, written anew on top of what stands there now.
void Reducer::operator()(const views::RepeatRefused& action) const {
  const auto tray = now.ledger->tray();
  if (!tray) {
    return session.say_fault(tray.error(), Key::lines_not_saved);
  }
  for (const ledger::TrayItem& item : *tray) {
    if (item.id != action.op || item.op.table != "line") {
      continue;
    }
    const oplog::Column* amount = item.op.column("amount_cents");
    const std::int64_t* cents =
        amount != nullptr ? model::as_int(amount->new_at(item.row)) : nullptr;
    const auto rid = now.ledger->find_line(item.op.rows[item.row]);
    if (cents == nullptr || !rid || !*rid) {
      return session.say(Tone::caution, Key::lines_not_saved);
    }
    ledger::SetLine command;
    command.rid = **rid;
    command.amount = base::Money::from_cents(*cents);
    session.execute(command, Key::lines_saved,
                    {text::format_money(*command.amount, state.language, {2, false, true})});
    if (const auto gone = now.ledger->dismiss(action.op); !gone) {
      session.say_fault(gone.error(), Key::lines_not_saved);
    }
    return;
  }
}

void Session::Impl::act(const views::Action& action) {
  if (!open_) {
    return;
  }
  // While an import is being written the ledger takes no other change.
  const bool changes = std::holds_alternative<views::EditAmount>(action) ||
                       std::holds_alternative<views::EditNote>(action) ||
                       std::holds_alternative<views::VoidShownLine>(action) ||
                       std::holds_alternative<views::SaveLine>(action) ||
                       std::holds_alternative<views::UndoLast>(action) ||
                       std::holds_alternative<views::RedoLast>(action) ||
                       std::holds_alternative<views::OpenDemo>(action);
  if (changes && busy()) {
    return say(Tone::caution, Key::import_busy);
  }
  std::visit(Reducer{*this}, action);
}

}  // namespace saimnieks::app
