# What the command line says of value, total cost and variance after the allocation, computed anew:
# explanations follow, reach every line, and no total leaves anything out. Usage: worth_test.py
# FOLDER-OF-PROGRAMS
import json
import os
import sys
import unittest
from fractions import Fraction

from programs import InFolder, Programs
from recompute import faults
from recompute_value import rounded

YEARS = ('2025', '2026')


def rows_below(node, unit='cents'):
  """The rows that a tree ends in, with what they say in this unit; every one once."""
  found = {}

  def walk(at):
    for each in at.get('inputs', []):
      if len(each['name']) == 36 and each['name'].count('-') == 4 and each['unit'] == unit:
        assert each['name'] not in found, each
        found[each['name']] = each['value']
      walk(each)
  walk(node)
  return found


def named(node, *names):
  for name in names:
    node = next(each for each in node['inputs'] if each['name'] == name)
  return node


class Worth(InFolder):
  def setUp(self):
    super().setUp()
    self.ask('init')
    self.ask('demo', '--seed', '11', '--lines', '5000')
    facts = []
    for year in YEARS:
      for version in ('2026', None):
        of = {'version': version} if version else {}
        facts += [{'add': 'benefit', 'fields': {
          'service': service, 'period': year, 'amount_cents': cents + int(year),
          'method': 'Izdevumi mājās', **of}} for service, cents in (('PIRTS', 700000),
                                                                    ('KLAC', 900000))]
        facts.append({'add': 'volume', 'fields': {
          'service': 'PIRTS', 'kind': 'provided', 'measure': 'apmeklējums', 'period': f'{year}-03',
          'quantity': 100 if version else 110, **of}})
    self.write('facts.json', json.dumps(facts).encode())
    self.ask('apply', 'facts.json')
    self.lines = {row['row']: row['fields'] for row in self.ask('show', 'line')['rows']}

  def ask(self, *words):
    return self.run_json(*words, '--ledger', 'l.db')

  def counted(self, **wanted):
    """The ids of lines on the basis of cost that say this."""
    return {row for row, fields in self.lines.items()
            if fields['basis'] == 'cost' and fields['nature'] == 'cost'
            and all(fields[key] == value for key, value in wanted.items())}

  def test_an_appraisal_follows_from_lines_and_rows(self):
    found = self.ask('appraise', '--service', 'PIRTS', '--service', 'KLAC', '--from', '2025', '--to',
                     '2026', '--rate-ppm', '35000', '--explain')
    for each in found['allocations']:
      self.assertEqual(faults(each['explanation']), [])
    given = {(each['period'], each['to_date'], each['side']): each['explanation']
             for each in found['allocations']}
    self.assertEqual(len(given), 5)
    for service in found['services']:
      for name, kind in (('planned', 'plan'), ('planned_so_far', 'plan'), ('reached', 'actual')):
        side = service[name]
        self.assertEqual(faults(side['explanation']), [])
        npv = named(side['explanation'], 'npv')
        self.assertEqual(npv['value'], side['npv_cents'])
        for t, year in enumerate(side['years']):
          node = npv['inputs'][1]['inputs'][t]
          cost, benefit = named(node, 'cost'), named(node, 'benefit')
          self.assertEqual((cost['value'], benefit['value']),
                           (year['cost_cents'], year['benefit_cents']))
          cut = side['through'] if side['through'].startswith(year['year']) else year['year']
          whole = name != 'planned_so_far' or cut == year['year']
          behind = rows_below(named(cost, 'own'))
          wanted = {row for row in self.counted(service=service['service'], kind=kind)
                    if self.lines[row]['period'].startswith(year['year'])
                    and self.lines[row]['version'] in (None, '2026')
                    and (whole or year['year'] < self.lines[row]['period'] <= cut)}
          self.assertTrue(wanted)
          self.assertEqual(set(behind), wanted, (name, year))
          self.assertEqual(behind, {row: self.lines[row]['amount_cents'] for row in behind})
          # What is attributed is what the allocation gives.
          allocation = given[(year['year'] if whole else cut, not whole, kind)]
          objects = {each['name']: each for each in allocation['inputs'][1].get('inputs', [])}
          account = objects[f'service:{service["service"]}']
          self.assertEqual(account['value'], cost['value'])
          self.assertEqual(
            {each['name']: each['value'] for each in named(cost, 'attributed').get('inputs', [])},
            {each['name']: each['value'] for each in named(account, 'attributed').get('inputs', [])
             if each['value']})
    sauna = found['services'][0]
    benefits = {row['row']: row['fields'] for row in self.ask('show', 'benefit')['rows']
                if row['fields']['service'] == 'PIRTS' and row['fields']['version'] == '2026'}
    wanted = {row: fields['amount_cents'] for row, fields in benefits.items()
              if fields['period'].startswith('2025')}
    self.assertEqual(rows_below(named(sauna['planned']['explanation'], 'npv', 'years', '0',
                                      'benefit')), wanted)
    self.assertEqual(sauna['planned']['benefit_cents'],
                     sum(fields['amount_cents'] for fields in benefits.values()
                         if fields['period'][:4] in YEARS))
    per_unit = sauna['reached']['years'][1]
    units = sum(Fraction(row['fields']['quantity']) for row in self.ask('show', 'volume')['rows']
                if row['fields']['service'] == 'PIRTS' and row['fields']['version'] is None
                and row['fields']['kind'] == 'provided' and row['fields']['period'][:4] == '2026')
    self.assertEqual(per_unit['per_unit_cents'], rounded(per_unit['cost_cents'] / units))
    growth = 1 + Fraction(35000, 10**6)
    for rows in found['alternatives'].values():
      for row in rows:
        self.assertEqual(row['more_cents'], row['npv_cents'] - rows[0]['npv_cents'])
      self.assertEqual([row['rank'] for row in rows], [1, 2])
    for name in ('planned', 'reached'):
      for row, service in zip(found['alternatives'][name], found['services']):
        net = [year['benefit_cents'] - year['cost_cents'] for year in service[name]['years']]
        self.assertEqual(row['yearly_cents'], rounded((net[0] + net[1] / growth) * growth))

  def test_a_service_without_benefits_is_not_appraised(self):
    unknown = ('benefit_cents', 'benefit_per_cost', 'npv_cents', 'balance_cents', 'return', 'ratio',
               'payback_years', 'discounted_payback_years', 'irr', 'irr_note')
    service = next(row['fields']['code'] for row in self.ask('show', 'service')['rows']
                   if row['fields']['code'] not in ('PIRTS', 'KLAC')
                   and self.counted(service=row['fields']['code'], kind='plan')
                   and self.counted(service=row['fields']['code'], kind='actual'))
    words = ['appraise', '--service', service, '--service', 'PIRTS', '--from', '2025', '--to', '2026',
             '--rate-ppm', '35000']
    found = self.ask(*words, '--explain')
    costs = {}
    for name in ('planned', 'planned_so_far', 'reached'):
      side = found['services'][0][name]
      self.assertEqual(side['not_appraised'], 'no-benefits')
      self.assertEqual([side[key] for key in unknown], [None] * len(unknown))
      self.assertEqual([year['benefit_cents'] for year in side['years']], [None, None])
      self.assertEqual(side['years_without_benefits'], ['2025', '2026'])
      self.assertEqual(side['cost_cents'], sum(year['cost_cents'] for year in side['years']))
      costs[name] = side['cost_cents']
      # The costs still end in their lines.
      self.assertEqual(faults(side['explanation']), [])
      for t, year in enumerate(side['years']):
        self.assertEqual(named(side['explanation'], 'npv', 'years', str(t), 'cost')['value'],
                         year['cost_cents'])
      self.assertEqual(found['services'][1][name]['not_appraised'], None)
    self.assertGreater(costs['planned'], 0)
    for name, rows in found['alternatives'].items():
      self.assertEqual(rows[0], {'service': service, 'npv_cents': None, 'more_cents': None,
                                 'yearly_cents': None, 'rank': None, 'not_appraised': 'no-benefits'})
      self.assertEqual((rows[1]['more_cents'], rows[1]['rank']), (0, 1))
      self.assertEqual(faults(found['alternatives_explanation'][name]), [])
    tried = self.ask(*words[:3], *words[5:], '--side', 'plan', '--sensitivity', '--volume-ppm',
                     '1000000', '--volume-ppm', '0', '--explain')['services'][0]['sensitivity']
    self.assertEqual((tried['not_appraised'], tried['rates']), ('no-benefits', [
      {'rate_ppm': '35000', 'npv_cents': [None, None], 'break_even_ppm': None}]))
    self.assertEqual(sum(year['fixed_cents'] + year['by_volume_cents'] for year in tried['years']),
                     costs['planned'])
    self.assertEqual({year['benefit_cents'] for year in tried['years']}, {None})
    # A row that says 0 says it.
    self.write('zero.json', json.dumps([{'add': 'benefit', 'fields': {
      'service': service, 'period': '2025', 'amount_cents': 0, 'method': 'x'}}]).encode())
    self.ask('apply', 'zero.json')
    found = self.ask(*words)['services'][0]
    self.assertEqual(found['planned']['not_appraised'], 'no-benefits')
    self.assertEqual((found['reached']['not_appraised'], found['reached']['benefit_cents'],
                      found['reached']['balance_cents']), (None, 0, -costs['reached']))
    self.assertEqual(found['reached']['years_without_benefits'], ['2026'])

  def test_a_sensitivity_follows_from_its_years(self):
    line = {'kind': 'plan', 'version': '2026', 'service': 'PIRTS', 'unit': None, 'period': '2026-04'}
    self.write('more.json', json.dumps([
      {'add': 'line', 'fields': {**line, 'quantity': 20, 'unit_price_cents': 30,
                                 'measure': measure, 'amount_cents': 600}}
      for measure in ('apmeklējums', 'kWh')]).encode())
    self.ask('apply', 'more.json')
    found = self.ask('appraise', '--service', 'PIRTS', '--side', 'plan', '--from', '2025', '--to',
                     '2026', '--rate-ppm', '35000', '--rate-ppm', '0', '--sensitivity',
                     '--volume-ppm', '1000000', '--volume-ppm', '2500000.5', '--explain')
    service = found['services'][0]
    self.assertNotIn('reached', service)
    tried = service['sensitivity']
    self.assertEqual([year['by_volume_cents'] for year in tried['years']], [0, 600])
    self.assertEqual([[line['cents'] for line in year['by_volume']] for year in tried['years']],
                     [[], [600]])
    for year, whole in zip(tried['years'], service['planned']['years']):
      self.assertEqual(year['fixed_cents'] + year['by_volume_cents'], whole['cost_cents'])
    for rate in tried['rates']:
      growth = 1 + Fraction(rate['rate_ppm']) / 10**6
      for volume, npv in zip(tried['volumes_ppm'], rate['npv_cents']):
        share = Fraction(volume) / 10**6
        self.assertEqual(npv, rounded(sum(
          ((year['benefit_cents'] - year['by_volume_cents']) * share - year['fixed_cents'])
          / growth**t for t, year in enumerate(tried['years']))))
    self.assertEqual(tried['rates'][0]['npv_cents'][0], service['planned']['npv_cents'])

  def check_amounts(self, of):
    self.assertEqual(of['variance_cents'], of['actual_cents'] - of['plan_cents'])

  def check_sides(self, row, explanation, **wanted):
    """Plan and actual end in exactly the lines that say what is wanted of them."""
    for kind, side in zip(('plan', 'actual'), explanation):
      self.assertEqual(faults(side), [])
      self.assertEqual(side['value'], row[f'{kind}_cents'])
      lines = {line for line in self.counted(kind=kind, **wanted)
               if self.lines[line]['version'] in (None, '2026')}
      self.assertEqual(rows_below(side), {line: self.lines[line]['amount_cents'] for line in lines})

  def test_a_life_comes_to_what_the_report_has(self):
    cells = {kind: {row['path'][-1]: row['cells'][0]
                    for row in self.ask('report', '--rows', kind)['rows']}
             for kind in ('service', 'resource')}
    resource = next(code for code, cell in cells['resource'].items() if code and cell['plan_cents'])
    for kind, code in (('service', 'PIRTS'), ('service', 'KLAC'), ('resource', resource)):
      life = self.ask('life', f'--{kind}', code, '--explain')
      self.assertEqual([row['phase'] for row in life['phases']],
                       ['planning', 'creation', 'introduction', 'provision', 'maintenance',
                        'liquidation', None])
      for row in life['phases']:
        self.check_amounts(row)
        self.check_sides(row, row['explanation'], **{kind: code, 'phase': row['phase']})
        for side in ('plan_cents', 'actual_cents'):
          self.assertEqual(row[side], sum(row[part][side]
                                          for part in ('one_off', 'regular', 'not_said')))
          self.assertEqual(row[side], sum(year[side] for year in row['years']))
      wanted = cells[kind][code]
      for side in ('plan_cents', 'actual_cents'):
        self.assertEqual(life['own'][side], wanted[side])
        self.assertEqual(life['own'][side], sum(row[side] for row in life['phases']))
        self.assertEqual(life['total'][side], life['own'][side] + life['attributed'][side])
    life = self.ask('life', '--service', 'PIRTS')
    for year in life['total']['years']:
      sheet = self.ask('unit-cost', '--service', 'PIRTS', '--period', year['year'])
      self.assertEqual(year['actual_cents'], sheet['total_cents'])

  def test_conditions_and_tasks_leave_no_cost_out(self):
    for verb, axis, entries in (('conditions', 'condition', 24), ('tasks', 'task', 32)):
      found = self.ask(verb, '--period', '2026', '--explain')
      rows = found[verb]
      self.assertEqual(len(rows), entries + 1)
      report = self.ask('report', '--rows', axis, '--where', 'year=2026')['total'][0]
      for side in ('plan_cents', 'actual_cents'):
        self.assertEqual(sum(row[side] for row in rows), report[side])
        self.assertEqual(found['total'][side], report[side])
      named_lines = set()
      for row in rows:
        self.check_amounts(row)
        for side in row['explanation']:
          self.assertEqual(faults(side), [])
          behind = rows_below(side)
          self.assertEqual(named_lines & set(behind), set())
          named_lines |= set(behind)
          for line, cents in behind.items():
            fields = self.lines[line]
            self.assertEqual(cents, fields['amount_cents'])
            said = (fields[axis] or '').split('.')[0]
            self.assertEqual(said, row['code'])
      self.assertTrue(any(row['code'] and row['actual_cents'] for row in rows))
    services = len(self.ask('show', 'service')['rows'])
    for row in self.ask('conditions', '--period', '2026')['conditions'][:24]:
      self.assertEqual(sum(row['services'].values()), services)
    one = self.ask('conditions', '--period', '2026', '--service', 'PIRTS')['conditions'][0]
    self.assertEqual((one['code'], one['state'], one['of_items']), ('N1-1', 'met', False))
    self.assertTrue(one['evidence'])

  def test_variance_after_the_allocation_is_closed_and_follows(self):
    for period, method in (('2025', 'reciprocal'), ('2026-05', 'direct')):
      found = self.ask('variance', '--allocated', '--period', period, '--method', method, '--explain')
      total = found['total']['variance_cents']
      for tree in (found['explanation'], found['bridge_explanation'], *found['allocations'].values()):
        self.assertEqual(faults(tree), [])
      self.assertEqual(found['explanation']['value'], total)
      self.assertEqual(found['bridge_explanation']['value'], total)
      self.assertEqual(sum(cause['cents'] for cause in found['bridge']), total)
      figures = {each['name']: each['value'] for each in found['bridge_explanation']['inputs'][1:]}
      for cause in found['bridge']:
        self.assertEqual(cause['cents'], figures[cause['cause']])
      for item in found['items']:
        self.assertEqual(sum(item['causes'].values()), item['variance_cents'], item)
      report = self.ask('report', '--rows', 'year', '--compare',
                        f'plan:2026@{period[:4]},actual@{period[:4]}')['total'][0]
      if period == '2025':
        self.assertEqual(total, report['variance_cents'])
        for item in found['items']:
          if item['kind'] == 'service':
            sheet = self.ask('unit-cost', '--service', item['id'], '--period', period)
            self.assertEqual(item['actual_cents'], sheet['total_cents'])
      # Every line of the period is behind one figure: own costs, pools' own costs, or policies.
      behind = rows_below(found['explanation'])
      for tree in found['allocations'].values():
        for pool in tree['inputs'][0].get('inputs', []):
          more = rows_below(named(pool, 'own'))
          self.assertEqual(set(more) & set(behind), set())
          behind.update(more)
      wanted = {line for line in self.counted()
                if self.lines[line]['version'] in (None, '2026')
                and self.lines[line]['period'].startswith(period[:4])
                and (period == '2025' or period[:4] < self.lines[line]['period'] <= period)}
      self.assertEqual(set(behind), wanted)
      if period == '2025':  # when units are known on both sides
        self.assertEqual(rows_below(found['explanation'], 'number'), {
          row['row']: row['fields']['quantity'] for row in self.ask('show', 'volume')['rows']
          if row['fields']['service'] == 'PIRTS' and row['fields']['kind'] == 'provided'
          and row['fields']['period'].startswith('2025')
          and row['fields']['version'] in (None, '2026')})

  def test_what_cannot_be_asked_is_refused(self):
    period = ('--from', '2025', '--to', '2026', '--rate-ppm', '0')
    for code, words in (
        ('usage_invalid', ('appraise', '--service', 'PIRTS', *period, '--volume-ppm', '1')),
        ('usage_invalid', ('appraise', '--service', 'PIRTS', *period, '--sensitivity')),
        ('usage_invalid', ('appraise', '--service', 'PIRTS', *period, '--side', 'both')),
        ('usage_invalid', ('appraise', *period)),
        ('usage_invalid', ('appraise', '--service', 'PIRTS', '--from', '2025-01', '--to', '2026',
                           '--rate-ppm', '0')),
        ('value_range', ('appraise', '--service', 'PIRTS', '--from', '2026', '--to', '2025',
                         '--rate-ppm', '0')),
        ('value_range', ('appraise', '--service', 'PIRTS', '--from', '2025', '--to', '2026',
                         '--rate-ppm', '-1000000')),
        ('service_unknown', ('appraise', '--service', 'PLANET', *period)),
        ('version_unknown', ('appraise', '--service', 'PIRTS', *period, '--version', 'X')),
        ('usage_invalid', ('life',)),
        ('usage_invalid', ('life', '--service', 'PIRTS', '--resource', 'ADM07')),
        ('service_unknown', ('life', '--service', 'PLANET')),
        ('resource_unknown', ('life', '--resource', 'PLANET')),
        ('service_unknown', ('conditions', '--period', '2026', '--service', 'PLANET')),
        ('period_invalid', ('tasks', '--period', 'soon')),
        ('usage_invalid', ('variance', '--allocated', '--period', '2026', '--rows', 'unit')),
        ('usage_invalid', ('variance', '--period', '2026', '--method', 'direct')),
        ('id_twice', ('appraise', '--service', 'PIRTS', '--service', 'PIRTS', *period)),
        ('usage_invalid', ('unit-cost', '--service', 'PIRTS', '--service', 'KLAC', '--period',
                           '2025'))):
      error = self.run_json(*words, '--ledger', 'l.db', code=2)['error']
      self.assertEqual(error['code'], code, words)


if __name__ == '__main__':
  PROGRAMS = InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
