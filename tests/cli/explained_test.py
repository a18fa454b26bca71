# Every figure that the command line explains, held against the rows of its ledger: explanations
# follow, go on where they say, and end in lines and rows alone. Usage: explained_test.py
# FOLDER-OF-PROGRAMS
import json
import os
import sys
import unittest

from programs import InFolder, Programs
from recompute import Answer, below

TABLES = ('appropriation', 'amendment', 'commitment', 'turnover', 'need', 'population', 'volume',
          'benefit', 'usage')
# What was asked or decided and no row of the ledger says.
ASKED = {'weight', 'rate', 'volume', 'months', 'price', 'every_months', 'count', 'amount', 'residual'}


def is_row(name):
  return len(name) == 36 and name.count('-') == 4


class Asked(InFolder):
  def ask(self, *words, code=0):
    return self.run_json(*words, '--ledger', 'l.db', code=code)

  def apply(self, commands):
    self.write('commands.json', json.dumps(commands).encode())
    return self.ask('apply', 'commands.json')['rows']

  def setUp(self):
    super().setUp()
    self.ask('init', '--user', 'Anna')
    self.ask('demo', '--seed', '11', '--lines', '3000')
    self.unit = next(row['fields']['unit'] for row in self.ask('show', 'line')['rows']
                     if row['fields']['basis'] == 'cost' and row['fields']['period'] == '2025-03'
                     and row['fields']['kind'] == 'actual')
    facts = [{'change': 'service', 'row': code, 'fields': {'register_id': 'SR-1'}}
             for code in ('PIRTS', 'KLAC')]
    for year in ('2025', '2026'):
      for of in ({'version': '2026'}, {}):
        facts += [{'add': 'benefit', 'fields': {
          'service': 'PIRTS', 'period': year, 'amount_cents': 700000, 'method': 'x', **of}}]
        facts += [{'add': 'volume', 'fields': {
          'service': code, 'kind': 'provided', 'measure': 'apmeklējums', 'period': f'{year}-03',
          'quantity': 100, **of}} for code in ('PIRTS', 'KLAC')]
    facts += [{'add': 'turnover', 'fields': {
      'unit': self.unit, 'code': code, 'period': '2025-03', 'basis': basis, 'amount_cents': 9}}
      for code, basis in (('2200', 'cost'), ('5200', 'budget'))]
    self.apply(facts)
    self.ask('generate', '--until', '2026-06')

  def known(self):
    """By row, what it says in amounts and quantities."""
    found = {}
    for row in self.ask('show', 'line')['rows']:
      found[row['row']] = {row['fields']['amount_cents']}
    for table in TABLES:
      for row in self.ask('show', table)['rows']:
        fields = row['fields']
        said = {fields.get(key) for key in ('amount_cents', 'granted_cents')}
        said |= {-fields['amount_cents']} if table == 'amendment' else set()
        said |= {fields[key] for key in ('quantity',) if key in fields}
        said |= {str(fields['inhabitants'])} if table == 'population' else set()
        said |= {fields['weight'], '1' if fields['driver'] == 'equal' else None} \
            if table == 'usage' else set()
        found[row['row']] = said
    return found


class Explained(Asked):
  def test_every_figure_ends_in_rows(self):
    known = self.known()
    schedule = self.ask('show', 'schedule')['rows'][0]['row']
    line = next(row for row in self.ask('show', 'line')['rows']
                if row['fields']['service'] and row['fields']['period'] == '2025-03'
                and row['fields']['kind'] == 'actual' and row['fields']['basis'] == 'cost')
    worth = ['--service', 'PIRTS', '--service', 'KLAC', '--from', '2025', '--to', '2026',
             '--rate-ppm', '35000']
    asked = (
      ('budget', '--period', '2026'), ('budget', '--period', '2026-04'),
      ('reconcile', '--period', '2025-03'), ('reconcile', '--period', '2025', '--basis', 'budget'),
      ('needs', '--period', '2026'), ('compare', '--service-id', 'SR-1', '--period', '2025'),
      ('compare', '--service-id', 'SR-1', '--period', '2025-03', '--method', 'step-down'),
      ('appraise', *worth), ('appraise', *worth, '--rate-ppm', '0', '--sensitivity', '--volume-ppm',
                             '1000000', '--volume-ppm', '500000'),
      ('life', '--service', 'PIRTS'), ('life', '--resource', 'ADM07'), ('schedule',),
      ('schedule', '--row', schedule),
      ('split', '--row', line['row'], '--to', 'service=PIRTS:2', '--to', 'service=KLAC:1'),
      ('allocate', '--period', '2025'), ('unit-cost', '--service', 'PIRTS', '--period', '2025'),
      ('unit-cost', '--service', 'PIRTS', '--period', '2025', '--channels'),
      ('variance', '--allocated', '--period', '2025'),
      ('variance', '--allocated', '--period', '2026-05', '--method', 'direct'))
    for words in asked:
      whole = Answer(self.ask(*words, '--explain'))
      alone = Answer(self.ask('explain', *words))
      for answer in (whole, alone):
        self.assertEqual(answer.faults(), [], words)
      self.assertTrue(any(is_row(name) for root in whole.roots()
                          for name, *_ in whole.ends(root)), words)
      for answer in (whole, alone):
        for root in answer.roots():
          for name, value, unit, formula in answer.ends(root):
            if is_row(name):
              self.assertIn(value, known[name], (words, name))
            elif value not in (0, '0', None) and not formula and unit != 'ppm':
              self.assertIn(name, ASKED, (words, root['name'], value))
      # What `explain` answers is what --explain adds, place by place.
      self.assertEqual([root['name'] for root in whole.roots()],
                       [root['name'] for root in alone.roots()])

  def test_a_wrong_reference_is_a_fault(self):
    answer = self.ask('unit-cost', '--service', 'PIRTS', '--period', '2025', '--explain')
    leaf = answer['explanation']['inputs'][0]['inputs'][1]['inputs'][0]
    for see in (leaf['see'][:-3], leaf['see'][:-1] + ['?'], ['/planet', 'x'], ['/allocation']):
      leaf['see'] = see
      self.assertEqual(len(Answer(answer).faults()), 1, see)

  def test_one_tree_reaches_the_lines_of_pools(self):
    lines = {row['row']: row['fields'] for row in self.ask('show', 'line')['rows']}
    answer = Answer(self.ask('unit-cost', '--service', 'PIRTS', '--period', '2025', '--explain'))
    tree, = answer.trees['/explanation']
    indirect = below(tree['inputs'][0]['inputs'], 'indirect')
    self.assertIn('resource:ADM07', [part['name'] for part in indirect['inputs']])
    reached = {name for name, *_ in answer.ends(indirect) if name in lines}
    pool = below(answer.trees['/allocation'][0]['inputs'][0]['inputs'], 'resource:ADM07')
    own = {leaf['name'] for leaf in pool['inputs'][0]['inputs']}
    self.assertTrue(own)
    self.assertLessEqual(own, reached)
    self.assertEqual({lines[row]['service'] for row in reached}, {None})


class Weights(Asked):
  """What drives an allocation, down to the rows that say it."""
  def setUp(self):
    super().setUp()
    self.services = ('W1', 'W2')
    self.apply([{'add': 'service', 'fields': {'code': code, 'name': code}} for code in self.services]
               + [{'add': 'unit', 'fields': {'code': 'W', 'name': 'W', 'kind': 'institution'}},
                  {'add': 'unit', 'fields': {'parent': 'W', 'code': '1', 'name': 'W1'}}])
    self.costs = {(code, unit): self.apply([{'add': 'line', 'fields': {
      'service': code, 'unit': unit, 'code': '2200', 'period': '2025-03',
      'amount_cents': cents}}])[0]
      for code, unit, cents in (('W1', 'W', 100), ('W1', 'W/1', 300), ('W2', 'W/1', 600))}

  def resource(self, code, uses):
    """A pool that is given on by these uses; their rows."""
    return self.apply([{'add': 'resource', 'fields': {'code': code, 'kind': 'staff', 'name': code}},
                       {'add': 'line', 'fields': {'resource': code, 'unit': 'W', 'code': '2200',
                                                  'period': '2025-03', 'amount_cents': 1000}}]
                      + [{'add': 'usage', 'fields': {'from_resource': code,
                                                     'valid_from': '2025-01-01', **use}}
                         for use in uses])[2:]

  def weight(self, words, pool, service):
    """The weight, and the rows that it ends in with what they say."""
    found = self.ask('allocate', *words, '--explain')
    answer = Answer(found)
    self.assertEqual(answer.faults(), [])
    self.assertEqual(Answer(self.ask('explain', 'allocate', *words)).faults(), [])
    objects = found['explanation']['inputs'][1]['inputs']
    part = below(below(objects, f'service:{service}')['inputs'][1]['inputs'], pool)
    weight = below(part['inputs'], 'weight')
    return weight, {name: value for name, value, *_ in answer.ends(weight) if is_row(name)}

  def test_a_use_says_its_weight(self):
    for driver in ('weight', 'headcount', 'area', 'measured-use'):
      rows = self.resource(f'R-{driver}', [{'to_service': 'W1', 'driver': driver, 'weight': '2.5'},
                                           {'to_service': 'W1', 'driver': driver, 'weight': 1,
                                            'valid_from': '2025-02-01'},
                                           {'to_service': 'W2', 'driver': driver, 'weight': 3}])
      weight, ends = self.weight(['--period', '2025-03'], f'resource:R-{driver}', 'W1')
      self.assertEqual((weight['value'], weight['formula']), ('3.5', 'total'))
      self.assertEqual(ends, {rows[0]: '2.5', rows[1]: '1'})

  def test_an_equal_use_is_one(self):
    rows = self.resource('RE', [{'to_service': code, 'driver': 'equal'} for code in self.services])
    self.assertEqual(self.weight(['--period', '2025-03'], 'resource:RE', 'W2')[1], {rows[1]: '1'})

  def test_volumes_and_own_costs_reach_their_rows(self):
    volumes = self.apply([{'add': 'volume', 'fields': {
      'service': 'W1', 'kind': 'provided', 'period': '2025-03', 'quantity': quantity}}
      for quantity in (7, 8)])
    self.resource('RV', [{'to_service': 'W1', 'driver': 'volume'}])
    weight, ends = self.weight(['--period', '2025-03'], 'resource:RV', 'W1')
    self.assertEqual((weight['value'], ends), ('15', {volumes[0]: '7', volumes[1]: '8'}))
    self.resource('RC', [{'to_service': code, 'driver': 'direct-cost-share'}
                         for code in self.services])
    weight, ends = self.weight(['--period', '2025'], 'resource:RC', 'W1')
    self.assertEqual(weight['value'], '400')
    self.assertEqual(ends, {self.costs['W1', 'W']: 100, self.costs['W1', 'W/1']: 300})

  def test_management_reaches_the_lines_of_the_services_in_its_unit(self):
    self.apply([{'add': 'line', 'fields': {'task': 'PU3-4', 'unit': unit, 'code': '2200',
                                           'period': '2025-03', 'amount_cents': 50}}
                for unit in ('W', 'W/1')])
    for unit, rows in (('W', {('W1', 'W'): 100, ('W1', 'W/1'): 300}),
                       ('W/1', {('W1', 'W/1'): 300})):
      weight, ends = self.weight(['--period', '2025-03'], f'management:{unit}', 'W1')
      self.assertEqual(weight['value'], str(sum(rows.values())))
      self.assertEqual(ends, {self.costs[of]: cents for of, cents in rows.items()})

  def test_uses_that_change_in_the_year_say_their_months(self):
    rows = self.resource('RM', [
      {'to_service': 'W1', 'driver': 'weight', 'weight': 1},
      {'to_service': 'W2', 'driver': 'weight', 'weight': 2, 'valid_from': '2025-10-01'}])
    weight, ends = self.weight(['--period', '2025'], 'resource:RM', 'W1')
    share, = weight['inputs']
    self.assertEqual((share['formula'], share['value']), ('month-shares', '9.999999999'))
    self.assertEqual([each['name'] for each in share['inputs']], ['2025-01', '2025-10'])
    self.assertEqual(ends, {rows[0]: '1', rows[1]: '2'})


class Budget(Asked):
  def test_a_commitment_is_what_is_not_yet_paid(self):
    self.apply([{'add': 'unit', 'fields': {'code': 'B', 'name': 'B'}},
                {'add': 'source', 'fields': {'code': 'G', 'kind': 'state-grant', 'name': 'G'}},
                {'add': 'service', 'fields': {'code': 'BS', 'name': 'BS'}}])
    of = {'unit': 'B', 'source': 'G'}
    grant, order, _, free_order = self.apply([
      {'add': 'appropriation', 'fields': {**of, 'period': '2026', 'amount_cents': 100000}},
      {'add': 'commitment', 'fields': {**of, 'period': '2026-03', 'amount_cents': 40000,
                                       'document': 'L-1'}},
      {'add': 'commitment', 'fields': {**of, 'period': '2026-05', 'amount_cents': 1000,
                                       'document': 'L-2'}},
      {'add': 'commitment', 'fields': {**of, 'period': '2026-03', 'amount_cents': 500}}])
    paid, *_ = self.apply([{'add': 'line', 'fields': {
      **of, 'service': 'BS', 'basis': 'budget', 'period': period, 'amount_cents': cents,
      'document': document}} for period, cents, document in (
        ('2026-04', 15000, 'L-1'), ('2026-06', 3000, 'L-2'), ('2026-06', 7, 'L-3'))])
    found = self.ask('budget', '--period', '2026', '--unit', 'B', '--explain')
    row, = found['rows']
    self.assertEqual([row[f'{key}_cents'] for key in ('granted', 'amended', 'spent', 'committed',
                                                      'free')],
                     [100000, 0, 18007, 25500, 56493])
    months = {month['period']: month for month in row['months']}
    self.assertEqual(list(months)[:2] + list(months)[-1:], ['2026', '2026-01', '2026-12'])
    self.assertEqual([months[f'2026-0{month}']['committed_cents'] for month in range(3, 7)],
                     [40500, -15000, 1000, -1000])
    self.assertEqual(row['free_after'][:6], [100000, 100000, 59500, 59500, 58500, 56493])
    for key in ('granted', 'amended', 'spent', 'committed'):
      self.assertEqual(sum(month[f'{key}_cents'] for month in row['months']), row[f'{key}_cents'])
    answer = Answer(found)
    self.assertEqual(answer.faults(), [])
    used = below(row['explanation']['inputs'], 'used')
    committed = below(used['inputs'], 'committed')
    l1 = below(committed['inputs'], 'L-1')
    self.assertEqual((l1['value'], l1['formula']), (25000, 'open'))
    self.assertEqual([leaf['name'] for part in l1['inputs'] for leaf in part['inputs']],
                     [order, paid])
    self.assertEqual(below(committed['inputs'], free_order)['value'], 500)
    # The first months are those of the year, up to one.
    until = self.ask('budget', '--period', '2026-04', '--unit', 'B')
    self.assertEqual(until['rows'][0]['months'], row['months'][:5])
    self.assertEqual(until['rows'][0]['free_after'], row['free_after'][:4])
    self.assertEqual((until['total']['committed_cents'], until['total']['free_cents']),
                     (25500, 59500))
    reached = {name for name, *_ in answer.ends(found['total']['explanation'])}
    self.assertLessEqual({grant, order, paid, free_order}, reached)


if __name__ == '__main__':
  PROGRAMS = InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
