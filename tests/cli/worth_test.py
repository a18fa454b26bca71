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


def rows_below(node):
  """The rows that a tree ends in, with their amounts; every one once."""
  found = {}

  def walk(at):
    for each in at.get('inputs', []):
      if len(each['name']) == 36 and each['name'].count('-') == 4:
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
    self.ask('demo', '--seed', '11', '--lines', '1500')
    facts = []
    for year in YEARS:
      for version in ('2026', None):
        of = {'version': version} if version else {}
        facts.append({'add': 'benefit', 'fields': {
          'service': 'PIRTS', 'period': year, 'amount_cents': 700000 + int(year),
          'method': 'Izdevumi mājās', **of}})
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
    self.assertEqual(len(rows_below(named(sauna['planned']['explanation'], 'npv', 'years', '0',
                                          'benefit'))), 1)
    self.assertEqual(sauna['planned']['benefit_cents'], 1404051)
    per_unit = sauna['reached']['years'][1]
    self.assertEqual(per_unit['per_unit_cents'], rounded(Fraction(per_unit['cost_cents'], 110)))
    growth = 1 + Fraction(35000, 10**6)
    for rows in found['alternatives'].values():
      for row in rows:
        self.assertEqual(row['more_cents'], row['npv_cents'] - rows[0]['npv_cents'])
      self.assertEqual([row['rank'] for row in rows], [1, 2])
    for name in ('planned', 'reached'):
      for row, service in zip(found['alternatives'][name], found['services']):
        net = [year['benefit_cents'] - year['cost_cents'] for year in service[name]['years']]
        self.assertEqual(row['yearly_cents'], rounded((net[0] + net[1] / growth) * growth))

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
        ('id_twice', ('appraise', '--service', 'PIRTS', '--service', 'PIRTS', *period)),
        ('usage_invalid', ('unit-cost', '--service', 'PIRTS', '--service', 'KLAC', '--period',
                           '2025'))):
      error = self.run_json(*words, '--ledger', 'l.db', code=2)['error']
      self.assertEqual(error['code'], code, words)


if __name__ == '__main__':
  PROGRAMS = InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
