#include "core/views/settings_view.h"

namespace saimnieks::views {

using text::Key;

SettingsView build_settings(const ledger::Ledger& ledger, std::string_view build,
                            const ledger::VerifyReport* report, const Words& words) {
  SettingsView view;
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
