# Figures of a ledger by the command line, held against its lines and computed anew without the
# program. Usage: figures_test.py FOLDER-OF-PROGRAMS
import json
import os
import sys
import unittest

from programs import InFolder, Programs, number
from recompute import faults


def leaves(node):
  """The nodes below that are named by a line's id."""
  if 'inputs' not in node:
    return [node] if len(node['name']) == 36 and node['name'].count('-') == 4 else []
  return [leaf for each in node['inputs'] for leaf in leaves(each)]


class Figures(InFolder):
  def answer(self, *words, code=0):
    return self.run_json(*words, '--ledger', 'l.db', code=code)

  def apply(self, commands):
    self.write('commands.json', json.dumps(commands).encode())
    return self.answer('apply', 'commands.json')['rows']

  def demo(self, lines):
    self.answer('init')
    self.answer('demo', '--seed', 7, '--lines', lines)

  def lines(self):
    return {row['row']: row['fields'] for row in self.answer('show', 'line')['rows']}

  def each_once(self, tree, fields, wanted):
    """The tree follows, and its lines are those, each once and with its own amount."""
    self.assertEqual(faults(tree), [])
    found = leaves(tree)
    self.assertEqual(len(found), len({leaf['name'] for leaf in found}))
    self.assertEqual({leaf['name']: leaf['value'] for leaf in found},
                     {row: fields[row]['amount_cents'] for row in wanted})
    return found


class Explained(Figures):
  def test_any_total_reaches_each_of_its_lines_and_their_documents(self):
    self.demo(1500)
    billed = next(row for row, fields in self.lines().items()
                  if fields['document'] and fields['period'] == '2025-03')
    self.write('scan.txt', b'a bill')
    made = self.answer('attach', '--line', billed, 'scan.txt')['attachments'][0]
    fields = self.lines()
    self.assertGreater(len(fields), 1400)

    def of(**wanted):
      return {row for row, line in fields.items()
              if all(line[key] == value for key, value in wanted.items())}
    year = {row for row, line in fields.items() if line['period'].startswith('2025')}
    cost = of(basis='cost', nature='cost')
    actual, plan = of(kind='actual'), of(kind='plan', version='2026')
    service = next(line['service'] for row, line in fields.items()
                   if line['service'] and row in year & cost & actual)
    for options, wanted in (
        (['--period', '2025-03'], of(period='2025-03') & cost & actual),
        (['--period', '2025'], year & cost & actual),
        (['--period', '2025', '--version', '2026'], year & cost & plan),
        (['--period', '2025', '--side', 'plan', '--where', 'version=2026', '--rows', 'unit,code'],
         year & cost & plan),
        (['--period', '2025', '--where', f'service={service}', '--rows', 'month'],
         year & cost & actual & of(service=service)),
        (['--period', '2025', '--where', 'basis=budget', '--where', 'nature=cost', '--rows',
          'source,unit'], year & actual & of(basis='budget', nature='cost'))):
      self.assertTrue(wanted, options)
      found = self.answer('explain', 'total', *options)
      lines = self.each_once(found['explanation'], fields, wanted)
      self.assertEqual(found['explanation']['value'], found['total_cents'])
      self.assertEqual(found['lines'], len(wanted))
      for leaf in lines:
        line = fields[leaf['name']]
        self.assertEqual((leaf['document'], leaf['date']), (line['document'], line['date']))
        files = [{'row': made['row'], 'name': 'scan.txt', 'hash': made['hash']}]
        self.assertEqual(leaf['attachments'], files if leaf['name'] == billed else [])
    nothing = self.answer('explain', 'total', '--period', '1999')
    self.assertEqual((nothing['total_cents'], nothing['lines']), (0, 0))

  def test_an_explanation_alone_is_that_of_the_answer(self):
    self.demo(1500)
    fields = self.lines()
    service = next(line['service'] for line in fields.values()
                   if line['service'] and line['period'] == '2025-02' and line['kind'] == 'actual')
    self.apply([{'add': 'threshold', 'fields': {'axis': 'unit', 'percent': '1',
                                                'valid_from': '2026-01-01'}}])
    for verb, options in (
        ('allocate', ['--period', '2025', '--method', 'step-down']),
        ('unit-cost', ['--service', service, '--period', '2025']),
        ('forecast', ['--period', '2025-06', '--method', 'remaining-plan']),
        ('variance', ['--period', '2026-06']), ('deviations', ['--period', '2026-06'])):
      whole = self.answer(verb, *options, '--explain')
      alone = self.answer('explain', verb, *options)
      self.assertEqual(alone['verb'], verb)
      self.assertEqual(faults(alone['explanation']), [])
      lines = leaves(alone['explanation'])
      self.assertTrue(lines, verb)
      for leaf in lines:
        self.assertEqual((leaf['value'], leaf['document'], leaf['date']),
                         tuple(fields[leaf['name']][key]
                               for key in ('amount_cents', 'document', 'date')))
        for key in ('document', 'date', 'attachments'):
          del leaf[key]
      parts = {part['name']: part.get('inputs') for part in alone['explanation']['inputs']}
      if verb in ('forecast', 'variance'):
        self.assertEqual(alone['explanation'], whole['explanation'])
      elif verb == 'deviations':
        self.assertEqual(parts, {f'/rows/{i}/explanation': [row['explanation']]
                                 for i, row in enumerate(whole['rows'])})
      else:
        other = 'own' if verb == 'allocate' else 'allocation'
        self.assertEqual(parts['/explanation'], [whole['explanation']])
        self.assertIn(parts['/' + other], (whole[other], [whole[other]]))

  def test_what_is_no_explanation_is_refused(self):
    self.demo(20)
    for words in (['budget', '--period', '2025'], ['planet'], ['total', '--period', 'x'],
                  ['allocate', '--period', '2025', '--store'], ['total', '--period', '2025', '--unit', 'x'],
                  ['total', '--period', '2025', '--side', 'actual', '--version', '2026'],
                  ['total', '--period', '2025', '--side', 'both'], ['variance', '--run', 'x']):
      self.answer('explain', *words, code=2)
    self.assertEqual(self.answer('show', 'allocation')['rows'], [])


class Consolidated(Figures):
  def test_totals_are_those_of_the_lines_without_what_both_ends_have_booked(self):
    dice = number(5)
    self.answer('init')
    units = ['01', '01/A', '01/B', '01/B/D', '02']
    commands = [{'add': 'service', 'fields': {'code': 'S', 'name': 'S'}}]
    for path in units:
      above, _, code = path.rpartition('/')
      commands.append({'add': 'unit', 'fields': {
        'code': code, 'name': path, 'kind': 'institution' if code in ('A', 'B', '02') else None,
        'parent': above or None}})
    for _ in range(80):
      unit, other = (units[next(dice) % 5] for _ in range(2))
      commands.append({'add': 'line', 'fields': {
        'unit': unit, 'service': 'S', 'amount_cents': next(dice) % 12 - 3, 'period': '2026-01',
        'nature': ('cost', 'income')[next(dice) % 2], 'document': f'R-{next(dice) % 2}',
        'counterparty': other if next(dice) % 4 else None}})
    self.apply(commands)
    fields = self.lines()
    institution = {'01': '01', '01/A': '01/A', '01/B': '01/B', '01/B/D': '01/B', '02': '02'}

    def lies_in(unit, above):
      return above is None or f'{unit}/'.startswith(f'{above}/')
    charges = {}
    for row, line in fields.items():
      if line['counterparty']:
        ends = [line['counterparty'], line['unit']]
        if line['nature'] == 'income':
          ends.reverse()
        outer = [institution[end] for end in ends]
        ends = outer if outer[0] != outer[1] else ends
        charges.setdefault((*ends, line['document']), {'cost': [], 'income': []})[
          line['nature']].append(row)
    eliminated = {}
    for key, sides in charges.items():
      cost, income = (sum(fields[row]['amount_cents'] for row in sides[nature])
                      for nature in ('cost', 'income'))
      both = all(sides.values()) and key[0] != key[1] and cost * income > 0
      eliminated[key] = min(cost, income, key=abs) if both else 0
    self.assertTrue(any(eliminated.values()))
    for below in (None, '01', '01/B'):
      found = self.answer('consolidate', '--period', '2026-01', '--explain',
                          *(['--unit', below] if below else []))
      for row in [*found['units'], found['total']]:
        above = row['unit']
        gone = sum(cents for (start, end, _), cents in eliminated.items()
                   if lies_in(start, above) and lies_in(end, above))
        self.assertEqual(row['eliminated_cents'], gone, row)
        for nature in ('cost', 'income'):
          booked = sum(line['amount_cents'] for line in fields.values()
                       if line['nature'] == nature and lies_in(line['unit'], above))
          self.assertEqual(row[f'booked_{nature}_cents'], booked)
          self.assertEqual(row[f'{nature}_cents'], booked - gone)
      for one in found['charges']:
        sides = charges[one['from'], one['to'], one['document']]
        self.assertEqual((one['cost_lines'], one['income_lines']), (sides['cost'], sides['income']))
        self.assertEqual(one['eliminated_cents'], eliminated[one['from'], one['to'], one['document']])
      self.assertEqual(len(found['charges']),
                       sum(lies_in(a, below) or lies_in(b, below) for a, b, _ in charges))
      self.each_once(found['explanation'], fields,
                     [row for row, line in fields.items() if lies_in(line['unit'], below)])
      self.assertEqual([side['value'] for side in found['explanation']['inputs']],
                       [found['total']['cost_cents'], found['total']['income_cents']])


class BothBases(Figures):
  def test_every_line_of_both_bases_leads_from_one_total_to_the_other(self):
    self.demo(3000)
    booked = [line for line in self.lines().values()
              if line['kind'] == 'actual' and line['basis'] == 'cost' and line['period'] == '2025-03']
    self.assertGreater(len(booked), 40)
    axes = ('unit', 'service', 'resource', 'policy', 'task', 'code', 'document')
    self.apply([{'add': 'line', 'fields': {
      **{axis: line[axis] for axis in axes}, 'basis': 'budget',
      'amount_cents': line['amount_cents'] + (i % 3 == 0),
      'period': '2025-04' if i % 5 == 0 else '2025-03'}} for i, line in enumerate(booked[:40])])
    fields = self.lines()
    matches = set()
    for below, period in ((None, '2025'), (None, '2025-03'), (booked[0]['unit'], '2025-03')):
      found = self.answer('reconcile-bases', '--period', period, '--explain',
                          *(['--unit', below] if below else []))
      wanted = {row: line for row, line in fields.items()
                if line['kind'] == 'actual' and line['nature'] == 'cost'
                and (line['period'] == period or line['period'][:4] == period)
                and (below is None or f"{line['unit']}/".startswith(f'{below}/'))}
      self.each_once(found['explanation'], fields, wanted)
      totals = {basis: sum(line['amount_cents'] for line in wanted.values()
                           if line['basis'] == basis) for basis in ('cost', 'budget')}
      self.assertTrue(all(totals.values()))
      self.assertEqual((found['cost_cents'], found['expenditure_cents']),
                       (totals['cost'], totals['budget']))
      for rows in (found['rows'], found['sums']):
        self.assertEqual(totals['cost'] + sum(row['difference_cents'] for row in rows),
                         totals['budget'])
      for row in found['rows']:
        sides = []
        for basis, key in (('cost', 'cost_lines'), ('budget', 'expenditure_lines')):
          lines = [wanted.pop(line) for line in row[key]]
          sides.append(sum(line['amount_cents'] for line in lines))
          for line in lines:
            self.assertEqual((line['basis'], line['document']), (basis, row['document']))
            for axis in ('unit', 'service', 'resource', 'policy', 'code'):
              self.assertEqual(line[axis], row[axis])
        self.assertEqual(sides, [row['cost_cents'], row['expenditure_cents']])
        matches.add((row['match'], row['reason']))
        only = [name for name, key in (('only-cost', 'expenditure_lines'),
                                       ('only-expenditure', 'cost_lines')) if not row[key]]
        self.assertEqual(row['match'], only[0] if only else
                         'equal' if sides[0] == sides[1] else 'different')
      self.assertEqual(wanted, {})
    self.assertLessEqual({('equal', None), ('different', None), ('only-cost', 'paid-later'),
                          ('only-expenditure', 'capital')}, matches)


class Needed(Figures):
  def test_every_scale_is_the_sum_of_its_needs(self):
    dice = number(9)
    self.answer('init', '--user', 'Anna')
    commands = [{'add': 'unit', 'fields': {'code': code, 'name': code, 'parent': above}}
                for above, code in ((None, '01'), ('01', 'A'), ('01/A', 'D'), (None, '02'))]
    commands += [{'add': 'service', 'fields': {'code': code, 'name': code, 'sector': sector}}
                 for code, sector in (('S', 'education'), ('T', 'education'), ('U', None))]
    for i in range(40):
      commands.append({'add': 'need', 'as': f'n{i}', 'fields': {
        'unit': ('01', '01/A', '01/A/D', '02')[next(dice) % 4], 'justification': 'x',
        'service': ('S', 'T', 'U', None)[next(dice) % 4], 'amount_cents': next(dice) % 500,
        'period': ('2026', '2026-03', '2025')[next(dice) % 3], 'priority': 1 + next(dice) % 3}})
      state = ('stated', 'granted', 'cut', 'returned')[next(dice) % 4]
      if state != 'stated':
        commands.append({'change': 'need', 'row': f'$n{i}', 'exception': 'x', 'fields': {
          'state': state, 'reason': 'x',
          'granted_cents': None if state == 'returned' else next(dice) % 400}})
    self.apply(commands)
    all_needs = {row['row']: row['fields'] for row in self.answer('show', 'need')['rows']}
    sector = {'S': 'education', 'T': 'education', 'U': None, None: None}

    def figures(rows):
      decided = [row for row in rows if row['state'] in ('granted', 'cut')]
      needed, granted = (sum(row[key] for row in of) for key, of in (
        ('amount_cents', rows), ('granted_cents', decided)))
      return {'needs': len(rows), 'needed_cents': needed, 'granted_cents': granted,
              'cut_cents': sum(row['amount_cents'] for row in decided) - granted,
              **{f'{name}_cents': sum(row['amount_cents'] for row in rows if row['state'] == state)
                 for name, state in (('returned', 'returned'), ('undecided', 'stated'))},
              'gap_cents': needed - granted}
    for below in (None, '01/A'):
      found = self.answer('needs', '--period', '2026', *(['--unit', below] if below else []))
      wanted = {row: need for row, need in all_needs.items() if need['period'][:4] == '2026'
                and (below is None or f"{need['unit']}/".startswith(f'{below}/'))}
      self.assertEqual({row['row'] for row in found['rows']}, set(wanted))
      needs = list(wanted.values())
      self.assertEqual(found['total'], figures(needs))
      self.assertEqual(found['total']['needed_cents'], sum(
        found['total'][key] for key in ('granted_cents', 'cut_cents', 'returned_cents',
                                        'undecided_cents')))
      parts = {'units': lambda need, row: f"{need['unit']}/".startswith(f"{row['unit']}/"),
               'objects': lambda need, row: need['service'] == row['service'],
               'sectors': lambda need, row: sector[need['service']] == row['sector'],
               'priorities': lambda need, row: need['priority'] == row['priority']}
      for name, belongs in parts.items():
        for row in found[name]:
          of = figures([need for need in needs if belongs(need, row)])
          self.assertEqual({key: row[key] for key in of}, of, row)
        if name != 'units':
          self.assertEqual(sum(row['needs'] for row in found[name]), len(needs))


class Closing(Figures):
  def test_a_close_shows_quality_and_accounts_as_their_own_verbs_do(self):
    self.demo(1500)
    unit = next(line['unit'] for line in self.lines().values() if line['period'] == '2025-03')
    self.apply([{'add': 'turnover', 'fields': {
      'unit': unit, 'code': code, 'period': '2025-03', 'basis': basis, 'amount_cents': cents}}
      for code, basis, cents in (('1100', 'cost', 100), ('2200', 'cost', 7), ('5200', 'budget', 3))])
    found = self.answer('show', 'closing-checks', '--unit', unit, '--period', '2025-03')
    quality = self.answer('quality', '--unit', unit, '--period', '2025-03')
    self.assertEqual({'period': '2025-03', 'days': 30, **found['quality']}, quality)
    self.assertGreater(len(quality['flaws']), 0)
    rows = [{'period': '2025-03', 'basis': basis, **row} for basis in ('cost', 'budget')
            for row in self.answer('reconcile', '--period', '2025-03', '--unit', unit,
                                   '--basis', basis)['rows']]
    self.assertEqual(found['accounts'], rows)
    self.assertGreaterEqual(len(rows), 3)
    of_year = self.answer('show', 'closing-checks', '--unit', unit, '--period', '2025')['accounts']
    self.assertEqual([row for row in of_year if row['period'] == '2025-03'], rows)
    self.assertEqual({row['period'] for row in of_year}, {'2025', '2025-03'})


if __name__ == '__main__':
  InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
