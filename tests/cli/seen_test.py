# What the command line tells whom: by the offices that the ledger's user holds. Usage: seen_test.py
# FOLDER-OF-PROGRAMS
import csv
import io
import json
import os
import sys
import unittest

from programs import InFolder, Programs


class Seen(InFolder):
  def setUp(self):
    super().setUp()
    self.ask('init')
    self.ask('demo', '--seed', '7', '--lines', '3000')
    self.ask('user', 'Anna')
    self.all = self.ask('report', '--rows', 'unit')
    def office(role, holder, **where):
      return {'add': 'appointment', 'fields': {
        'role': role, 'holder': holder, 'valid_from': '2020-01-01', **where}}
    self.write('offices.json', json.dumps([
      office('R3', 'Anna', unit='DN'), office('R4', 'Berta', unit='DN/02'),
      office('R7', 'Dace', service='PIRTS')]).encode())
    self.ask('apply', 'offices.json')

  def ask(self, *words, code=0):
    return self.run_json(*words, '--ledger', 'l.db', code=code)

  def refused(self, *words):
    return self.ask(*words, code=2)['error']['code']

  def test_whoever_holds_the_municipality_sees_all(self):
    self.assertEqual(self.ask('report', '--rows', 'unit'), self.all)
    self.assertEqual(self.ask('user')['hidden_lines'], 0)
    office, = self.ask('user')['offices']
    self.assertEqual((office['role'], office['table'], office['name']), ('R3', 'unit', 'Demo novads'))

  def test_an_institution_sees_its_own_and_how_much_it_does_not(self):
    own = self.ask('report', '--rows', 'unit', '--where', 'unit=DN/02')['total']
    counted = self.ask('report', '--rows', 'unit')
    lines = len(self.ask('show', 'line')['rows'])
    self.ask('user', 'Berta')
    seen = self.ask('report', '--rows', 'unit')
    self.assertEqual(seen['total'], own)
    self.assertNotEqual(seen['total'], counted['total'])
    shown = self.ask('show', 'line')
    self.assertGreater(len(shown['rows']), 0)
    self.assertEqual(len(shown['rows']) + shown['hidden'], lines)
    self.assertLessEqual(seen['hidden_lines'], shown['hidden'])  # void ones are shown, too
    self.assertEqual({row['fields']['unit'][:5] for row in shown['rows']}, {'DN/02'})
    exported = self.ask('export', '--format', 'csv')
    self.assertEqual(exported['hidden_lines'], seen['hidden_lines'])
    rows = list(csv.DictReader(io.StringIO(exported['content'])))
    self.assertEqual({row['unit_2'] for row in rows}, {'02'})

  def test_what_needs_all_is_refused_and_its_own_unit_is_not(self):
    for verb in (('allocate', '--period', '2026-03'), ('sample', '--seed', '1', '--n', '5'),
                 ('consolidate', '--period', '2026'), ('budget', '--period', '2026-03'),
                 ('variance', '--allocated', '--period', '2026-03'), ('history',),
                 ('export', '--format', 'fdp', '--out', 'open'),
                 ('unit-cost', '--service', 'PIRTS', '--period', '2026')):
      with self.subTest(verb):
        self.ask('user', 'Anna')
        self.ask(*verb)
        self.ask('user', 'Berta')
        self.assertEqual(self.refused(*verb), 'lines_hidden')
    for verb in ('budget', 'consolidate', 'quality', 'needs'):
      with self.subTest(verb):
        self.ask('user', 'Anna')
        wanted = self.ask(verb, '--period', '2026', '--unit', 'DN/02')
        self.ask('user', 'Berta')
        self.assertEqual(self.ask(verb, '--period', '2026', '--unit', 'DN/02'), wanted)

  def test_a_service_owner_is_told_what_it_costs_with_its_share_of_the_rest(self):
    wanted = self.ask('unit-cost', '--service', 'PIRTS', '--period', '2026')
    del wanted['quality']['reconciliation']  # of accounts that he does not see
    line = next(row['row'] for row in self.ask('show', 'line')['rows']
                if row['fields']['service'] != 'PIRTS')
    self.ask('user', 'Dace')
    told = self.ask('unit-cost', '--service', 'PIRTS', '--period', '2026')
    self.assertIsNone(told['quality'].pop('reconciliation'))
    self.assertEqual(told, wanted)
    self.assertEqual(
      self.refused('unit-cost', '--service', 'PIRTS', '--period', '2026', '--explain'),
      'lines_hidden')
    other = next(row['fields']['code'] for row in self.ask('show', 'service')['rows']
                 if row['fields']['code'] != 'PIRTS')
    self.assertEqual(self.refused('unit-cost', '--service', other, '--period', '2026'),
                     'lines_hidden')
    self.assertEqual(self.refused('history', '--row', line), 'lines_hidden')
    own = self.ask('show', 'line')['rows'][0]
    self.assertEqual(own['fields']['service'], 'PIRTS')
    self.ask('history', '--row', own['row'])

  def test_without_an_office_nothing_is_seen(self):
    self.ask('user', 'Erna')
    found = self.ask('report', '--rows', 'unit')
    self.assertEqual(found['rows'], [])
    self.assertEqual(found['hidden_lines'], self.ask('user')['hidden_lines'])
    self.assertEqual(self.ask('show', 'line')['rows'], [])
    self.assertGreater(len(self.ask('show', 'unit')['rows']), 0)


if __name__ == '__main__':
  InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
