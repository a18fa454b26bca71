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
    self.answer('attach', '--line', billed, 'scan.txt')
    attached = self.answer('show', 'attachment')['rows']
    self.assertIn(billed, [row['fields']['line'] for row in attached])
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
        files = [{'row': row['row'], **{key: row['fields'][key] for key in ('name', 'hash')}}
                 for row in attached if row['fields']['line'] == leaf['name']]
        self.assertEqual(leaf['attachments'], files)
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
      lines = [leaf for leaf in leaves(alone['explanation']) if leaf['unit'] == 'cents']
      self.assertTrue(lines, verb)
      for leaf in lines:
        self.assertEqual((leaf['value'], leaf['document'], leaf['date']),
                         tuple(fields[leaf['name']][key]
                               for key in ('amount_cents', 'document', 'date')))
        for key in ('document', 'date', 'attachments'):
          del leaf[key]
      parts = {part['name']: part.get('inputs') for part in alone['explanation']['inputs']}
      if verb in ('allocate', 'forecast', 'variance'):
        self.assertEqual(alone['explanation'], whole['explanation'])
      elif verb == 'deviations':
        self.assertEqual(parts, {f'/rows/{i}/explanation': [row['explanation']]
                                 for i, row in enumerate(whole['rows'])})
      else:
        self.assertEqual(parts['/explanation'], [whole['explanation']])
        self.assertEqual(parts['/allocation'], [whole['allocation']])

  def test_what_is_no_explanation_is_refused(self):
    self.demo(20)
    for words in (['report', '--rows', 'unit'], ['planet'], ['total', '--period', 'x'],
                  ['allocate', '--period', '2025', '--store'], ['total', '--period', '2025', '--unit', 'x'],
                  ['total', '--period', '2025', '--side', 'actual', '--version', '2026'],
                  ['total', '--period', '2025', '--side', 'both'], ['variance', '--run', 'x']):
      self.answer('explain', *words, code=2)
    self.assertEqual(self.answer('show', 'allocation')['rows'], [])


class Ordered(Figures):
  def test_step_down_takes_an_order_and_a_stored_run_keeps_it(self):
    self.demo(3000)
    words = ['allocate', '--period', '2026', '--method', 'step-down']
    proposed = self.answer(*words)
    order = proposed['order']
    self.assertGreater(len(order), 2)
    # The order that was proposed says the same when it is stated.
    self.assertEqual(self.answer(*words, '--order', ','.join(order)), proposed)
    other = self.answer(*words, '--order', ','.join(reversed(order)), '--store', '--explain')
    self.assertEqual(other['order'], order[::-1])
    self.assertEqual(faults(other['explanation']), [])
    self.assertNotEqual(other['objects'], proposed['objects'])
    self.assertEqual(other['total_cents'], proposed['total_cents'])
    again = self.answer('allocate', '--run', other['run'])
    self.assertTrue(again['same_result'] and again['same_input'])
    for key in ('objects', 'pools', 'unallocated_cents', 'order'):
      self.assertEqual(again[key], other[key])
    # The sheet of a service is by the order, too.
    service = next(each for each, was in zip(other['objects'], proposed['objects'])
                   if each['attributed_cents'] != was['attributed_cents'])
    sheet = self.answer('unit-cost', '--service', service['id'].partition(':')[2], *words[1:],
                        '--order', ','.join(reversed(order)))
    self.assertEqual(sheet['total_cents'], service['total_cents'])
    for wrong, code, named in (
        (order[:-1], 'order_incomplete', order[-1]), (order + order[:1], 'order_incomplete', order[0]),
        (order + ['resource:NO'], 'id_unknown', 'resource:NO'), ([''], 'id_unknown', '')):
      fault = self.answer(*words, '--order', ','.join(wrong), code=2)['error']
      self.assertEqual(fault['code'], code)
      self.assertIn(named, fault['message'])
    for options in (['--method', 'direct'], []):
      fault = self.answer(*words[:3], *options, '--order', ','.join(order), code=2)['error']
      self.assertEqual(fault['code'], 'usage_invalid')
    self.answer('allocate', '--run', other['run'], '--order', ','.join(order), code=2)


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
        'counterparty': other if next(dice) % 4 and other != unit else None}})
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


class Watched(Figures):
  def test_a_watched_forecast_is_that_of_its_cut_by_any_method(self):
    self.demo(3000)
    line = next(fields for fields in self.lines().values()
                if fields['kind'] == 'actual' and fields['period'] == '2026-03' and fields['service']
                and fields['basis'] == 'cost' and fields['nature'] == 'cost')
    unit, service = line['unit'], line['service']
    self.apply([{'add': 'threshold', 'fields': {'axis': axis, 'percent': '0', 'both_sides': True,
                                                'watch': 'forecast', 'valid_from': '2026-01-01'}}
                for axis in ('unit', 'service')]
               + [{'add': 'volume', 'fields': {
                 'service': service, 'unit': unit, 'kind': 'provided', 'measure': 'hour',
                 'period': period, 'quantity': quantity, **of}}
                 for period, quantity, of in (('2026', 70, {'version': '2026'}), ('2026-02', 5, {}),
                                              ('2026-04', 11, {}))])
    reached = set()
    for method in ('run-rate', 'seasonal', 'remaining-plan', 'cost-performance'):
      found = self.answer('deviations', '--period', '2026-05', '--method', method, '--explain')
      self.assertEqual(found['method'], method)
      for row in found['rows']:
        if row['watch'] != 'forecast':
          continue
        self.assertEqual(faults(row['explanation']), [], (method, row['unit'], row['member']))
        mine = row['axis'] == 'service' and (row['unit'], row['member']) == (unit, service)
        if row['axis'] == 'unit' or mine:
          where = ['--where', f'unit={row["unit"]}']
          where += ['--where', f'service={service}'] if mine else []
          whole = self.answer('forecast', '--period', '2026-05', '--method', method, *where)
          self.assertEqual((row['measured_cents'], row['plan_cents']),
                           (whole['estimate_cents'], whole['annual_plan_cents']), (method, where))
          reached.add((method, row['axis']))
    self.assertIn(('cost-performance', 'unit'), reached)
    self.assertIn(('cost-performance', 'service'), reached)


class Beside(Figures):
  """What stands beside totals."""
  MEASURES = ('completeness', 'timeliness', 'consistency', 'traceability', 'reconciliation')

  def compact(self, *words):
    """What the verb `quality` says, in the form that stands beside a total."""
    found = self.answer('quality', *words)
    flawed = {}
    for flaw in found['flaws']:
      flawed[flaw['flaw']] = flawed.get(flaw['flaw'], 0) + 1
    return {'lines': found['lines'], 'flawed': flawed,
            **{each['measure']: each['percent'] for each in found['measures']
               if each['measure'] != 'reconciliation'}}

  def same(self, quality, wanted):
    for flaws in (quality['flawed'], wanted['flawed']):
      flaws.pop('turnover-differs', None)
    self.assertEqual({key: quality[key] for key in wanted}, wanted)

  def test_the_quality_beside_a_total_is_that_of_its_lines(self):
    self.demo(3000)
    for period, axis in (('2026-03', 'month'), ('2025', 'year')):
      wanted = self.compact('--period', period)
      self.assertGreater(sum(wanted['flawed'].values()), 0)
      found = self.answer('report', '--rows', 'code', '--where', f'{axis}={period}')
      self.same(found['quality'][0]['actual'], wanted)
      self.same(self.answer('allocate', '--period', period)['quality'], wanted)
      self.same(self.answer('variance', '--allocated', '--period', '2025')['quality']['actual'],
                self.compact('--period', '2025'))
    unit = self.answer('report', '--rows', 'unit')['rows'][0]['path'][0]
    of_unit = self.compact('--period', '2025', '--unit', unit)
    self.same(self.answer('report', '--rows', 'code', '--where', f'unit={unit}', '--where',
                          'year=2025')['quality'][0]['actual'], of_unit)
    self.same(self.answer('variance', '--period', '2025', '--unit', unit)['quality']['actual'],
              of_unit)
    by_month = self.answer('report', '--rows', 'code', '--columns', 'month', '--where', 'year=2025')
    for month, quality in zip(by_month['columns'], by_month['quality']):
      if month != '2025' and quality['actual']:
        self.same(quality['actual'], self.compact('--period', month))
    for verb in ('conditions', 'tasks'):
      self.same(self.answer(verb, '--period', '2025')['quality']['actual'],
                self.compact('--period', '2025'))
      self.same(self.answer(verb, '--period', '2025', '--unit', unit)['quality']['actual'], of_unit)
    self.same(self.answer('explain', 'total', '--period', '2025', '--where',
                          f'unit={unit}')['quality'], of_unit)
    for words in (['forecast', '--period', '2025-06', '--method', 'run-rate'],
                  ['variance', '--period', '2025'], ['life', '--service', 'PIRTS']):
      self.assertEqual(set(self.answer(*words)['quality']), {'plan', 'actual'})
    for words in (['unit-cost', '--service', 'PIRTS', '--period', '2025'],
                  ['budget', '--period', '2026'], ['consolidate', '--period', '2025']):
      quality = self.answer(*words)['quality']
      self.assertGreater(quality['lines'], 0, words)
      self.assertEqual(set(quality), {'lines', 'flawed', *self.MEASURES})
    self.assertEqual(self.answer('life', '--service', 'PIRTS')['quality']['actual']['lines'],
                     sum(self.answer('unit-cost', '--service', 'PIRTS', '--period',
                                     year['year'])['quality']['lines']
                         for year in self.answer('life', '--service', 'PIRTS')['total']['years']
                         if year['actual_cents']))

  def test_the_lines_that_the_accounts_are_laid_beside_have_their_quality(self):
    self.demo(3000)
    turnovers = [row['fields'] for row in self.answer('show', 'turnover')['rows']]
    period = max(of['period'] for of in turnovers if of['basis'] == 'cost')
    known = {of['unit'] for of in turnovers if of['period'] == period and of['basis'] == 'cost'}
    answer = self.answer('reconcile', '--period', period)
    fields = self.lines().values()
    self.assertEqual(answer['quality']['lines'], sum(
        1 for line in fields
        if line['kind'] == 'actual' and line['basis'] == 'cost' and line['nature'] == 'cost'
        and line['period'] == period
        and any(f'{line["unit"]}/'.startswith(f'{unit}/') for unit in known)))
    answer = self.answer('reconcile-bases', '--period', period[:4])
    for side in ('cost', 'expenditure'):
      lines = {line for row in answer['rows'] for line in row[f'{side}_lines']}
      self.assertGreater(len(lines), 0, side)
      self.assertEqual(answer['quality'][side]['lines'], len(lines))
    row = self.answer('allocate', '--period', period, '--store')['run']
    self.same(self.answer('allocate', '--run', row)['quality'],
              self.answer('allocate', '--period', period)['quality'])

  def test_one_order_of_pools_serves_every_verb_that_allocates(self):
    self.demo(3000)
    how = ['--method', 'step-down']
    pools = {pool for year in ('2024', '2025', '2026') for side in ('actual', 'plan')
             for pool in self.answer('allocate', '--period', year, '--side', side, *how)['order']}
    proposed, stated = (
        {one['id']: one['total_cents']
         for one in self.answer('allocate', '--period', '2025', *how, *order)['objects']}
        for order in ([], ['--order', ','.join(sorted(pools))]))
    service = next(id for id in stated if stated[id] != proposed[id])
    cents, service = stated[service], service.removeprefix('service:')
    how += ['--order', ','.join(sorted(pools))]
    of = ['--service', service]
    self.assertEqual(self.answer('unit-cost', *of, '--period', '2025', *how)['total_cents'], cents)
    years = {year['year']: year['actual_cents']
             for year in self.answer('life', *of, *how)['total']['years']}
    self.assertEqual(years['2025'], cents)
    worth = self.answer('appraise', *of, '--from', '2025', '--to', '2025', '--rate-ppm', '0',
                        '--side', 'actual', *how)['services'][0]['reached']
    self.assertEqual(worth['years'][0]['cost_cents'], cents)
    apart = self.answer('variance', '--allocated', '--period', '2025', *how)
    self.assertEqual([row['actual_cents'] for row in apart['items'] if row['id'] == service], [cents])

  def test_a_service_rests_on_its_pools_lines_too(self):
    self.demo(3000)
    answer = self.answer('unit-cost', '--service', 'PIRTS', '--period', '2025', '--method', 'direct',
                         '--explain')
    pools = [part['code'] for part in answer['indirect']]
    self.assertTrue(pools)
    fields = self.lines()
    wanted = [row for row, line in fields.items()
              if line['kind'] == 'actual' and line['basis'] == 'cost' and line['nature'] == 'cost'
              and line['period'].startswith('2025')
              and (line['service'] == 'PIRTS' or f'resource:{line["resource"]}' in pools)]
    if not any(pool.startswith('management:') for pool in pools):
      self.assertEqual(answer['quality']['lines'], len(wanted))

  def test_totals_say_what_is_charged_between_their_units(self):
    self.demo(15000)
    whole = self.answer('consolidate', '--period', '2025')
    eliminated = whole['total']['eliminated_cents']
    self.assertGreater(eliminated, 0)
    words = ['report', '--rows', 'unit', '--where', 'year=2025']
    found = self.answer(*words)
    self.assertEqual(found['between_units'][0]['actual_cents'], eliminated)
    self.assertEqual(self.answer('allocate', '--period', '2025')['between_units_cents'], eliminated)
    # Without them, every unit's total is that of the consolidation.
    consolidated = self.answer(*words, '--consolidated')
    self.assertTrue(consolidated['consolidated'])
    self.assertEqual(consolidated['total'][0]['actual_cents'],
                     found['total'][0]['actual_cents'] - eliminated)
    self.assertEqual(consolidated['total'][0]['actual_cents'], whole['total']['cost_cents'])
    units = {unit['unit']: unit['cost_cents'] for unit in whole['units']}
    for row in consolidated['rows']:
      if not row.get('unclassified'):
        self.assertEqual(row['cells'][0]['actual_cents'], units['/'.join(row['path'])], row['path'])
    # By another axis the rows come to the total.
    by_code = self.answer('report', '--rows', 'service', '--where', 'year=2025', '--consolidated')
    self.assertEqual(sum(row['cells'][0]['actual_cents'] for row in by_code['rows']),
                     consolidated['total'][0]['actual_cents'])
    for unit in list(units)[:4]:
      self.assertEqual(
        self.answer('report', '--rows', 'code', '--where', 'year=2025', '--where',
                    f'unit={unit}')['between_units'][0]['actual_cents'],
        next(each['eliminated_cents'] for each in whole['units'] if each['unit'] == unit))
    # All services and what is not theirs have no more of them than there is.
    objects = self.answer('allocate', '--period', '2025')['objects']
    sheets = [self.answer('unit-cost', '--service', each['id'].partition(':')[2], '--period', '2025')
              for each in objects if each['total_cents']]
    self.assertLessEqual(sum(sheet['between_units_cents'] for sheet in sheets), eliminated)
    self.assertGreater(sum(sheet['between_units_cents'] for sheet in sheets), 0)


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
      needed = 1 + next(dice) % 500
      commands.append({'add': 'need', 'as': f'n{i}', 'fields': {
        'unit': ('01', '01/A', '01/A/D', '02')[next(dice) % 4], 'justification': 'x',
        'service': ('S', 'T', 'U', None)[next(dice) % 4], 'amount_cents': needed,
        'period': ('2026', '2026-03', '2025')[next(dice) % 3], 'priority': 1 + next(dice) % 3}})
      state = ('stated', 'granted', 'cut', 'returned')[next(dice) % 4]
      if state != 'stated':
        commands.append({'change': 'need', 'row': f'$n{i}', 'exception': 'x', 'fields': {
          'state': state, 'reason': 'x',
          'granted_cents': None if state == 'returned' else next(dice) % needed}})
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
    quality = self.answer('quality', '--unit', unit, '--period', '2025-03', '--every')
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


class Planned(Figures):
  def test_a_split_keeps_every_cent_and_is_taken_back_as_one(self):
    self.answer('init', '--user', 'Anna')
    services = ['A', 'B', 'C']
    self.apply([{'add': 'unit', 'fields': {'code': '01', 'name': 'Town'}}] + [
      {'add': 'service', 'fields': {'code': code, 'name': code}} for code in services])
    line, = self.apply([{'add': 'line', 'fields': {
      'unit': '01', 'service': 'A', 'code': '2200', 'period': '2026-01', 'amount_cents': -10000,
      'document': 'R-1', 'vat': 'cost', 'vat_cents': -100}}])
    self.write('bill.txt', b'a bill')
    self.answer('attach', '--line', line, 'bill.txt')
    to = [word for code in services for word in ('--to', f'service={code}:1')]
    shown = self.answer('split', '--row', line, *to, '--explain')
    self.assertEqual(faults(shown['explanation']), [])
    self.assertEqual([part['cents'] for part in shown['parts']], [-3334, -3333, -3333])
    self.assertEqual({part['row'] for part in shown['parts']}, {None})
    self.assertEqual(set(self.lines()), {line})
    done = self.answer('split', '--row', line, *to, '--apply')
    lines = self.lines()
    self.assertEqual([lines[part['row']]['service'] for part in done['parts']], services)
    self.assertEqual(set(lines), {part['row'] for part in done['parts']})
    for key, cents in (('amount_cents', -10000), ('vat_cents', -100)):
      self.assertEqual(sum(one[key] for one in lines.values()), cents)
    for leaf in leaves(self.answer('explain', 'total', '--period', '2026-01')['explanation']):
      self.assertEqual((leaf['document'], len(leaf['attachments'])), ('R-1', 1))
    self.answer('split', '--row', line, *to, '--apply', code=2)  # it is no more
    self.apply([{'undo': True}])
    self.assertEqual(set(self.lines()), {line})
    # In a closed period nothing changes: what is parted is booked in an open one.
    self.apply([{'add': 'closing', 'fields': {'unit': '01', 'period': '2026-01'}, 'exception': 'x'}])
    for words in ([], ['--period', '2026-01']):
      refused = self.answer('split', '--row', line, *to, *words, '--apply', code=2)
      self.assertEqual(refused['error']['code'], 'period_closed')
    done = self.answer('split', '--row', line, *to, '--period', '2026-02', '--apply')
    lines = self.lines()
    self.assertEqual(lines[line]['amount_cents'], -10000)
    self.assertEqual(lines[done['reversal']]['amount_cents'], 10000)
    self.assertEqual(sum(one['amount_cents'] for one in lines.values()), -10000)
    self.assertEqual({one['corrects'] for row, one in lines.items() if row != line}, {line})
    self.assertTrue(self.answer('verify')['ok'])
    for words in (['--to', 'service=A:x'], ['--to', 'service=A'], ['--to', 'note=A:1'], [],
                  ['--to', 'service=A:0'], ['--to', 'counterparty=01:1']):
      self.answer('split', '--row', line, *words, '--period', '2026-02', '--apply', code=2)
    self.assertEqual(self.lines(), lines)
    self.answer('copy-version', '--to', 'X', '--to', 'Y', '--from-year', '2026', code=2)

  def test_a_schedule_is_explained_and_every_line_of_it_is_shown(self):
    self.answer('init')
    self.apply([{'add': 'unit', 'fields': {'code': '01', 'name': 'Town'}},
                {'add': 'service', 'fields': {'code': 'A', 'name': 'A'}},
                {'add': 'version', 'fields': {'label': '2025'}}])
    same = {'unit': '01', 'service': 'A', 'version': '2025', 'every_months': 1}
    even, index = self.apply([
      {'add': 'schedule', 'fields': {**same, 'name': 'even', 'method': 'straight-line',
                                     'amount_cents': 10000, 'residual_cents': 100,
                                     'first_period': '2025-01', 'last_period': '2025-07'}},
      {'add': 'schedule', 'fields': {**same, 'name': 'index', 'amount_cents': 9999,
                                     'index_ppm': 31000, 'index_from': '2025-06',
                                     'first_period': '2025-01', 'last_period': '2026-12'}}])
    self.answer('generate', '--until', '2025')
    row = next(row for row, line in self.lines().items()
               if line['schedule'] == even and line['period'] == '2025-03')
    self.apply([{'change': 'line', 'row': row, 'fields': {'amount_cents': 1}}])
    before = self.answer('verify')
    found = self.answer('schedule', '--explain')['schedules']
    self.assertEqual(before, self.answer('verify'))
    self.assertEqual([one['row'] for one in found], [even, index])
    lines = self.lines()
    for one in found:
      self.assertEqual(faults(one['explanation']), [])
      self.assertEqual(one['explanation']['name'], one['row'])
      due, lies = one['explanation']['inputs']
      self.assertEqual({leaf['name']: leaf['value'] for leaf in leaves(lies)},
                       {month['line']: month['booked_cents'] for month in one['months']
                        if month['line']})
      months = due['inputs'][-1]['inputs']
      self.assertEqual([month['value'] for month in months],
                       [month['due_cents'] for month in one['months']])
      self.assertEqual((one['due_cents'], one['booked_cents']), (due['value'], lies['value']))
      booked = {month['line']: month['booked_cents'] for month in one['months'] if month['line']}
      self.assertEqual(booked, {row: line['amount_cents'] for row, line in lines.items()
                                if line['schedule'] == one['row']})
      self.assertEqual(one['booked_cents'], sum(booked.values()))
    self.assertEqual([month['state'] for month in found[0]['months']],
                     ['edited' if i == 2 else 'as-scheduled' for i in range(7)])
    self.assertEqual(self.answer('schedule', '--row', index)['schedules'],
                     [{key: value for key, value in found[1].items() if key != 'explanation'}])


if __name__ == '__main__':
  InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
