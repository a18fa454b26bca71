// Guard: the rules that bind a row to other rows and to the person who writes it: closed periods,
// the way of plan versions, one holder a role, separation of duties, who may do what. It is asked
// when a command is entered and when the endpoint judges, and never when the log is replayed: a
// verdict once given stands. Rules of one row alone are core/model/rules.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/access/access.h"
#include "core/model/rules.h"
#include "core/oplog/judge.h"

namespace saimnieks::oplog {

// The rows as they stand, what the same transaction did before included.
class World {
 public:
  virtual ~World() = default;
  // Absent when there is no such row; voided ones are there.
  [[nodiscard]] virtual base::Result<std::optional<RowState>> find(model::Table table,
                                                                   const base::Uuid& row) = 0;
  // Living rows whose field holds the value; of no field: all of them.
  [[nodiscard]] virtual base::Result<void> each(
      model::Table table, std::string_view field, const Value& value,
      base::FunctionRef<void(const base::Uuid& row, const RowState& state)> visit) = 0;
  // Whether there is a living closing, an appointment, or a unit that has a last day.
  [[nodiscard]] virtual base::Result<bool> any(model::Table table) = 0;
  // Whether this person has ever written, changed or voided a line that lies, or once lay, in the
  // period (of a year: in its months too) and in a unit that `within` accepts. A line without a
  // unit lies in that of its service, resource or policy.
  [[nodiscard]] virtual base::Result<bool> wrote_lines(
      std::string_view user, std::int64_t period,
      base::FunctionRef<base::Result<bool>(const base::Uuid& unit)> within) = 0;
  // What a version plans: of its living lines each unit that they lie in, year and basis.
  struct Planned {
    std::int64_t year = 0;
    std::string basis{};
    base::Uuid unit{};  // nil: they lie in none

    friend bool operator<(const Planned& a, const Planned& b) {
      return std::tie(a.year, a.basis, a.unit) < std::tie(b.year, b.basis, b.unit);
    }
  };
  // Visits those of every version, in any order, each at least once.
  [[nodiscard]] virtual base::Result<void> each_planned(
      base::FunctionRef<void(const base::Uuid& version, const Planned& planned)> visit) = 0;
};

struct Writer {
  access::Enrolment device = access::Enrolment::editor;
  std::string user{};    // as ops name him
  std::int64_t day = 0;  // of the writing, as model::packed() has it
  int schema = model::kSchema;
};

class Guard {
 public:
  struct Fault {
    base::ErrorCode code{};
    std::string field{};
    std::string context{};
    bool conflict = false;  // with what somebody else has entered: both are kept, the first stands
  };
  using Found = base::Result<std::optional<Fault>>;

  // Borrowed: `world` and `ledger` outlive it.
  Guard(World& world, const base::Uuid& ledger) : world_(world), ledger_(ledger) {}

  // Before the ops of a transaction: who writes, and which exceptions it gives reasons for.
  void begin(Writer writer, std::span<const Op> tx);
  // A row as it stands (null: there is none) and as it would be.
  [[nodiscard]] Found check(model::Table table, const base::Uuid& row, const RowState* before,
                            model::ValueOf after);
  // A new line, by what it lies in; the way of imports. Nil: nothing.
  struct LinePlace {
    base::Uuid unit{};
    base::Uuid service{};
    base::Uuid resource{};
    base::Uuid policy{};
    base::Uuid version{};
    std::int64_t period = 0;

    friend bool operator<(const LinePlace& a, const LinePlace& b);
  };
  [[nodiscard]] Found check_new_line(const LinePlace& place);
  // The rest of a new line: its codes are of the version of the catalogue that it names, and it
  // corrects a line of its own kind.
  [[nodiscard]] Found catalogue_codes(model::ValueOf line);
  [[nodiscard]] Found correction(model::ValueOf line);
  // A planned line above a threshold of its unit, or of one above that, says why.
  [[nodiscard]] Found justified(model::ValueOf line);
  // An actual line is not of a day that is still to come; the next one may have begun elsewhere.
  [[nodiscard]] std::optional<Fault> line_date(model::ValueOf line) const;
  // Whether nobody may write lines there, the period being closed, the version no draft, or the
  // unit gone.
  [[nodiscard]] base::Result<bool> shut(const LinePlace& place);
  // Whether the writer may see what the row says of money and figures. What names things and says
  // who answers for them (units, services, codes, offices, closings) is everybody's.
  [[nodiscard]] base::Result<bool> sees(model::Table table, const base::Uuid& row,
                                        model::ValueOf side);
  [[nodiscard]] base::Result<bool> sees(const LinePlace& place);  // a line there
  // Nobody is appointed to anything, or the device was enrolled for reading: the table of roles
  // leaves nothing out.
  [[nodiscard]] base::Result<bool> sees_everything();
  // Whether any rule can bind lines at all: while nothing is closed, approved or anybody's, none.
  [[nodiscard]] base::Result<bool> binds_lines();
  // What becomes superseded by this version's approval: approved versions all of whose units, years
  // and bases it plans, too. A fault when it plans only some of those of one.
  struct Replaced {
    std::vector<base::Uuid> versions{};
    std::optional<Fault> fault{};
  };
  [[nodiscard]] base::Result<Replaced> replaced_by(const base::Uuid& version);
  // Rows have changed: what it remembers of them no longer holds.
  void forget();

 private:
  struct Change {
    model::Table table;
    const base::Uuid& row;
    const RowState* before;
    model::ValueOf after;
  };
  // A row that is there, or as it would be.
  using Side = model::ValueOf;
  struct Deed {
    access::Act act{};
    access::Place place{};
    model::RoleRow target = model::RoleRow::r12;
  };

  // guard.cpp
  [[nodiscard]] Found check_line(const Change& change);
  // Whether what lies there may no longer change: its period is closed, its version no draft.
  [[nodiscard]] Found fixed(Side side);
  // Of the row as it stands, or as it would be.
  [[nodiscard]] Found fixed(const Change& change);
  [[nodiscard]] Found unit_ended(Side side);
  [[nodiscard]] base::Result<bool> any_closing();
  [[nodiscard]] base::Result<bool> closed(const base::Uuid& unit, std::int64_t period);
  [[nodiscard]] base::Result<bool> closed_at(Side side);
  [[nodiscard]] base::Result<bool> locked(const base::Uuid& version);
  [[nodiscard]] base::Result<std::vector<base::Uuid>> chain(const base::Uuid& unit);
  // Above what a planned line wants a justification, where and how long.
  struct Limit {
    base::Uuid unit{};  // nil: everywhere
    std::int64_t from = 0;
    std::int64_t to = 0;  // 0: it has no end
    std::int64_t cents = 0;
  };
  [[nodiscard]] base::Result<const std::vector<Limit>*> limits();
  // guard_rows.cpp
  [[nodiscard]] Found check_rows(const Change& change);
  [[nodiscard]] Found check_version(const Change& change);
  [[nodiscard]] Found check_replaced(const Change& change);
  [[nodiscard]] Found check_closing(const Change& change);
  [[nodiscard]] Found check_need(const Change& change);
  [[nodiscard]] Found check_appointment(const Change& change);
  [[nodiscard]] Found check_unit_kind(const Change& change);
  [[nodiscard]] Found check_duty(const Change& change);
  // guard_facts.cpp
  [[nodiscard]] Found check_attachment(const Change& change);
  [[nodiscard]] Found check_exception(const Change& change);
  [[nodiscard]] Found check_successor(const Change& change);
  [[nodiscard]] Found check_succession(const Change& change);
  [[nodiscard]] Found leads_back(const base::Uuid& unit, const base::Uuid& successor);
  // Of a unit: the one that its field names first, then those of the table `succession`.
  [[nodiscard]] base::Result<std::vector<base::Uuid>> successors_of(const base::Uuid& unit);
  [[nodiscard]] Found check_deviation(const Change& change);
  [[nodiscard]] bool excused(const base::Uuid& row) const;
  // guard_person.cpp
  [[nodiscard]] Found check_person(const Change& change);
  [[nodiscard]] Found check_deed(const Change& change, const Deed& deed);
  [[nodiscard]] Found check_first_appointment(const Change& change, const Deed& deed);
  [[nodiscard]] base::Result<std::vector<Deed>> deeds_of(const Change& change);
  [[nodiscard]] base::Result<void> add_deeds(const Change& change, Side side,
                                             std::vector<Deed>& out);
  [[nodiscard]] base::Result<access::Place> place_of(const Change& change, Side side);
  [[nodiscard]] base::Result<void> place_object(Side side, access::Place& place);
  [[nodiscard]] base::Result<bool> is_open();
  [[nodiscard]] base::Result<const std::vector<access::Office>*> offices();
  [[nodiscard]] base::Result<bool> somebody_appoints();

  World& world_;
  const base::Uuid& ledger_;
  Writer writer_;
  std::set<std::string, std::less<>> excused_;  // uuids of rows
  std::set<std::string, std::less<>> written_;  // the same, of a transaction that has exceptions
  std::set<base::Uuid> superseded_;             // versions, by the transaction
  // What was asked already.
  std::optional<bool> any_closing_;
  std::optional<bool> open_;
  std::optional<bool> binds_lines_;
  std::optional<std::vector<Limit>> limits_;
  std::optional<std::vector<access::Office>> offices_;
  std::map<std::pair<base::Uuid, std::int64_t>, bool> closed_;
  std::map<base::Uuid, bool> locked_;
  std::unordered_map<base::Uuid, std::int64_t> last_days_;  // of units; 0: none
  std::map<base::Uuid, std::vector<base::Uuid>> chains_;
  std::set<LinePlace> passed_;
};

// The unit that a row lies in: its own, or that of what it is for. Nil: none.
[[nodiscard]] base::Result<base::Uuid> home_of(World& world, model::ValueOf side);

// --- reading a side of a row
[[nodiscard]] std::string_view text_of(model::ValueOf side, std::string_view field);
// Whose name it is: as persons are compared, without blanks at its ends.
[[nodiscard]] std::string_view person_of(model::ValueOf side, std::string_view field);
[[nodiscard]] std::int64_t number_of(model::ValueOf side, std::string_view field);
[[nodiscard]] base::Uuid uuid_of(model::ValueOf side, std::string_view field);  // nil: none
// Nothing and blanks say nothing.
[[nodiscard]] bool says(model::ValueOf side, std::string_view field);
// Of a month or a year, as model::packed() has days.
[[nodiscard]] std::int64_t first_day(std::int64_t period);
// `before` is null when the row was not there.
[[nodiscard]] bool differs(const RowState* before, model::ValueOf after, std::string_view field);

}  // namespace saimnieks::oplog
