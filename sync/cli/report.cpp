#include "sync/cli/report.h"

#include <algorithm>
#include <array>

#include "core/catalogue/catalogue.h"
#include "core/control/variance.h"
#include "core/costing/between_units.h"
#include "core/cube/cube.h"
#include "core/exchange/row_names.h"
#include "core/ledger/successions.h"
#include "sync/cli/beside_totals.h"

namespace saimnieks::cli {
namespace {

using base::ErrorCode;
using nlohmann::ordered_json;

base::Result<cube::Axis> axis(const std::string& name) {
  const auto found = cube::axis_from_name(name);
  if (!found) {
    return base::fail(ErrorCode::usage_invalid, name);
  }
  return *found;
}

// "plan:A@2014", "plan", "actual@2015".
base::Result<cube::Side> side(const std::string& text, const ledger::Ledger& ledger) {
  const auto invalid = [&] { return base::fail(ErrorCode::usage_invalid, text); };
  cube::Side out;
  std::string rest = text;
  if (const std::size_t at = rest.rfind('@'); at != std::string::npos) {
    const auto year = base::Period::parse(rest.substr(at + 1));
    if (!year || !year->whole_year()) {
      return invalid();
    }
    out.year = year->year();
    rest.resize(at);
  }
  if (rest == "actual") {
    return out;
  }
  out.kind = model::LineKind::plan;
  if (rest == "plan") {
    return out;
  }
  constexpr std::string_view kPlan = "plan:";
  if (rest.rfind(kPlan, 0) != 0) {
    return invalid();
  }
  out.version = ledger.find_version(rest.substr(kPlan.size()));
  if (*out.version == model::kNoVersion) {
    return base::fail(ErrorCode::version_unknown, text);
  }
  return out;
}

// The fault of a value that is no member of its axis.
ErrorCode unknown_on(cube::Axis axis) {
  switch (axis) {
    case cube::Axis::unit:
      return ErrorCode::unit_unknown;
    case cube::Axis::service:
      return ErrorCode::service_unknown;
    case cube::Axis::code:
    case cube::Axis::function:
      return ErrorCode::code_unknown;
    case cube::Axis::version:
      return ErrorCode::version_unknown;
    case cube::Axis::resource:
      return ErrorCode::resource_unknown;
    case cube::Axis::policy:
      return ErrorCode::policy_unknown;
    case cube::Axis::source:
      return ErrorCode::source_unknown;
    case cube::Axis::task:
    case cube::Axis::condition:
    case cube::Axis::channel:
      return ErrorCode::catalogue_code_unknown;
    case cube::Axis::year:
    case cube::Axis::month:
      return ErrorCode::period_invalid;
    default:
      return ErrorCode::value_range;
  }
}

// Whether something may be booked under it; whether anything is, the figures say.
bool is_member(const cube::Filter& filter, const ledger::Ledger& ledger) {
  using cube::Axis;
  const std::string& value = filter.value;
  if (filter.axis == Axis::year || filter.axis == Axis::month) {
    const auto period = base::Period::parse(value);
    return period && period->whole_year() == (filter.axis == Axis::year);
  }
  const auto list = filter.axis == Axis::task        ? std::optional(catalogue::Kind::task)
                    : filter.axis == Axis::condition ? std::optional(catalogue::Kind::condition)
                    : filter.axis == Axis::channel   ? std::optional(catalogue::Kind::channel)
                    : filter.axis == Axis::resource_kind
                        ? std::optional(catalogue::Kind::resource_kind)
                        : std::nullopt;
  if (list && catalogue::current().find(*list, value) != nullptr) {
    return true;
  }
  if (filter.axis == Axis::unit && value.find('/') != std::string::npos) {
    const std::vector<std::string> parts = split(value, '/');
    return ledger.find_unit(std::vector<std::string_view>(parts.begin(), parts.end())) !=
           model::kNoUnit;
  }
  const cube::Cube cube(ledger);
  for (std::uint32_t id = 0; id < cube.members(filter.axis); ++id) {
    if (cube.code_of({filter.axis, id}) == value) {
      return true;
    }
  }
  return false;
}

// A word that nothing is called would answer nothing, as if it were a figure. A beginning chooses
// what there is, but not of versions, bases and natures: these are never added together.
base::Result<cube::Filter> checked_filter(cube::Axis axis, const std::string& value,
                                          const ledger::Ledger& ledger) {
  cube::Filter filter = cube::filter(axis, value);
  const bool apart =
      axis == cube::Axis::version || axis == cube::Axis::basis || axis == cube::Axis::nature;
  const bool known =
      filter.prefix ? !apart
                    : (value.empty() && axis != cube::Axis::version) || is_member(filter, ledger);
  if (!known) {
    return base::fail_field(unknown_on(axis), std::string(cube::name(axis)), value);
  }
  return filter;
}

// Costs, unless the query names natures: then those of the cell's only one.
std::optional<control::Kind> kind_of(std::optional<std::string_view> nature, bool named) {
  if (!nature) {
    return named ? std::nullopt : std::optional(control::Kind::cost);
  }
  return *nature == model::name(model::Nature::income) ||
                 *nature == model::name(model::Nature::benefit)
             ? control::Kind::income
             : control::Kind::cost;
}

// Without a kind, costs and income are in one sum, which is neither favourable nor adverse.
ordered_json cell_json(const cube::Cell& cell, bool compare, std::optional<control::Kind> kind) {
  const control::Variance variance = control::variance(kind.value_or(control::Kind::cost),
                                                       base::Money::from_cents(cell.plan_cents),
                                                       base::Money::from_cents(cell.actual_cents));
  if (!compare) {
    return {{"plan_cents", cell.plan_cents},
            {"actual_cents", cell.actual_cents},
            {"variance_cents", variance.amount.cents()},
            {"lines", cell.lines()}};
  }
  ordered_json out{
      {"base_cents", cell.plan_cents},
      {"other_cents", cell.actual_cents},
      {"variance_cents", variance.amount.cents()},
      {"percent", nullptr},
      {"meaning",
       kind ? ordered_json(std::string(control::meaning_name(variance.meaning))) : ordered_json()},
      {"lines", cell.lines()}};
  if (variance.percent_hundredths) {
    out["percent"] = base::fixed_text(*variance.percent_hundredths, 2);
  }
  return out;
}

}  // namespace

base::Result<cube::Query> parse_query(const Arguments& arguments, const ledger::Ledger& ledger) {
  cube::Query query;
  const std::string rows = arguments.value("rows");
  for (const std::string& name : rows.empty() ? std::vector<std::string>() : split(rows, ',')) {
    TRY(const cube::Axis one, axis(name));
    query.rows.push_back(one);
  }
  if (arguments.has("columns")) {
    TRY(const cube::Axis one, axis(arguments.value("columns")));
    query.columns = one;
  }
  if (arguments.has("where")) {
    for (const std::string& text : arguments.options.at("where")) {
      const std::size_t equals = text.find('=');
      if (equals == std::string::npos) {
        return base::fail(ErrorCode::usage_invalid, text);
      }
      TRY(const cube::Axis one, axis(text.substr(0, equals)));
      TRY(cube::Filter filter, checked_filter(one, text.substr(equals + 1), ledger));
      query.where.push_back(std::move(filter));
    }
  }
  if (arguments.has("version")) {
    TRY(cube::Filter filter,
        checked_filter(cube::Axis::version, arguments.value("version"), ledger));
    query.where.push_back(std::move(filter));
  }
  if (arguments.has("compare")) {
    const std::vector<std::string> sides = split(arguments.value("compare"), ',');
    if (sides.size() != 2) {
      return base::fail(ErrorCode::usage_invalid, arguments.value("compare"));
    }
    TRY(const cube::Side base_side, side(sides[0], ledger));
    TRY(const cube::Side other_side, side(sides[1], ledger));
    query.compare = cube::Comparison{base_side, other_side};
    query.columns.reset();
  }
  return query;
}

namespace {

// The names of a cell's two sides.
std::array<const char*, 2> sides_of(const cube::Query& query) {
  return query.compare ? std::array{"base", "other"} : std::array{"plan", "actual"};
}

// Every cell without what units charge each other; lines stay counted, since they are there.
void leave_out(const costing::BetweenUnits::Cells& between, cube::Pivot& pivot) {
  const auto leave_out_of = [](const costing::BetweenUnits::Cells::Sides& sides, cube::Cell& cell) {
    cell.plan_cents -= sides[0].cents();
    cell.actual_cents -= sides[1].cents();
  };
  for (std::size_t i = 0; i < pivot.total.size(); ++i) {
    leave_out_of(between.total[i], pivot.total[i]);
  }
  for (std::size_t i = 0; i < pivot.cells.size(); ++i) {
    leave_out_of(between.cells[i], pivot.cells[i]);
  }
}

// Of a row that is a unit: those whose lines are shown under it, and those that go on where it was
// split, whose parts nobody has said.
void add_successions(const ledger::Ledger& ledger, const ledger::Successions& successions,
                     const cube::Member& member, ordered_json& row) {
  if (member.axis != cube::Axis::unit || member.id == model::kNone) {
    return;
  }
  const auto name = [&ledger](std::uint32_t number) {
    return exchange::name_of_row(ledger, model::Table::unit, number);
  };
  const std::vector<model::UnitId>& heirs = successions.heirs();
  for (std::uint32_t number = 0; number < heirs.size(); ++number) {
    if (model::index(heirs[number]) == member.id && number != member.id) {
      row["predecessors"].push_back(name(number));
    }
  }
  const std::vector<model::UnitId>& next = successions.of_unit(model::UnitId{member.id});
  for (const model::UnitId one : next.size() > 1 ? next : std::vector<model::UnitId>()) {
    row["successors"].push_back(name(model::index(one)));
  }
}

ordered_json report_json(const cube::Cube& cube, const cube::Query& query, const cube::Pivot& pivot,
                         const ledger::Ledger& ledger,
                         const std::optional<ledger::Successions>& successions) {
  const bool compare = query.compare.has_value();
  const auto names_nature = [](cube::Axis one) { return one == cube::Axis::nature; };
  bool named = std::any_of(query.rows.begin(), query.rows.end(), names_nature);
  std::optional<std::string> nature;
  for (const cube::Filter& one : query.where) {
    if (names_nature(one.axis)) {
      named = true;
      nature = one.value;
    }
  }
  ordered_json columns = ordered_json::array();
  for (const cube::Member& member : pivot.columns) {
    columns.push_back(query.columns && !compare ? cube.code_of(member) : std::string());
  }
  ordered_json rows = ordered_json::array();
  std::vector<std::string> path;
  for (std::size_t i = 0; i < pivot.nodes.size(); ++i) {
    const cube::Node& node = pivot.nodes[i];
    path.resize(static_cast<std::size_t>(node.depth));
    path.push_back(cube.code_of(node.member));
    std::optional<std::string> own = nature;
    for (auto at = static_cast<std::int32_t>(i); at >= 0;
         at = pivot.nodes[static_cast<std::size_t>(at)].parent) {
      const cube::Member& above = pivot.nodes[static_cast<std::size_t>(at)].member;
      own = names_nature(above.axis) ? cube.code_of(above) : own;
    }
    ordered_json cells = ordered_json::array();
    for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
      cells.push_back(cell_json(pivot.cell(i, column), compare, kind_of(own, named)));
    }
    rows.push_back(
        {{"path", path}, {"name", cube.name_of(node.member)}, {"cells", std::move(cells)}});
    if (node.member.id == model::kNone && node.member.axis != cube::Axis::version) {
      rows.back()["unclassified"] = true;
    }
    if (successions) {
      add_successions(ledger, *successions, node.member, rows.back());
    }
  }
  ordered_json total = ordered_json::array();
  for (const cube::Cell& cell : pivot.total) {
    total.push_back(cell_json(cell, compare, kind_of(nature, named)));
  }
  return {{"columns", std::move(columns)}, {"rows", std::move(rows)}, {"total", std::move(total)}};
}

}  // namespace

base::Result<ordered_json> show_report(ledger::Ledger& ledger, const Arguments& arguments) {
  TRY(cube::Query query, parse_query(arguments, ledger));
  std::optional<ledger::Successions> successions;
  if (arguments.has("successors")) {
    if (arguments.has("consolidated")) {  // who charged whom is known of the units as they were
      return base::fail(ErrorCode::usage_invalid, "report --successors --consolidated");
    }
    TRY(successions, ledger::Successions::of(ledger));
    query.heirs = successions->heirs();
  }
  cube::Cube cube(ledger);
  TRY_DO(cube.load());
  cube::Pivot pivot = cube.pivot(query);
  TRY(const auto charges, costing::BetweenUnits::read(ledger, cube));
  const costing::BetweenUnits::Cells eliminated = charges.of(query, pivot);
  ordered_json between = ordered_json::array();
  BesideTotals beside(ledger, cube);
  const std::array<const char*, 2> names = sides_of(query);
  for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
    const auto& sides = eliminated.total[column];
    between.push_back({{std::string(names[0]) + "_cents", sides[0].cents()},
                       {std::string(names[1]) + "_cents", sides[1].cents()}});
    const std::string place = "/quality/" + std::to_string(column) + "/";
    beside.add(place + names[0], query, pivot, column, cube::Cube::Part::plan);
    beside.add(place + names[1], query, pivot, column, cube::Cube::Part::actual);
  }
  if (arguments.has("consolidated")) {
    leave_out(eliminated, pivot);
  }
  ordered_json out = report_json(cube, query, pivot, ledger, successions);
  if (arguments.has("consolidated")) {
    out["consolidated"] = true;
  }
  out["between_units"] = std::move(between);
  out["quality"] = ordered_json::array();
  for (std::size_t column = 0; column < pivot.columns.size(); ++column) {
    out["quality"].push_back(ordered_json::object());
  }
  TRY_DO(beside.write(out));
  return out;
}

}  // namespace saimnieks::cli
