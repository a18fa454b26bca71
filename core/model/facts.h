// Facts: what the methodology keeps beside lines. They are read from the file when asked for, and
// refer to dimensions by number, to each other by uuid. Empty texts: nothing said.
#pragma once

#include <optional>
#include <string>

#include "core/model/dimension.h"
#include "core/model/line.h"

namespace saimnieks::model {

struct Fact {
  base::Uuid uuid{};
  bool voided = false;
};

// What a plan, need or cost is for: at most one of them.
struct Object {
  ServiceId service = kNoService;
  ResourceId resource = kNoResource;
  PolicyId policy = kNoPolicy;
};

// Who holds which row of the table of roles, where, and for how long.
struct Appointment : Fact {
  RoleRow role{};
  std::optional<RoleRow>
      also_role{};  // R4 with R6, R5 with R10: one person, whose cost counts once
  std::string holder{};
  UnitId unit = kNoUnit;
  ServiceId service = kNoService;
  ResourceId resource = kNoResource;
  base::Date valid_from{};
  std::optional<base::Date> valid_to{};  // the last day
  std::string note{};
};

enum class Driver : std::uint8_t {
  equal,
  weight,
  volume,
  headcount,
  area,
  direct_cost_share,
  measured_use,
};
template <>
inline constexpr std::array<std::string_view, 7> kChoices<Driver>{
    "equal", "weight", "volume", "headcount", "area", "direct-cost-share", "measured-use"};

// A resource is used by a service or by another resource; loops are legal, but for the shortest.
struct Usage : Fact {
  ResourceId from_resource = kNoResource;
  ServiceId to_service = kNoService;
  ResourceId to_resource = kNoResource;
  Driver driver{};
  std::optional<base::Decimal> weight{};
  base::Date valid_from{};
  std::optional<base::Date> valid_to{};
  std::string note{};
};

// How a schedule's amount becomes that of its lines: the same each time, or (amount − residual)
// spread evenly, as depreciation is.
enum class ScheduleMethod : std::uint8_t { regular, straight_line };
template <>
inline constexpr std::array<std::string_view, 2> kChoices<ScheduleMethod>{"regular",
                                                                          "straight-line"};

// A regular cost, from which lines are made (core/model/instalments.h).
struct Schedule : Fact {
  std::string name{};
  ScheduleMethod method = ScheduleMethod::regular;
  std::optional<base::Money> residual_cents{};  // of straight-line
  Basis basis = Basis::cost;
  base::Money amount_cents{};
  base::Period first_period{};
  std::optional<base::Period> last_period{};
  std::int64_t every_months = 1;
  std::optional<std::int64_t> index_ppm{};  // once a year, from index_from on
  std::optional<base::Period> index_from{};
  UnitId unit = kNoUnit;
  Object object{};
  std::string task{};
  CodeId code = kNoCode;
  CodeId function = kNoCode;
  SourceId source = kNoSource;
  VersionId version = kNoVersion;  // of plans; none: its lines are actual
  std::string channel{};
  std::optional<Phase> phase{};
  std::string note{};
};

// Funding that a budget grants.
struct Appropriation : Fact {
  UnitId unit = kNoUnit;
  SourceId source = kNoSource;
  CodeId code = kNoCode;
  CodeId function = kNoCode;
  base::Period period{};
  base::Money amount_cents{};
  std::string decision_number{};
  std::optional<base::Date> decision_date{};
  std::string note{};
};

// A change of an appropriation by a decision; a transfer moves the amount to another one.
struct Amendment : Fact {
  RowRef<Table::appropriation> appropriation{};
  RowRef<Table::appropriation> to_appropriation{};
  base::Money amount_cents{};
  std::string decision_number{};
  base::Date decision_date{};
  std::string note{};
};

enum class NeedState : std::uint8_t { stated, granted, cut, returned };
template <>
inline constexpr std::array<std::string_view, 4> kChoices<NeedState>{"stated", "granted", "cut",
                                                                     "returned"};

// Funding that somebody needs; the level above grants it, cuts it, or returns it with a reason.
struct Need : Fact {
  UnitId unit = kNoUnit;
  Object object{};
  CodeId code = kNoCode;
  VersionId version = kNoVersion;
  base::Period period{};
  base::Money amount_cents{};
  std::string justification{};
  std::int64_t priority = 1;  // 1 comes first
  NeedState state = NeedState::stated;
  std::optional<base::Money> granted_cents{};
  std::string decision_number{};
  std::optional<base::Date> decision_date{};
  std::string reason{};
};

struct Commitment : Fact {
  UnitId unit = kNoUnit;
  Object object{};
  CodeId code = kNoCode;
  SourceId source = kNoSource;
  base::Period period{};
  base::Money amount_cents{};
  std::string document{};
  std::string partner{};
  std::optional<base::Date> date{};
  std::string note{};
};

// The eight kinds of application, and units of the service provided.
enum class VolumeKind : std::uint8_t {
  provided,
  information_request,
  work_request,
  agreement,
  service_request,
  incident,
  problem,
  complaint,
  change_request,
};
template <>
inline constexpr std::array<std::string_view, 9> kChoices<VolumeKind>{
    "provided", "information-request", "work-request",  "agreement", "service-request", "incident",
    "problem",  "complaint",           "change-request"};

struct Volume : Fact {
  UnitId unit = kNoUnit;
  ServiceId service = kNoService;
  VolumeKind kind{};
  std::string measure{};
  base::Period period{};
  base::Decimal quantity{};
  VersionId version = kNoVersion;  // planned in it; none: actual
  std::string channel{};
  std::string note{};
};

// A benefit in money, by a named method.
struct Benefit : Fact {
  UnitId unit = kNoUnit;
  Object object{};
  base::Period period{};
  base::Money amount_cents{};
  VersionId version = kNoVersion;  // planned in it; none: reached
  std::string method{};
  std::string note{};
};

// An indicator of value created, planned and reached: never in money.
struct Outcome : Fact {
  UnitId unit = kNoUnit;
  Object object{};
  std::string indicator{};
  std::string measure{};
  base::Period period{};
  std::optional<base::Decimal> planned{};
  std::optional<base::Decimal> reached{};
  std::string note{};
};

enum class ConformityState : std::uint8_t { met, partly, not_met, not_applicable };
template <>
inline constexpr std::array<std::string_view, 4> kChoices<ConformityState>{
    "met", "partly", "not-met", "not-applicable"};

// Whether a service meets one of the conditions; one row for both, with its history.
struct Conformity : Fact {
  ServiceId service = kNoService;
  std::string condition{};
  ConformityState state{};
  std::string evidence{};
  std::optional<base::Date> date{};
};

enum class ClosingState : std::uint8_t { closed, reopened };
template <>
inline constexpr std::array<std::string_view, 2> kChoices<ClosingState>{"closed", "reopened"};

// A unit's period that may no longer change; one row for both, with its history.
struct Closing : Fact {
  UnitId unit = kNoUnit;
  base::Period period{};
  ClosingState state = ClosingState::closed;
  std::string closed_by{};
  std::string reason{};
};

// The duties that every row of the table of roles has, in the catalogue's order (R1-a, R1-b, R1-c).
enum class DutyKind : std::uint8_t { funding, actual_costs, conformity };
template <>
inline constexpr std::array<std::string_view, 3> kChoices<DutyKind>{"funding", "actual-costs",
                                                                    "conformity"};

// A duty that its holder says to be done for a period, by what evidence; one row for role, place,
// period and duty, with its history.
struct Duty : Fact {
  RoleRow role{};
  DutyKind duty{};
  UnitId unit = kNoUnit;
  ServiceId service = kNoService;
  ResourceId resource = kNoResource;
  base::Period period{};
  std::string evidence{};
  base::Date date{};
  std::string done_by{};
};

// What a threshold is held against: what the year came to so far, or is forecast to come to; or one
// line of a plan, which says why it is as much as that.
enum class Watch : std::uint8_t { to_date, forecast, justification };
template <>
inline constexpr std::array<std::string_view, 3> kChoices<Watch>{"to-date", "forecast",
                                                                 "justification"};

// What is measured against its plan, each by itself: a unit with all that is below it, or, of every
// unit, each of its services, resources, policies, codes, functions or sources of funding.
enum class WatchAxis : std::uint8_t { unit, service, resource, policy, code, function, source };
template <>
inline constexpr std::array<std::string_view, 7> kChoices<WatchAxis>{
    "unit", "service", "resource", "policy", "code", "function", "source"};

// How far actual costs may leave their plan in a unit and all below it, or everywhere. One from
// above goes on holding below: another one there can only add to it.
struct Threshold : Fact {
  UnitId unit = kNoUnit;
  WatchAxis axis{};
  Watch watch{};
  std::optional<base::Decimal> percent{};  // of the plan; with an amount besides, both are passed
  std::optional<base::Money> amount_cents{};
  bool both_sides = false;  // also where less was spent
  base::Date valid_from{};
  std::optional<base::Date> valid_to{};
  std::string note{};
};

enum class DeviationCause : std::uint8_t { price, volume, mix, timing, one_off, unplanned, error };
template <>
inline constexpr std::array<std::string_view, 7> kChoices<DeviationCause>{
    "price", "volume", "mix", "timing", "one-off", "unplanned", "error"};

enum class DeviationState : std::uint8_t { open, closed };
template <>
inline constexpr std::array<std::string_view, 2> kChoices<DeviationState>{"open", "closed"};

// What is said of a deviation. That it exists follows from lines and thresholds; one row for watch,
// unit, object and year, with its history. It closes when everything is said and its effect was
// checked in a month after the one that it was noticed in.
struct Deviation : Fact {
  Watch watch{};
  UnitId unit = kNoUnit;
  Object object{};  // with code, function and source: at most one of these; none: the unit itself
  CodeId code = kNoCode;
  CodeId function = kNoCode;
  SourceId source = kNoSource;
  base::Period year{};
  base::Period noticed{};  // a month
  std::string owner{};
  std::optional<DeviationCause> cause{};
  std::string decision{};
  std::string action{};  // that is to correct it
  std::optional<base::Date> deadline{};
  std::string effect{};                   // what the check found
  std::optional<base::Period> checked{};  // the month that the check was of
  DeviationState state{};
};

enum class AllocationMethod : std::uint8_t { direct, step_down, reciprocal };
template <>
inline constexpr std::array<std::string_view, 3> kChoices<AllocationMethod>{"direct", "step-down",
                                                                            "reciprocal"};

// How far the side of an allocation goes that names a month; one that names a year is all of it.
enum class Reach : std::uint8_t {
  period,   // the month
  to_date,  // the year's first months up to it
  // What the year comes to after the month, by the remaining plan, the one method of forecasting
  // under which every cent lies on a line: what was actual up to the month, and what is planned
  // after it and for no month.
  forecast,
};
template <>
inline constexpr std::array<std::string_view, 3> kChoices<Reach>{"period", "to-date", "forecast"};

// A run of the allocation that was decided on: what went in is the content of an attachment, what
// came out is known by its hash, so that whoever runs it again sees whether it comes to the same
// cents.
struct Allocation : Fact {
  AllocationMethod method{};
  LineKind kind{};  // the side that was allocated
  VersionId version = kNoVersion;
  base::Period period{};
  RowRef<Table::attachment> input{};
  std::string result_hash{};  // SHA-256, 64 hexadecimal digits
  std::string note{};
  Reach reach{};
};

// What the accounts of a unit (and of what is below it) say of a code in a month or year: what
// lines are reconciled with. One row for unit, code, period and basis, with its history.
struct Turnover : Fact {
  UnitId unit = kNoUnit;
  CodeId code = kNoCode;
  base::Period period{};
  Basis basis{};
  base::Money amount_cents{};
  std::string document{};
};

// How many live in a unit's area, at the beginning of a year.
struct Population : Fact {
  UnitId unit = kNoUnit;
  base::Period year{};
  std::int64_t inhabitants = 0;
  std::string source{};  // who has counted them
};

// A device whose ledger file was copied, after both had gone on: the one that the endpoint met
// second became a device of its own and minted anew what the endpoint did not have. The row is
// written by the new device, after those ops: its op n was the old device's op origin_n + n, with
// all that it says but for the numbers, so that the copy's old chain can be made again from here.
struct Fork : Fact {
  std::string origin{};          // the old device, as its uuid
  std::int64_t origin_n = 0;     // the last op that both have
  std::int64_t minted_anew = 0;  // so many op ids came after it
  std::string origin_head{};     // the hash of the copy's chain after the last of them
};

// A unit that was split: each unit that goes on with a part of it. Where one unit takes over, its
// field `successor` says so, or one row here.
struct Succession : Fact {
  UnitId unit = kNoUnit;
  UnitId successor = kNoUnit;
  std::string note{};
};

// A file, by the hash of its content, and what it belongs to: a line, the decision on a plan's
// version, a closing, or nothing yet.
struct Attachment : Fact {
  std::string hash{};  // SHA-256, 64 hexadecimal digits
  std::string name{};
  std::string media_type{};
  std::int64_t size = 0;  // bytes
  RowRef<Table::line> line{};
  VersionId version = kNoVersion;
  RowRef<Table::closing> closing{};
  std::string note{};
};

// Where the separation of duties was not kept, and why.
struct Exception : Fact {
  std::string command{};
  std::string reason{};
  std::string subject{};  // the row that it concerned, as its uuid
};

// The table of a fact's struct.
template <class Fact>
inline constexpr Table kTableOf = Table::line;
template <>
inline constexpr Table kTableOf<Appointment> = Table::appointment;
template <>
inline constexpr Table kTableOf<Usage> = Table::usage;
template <>
inline constexpr Table kTableOf<Schedule> = Table::schedule;
template <>
inline constexpr Table kTableOf<Appropriation> = Table::appropriation;
template <>
inline constexpr Table kTableOf<Amendment> = Table::amendment;
template <>
inline constexpr Table kTableOf<Need> = Table::need;
template <>
inline constexpr Table kTableOf<Commitment> = Table::commitment;
template <>
inline constexpr Table kTableOf<Volume> = Table::volume;
template <>
inline constexpr Table kTableOf<Benefit> = Table::benefit;
template <>
inline constexpr Table kTableOf<Outcome> = Table::outcome;
template <>
inline constexpr Table kTableOf<Conformity> = Table::conformity;
template <>
inline constexpr Table kTableOf<Closing> = Table::closing;
template <>
inline constexpr Table kTableOf<Attachment> = Table::attachment;
template <>
inline constexpr Table kTableOf<Exception> = Table::exception;
template <>
inline constexpr Table kTableOf<Duty> = Table::duty;
template <>
inline constexpr Table kTableOf<Threshold> = Table::threshold;
template <>
inline constexpr Table kTableOf<Deviation> = Table::deviation;
template <>
inline constexpr Table kTableOf<Allocation> = Table::allocation;
template <>
inline constexpr Table kTableOf<Turnover> = Table::turnover;
template <>
inline constexpr Table kTableOf<Population> = Table::population;
template <>
inline constexpr Table kTableOf<Fork> = Table::fork;
template <>
inline constexpr Table kTableOf<Succession> = Table::succession;

}  // namespace saimnieks::model
