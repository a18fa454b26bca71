#include "sync/cli/sight.h"

#include <algorithm>

#include "core/ledger/sight.h"
#include "sync/cli/rows.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using base::Result;
using ledger::Ledger;
using ledger::Sight;
using model::Table;
using nlohmann::ordered_json;

// Whether the user sees what lies at each of the services and resources that the arguments name.
// Of those that are not there the verb itself says so.
Result<bool> sees_objects(const Ledger& ledger, const Arguments& arguments, Sight& sight) {
  std::vector<model::LineRow> places;
  const auto named = [&](const char* option, const auto& rows, auto place_of) {
    const auto& codes =
        arguments.has(option) ? arguments.options.at(option) : std::vector<std::string>();
    for (std::uint32_t number = 0; number < rows.size(); ++number) {
      const bool asked = std::find(codes.begin(), codes.end(), rows[number].code) != codes.end();
      if (asked && rows[number].usable()) {
        places.push_back(place_of(number));
      }
    }
  };
  named("service", ledger.services().rows(), [](std::uint32_t number) {
    model::LineRow place;
    place.service = model::ServiceId{number};
    return place;
  });
  named("resource", ledger.resources().rows(), [](std::uint32_t number) {
    model::LineRow place;
    place.resource = model::ResourceId{number};
    return place;
  });
  for (const model::LineRow& place : places) {
    TRY(const bool seen, sight.sees(place));
    if (!seen) {
      return false;
    }
  }
  return true;
}

Result<bool> sees_row(const Ledger& ledger, const Arguments& arguments, Sight& sight) {
  const auto row = base::Uuid::parse(arguments.value("row"));
  if (!row) {
    return true;  // the verb itself says what is wrong with it
  }
  TRY(const auto rid, ledger.find_line(*row));
  if (rid) {
    TRY(const model::Line line, ledger.line(*rid));
    return sight.sees(line.row);
  }
  Result<bool> seen = true;
  for (int number = 0; number < model::kTableCount; ++number) {
    const auto table = static_cast<Table>(number);
    if (table == Table::line) {
      continue;
    }
    TRY_DO(ledger.each_row(table, std::nullopt, [&](const Ledger::RowView& one) {
      if (one.row == *row) {
        seen = sight.sees(table, one);
      }
    }));
  }
  return seen;
}

}  // namespace

Result<std::int64_t> check_sight(const Ledger& ledger, const Arguments& arguments, Reads reads) {
  if (reads == Reads::names) {
    return 0;
  }
  TRY(const std::unique_ptr<Sight> sight, ledger.sight());
  if (sight->everything()) {
    return 0;
  }
  Result<bool> may = true;
  model::UnitId below = model::kNoUnit;
  if (reads == Reads::row && arguments.has("row")) {
    may = sees_row(ledger, arguments, *sight);
  } else if (reads == Reads::object && !arguments.has("explain") && !arguments.has("sheet")) {
    may = sees_objects(ledger, arguments, *sight);
  } else {
    if (reads == Reads::unit) {
      TRY(below, unit_below(ledger, arguments));
    }
    TRY(const std::int64_t hidden, ledger::hidden_lines(ledger, below));
    if (reads == Reads::lines) {
      return hidden;
    }
    may = hidden == 0;
  }
  TRY(const bool allowed, std::move(may));
  return allowed ? Result<std::int64_t>(0) : base::fail(ErrorCode::lines_hidden, ledger.user());
}

Result<ordered_json> work_as(Ledger& ledger, const Arguments& arguments,
                             const ledger::Seams& seams) {
  if (!arguments.files.empty()) {
    TRY_DO(ledger.set_user(arguments.files.front()));
  }
  const base::Date today = base::Date::from_ms(seams.clock.now_ms());
  TRY(const auto held, ledger::held_offices(ledger, ledger.user(), today));
  ordered_json offices = ordered_json::array();
  for (const ledger::OfficePlace& one : held) {
    offices.push_back(office_json(ledger, one));
  }
  TRY(const std::int64_t hidden, ledger::hidden_lines(ledger));
  return ordered_json{
      {"user", ledger.user()}, {"offices", std::move(offices)}, {"hidden_lines", hidden}};
}

}  // namespace saimnieks::cli
