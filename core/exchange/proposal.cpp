#include "core/exchange/proposal.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/exchange/column_look.h"
#include "core/exchange/further.h"
#include "core/exchange/words.h"

namespace saimnieks::exchange {
namespace {

// A thing that lines belong to: its code and, when there is one, its name.
struct Entity {
  std::size_t code = 0;
  std::optional<std::size_t> name;
};

class Proposer {
 public:
  explicit Proposer(const FileShape& shape) : shape_(shape) {
    for (std::size_t place = 0; place < shape.header.size(); ++place) {
      columns_.push_back(look_at(shape, place));
    }
    used_.assign(columns_.size(), false);
  }

  Proposal propose() {
    find_amounts_side_by_side();
    find_period();
    find_counterparty();
    find_further();
    if (mapping_.columns.amounts.empty()) {
      find_amount();
    }
    find_kind();
    find_remarks();
    find_entities();
    find_code();
    find_units_and_service();
    choose_kind();
    const MappedColumns& columns = mapping_.columns;
    const bool has_amount = !columns.amount.empty() || !columns.amounts.empty();
    return {mapping_, has_amount && !columns.unit.empty() && has_period_, says_kind_};
  }

 private:
  [[nodiscard]] const std::string& header(std::size_t place) const { return shape_.header[place]; }

  // Months or years as headers above numbers.
  void find_amounts_side_by_side() {
    std::map<std::string, std::string> found;
    std::map<int, std::set<model::LineKind>> kinds;
    std::vector<std::size_t> places;
    for (const Column& column : columns_) {
      const std::string& title = header(column.place);
      if (column.filled > 0 && !column.all(column.numeric)) {
        continue;
      }
      // "2014. gada plāns" and "2015 izpilde" are years whose kind is said, too.
      const auto kind = kind_said(title);
      std::string key;
      if (const auto period = parse_file_period(kind ? without_kind(title) : title)) {
        key = period->year() >= kFirstYear && period->year() <= kLastYear ? period->iso() : "";
      } else if (const auto month = month_from_word(title)) {
        key = {static_cast<char>('0' + *month / 10), static_cast<char>('0' + *month % 10)};
      }
      if (!key.empty() && found.emplace(key, title).second) {
        places.push_back(column.place);
        if (kind && key.size() > 2) {
          kinds[std::stoi(key.substr(0, 4))].insert(*kind);
        }
      }
    }
    if (found.size() < 2) {
      return;
    }
    take_kinds_of_years(found, kinds);
    mapping_.columns.amounts = std::move(found);
    for (const std::size_t place : places) {
      used_[place] = true;
    }
  }

  // When every year's header says one kind, and they differ, the mapping says it year by year.
  void take_kinds_of_years(const std::map<std::string, std::string>& amounts,
                           const std::map<int, std::set<model::LineKind>>& kinds) {
    for (const auto& [key, title] : amounts) {
      if (key.size() <= 2) {
        return;
      }
      const auto kind = kinds.find(std::stoi(key.substr(0, 4)));
      if (kind == kinds.end() || kind->second.size() != 1 || !kind_said(title)) {
        return;
      }
    }
    for (const auto& [year, kind] : kinds) {
      mapping_.by_year[year] = target_of(*kind.begin());
    }
    says_kind_ = true;
  }

  static Target target_of(model::LineKind kind) {
    return kind == model::LineKind::plan
               ? Target{model::LineKind::plan, std::string(kProposedVersion)}
               : Target{};
  }

  // A column whose every cell says plan or actual; a sum of others may have none.
  void find_kind() {
    for (const Column& column : columns_) {
      constexpr std::size_t kMostWays = 6;
      if (used_[column.place] || column.filled * 2 <= shape_.sample.size() ||
          column.distinct.size() > kMostWays ||
          !std::all_of(column.distinct.begin(), column.distinct.end(),
                       [](const std::string& cell) { return kind_from_cell(cell).has_value(); })) {
        continue;
      }
      mapping_.columns.kind = header(column.place);
      used_[column.place] = true;
      says_kind_ = true;
      return;
    }
  }

  // Whom a charge comes from, as exports name it.
  void find_counterparty() {
    std::vector<std::string>& levels = mapping_.columns.counterparty;
    while (const auto place =
               find_column(shape_, "counterparty_" + std::to_string(levels.size() + 1))) {
      levels.push_back(header(*place));
      used_[*place] = true;
    }
  }

  // What lines may say besides: only headers tell.
  void find_further() {
    auto& further = mapping_.columns.further;
    for (const Column& column : columns_) {
      const auto key = used_[column.place] ? std::nullopt : further_suggested(header(column.place));
      if (!key || further.find(*key) != further.end()) {
        continue;
      }
      further.emplace(*key, header(column.place));
      used_[column.place] = true;
    }
    for (auto at = further.begin(); at != further.end();) {
      // A name tells of a row that another column names.
      const Further& one = *exchange::find_further(at->first);
      const bool alone = one.form == Form::row_name && further.find(one.field) == further.end();
      if (alone) {
        used_[*find_column(shape_, at->second)] = false;
      }
      at = alone ? further.erase(at) : std::next(at);
    }
  }

  // What lines carry beside their axes: only their headers tell. A version belongs to plans, so
  // it is one only where there are plans.
  void find_remarks() {
    const bool plans = !mapping_.columns.kind.empty() ||
                       kind_said(mapping_.columns.amount) == model::LineKind::plan;
    const std::array<std::pair<Role, std::string*>, 3> all{
        {{Role::version, &mapping_.columns.version},
         {Role::scheme, &mapping_.columns.scheme},
         {Role::note, &mapping_.columns.note}}};
    for (const auto& [role, place] : all) {
      for (const Column& column : columns_) {
        if (!used_[column.place] && place->empty() && (plans || role != Role::version) &&
            header_suggests(header(column.place), role) && !suggests_any(column.place)) {
          *place = header(column.place);
          used_[column.place] = true;
        }
      }
    }
  }

  void find_period() {
    const auto& amounts = mapping_.columns.amounts;
    const bool needs_year = std::any_of(amounts.begin(), amounts.end(),
                                        [](const auto& item) { return item.first.size() == 2; });
    if (!amounts.empty() && !needs_year) {
      has_period_ = true;
      return;
    }
    int best_score = 0;
    const Column* best = nullptr;
    for (const Column& column : columns_) {
      if (used_[column.place] || !column.all(column.periods)) {
        continue;
      }
      // Dates and months prove themselves; bare four digits also need to be few.
      const bool bare = column.digits_only && column.longest == 4;
      int score = header_suggests(header(column.place), Role::period) ? 4 : 0;
      score += bare ? (column.distinct.size() <= 20 ? 2 : 0) : (column.digits_only ? 1 : 3);
      if (score > best_score) {
        best_score = score;
        best = &column;
      }
    }
    if (best != nullptr) {
      mapping_.columns.period = header(best->place);
      used_[best->place] = true;
      has_period_ = true;
    }
  }

  // What is numeric and not the code of a text beside it. A column in which words stand here and
  // there is one still: their rows are refused, and say so; without it a code would be taken.
  void find_amount() {
    int best_score = 0;
    const Column* best = nullptr;
    for (const Column& column : columns_) {
      if (used_[column.place] || column.numeric * 2 <= column.filled || column.leading_zeros) {
        continue;
      }
      int score = column.all(column.numeric) ? 2 : -1;
      score += header_suggests(header(column.place), Role::amount) ? 4 : 0;
      score += column.fractions ? 3 : 0;
      score += column.distinct.size() * 2 > column.filled ? 2 : 0;
      score -= name_beside(column) ? 4 : 0;
      score -= header_suggests(header(column.place), Role::code) ? 2 : 0;
      if (score >= best_score) {  // among equals the rightmost
        best_score = score;
        best = &column;
      }
    }
    if (best != nullptr) {
      mapping_.columns.amount = header(best->place);
      used_[best->place] = true;
    }
  }

  // Each value of `from` has one value of `to`.
  [[nodiscard]] bool determines(std::size_t from, std::size_t to) const {
    std::map<std::string, const std::string*> seen;
    std::size_t different = 0;
    for (const auto& row : shape_.sample) {
      if (row[from].empty()) {
        continue;
      }
      const auto [at, fresh] = seen.emplace(row[from], &row[to]);
      different += !fresh && *at->second != row[to] ? 1U : 0U;
    }
    return different * 100 <= shape_.sample.size();  // a name may be spelt anew now and then
  }

  // The text right of a code that the code determines.
  [[nodiscard]] std::optional<std::size_t> name_beside(const Column& code) const {
    const std::size_t next = code.place + 1;
    if (next >= columns_.size() || used_[next] || code.filled == 0) {
      return std::nullopt;
    }
    const Column& text = columns_[next];
    const bool shorter = code.longest < text.longest && code.longest <= 24;
    if (!text.all(text.worded) || !shorter || text.distinct.size() > code.distinct.size() ||
        !determines(code.place, next)) {
      return std::nullopt;
    }
    // Two texts side by side are code and name only when the header says so.
    if (code.all(code.worded) && !header_suggests_name(header(next))) {
      return std::nullopt;
    }
    return next;
  }

  void find_entities() {
    for (const Column& column : columns_) {
      if (used_[column.place] || column.filled == 0) {
        continue;
      }
      const std::optional<std::size_t> name = name_beside(column);
      const bool free_text = !name && column.distinct.size() * 2 > column.filled &&
                             column.filled > 20 && !suggests_any(column.place);
      if (free_text || (column.fractions && !name)) {
        continue;
      }
      entities_.push_back({column.place, name});
      used_[column.place] = true;
      if (name) {
        used_[*name] = true;
      }
    }
  }

  [[nodiscard]] bool suggests_any(std::size_t place) const {
    return header_suggests(header(place), Role::unit) ||
           header_suggests(header(place), Role::service) ||
           header_suggests(header(place), Role::code);
  }

  [[nodiscard]] bool suggests(const Entity& entity, Role role) const {
    return header_suggests(header(entity.code), role) ||
           (entity.name && header_suggests(header(*entity.name), role));
  }

  // Every code of `lower` begins with its row's code of `upper`.
  [[nodiscard]] bool is_prefix_of(const Entity& upper, const Entity& lower) const {
    return std::all_of(shape_.sample.begin(), shape_.sample.end(), [&](const auto& row) {
      const std::string& above = row[upper.code];
      const std::string& below = row[lower.code];
      return !above.empty() && above.size() < below.size() &&
             below.compare(0, above.size(), above) == 0;
    });
  }

  // A classification: digits that nest by their beginning, or that the header calls so.
  void find_code() {
    int best_score = 2;
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < entities_.size(); ++i) {
      const Column& column = columns_[entities_[i].code];
      const bool digits = column.digits_only && column.longest >= 3 && column.longest <= 6;
      int score = digits && !column.leading_zeros ? 1 : 0;
      for (const Entity& upper : entities_) {
        score += digits && upper.code != column.place && is_prefix_of(upper, entities_[i]) ? 3 : 0;
      }
      const bool other =
          suggests(entities_[i], Role::unit) || suggests(entities_[i], Role::service);
      score += suggests(entities_[i], Role::code) && !other ? 4 : 0;
      score -= other ? 4 : 0;
      score += i + 1 == entities_.size() && entities_.size() > 2 && digits ? 2 : 0;
      if (score > best_score) {
        best_score = score;
        best = i;
      }
    }
    if (!best) {
      return;
    }
    const Entity chosen = entities_[*best];
    mapping_.columns.code = header(chosen.code);
    mapping_.columns.code_name = chosen.name ? header(*chosen.name) : "";
    std::vector<Entity> rest;
    for (const Entity& entity : entities_) {
      if (entity.code != chosen.code && !is_prefix_of(entity, chosen)) {
        rest.push_back(entity);
      }
    }
    entities_ = std::move(rest);
  }

  void find_units_and_service() {
    std::vector<Entity> units;
    std::vector<Entity> unnamed;
    std::optional<Entity> service;
    for (const Entity& entity : entities_) {
      if (suggests(entity, Role::unit)) {
        units.push_back(entity);
      } else if (!service && suggests(entity, Role::service)) {
        service = entity;
      } else {
        unnamed.push_back(entity);
      }
    }
    if (units.empty()) {
      // Nothing says which is which: the last one is what is done, those before it are who does it.
      if (!service && unnamed.size() > 1) {
        service = unnamed.back();
        unnamed.pop_back();
      }
      for (const Entity& entity : unnamed) {
        // Each level must lie in the one before it, else it is something else.
        if (units.empty() || determines(entity.code, units.back().code)) {
          units.push_back(entity);
        }
      }
    } else if (!service && !unnamed.empty()) {
      service = unnamed.front();
    }
    const bool named = std::any_of(units.begin(), units.end(),
                                   [](const Entity& entity) { return entity.name.has_value(); });
    for (const Entity& entity : units) {
      mapping_.columns.unit.push_back(header(entity.code));
      if (named) {
        mapping_.columns.unit_name.push_back(header(entity.name.value_or(entity.code)));
      }
    }
    if (service) {
      mapping_.columns.service = header(service->code);
      mapping_.columns.service_name = service->name ? header(*service->name) : "";
    }
  }

  // What is nearest to the amounts counts: their header, then the file's title.
  void choose_kind() {
    if (says_kind_) {
      return;
    }
    for (const std::string_view text :
         {std::string_view(mapping_.columns.amount), std::string_view(shape_.titles)}) {
      if (const auto kind = kind_said(text)) {
        mapping_.target = target_of(*kind);
        says_kind_ = true;
        return;
      }
    }
  }

  const FileShape& shape_;
  std::vector<Column> columns_;
  std::vector<bool> used_;
  std::vector<Entity> entities_;
  Mapping mapping_;
  bool has_period_ = false;
  bool says_kind_ = false;
};

}  // namespace

Proposal propose_mapping(const FileShape& shape) { return Proposer(shape).propose(); }

}  // namespace saimnieks::exchange
