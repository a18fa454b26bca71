// The list of tables and fields. Append only: what was once minted must be judged alike for ever.
#include "core/model/tables.h"

#include <algorithm>
#include <array>

#include "core/model/bind.h"

namespace saimnieks::model {
namespace {

constexpr auto kUnit = fields(  //
    key(1, optional(field<Unit, &Unit::parent>("parent"))),
    key(2, field<Unit, &Unit::code>("code")), label(field<Unit, &Unit::name>("name")),
    field<Unit, &Unit::kind>("kind"), field<Unit, &Unit::valid_from>("valid_from"),
    field<Unit, &Unit::valid_to>("valid_to"), optional(field<Unit, &Unit::successor>("successor")),
    defaulted(field<Unit, &Unit::voided>("voided")));

constexpr auto kService = fields(  //
    key(1, field<Service, &Service::code>("code")), label(field<Service, &Service::name>("name")),
    optional(field<Service, &Service::unit>("unit")),
    optional(field<Service, &Service::sector>("sector")),
    optional(field<Service, &Service::register_id>("register_id")),
    optional(field<Service, &Service::life_situation>("life_situation")),
    defaulted(field<Service, &Service::voided>("voided")));

constexpr auto kCode = fields(  //
    key(1, field<Code, &Code::scheme>("scheme")), key(2, field<Code, &Code::code>("code")),
    label(field<Code, &Code::name>("name")), defaulted(field<Code, &Code::voided>("voided")));

constexpr auto kVersion = fields(  //
    key(1, field<Version, &Version::name>("label")),
    defaulted(field<Version, &Version::status>("status")),
    optional(field<Version, &Version::decision_number>("decision_number")),
    field<Version, &Version::decision_date>("decision_date"),
    optional(sized(kNameBytes, field<Version, &Version::submitted_by>("submitted_by"))),
    optional(sized(kNameBytes, field<Version, &Version::approved_by>("approved_by"))),
    defaulted(field<Version, &Version::voided>("voided")),
    defaulted(field<Version, &Version::scenario>("scenario")));

constexpr auto kLine = fields(  //
    defaulted(
        as(FieldType::cents, field<Line, &Line::row, &LineRow::cents>("amount_cents", "cents"))),
    immutable(field<Line, &Line::row, &LineRow::kind>("kind")),
    as(FieldType::period, field<Line, &Line::row, &LineRow::period>("period")),
    note(field<Line, &Line::note>("note")),
    optional(field<Line, &Line::row, &LineRow::unit>("unit")),
    optional(field<Line, &Line::row, &LineRow::service>("service")),
    optional(field<Line, &Line::row, &LineRow::code>("code")),
    optional(field<Line, &Line::row, &LineRow::version>("version")),
    optional(field<Line, &Line::row, &LineRow::resource>("resource")),
    optional(field<Line, &Line::row, &LineRow::policy>("policy")),
    optional(field<Line, &Line::row, &LineRow::function>("function")),
    optional(field<Line, &Line::row, &LineRow::source>("source")),
    defaulted(field<Line, &Line::row, &LineRow::basis>("basis")),
    defaulted(field<Line, &Line::row, &LineRow::nature>("nature")),
    field<Line, &Line::row, &LineRow::phase>("phase"),
    field<Line, &Line::row, &LineRow::regular>("regular"),
    optional(field<Line, &Line::task>("task")),
    optional(field<Line, &Line::condition>("condition")),
    optional(field<Line, &Line::channel>("channel")),
    optional(field<Line, &Line::measure>("measure")),
    optional(field<Line, &Line::document>("document")),
    optional(field<Line, &Line::catalogue>("catalogue")),
    optional(sized(kNoteBytes, field<Line, &Line::departure_reason>("departure_reason"))),
    optional(sized(kNoteBytes, field<Line, &Line::justification>("justification"))),
    field<Line, &Line::row, &LineRow::role>("role"), field<Line, &Line::vat>("vat"),
    field<Line, &Line::vat_cents>("vat_cents"), field<Line, &Line::quantity>("quantity"),
    field<Line, &Line::unit_price_cents>("unit_price_cents"), field<Line, &Line::date>("date"),
    optional(field<Line, &Line::corrects>("corrects")),
    optional(field<Line, &Line::schedule>("schedule")),
    optional(field<Line, &Line::counterparty>("counterparty")),
    defaulted(field<Line, &Line::row, &LineRow::voided>("voided")));

constexpr auto kResource = fields(  //
    key(1, field<Resource, &Resource::code>("code")),
    label(field<Resource, &Resource::name>("name")), field<Resource, &Resource::kind>("kind"),
    optional(field<Resource, &Resource::parent>("parent")),
    optional(field<Resource, &Resource::unit>("unit")),
    optional(field<Resource, &Resource::register_id>("register_id")),
    defaulted(field<Resource, &Resource::voided>("voided")));

constexpr auto kPolicy = fields(  //
    key(1, field<PolicyRow, &PolicyRow::code>("code")),
    label(field<PolicyRow, &PolicyRow::name>("name")),
    defaulted(field<PolicyRow, &PolicyRow::kind>("kind")),
    optional(field<PolicyRow, &PolicyRow::unit>("unit")),
    field<PolicyRow, &PolicyRow::valid_from>("valid_from"),
    field<PolicyRow, &PolicyRow::valid_to>("valid_to"),
    defaulted(field<PolicyRow, &PolicyRow::voided>("voided")));

constexpr auto kSource = fields(  //
    key(1, field<Source, &Source::code>("code")), label(field<Source, &Source::name>("name")),
    optional(field<Source, &Source::kind>("kind")),
    defaulted(field<Source, &Source::voided>("voided")));

constexpr auto kAppointment = fields(  //
    field<Appointment, &Appointment::role>("role"),
    field<Appointment, &Appointment::also_role>("also_role"),
    sized(kNameBytes, field<Appointment, &Appointment::holder>("holder")),
    optional(field<Appointment, &Appointment::unit>("unit")),
    optional(field<Appointment, &Appointment::service>("service")),
    optional(field<Appointment, &Appointment::resource>("resource")),
    field<Appointment, &Appointment::valid_from>("valid_from"),
    field<Appointment, &Appointment::valid_to>("valid_to"),
    note(field<Appointment, &Appointment::note>("note")),
    defaulted(field<Appointment, &Appointment::voided>("voided")));

constexpr auto kUsage = fields(  //
    immutable(field<Usage, &Usage::from_resource>("from_resource")),
    immutable(optional(field<Usage, &Usage::to_service>("to_service"))),
    immutable(optional(field<Usage, &Usage::to_resource>("to_resource"))),
    field<Usage, &Usage::driver>("driver"), field<Usage, &Usage::weight>("weight"),
    field<Usage, &Usage::valid_from>("valid_from"), field<Usage, &Usage::valid_to>("valid_to"),
    note(field<Usage, &Usage::note>("note")), defaulted(field<Usage, &Usage::voided>("voided")));

constexpr auto kSchedule = fields(  //
    label(field<Schedule, &Schedule::name>("name")),
    defaulted(field<Schedule, &Schedule::method>("method")),
    field<Schedule, &Schedule::residual_cents>("residual_cents"),
    defaulted(field<Schedule, &Schedule::basis>("basis")),
    field<Schedule, &Schedule::amount_cents>("amount_cents"),
    field<Schedule, &Schedule::first_period>("first_period"),
    field<Schedule, &Schedule::last_period>("last_period"),
    field<Schedule, &Schedule::every_months>("every_months"),
    field<Schedule, &Schedule::index_ppm>("index_ppm"),
    field<Schedule, &Schedule::index_from>("index_from"), field<Schedule, &Schedule::unit>("unit"),
    optional(field<Schedule, &Schedule::object, &Object::service>("service")),
    optional(field<Schedule, &Schedule::object, &Object::resource>("resource")),
    optional(field<Schedule, &Schedule::object, &Object::policy>("policy")),
    optional(field<Schedule, &Schedule::task>("task")),
    optional(field<Schedule, &Schedule::code>("code")),
    optional(field<Schedule, &Schedule::function>("function")),
    optional(field<Schedule, &Schedule::source>("source")),
    optional(field<Schedule, &Schedule::version>("version")),
    optional(field<Schedule, &Schedule::channel>("channel")),
    field<Schedule, &Schedule::phase>("phase"), note(field<Schedule, &Schedule::note>("note")),
    defaulted(field<Schedule, &Schedule::voided>("voided")));

constexpr auto kAppropriation = fields(  //
    field<Appropriation, &Appropriation::unit>("unit"),
    field<Appropriation, &Appropriation::source>("source"),
    optional(field<Appropriation, &Appropriation::code>("code")),
    optional(field<Appropriation, &Appropriation::function>("function")),
    field<Appropriation, &Appropriation::period>("period"),
    field<Appropriation, &Appropriation::amount_cents>("amount_cents"),
    optional(field<Appropriation, &Appropriation::decision_number>("decision_number")),
    field<Appropriation, &Appropriation::decision_date>("decision_date"),
    note(field<Appropriation, &Appropriation::note>("note")),
    defaulted(field<Appropriation, &Appropriation::voided>("voided")));

constexpr auto kAmendment = fields(  //
    immutable(field<Amendment, &Amendment::appropriation>("appropriation")),
    immutable(optional(field<Amendment, &Amendment::to_appropriation>("to_appropriation"))),
    field<Amendment, &Amendment::amount_cents>("amount_cents"),
    field<Amendment, &Amendment::decision_number>("decision_number"),
    field<Amendment, &Amendment::decision_date>("decision_date"),
    note(field<Amendment, &Amendment::note>("note")),
    defaulted(field<Amendment, &Amendment::voided>("voided")));

constexpr auto kNeed = fields(  //
    field<Need, &Need::unit>("unit"),
    optional(field<Need, &Need::object, &Object::service>("service")),
    optional(field<Need, &Need::object, &Object::resource>("resource")),
    optional(field<Need, &Need::object, &Object::policy>("policy")),
    optional(field<Need, &Need::code>("code")), optional(field<Need, &Need::version>("version")),
    field<Need, &Need::period>("period"), field<Need, &Need::amount_cents>("amount_cents"),
    statement(field<Need, &Need::justification>("justification")),
    field<Need, &Need::priority>("priority"), defaulted(field<Need, &Need::state>("state")),
    field<Need, &Need::granted_cents>("granted_cents"),
    optional(field<Need, &Need::decision_number>("decision_number")),
    field<Need, &Need::decision_date>("decision_date"),
    optional(statement(field<Need, &Need::reason>("reason"))),
    defaulted(field<Need, &Need::voided>("voided")));

constexpr auto kCommitment = fields(  //
    field<Commitment, &Commitment::unit>("unit"),
    optional(field<Commitment, &Commitment::object, &Object::service>("service")),
    optional(field<Commitment, &Commitment::object, &Object::resource>("resource")),
    optional(field<Commitment, &Commitment::object, &Object::policy>("policy")),
    optional(field<Commitment, &Commitment::code>("code")),
    optional(field<Commitment, &Commitment::source>("source")),
    field<Commitment, &Commitment::period>("period"),
    field<Commitment, &Commitment::amount_cents>("amount_cents"),
    optional(field<Commitment, &Commitment::document>("document")),
    optional(sized(kNameBytes, field<Commitment, &Commitment::partner>("partner"))),
    field<Commitment, &Commitment::date>("date"),
    note(field<Commitment, &Commitment::note>("note")),
    defaulted(field<Commitment, &Commitment::voided>("voided")));

constexpr auto kVolume = fields(  //
    optional(field<Volume, &Volume::unit>("unit")), field<Volume, &Volume::service>("service"),
    field<Volume, &Volume::kind>("kind"), optional(field<Volume, &Volume::measure>("measure")),
    field<Volume, &Volume::period>("period"), field<Volume, &Volume::quantity>("quantity"),
    optional(field<Volume, &Volume::version>("version")),
    optional(field<Volume, &Volume::channel>("channel")),
    note(field<Volume, &Volume::note>("note")),
    defaulted(field<Volume, &Volume::voided>("voided")));

constexpr auto kBenefit = fields(  //
    optional(field<Benefit, &Benefit::unit>("unit")),
    optional(field<Benefit, &Benefit::object, &Object::service>("service")),
    optional(field<Benefit, &Benefit::object, &Object::resource>("resource")),
    optional(field<Benefit, &Benefit::object, &Object::policy>("policy")),
    field<Benefit, &Benefit::period>("period"),
    field<Benefit, &Benefit::amount_cents>("amount_cents"),
    optional(field<Benefit, &Benefit::version>("version")),
    optional(sized(kNameBytes, field<Benefit, &Benefit::method>("method"))),
    note(field<Benefit, &Benefit::note>("note")),
    defaulted(field<Benefit, &Benefit::voided>("voided")));

constexpr auto kOutcome = fields(  //
    optional(field<Outcome, &Outcome::unit>("unit")),
    optional(field<Outcome, &Outcome::object, &Object::service>("service")),
    optional(field<Outcome, &Outcome::object, &Object::resource>("resource")),
    optional(field<Outcome, &Outcome::object, &Object::policy>("policy")),
    sized(kNameBytes, field<Outcome, &Outcome::indicator>("indicator")),
    optional(field<Outcome, &Outcome::measure>("measure")),
    field<Outcome, &Outcome::period>("period"), field<Outcome, &Outcome::planned>("planned"),
    field<Outcome, &Outcome::reached>("reached"), note(field<Outcome, &Outcome::note>("note")),
    defaulted(field<Outcome, &Outcome::voided>("voided")));

constexpr auto kConformity = fields(  //
    key(1, field<Conformity, &Conformity::service>("service")),
    key(2, field<Conformity, &Conformity::condition>("condition")),
    field<Conformity, &Conformity::state>("state"),
    optional(statement(field<Conformity, &Conformity::evidence>("evidence"))),
    field<Conformity, &Conformity::date>("date"),
    defaulted(field<Conformity, &Conformity::voided>("voided")));

constexpr auto kClosing = fields(  //
    key(1, field<Closing, &Closing::unit>("unit")),
    key(2, field<Closing, &Closing::period>("period")),
    defaulted(field<Closing, &Closing::state>("state")),
    optional(sized(kNameBytes, field<Closing, &Closing::closed_by>("closed_by"))),
    optional(statement(field<Closing, &Closing::reason>("reason"))),
    defaulted(field<Closing, &Closing::voided>("voided")));

constexpr auto kAttachment = fields(  //
    immutable(field<Attachment, &Attachment::hash>("hash")),
    sized(kNameBytes, label(field<Attachment, &Attachment::name>("name"))),
    immutable(sized(kNameBytes, field<Attachment, &Attachment::media_type>("media_type"))),
    immutable(field<Attachment, &Attachment::size>("size")),
    optional(field<Attachment, &Attachment::line>("line")),
    optional(field<Attachment, &Attachment::version>("version")),
    optional(field<Attachment, &Attachment::closing>("closing")),
    note(field<Attachment, &Attachment::note>("note")),
    defaulted(field<Attachment, &Attachment::voided>("voided")));

constexpr auto kException = fields(  //
    immutable(field<Exception, &Exception::command>("command")),
    immutable(statement(field<Exception, &Exception::reason>("reason"))),
    immutable(optional(field<Exception, &Exception::subject>("subject"))),
    defaulted(field<Exception, &Exception::voided>("voided")));

constexpr auto kDuty = fields(  //
    key(1, field<Duty, &Duty::role>("role")), key(2, field<Duty, &Duty::duty>("duty")),
    key(3, optional(field<Duty, &Duty::unit>("unit"))),
    key(4, optional(field<Duty, &Duty::service>("service"))),
    key(5, optional(field<Duty, &Duty::resource>("resource"))),
    key(6, field<Duty, &Duty::period>("period")),
    statement(field<Duty, &Duty::evidence>("evidence")), field<Duty, &Duty::date>("date"),
    sized(kNameBytes, field<Duty, &Duty::done_by>("done_by")),
    defaulted(field<Duty, &Duty::voided>("voided")));

constexpr auto kThreshold = fields(  //
    immutable(optional(field<Threshold, &Threshold::unit>("unit"))),
    immutable(field<Threshold, &Threshold::axis>("axis")),
    immutable(defaulted(field<Threshold, &Threshold::watch>("watch"))),
    field<Threshold, &Threshold::percent>("percent"),
    field<Threshold, &Threshold::amount_cents>("amount_cents"),
    defaulted(field<Threshold, &Threshold::both_sides>("both_sides")),
    field<Threshold, &Threshold::valid_from>("valid_from"),
    field<Threshold, &Threshold::valid_to>("valid_to"),
    note(field<Threshold, &Threshold::note>("note")),
    defaulted(field<Threshold, &Threshold::voided>("voided")));

constexpr auto kDeviation = fields(  //
    key(1, field<Deviation, &Deviation::watch>("watch")),
    key(2, optional(field<Deviation, &Deviation::unit>("unit"))),
    key(3, optional(field<Deviation, &Deviation::object, &Object::service>("service"))),
    key(4, optional(field<Deviation, &Deviation::object, &Object::resource>("resource"))),
    key(5, optional(field<Deviation, &Deviation::object, &Object::policy>("policy"))),
    key(6, optional(field<Deviation, &Deviation::code>("code"))),
    key(7, optional(field<Deviation, &Deviation::function>("function"))),
    key(8, optional(field<Deviation, &Deviation::source>("source"))),
    key(9, field<Deviation, &Deviation::year>("year")),
    field<Deviation, &Deviation::noticed>("noticed"),
    optional(sized(kNameBytes, field<Deviation, &Deviation::owner>("owner"))),
    field<Deviation, &Deviation::cause>("cause"),
    optional(statement(field<Deviation, &Deviation::decision>("decision"))),
    optional(statement(field<Deviation, &Deviation::action>("action"))),
    field<Deviation, &Deviation::deadline>("deadline"),
    optional(statement(field<Deviation, &Deviation::effect>("effect"))),
    field<Deviation, &Deviation::checked>("checked"),
    defaulted(field<Deviation, &Deviation::state>("state")),
    defaulted(field<Deviation, &Deviation::voided>("voided")));

constexpr auto kAllocation = fields(  //
    immutable(field<Allocation, &Allocation::method>("method")),
    immutable(field<Allocation, &Allocation::kind>("kind")),
    immutable(optional(field<Allocation, &Allocation::version>("version"))),
    immutable(field<Allocation, &Allocation::period>("period")),
    immutable(field<Allocation, &Allocation::input>("input")),
    immutable(field<Allocation, &Allocation::result_hash>("result_hash")),
    note(field<Allocation, &Allocation::note>("note")),
    defaulted(field<Allocation, &Allocation::voided>("voided")),
    immutable(defaulted(field<Allocation, &Allocation::reach>("reach"))));

constexpr auto kTurnover = fields(  //
    key(1, field<Turnover, &Turnover::unit>("unit")),
    key(2, field<Turnover, &Turnover::code>("code")),
    key(3, field<Turnover, &Turnover::period>("period")),
    key(4, field<Turnover, &Turnover::basis>("basis")),
    field<Turnover, &Turnover::amount_cents>("amount_cents"),
    optional(sized(kNameBytes, field<Turnover, &Turnover::document>("document"))),
    defaulted(field<Turnover, &Turnover::voided>("voided")));

constexpr auto kPopulation = fields(  //
    key(1, field<Population, &Population::unit>("unit")),
    key(2, field<Population, &Population::year>("year")),
    field<Population, &Population::inhabitants>("inhabitants"),
    optional(sized(kNameBytes, field<Population, &Population::source>("source"))),
    defaulted(field<Population, &Population::voided>("voided")));

constexpr auto kFork = fields(  //
    immutable(sized(kNameBytes, field<Fork, &Fork::origin>("origin"))),
    immutable(field<Fork, &Fork::origin_n>("origin_n")),
    immutable(field<Fork, &Fork::minted_anew>("minted_anew")),
    immutable(field<Fork, &Fork::origin_head>("origin_head")),
    defaulted(field<Fork, &Fork::voided>("voided")));

constexpr auto kSuccession = fields(  //
    key(1, field<Succession, &Succession::unit>("unit")),
    key(2, field<Succession, &Succession::successor>("successor")),
    note(field<Succession, &Succession::note>("note")),
    defaulted(field<Succession, &Succession::voided>("voided")));

constexpr std::array<TableInfo, kTableCount> kTables = {{
    {Table::unit, TableKind::dimension, "unit", kUnit},
    {Table::service, TableKind::dimension, "service", kService},
    {Table::code, TableKind::dimension, "code", kCode},
    {Table::version, TableKind::dimension, "version", kVersion},
    {Table::line, TableKind::line, "line", kLine},
    {Table::resource, TableKind::dimension, "resource", kResource},
    {Table::policy, TableKind::dimension, "policy", kPolicy},
    {Table::source, TableKind::dimension, "source", kSource},
    {Table::appointment, TableKind::fact, "appointment", kAppointment},
    {Table::usage, TableKind::fact, "usage", kUsage},
    {Table::schedule, TableKind::fact, "schedule", kSchedule},
    {Table::appropriation, TableKind::fact, "appropriation", kAppropriation},
    {Table::amendment, TableKind::fact, "amendment", kAmendment},
    {Table::need, TableKind::fact, "need", kNeed},
    {Table::commitment, TableKind::fact, "commitment", kCommitment},
    {Table::volume, TableKind::fact, "volume", kVolume},
    {Table::benefit, TableKind::fact, "benefit", kBenefit},
    {Table::outcome, TableKind::fact, "outcome", kOutcome},
    {Table::conformity, TableKind::fact, "conformity", kConformity},
    {Table::closing, TableKind::fact, "closing", kClosing},
    {Table::attachment, TableKind::fact, "attachment", kAttachment},
    {Table::exception, TableKind::fact, "exception", kException},
    {Table::duty, TableKind::fact, "duty", kDuty},
    {Table::threshold, TableKind::fact, "threshold", kThreshold},
    {Table::deviation, TableKind::fact, "deviation", kDeviation},
    {Table::allocation, TableKind::fact, "allocation", kAllocation},
    {Table::turnover, TableKind::fact, "turnover", kTurnover},
    {Table::population, TableKind::fact, "population", kPopulation},
    {Table::fork, TableKind::fact, "fork", kFork},
    {Table::succession, TableKind::fact, "succession", kSuccession},
}};

static_assert(std::all_of(kTables.begin(), kTables.end(), [](const TableInfo& table) {
  return table.fields.size() <= kMostFields;
}));

}  // namespace

std::span<const TableInfo> tables() { return kTables; }

const TableInfo& table_info(Table table) { return kTables[static_cast<std::size_t>(table)]; }

std::optional<Table> table_from_name(std::string_view name) {
  for (const TableInfo& info : kTables) {
    if (info.name == name) {
      return info.table;
    }
  }
  return std::nullopt;
}

const FieldInfo* find_field(const TableInfo& table, std::string_view name) {
  const auto found = std::lower_bound(
      table.fields.begin(), table.fields.end(), name,
      [](const FieldInfo& field, std::string_view wanted) { return field.name < wanted; });
  return found == table.fields.end() || found->name != name ? nullptr : &*found;
}

bool TableInfo::has_natural_key() const {
  return std::any_of(fields.begin(), fields.end(),
                     [](const FieldInfo& field) { return field.key > 0; });
}

std::optional<std::int64_t> FieldInfo::choice(std::string_view wanted) const {
  const auto found = std::find(choices.begin(), choices.end(), wanted);
  return found == choices.end() ? std::nullopt : std::optional(found - choices.begin());
}

}  // namespace saimnieks::model
