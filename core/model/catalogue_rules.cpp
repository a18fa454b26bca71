// The table of fields, and looking codes up.
#include "core/model/catalogue_rules.h"

#include <algorithm>
#include <array>
#include <string>

#include "core/model/dimension.h"

namespace saimnieks::model {
namespace {

using base::ErrorCode;
using catalogue::Catalogue;
using catalogue::Extension;
using catalogue::Kind;

constexpr std::array kTasks{Kind::task, Kind::task_box};
constexpr std::array kConditions{Kind::condition, Kind::condition_item};
constexpr std::array kChannels{Kind::channel};
constexpr std::array kResourceKinds{Kind::resource_kind};
constexpr std::array kFundingSources{Kind::funding_source};

struct CodedField {
  Table table;
  std::string_view field;
  std::span<const Kind> lists;
};
constexpr std::array<CodedField, 9> kCodedFields{{
    {Table::line, "task", kTasks},
    {Table::line, "condition", kConditions},
    {Table::line, "channel", kChannels},
    {Table::schedule, "task", kTasks},
    {Table::schedule, "channel", kChannels},
    {Table::volume, "channel", kChannels},
    {Table::conformity, "condition", kConditions},
    {Table::resource, "kind", kResourceKinds},
    {Table::source, "kind", kFundingSources},
}};

// The digits of a functional code that say something: "01.000" → "01", "01.110" → "0111".
std::string function_digits(std::string_view code) {
  std::string out;
  for (const char c : code) {
    if (c >= '0' && c <= '9') {
      out += c;
    } else if (c != '.') {
      return {};
    }
  }
  while (out.size() > 2 && out.back() == '0') {
    out.pop_back();
  }
  return out;
}

bool is_function(const Catalogue& version, std::string_view code) {
  const std::string digits = function_digits(code);
  const auto entries = version.entries(Kind::function);
  return !digits.empty() &&
         std::any_of(entries.begin(), entries.end(), [&](const catalogue::Entry& entry) {
           return digits.rfind(function_digits(entry.code), 0) == 0;
         });
}

bool is_below_economic(const Catalogue& version, std::string_view code) {
  const auto entries = version.entries(Kind::economic_code);
  return code.find_first_not_of("0123456789") == std::string_view::npos &&
         std::any_of(entries.begin(), entries.end(), [code](const catalogue::Entry& entry) {
           return catalogue::stands_above(entry.code, code);
         });
}

}  // namespace

std::span<const Kind> catalogue_lists(Table table, std::string_view field) {
  for (const CodedField& one : kCodedFields) {
    if (one.table == table && one.field == field) {
      return one.lists;
    }
  }
  return {};
}

std::optional<std::string_view> own_scheme(std::span<const Kind> lists) {
  for (const Kind list : lists) {
    const catalogue::KindInfo& info = catalogue::current().info(list);
    if (info.extension == Extension::open) {
      return info.name;
    }
  }
  return std::nullopt;
}

std::optional<ErrorCode> code_fault(const Catalogue& version, std::span<const Kind> lists,
                                    std::string_view code) {
  for (const Kind list : lists) {
    if (const catalogue::Entry* entry = version.find(list, code)) {
      return entry->marked(catalogue::Mark::withdrawn)
                 ? std::optional(ErrorCode::catalogue_code_withdrawn)
                 : std::nullopt;
    }
  }
  return ErrorCode::catalogue_code_unknown;
}

std::optional<RowFault> own_code_fault(const Catalogue& version, std::string_view scheme,
                                       std::string_view code) {
  if (scheme == kEkkScheme) {
    return version.find(Kind::economic_code, code) == nullptr && !is_below_economic(version, code)
               ? std::optional(RowFault{ErrorCode::catalogue_code_unknown, "code"})
               : std::nullopt;
  }
  if (scheme == kFunctionScheme) {
    return is_function(version, code)
               ? std::nullopt
               : std::optional(RowFault{ErrorCode::catalogue_code_unknown, "code"});
  }
  const auto list = catalogue::kind_from_name(scheme);
  if (!list) {
    return std::nullopt;  // a list of the institution's own
  }
  if (version.info(*list).extension != Extension::open) {
    return RowFault{ErrorCode::catalogue_immutable, "scheme"};
  }
  return version.find(*list, code) != nullptr
             ? std::optional(RowFault{ErrorCode::catalogue_immutable, "code"})
             : std::nullopt;
}

bool is_economic_scheme(std::string_view scheme) {
  return !catalogue::kind_from_name(scheme).has_value();
}

}  // namespace saimnieks::model
