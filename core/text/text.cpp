// Looks up texts and fills their placeholders.
#include "core/text/text.h"

#include <algorithm>

#include "core/text/format.h"
#include "core/text/text_tables.h"

namespace saimnieks::text {
namespace {

const tables::Forms& forms(Language language, Key key) {
  const auto& table = language == Language::lv ? tables::kLatvian : tables::kEnglish;
  return table[static_cast<std::size_t>(key)];
}

// `first` stands for {0} when it is not empty, and `args` follow it.
std::string fill_text(std::string_view text, std::string_view first,
                      std::span<const std::string_view> args) {
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '{' || i + 2 >= text.size()) {
      out += text[i];
      continue;
    }
    auto number = static_cast<std::size_t>(text[i + 1] - '0');
    i += 2;
    if (!first.empty()) {
      if (number == 0) {
        out += first;
        continue;
      }
      --number;
    }
    // A placeholder without its argument shows as nothing: a wrong sentence beats a crash.
    out += number < args.size() ? args[number] : std::string_view{};
  }
  return out;
}

}  // namespace

std::string_view language_tag(Language language) { return language == Language::lv ? "lv" : "en"; }

std::optional<Language> language_from_tag(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find_first_of("-_"));
  if (first == "lv" || first == "LV") {
    return Language::lv;
  }
  if (first == "en" || first == "EN") {
    return Language::en;
  }
  return std::nullopt;
}

std::string_view Catalog::operator[](Key key) const { return forms(language_, key).other; }

std::string Catalog::fill(Key key, std::span<const std::string_view> args) const {
  return fill_text(forms(language_, key).other, {}, args);
}

std::string Catalog::fill_plural(Key key, std::int64_t n,
                                 std::span<const std::string_view> args) const {
  const tables::Forms& entry = forms(language_, key);
  const PluralForm form = plural_form(language_, n);
  const std::string_view text = form == PluralForm::zero  ? entry.zero
                                : form == PluralForm::one ? entry.one
                                                          : entry.other;
  return fill_text(text, format_count(n, language_), args);
}

std::string_view Catalog::error(base::ErrorCode code) const {
  const auto key = error_key(code);
  return key ? (*this)[*key] : base::error_name(code);
}

std::optional<Key> key_from_name(std::string_view name) {
  const auto found = std::lower_bound(tables::kNames.begin(), tables::kNames.end(), name);
  if (found == tables::kNames.end() || *found != name) {
    return std::nullopt;
  }
  return static_cast<Key>(found - tables::kNames.begin());
}

std::string_view key_name(Key key) { return tables::kNames[static_cast<std::size_t>(key)]; }

std::optional<Key> error_key(base::ErrorCode code) {
  const int number = tables::kErrors[static_cast<std::size_t>(code)];
  return number < 0 ? std::nullopt : std::optional(static_cast<Key>(number));
}

std::uint16_t key_count() { return static_cast<std::uint16_t>(tables::kNames.size()); }

PluralForm plural_form(Language language, std::int64_t n) {
  const std::uint64_t size =
      n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
  if (language == Language::en) {
    return size == 1 ? PluralForm::one : PluralForm::other;
  }
  if (size % 10 == 0 || (size % 100 >= 11 && size % 100 <= 19)) {
    return PluralForm::zero;
  }
  return size % 10 == 1 ? PluralForm::one : PluralForm::other;
}

}  // namespace saimnieks::text
