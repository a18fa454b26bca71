// Which fields of rows hold codes of the state's lists, and what an institution may add to the
// lists. What is entered is held against them; what another device has entered is not refused for a
// code that a newer catalogue may know.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/catalogue/catalogue.h"
#include "core/model/rules.h"

namespace saimnieks::model {

// The lists that a field takes its codes from: one of them must have the code. Empty for fields
// whose values are no codes of the catalogue, or choices of core/model.
[[nodiscard]] std::span<const catalogue::Kind> catalogue_lists(Table table, std::string_view field);

// An institution's own entries of an open list are rows of the table `code`, whose scheme bears the
// list's name ("resource_kind"). Absent when none of the lists is open.
[[nodiscard]] std::optional<std::string_view> own_scheme(std::span<const catalogue::Kind> lists);

// Whether one of the lists of that version has the code, for a new row (catalogue_code_unknown,
// catalogue_code_withdrawn).
[[nodiscard]] std::optional<base::ErrorCode> code_fault(const catalogue::Catalogue& version,
                                                        std::span<const catalogue::Kind> lists,
                                                        std::string_view code);

// The scheme of codes of the functional classification: the list's name.
inline constexpr std::string_view kFunctionScheme = "function";

// Whether a row of the table `code` may be made: no state's entry is made anew and no closed list
// is added to; codes of EKK and of the functional classification stand below one of the state's.
[[nodiscard]] std::optional<RowFault> own_code_fault(const catalogue::Catalogue& version,
                                                     std::string_view scheme,
                                                     std::string_view code);

// Whether codes of this scheme say what a line is for in the economic classification, and not what
// function, resource or channel it has.
[[nodiscard]] bool is_economic_scheme(std::string_view scheme);

}  // namespace saimnieks::model
