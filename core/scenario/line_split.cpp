#include "core/scenario/line_split.h"

#include <set>
#include <string>
#include <utility>

#include "core/base/wide.h"
#include "core/exchange/row_json.h"

namespace saimnieks::scenario {
namespace {

using base::Decimal9;
using base::ErrorCode;
using base::Money;
using base::Result;
using ledger::Ledger;
using model::Line;
using model::Table;
using nlohmann::ordered_json;

constexpr const char* kObjects[] = {"service", "resource", "policy"};

Result<Line> living(const Ledger& ledger, const base::Uuid& uuid) {
  TRY(const auto rid, ledger.find_line(uuid));
  if (!rid) {
    return base::fail_field(ErrorCode::line_unknown, "row", uuid.text());
  }
  TRY(Line line, ledger.line(*rid));
  if (line.row.voided) {
    return base::fail_field(ErrorCode::line_unknown, "row", uuid.text());
  }
  return line;
}

// What every new line says that the original said.
ordered_json kept_fields(const Ledger& ledger, const Line& line) {
  const ordered_json all = exchange::line_json(ledger, line);
  ordered_json out{{"corrects", line.uuid.text()}};
  for (const auto& [name, value] : all.items()) {
    // A schedule would take lines of its own that it does not say for outdated ones; of a part of
    // the quantity, rounded, the unit price would say another amount.
    const bool own = name == "corrects" || name == "schedule" || name == "unit_price_cents" ||
                     name == "catalogue";
    if (!own && !value.is_null()) {
      out[name] = value;
    }
  }
  return out;
}

// Where the lines of a split may be written.
struct Place {
  base::Period period{};
  bool closed = false;
};

Result<Place> place_of(Ledger& ledger, const Line& line, const std::optional<base::Period>& other) {
  Place out;
  TRY(out.period, base::Period::from_packed(line.row.period));
  TRY(const auto look, ledger.begin_bulk({}));  // which is given up
  model::LineRow place;
  place.version = line.row.version;
  place.period = line.row.period;
  TRY(const bool locked, look->is_shut(place));
  if (locked) {
    return base::fail_field(ErrorCode::version_locked, "version");
  }
  TRY(out.closed, look->is_shut(line.row));
  if (!out.closed) {
    return other ? Result<Place>(base::fail_field(ErrorCode::scope_unfit, "period", other->iso()))
                 : out;
  }
  if (!other) {
    return base::fail_field(ErrorCode::period_closed, "period", out.period.iso());
  }
  place = line.row;
  place.period = other->packed();
  TRY(const bool shut, look->is_shut(place));
  if (shut) {
    return base::fail_field(ErrorCode::period_closed, "period", other->iso());
  }
  out.period = *other;
  return out;
}

// A further figure of the line by the same weights.
Result<std::vector<Money>> shares(std::int64_t of, const std::vector<Decimal9>& weights) {
  TRY(costing::Split split, costing::split(Money::from_cents(of), weights));
  return std::move(split.parts);
}

class Planner {
 public:
  Planner(const Ledger& ledger, const Line& line, std::span<const SplitTarget> targets)
      : ledger_(ledger), line_(line), targets_(targets) {}

  Result<LineSplit> run(const Place& place) {
    out_.amount = line_.amount();
    out_.period = place.period;
    out_.closed = place.closed;
    std::vector<Decimal9> weights;
    std::set<std::string> known;
    for (const SplitTarget& one : targets_) {
      const std::string* row = model::as_text(one.to.value);
      const std::string name = one.to.field + "=" + (row == nullptr ? "" : *row);
      if (!known.insert(name).second) {
        return base::fail_field(ErrorCode::id_twice, "to", one.to.field);
      }
      weights.push_back(one.weight);
    }
    TRY(out_.parts, costing::split(out_.amount, weights));
    if (out_.amount.is_zero() || !out_.parts.unallocated.is_zero()) {
      return base::fail_field(ErrorCode::value_range, "to", std::to_string(line_.row.cents));
    }
    TRY(vat_, shares(line_.vat_cents.value_or(Money()).cents(), weights));
    TRY(quantity_, shares(line_.quantity ? line_.quantity->millionths() : 0, weights));
    TRY_DO(read_files());
    fields_ = kept_fields(ledger_, line_);
    fields_["period"] = out_.period.iso();
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      add_part(i);
    }
    if (out_.closed) {
      take_back();
    } else {
      command({{"void", "line"}, {"row", line_.uuid.text()}});
    }
    return std::move(out_);
  }

 private:
  std::size_t command(ordered_json one) {
    out_.commands.push_back(std::move(one));
    return out_.commands.size() - 1;
  }

  Result<void> read_files() {
    return ledger_.each_row(
        Table::attachment, ledger::FieldValue{"line", line_.uuid.text()},
        [this](const Ledger::RowView& row) {
          if (!row.state.voided()) {
            files_.push_back(exchange::row_json(ledger_, Table::attachment, row)["fields"]);
          }
        });
  }

  void add_part(std::size_t place) {
    out_.line_of.emplace_back();
    const Money amount = out_.parts.parts[place];
    if (amount.is_zero()) {
      return;
    }
    ordered_json fields = fields_;
    const ledger::FieldValue& to = targets_[place].to;
    for (const char* object : kObjects) {
      for (const char* target : kObjects) {
        if (to.field == target) {
          fields.erase(object);  // a line is of one object
        }
      }
    }
    const std::string* row = model::as_text(to.value);
    fields[to.field] = row == nullptr ? ordered_json() : ordered_json(*row);
    fields["amount_cents"] = amount.cents();
    if (line_.vat_cents) {
      fields["vat_cents"] = vat_[place].cents();
    }
    if (line_.quantity) {
      fields["quantity"] = base::Decimal::from_millionths(quantity_[place].cents()).text();
    }
    const std::string name = "part" + std::to_string(place);
    out_.line_of.back() = command({{"add", "line"}, {"as", name}, {"fields", std::move(fields)}});
    for (const ordered_json& file : files_) {
      ordered_json its = file;
      its["line"] = "$" + name;
      command({{"add", "attachment"}, {"fields", std::move(its)}});
    }
  }

  void take_back() {
    ordered_json fields = fields_;
    fields["amount_cents"] = (-out_.amount).cents();
    if (line_.vat_cents) {
      fields["vat_cents"] = (-*line_.vat_cents).cents();
    }
    if (line_.quantity) {
      fields["quantity"] = base::Decimal::from_millionths(-line_.quantity->millionths()).text();
    }
    command({{"add", "line"}, {"fields", std::move(fields)}});
  }

  const Ledger& ledger_;
  const Line& line_;
  std::span<const SplitTarget> targets_;
  LineSplit out_{.commands = ordered_json::array()};
  std::vector<Money> vat_;
  std::vector<Money> quantity_;  // in millionths
  std::vector<ordered_json> files_;
  ordered_json fields_;
};

}  // namespace

Result<LineSplit> plan_split(Ledger& ledger, const base::Uuid& line,
                             std::span<const SplitTarget> targets,
                             const std::optional<base::Period>& period) {
  TRY(const Line original, living(ledger, line));
  TRY(const Place place, place_of(ledger, original, period));
  return Planner(ledger, original, targets).run(place);
}

}  // namespace saimnieks::scenario
