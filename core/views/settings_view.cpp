#include "core/views/settings_view.h"

#include <set>

#include "core/catalogue/catalogue.h"
#include "core/ledger/sight.h"
#include "core/ledger/vacancies.h"

namespace saimnieks::views {

using text::Key;

namespace {

// "R3 Pašvaldība, R7 Pakalpojuma īpašnieks": what the user holds today, each once.
base::Result<std::string> offices(const ledger::Ledger& ledger, const Words& words) {
  TRY(const auto places,
      ledger::held_offices(ledger, ledger.user(), base::Date::from_ms(words.now_ms)));
  std::set<model::RoleRow> held;
  for (const ledger::OfficePlace& one : places) {
    held.insert(one.role);
  }
  std::string out;
  for (const model::RoleRow row : held) {
    const std::string name(model::name(row));
    const auto* entry = catalogue::current().find(catalogue::Kind::role_row, name);
    out += (out.empty() ? "" : ", ") + name;
    if (entry != nullptr) {
      out += " " + std::string(words.language() == text::Language::lv ? entry->title_lv
                                                                      : entry->title_en);
    }
  }
  return out;
}

void write_user(const ledger::Ledger& ledger, const Words& words, SettingsView& view) {
  view.user = ledger.user();
  const auto sight = ledger.sight();
  if (sight && (*sight)->everything()) {
    view.roles = words[ledger.sync_state().reads_only ? Key::settings_roles_reader
                                                      : Key::settings_roles_open];
    return;
  }
  const auto held = offices(ledger, words);
  if (!sight || !held) {
    view.roles = words.texts.error((!sight ? sight.error() : held.error()).code);
  } else {
    view.roles = held->empty() ? std::string(words[Key::settings_roles_none]) : *held;
  }
  view.caution = !sight || !held || held->empty();
}

}  // namespace

SettingsView build_settings(const ledger::Ledger& ledger, std::string_view build,
                            const ledger::VerifyReport* report, const Words& words) {
  SettingsView view;
  write_user(ledger, words, view);
  const auto fact = [&](Key label, std::string value) {
    view.about.push_back({std::string(words[label]), std::move(value)});
  };
  fact(Key::settings_version, std::string(build));
  if (const auto lines = ledger.line_count()) {
    fact(Key::settings_lines, text::format_count(*lines, words.language()));
  }
  fact(Key::settings_ledger, ledger.id().text());
  fact(Key::settings_device, ledger.device().text());
  if (report == nullptr) {
    return view;
  }
  view.verified = true;
  view.sound = report->ok;
  if (report->ok) {
    view.verify_title = words[Key::verify_sound];
    view.verify_text =
        words.texts.tr(Key::verify_sound_text, text::format_count(report->ops, words.language()),
                       text::format_count(report->lines, words.language()));
  } else {
    view.verify_title = words[Key::verify_broken];
    view.verify_text = words.texts.tr(Key::verify_broken_text,
                                      report->first_bad ? report->first_bad->table : std::string(),
                                      report->first_bad ? report->first_bad->row : std::string(),
                                      report->first_bad ? report->first_bad->what : std::string());
  }
  return view;
}

}  // namespace saimnieks::views
