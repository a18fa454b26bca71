// Words for people: every text is a key, filled in for one language. Keys, texts and placeholders
// come from assets/translations, checked and turned into text_keys.h when the program is built.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/text/text_keys.h"  // enum class Key, generated

namespace saimnieks::text {

enum class Language : std::uint8_t { lv, en };

[[nodiscard]] std::string_view language_tag(Language language);  // "lv", "en": the lang attribute
// By the first subtag that we have ("lv-LV", "en_GB"); nothing when we do not.
[[nodiscard]] std::optional<Language> language_from_tag(std::string_view tag);

// One language's texts. A value as small as the enum: pass it by copy.
class Catalog {
 public:
  explicit constexpr Catalog(Language language) : language_(language) {}
  [[nodiscard]] constexpr Language language() const { return language_; }

  // The text of a key without placeholders; lives as long as the program.
  [[nodiscard]] std::string_view operator[](Key key) const;

  // The text with {0}, {1}, … filled in. Numbers must come formatted (core/text/format.h).
  template <class... Args>
  [[nodiscard]] std::string tr(Key key, const Args&... args) const {
    const std::string_view list[sizeof...(Args) + 1] = {std::string_view(args)..., {}};
    return fill(key, std::span(list, sizeof...(Args)));
  }
  [[nodiscard]] std::string fill(Key key, std::span<const std::string_view> args) const;

  // The form of the text that `n` takes; {0} is `n`, written with the language's digit groups, and
  // the other arguments follow from {1}. Latvian: 0, 11, 20 → zero; 1, 21, 31 → one; else other.
  template <class... Args>
  [[nodiscard]] std::string plural(Key key, std::int64_t n, const Args&... args) const {
    const std::string_view list[sizeof...(Args) + 1] = {std::string_view(args)..., {}};
    return fill_plural(key, n, std::span(list, sizeof...(Args)));
  }
  [[nodiscard]] std::string fill_plural(Key key, std::int64_t n,
                                        std::span<const std::string_view> args) const;

  // What a fault means, whether the data is safe, and what to do next.
  [[nodiscard]] std::string_view error(base::ErrorCode code) const;

 private:
  Language language_;
};

[[nodiscard]] constexpr Catalog catalog(Language language) { return Catalog(language); }

// Keys by name, for names that travel as text (a Job's phase, an error, a label in the ledger).
[[nodiscard]] std::optional<Key> key_from_name(std::string_view name);
[[nodiscard]] std::string_view key_name(Key key);
// The key `error.<name>`, when the translations have it; a test demands that all do.
[[nodiscard]] std::optional<Key> error_key(base::ErrorCode code);
// Keys are 0 … key_count() − 1, in order of their names.
[[nodiscard]] std::uint16_t key_count();

// The cardinal category of CLDR for whole numbers.
enum class PluralForm : std::uint8_t { zero, one, other };
[[nodiscard]] PluralForm plural_form(Language language, std::int64_t n);

}  // namespace saimnieks::text
