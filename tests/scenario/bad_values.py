# Bad scenarios of the verbs of control and value, schedules, unit cost and consolidation:
# (verb, scenario, code, path). Most are a good scenario in which one thing was changed.
import copy
import json

MOST = 2**63 - 1
HUGE = '999999999999999999'


class Raw(str):
  """Stands in the scenario as it is written here."""


def changed(scenario, changes):
  out = copy.deepcopy(scenario)
  for path, value in changes.items():
    *above, last = [int(part) if part.isdigit() else part for part in path.split('/')[1:]]
    at = out
    for part in above:
      at = at[part]
    if value is None:
      del at[last]
    else:
      at[last] = value
  raw = []

  def text(value):
    if isinstance(value, Raw):
      raw.append(value)
      return f'@{len(raw) - 1}@'
    if isinstance(value, dict):
      return {key: text(each) for key, each in value.items()}
    return [text(each) for each in value] if isinstance(value, list) else value
  words = json.dumps(text(out))
  for place, value in enumerate(raw):
    words = words.replace(f'"@{place}@"', value)
  return words


VARIANCE = {'kind': 'cost', 'items': [
  {'id': 'a', 'plan': {'quantity': '2', 'price_cents': '3'}, 'actual': {'cents': 7}},
  {'id': 'b', 'plan': {'cents': 1}, 'actual': {'quantity': 1, 'price_cents': 1}}]}
FORECAST = {'method': 'run-rate', 'annual_plan_cents': 100, 'months': 5, 'plan_to_date_cents': 50,
            'actual_to_date_cents': 45, 'earned_cents': 40}
FLOWS = {'rate_ppm': 50000, 'flows_cents': [-100, 60, 60]}
YEARS = {'rate_ppm': 50000, 'costs_cents': [100], 'benefits_cents': [0, 60, 60]}
LINE = {'method': 'straight-line', 'amount_cents': 50000, 'residual_cents': 0, 'periods': 12}
REGULAR = {'method': 'regular', 'amount_cents': 100, 'from': '2026-01', 'to': '2026-12',
           'every_months': 1, 'index': [{'from': '2026-07', 'ppm': 25000}]}
SHEET = {'direct': [{'code': '1100', 'cents': 100}], 'indirect': [{'code': '', 'cents': 1}],
         'volume': '5'}
GROUP = {'units': [{'id': 'A', 'cost_cents': 100, 'income_cents': 30},
                   {'id': 'B', 'cost_cents': 50, 'income_cents': 2}],
         'charges': [{'from': 'A', 'to': 'B', 'cents': 20}]}

# scenario, then (changes, code); the fault is at the path of the last change.
CHANGES = [
  ('variance', VARIANCE, [
    ({'/kind': None}, 'value_missing'), ({'/kind': 'both'}, 'value_range'),
    ({'/kind': 1}, 'value_type'), ({'/items': None}, 'value_missing'),
    ({'/items': {}}, 'value_type'), ({'/more': 1}, 'key_unknown'),
    ({'/items/0/name': 'x'}, 'key_unknown'), ({'/items/1/id': 'a'}, 'id_twice'),
    ({'/items/1/id': 5}, 'value_type'), ({'/items/1/id': ''}, 'value_range'),
    ({'/items/0/plan': None}, 'value_missing'), ({'/items/0/plan': 5}, 'value_type'),
    ({'/items/0/plan/quantity': None}, 'value_missing'),
    ({'/items/0/plan/price_cents': None}, 'value_missing'),
    ({'/items/0/plan/price_cents': Raw('1.5')}, 'number_inexact'),
    ({'/items/0/plan/price_cents': '1,5'}, 'value_type'),
    ({'/items/0/plan/quantity': '-2'}, 'value_range'),
    ({'/items/0/plan/quantity': Raw('NaN')}, 'json_invalid'),
    ({'/items/0/actual/cents': '7'}, 'value_type'),
    ({'/items/0/actual/cents': MOST + 1}, 'value_range'),
    ({'/items/0/plan': {'quantity': HUGE, 'price_cents': HUGE}}, 'amount_out_of_range'),
    ({'/items/0': {'id': 'a', 'plan': {'cents': MOST}, 'actual': {'cents': -2}}},
     'amount_out_of_range')]),
  ('forecast', FORECAST, [
    ({'/method': None}, 'value_missing'), ({'/method': 'guess'}, 'value_range'),
    ({'/annual_plan_cents': None}, 'value_missing'),
    ({'/actual_to_date_cents': None}, 'value_missing'),
    ({'/actual_to_date_cents': '45'}, 'value_type'), ({'/months': None}, 'value_missing'),
    ({'/months': 0}, 'value_range'), ({'/months': 13}, 'value_range'),
    ({'/months': -5}, 'value_range'), ({'/months': '5'}, 'value_type'),
    ({'/months': Raw('5.0')}, 'number_inexact'), ({'/earned_cents': -1}, 'value_range'),
    ({'/method': 'cost-performance', '/earned_cents': None}, 'value_missing'),
    ({'/method': 'seasonal', '/plan_to_date_cents': None}, 'value_missing'),
    ({'/method': 'remaining-plan', '/earned_cents': None, '/plan_to_date_cents': None},
     'value_missing'),
    ({'/year': 2026}, 'key_unknown')]),
  ('appraise', FLOWS, [
    ({'/rate_ppm': None}, 'value_missing'), ({'/rate_ppm': -1000000}, 'value_range'),
    ({'/rate_ppm': '5%'}, 'value_type'), ({'/rate_ppm': Raw('0.05')}, 'number_inexact'),
    ({'/flows_cents': []}, 'value_range'), ({'/flows_cents': 5}, 'value_type'),
    ({'/flows_cents': [1] * 1001}, 'scenario_too_large'),
    ({'/flows_cents/1': '60'}, 'value_type'), ({'/flows_cents/1': Raw('1e3')}, 'number_inexact'),
    ({'/flows_cents/1': -MOST - 1}, 'amount_out_of_range'),
    ({'/costs_cents': [1]}, 'key_unknown')]),
  ('appraise', YEARS, [
    ({'/costs_cents': None}, 'value_missing'), ({'/benefits_cents': None}, 'value_missing'),
    ({'/costs_cents/0': -1}, 'value_range'), ({'/benefits_cents/2': -1}, 'value_range'),
    ({'/benefits_cents': [], '/costs_cents': []}, 'value_range')]),
  ('schedule', LINE, [
    ({'/method': None}, 'value_missing'), ({'/method': 'declining'}, 'value_range'),
    ({'/amount_cents': None}, 'value_missing'), ({'/periods': None}, 'value_missing'),
    ({'/periods': 0}, 'value_range'), ({'/periods': -1}, 'value_range'),
    ({'/periods': 10**7}, 'value_range'), ({'/periods': '12'}, 'value_type'),
    ({'/residual_cents': 50001}, 'value_range'), ({'/residual_cents': -1}, 'value_range'),
    ({'/from': '2026-01'}, 'key_unknown')]),
  ('schedule', REGULAR, [
    ({'/from': None}, 'value_missing'), ({'/to': None}, 'value_missing'),
    ({'/from': '2026'}, 'period_invalid'), ({'/to': '2026-13'}, 'period_invalid'),
    ({'/from': 202601}, 'value_type'), ({'/to': '2025-12'}, 'end_before_start'),
    ({'/every_months': None}, 'value_missing'), ({'/every_months': 0}, 'value_range'),
    ({'/every_months': MOST}, 'value_range'), ({'/every_months': '1'}, 'value_type'),
    ({'/index/0/ppm': -1000000}, 'value_range'), ({'/index/0/ppm': None}, 'value_missing'),
    ({'/index/0/from': 'July'}, 'period_invalid'), ({'/index/0/to': '2026-09'}, 'key_unknown'),
    ({'/index': [{'from': '2026-01', 'ppm': 1}] * 1001}, 'scenario_too_large'),
    ({'/periods': 12}, 'key_unknown')]),
  ('unit-cost', SHEET, [
    ({'/direct': None}, 'value_missing'), ({'/indirect': None}, 'value_missing'),
    ({'/direct': {}}, 'value_type'), ({'/volume': '-5'}, 'value_range'),
    ({'/volume': Raw('1.5')}, 'number_inexact'), ({'/volume': 'five'}, 'value_type'),
    ({'/direct/0/code': None}, 'value_missing'), ({'/direct/0/code': 1100}, 'value_type'),
    ({'/direct/0/cents': '100'}, 'value_type'), ({'/direct/0/note': ''}, 'key_unknown'),
    ({'/direct': [{'code': '', 'cents': MOST}] * 2}, 'amount_out_of_range'),
    ({'/price_cents': 1}, 'key_unknown')]),
  ('consolidate', GROUP, [
    ({'/units': None}, 'value_missing'), ({'/charges': None}, 'value_missing'),
    ({'/charges': [], '/units/1/id': 'A'}, 'id_twice'),
    ({'/units/0/cost_cents': '100'}, 'value_type'), ({'/units/0/name': 'x'}, 'key_unknown'),
    ({'/charges/0/from': 'C'}, 'id_unknown'), ({'/charges/0/to': 'C'}, 'id_unknown'),
    ({'/charges/0/to': 7}, 'value_type'), ({'/charges/0/cents': -1}, 'value_range'),
    ({'/charges/0/cents': 31}, 'value_range'), ({'/charges/0/cents': None}, 'value_missing'),
    ({'/charges/0/for': 'IT'}, 'key_unknown')]),
]

# Faults that are not where the change is.
ELSEWHERE = [
  ('forecast', changed(FORECAST, {'/actual_to_date_cents': MOST}), 'amount_out_of_range', ''),
  ('appraise', changed(FLOWS, {'/flows_cents': [MOST, MOST]}), 'amount_out_of_range', ''),
  ('appraise', changed(FLOWS, {'/flows_cents': [0, MOST], '/rate_ppm': -500000}),
   'amount_out_of_range', ''),
  ('appraise', '{"rate_ppm":1}', 'value_missing', '/costs_cents'),
  ('schedule', changed(REGULAR, {'/amount_cents': MOST}), 'amount_out_of_range', ''),
  ('unit-cost', changed(SHEET, {'/direct/0/cents': MOST}), 'amount_out_of_range', ''),
  ('unit-cost', changed(SHEET, {'/direct/0/cents': MOST - 1, '/volume': '0.5'}),
   'amount_out_of_range', ''),
  ('consolidate', changed(GROUP, {'/units/0/cost_cents': MOST}), 'amount_out_of_range', '/units'),
  ('consolidate', changed(GROUP, {'/charges/0/to': 'A'}), 'self_loop', '/charges/0'),
]

BAD_VALUES = ELSEWHERE + [
  (verb, changed(scenario, changes), code, '' if code == 'json_invalid' else list(changes)[-1])
  for verb, scenario, cases in CHANGES for changes, code in cases]
GOOD = [(verb, json.dumps(scenario)) for verb, scenario, _ in CHANGES]
