# The command line as docs/cli.md describes it: its examples are run in their order, and then what
# scripts rely on besides. Usage: cli_test.py FOLDER-OF-PROGRAMS
import json
import os
import shlex
import subprocess
import sys
import tempfile
import unittest

from pages import examples, pattern
from programs import Endpoint, Programs
from recompute import faults


class CommandLine(unittest.TestCase):
  def setUp(self):
    self.folder = tempfile.TemporaryDirectory()

  def tearDown(self):
    self.folder.cleanup()

  def run_in_folder(self, words):
    return subprocess.run([PROGRAMS.client, *words[1:]], capture_output=True, cwd=self.folder.name)

  def test_examples_of_the_page(self):
    with open('docs/cli.md', encoding='utf-8') as file:
      page = file.read()
    endpoint = Endpoint(PROGRAMS, os.path.join(self.folder.name, 'data'))
    self.addCleanup(endpoint.kill)
    commands = 0
    for head, text, code in examples(page):
      if code is None:
        with open(os.path.join(self.folder.name, head), 'w', encoding='utf-8') as file:
          file.write(text)
        continue
      commands += 1
      with self.subTest(head):
        words = shlex.split(head.replace('http://localhost:8080', endpoint.url)
                            .replace('TOKEN', endpoint.token))
        done = self.run_in_folder(words)
        answer = done.stdout.decode()
        self.assertRegex(answer, r'\A' + pattern(text) + r'\Z')
        self.assertEqual(done.returncode, code, done.stderr)
    self.assertGreater(commands, 15)

  def test_options_of_other_verbs_are_refused(self):
    own = {'init': '--user', 'import': '--mapping', 'report': '--rows', 'export': '--format',
           'sync': '--token', 'verify': None, 'demo': '--seed'}
    self.run_in_folder(['saimnieks', 'init', '--ledger', 'l.db'])
    for verb, option in own.items():
      for other in own.values():
        if other and other != option:
          done = self.run_in_folder(['saimnieks', verb, '--ledger', 'l.db', other, '1', '--json'])
          self.assertEqual(done.returncode, 2, (verb, other))
          self.assertIn(b'"usage_invalid"', done.stdout)
      done = self.run_in_folder(['saimnieks', verb, '--ledger', 'l.db', 'a', 'b', '--json'])
      self.assertEqual(done.returncode, 2, verb)

  def test_explanations_follow_and_reach_every_line(self):
    def answer(*words):
      done = self.run_in_folder(['saimnieks', *words, '--ledger', 'e.db', '--json'])
      self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
      return json.loads(done.stdout)

    def lines_below(node, found):
      for each in node.get('inputs', []):
        if len(each['name']) == 36 and each['name'].count('-') == 4:
          self.assertNotIn(each['name'], found)  # no line counts twice
          found[each['name']] = each['value']
        lines_below(each, found)
      return found

    answer('init')
    answer('demo', '--seed', '11', '--lines', '1500')
    amounts, counted = {}, {'2025': set(), '2026': set()}
    for row in answer('show', 'line')['rows']:
      fields = row['fields']
      amounts[row['row']] = fields['amount_cents']
      year = fields['period'][:4]
      if (fields['kind'] == 'actual' and fields['basis'] == 'cost' and fields['nature'] == 'cost'
          and fields['policy'] is None and year in counted):
        counted[year].add(row['row'])
    for year, wanted in counted.items():
      self.assertTrue(wanted)
      found = answer('allocate', '--period', year, '--method', 'reciprocal', '--explain')
      self.assertEqual(faults(found['explanation']), [])
      below = lines_below({'inputs': found['own']}, lines_below(found['explanation'], {}))
      self.assertEqual(set(below), wanted)
      self.assertEqual(below, {row: amounts[row] for row in wanted})
      self.assertEqual(found['total_cents'],
                       sum(each['total_cents'] for each in found['objects'])
                       + found['unallocated_cents'] + found['policies_cents'])
    sheet = answer('unit-cost', '--service', 'PIRTS', '--period', '2025', '--explain')
    self.assertEqual(faults(sheet['explanation']) + faults(sheet['allocation']), [])
    below = lines_below(sheet['explanation'], {})
    self.assertEqual(sum(below.values()), sheet['direct_cents'])
    forecast = answer('forecast', '--period', '2025-06', '--method', 'run-rate', '--explain')
    self.assertEqual(faults(forecast['explanation']), [])

  def test_catalogue_wants_a_known_list_and_no_ledger(self):
    self.run_in_folder(['saimnieks', 'init', '--ledger', 'l.db'])
    for words in (['planet'], ['task', 'PU3-4'], ['--seed', '1'], ['--ledger', 'l.db']):
      done = self.run_in_folder(['saimnieks', 'catalogue', *words, '--json'])
      self.assertEqual(done.returncode, 2, words)
      self.assertIn(b'"usage_invalid"', done.stdout)

  def test_the_catalogue_has_every_kind_that_it_counts(self):
    show = ['saimnieks', 'catalogue']
    summary = json.loads(self.run_in_folder([*show, '--json']).stdout)
    self.assertGreater(len(summary['kinds']), 30)
    for kind in summary['kinds']:
      one = json.loads(self.run_in_folder([*show, kind['kind'], '--json']).stdout)
      self.assertEqual(len(one['entries']), kind['count'], kind)
      for entry in one['entries']:
        self.assertLessEqual(set(entry['notes']), set(one['notes']), entry)

  def test_words_that_are_not_utf8(self):
    """Answers are UTF-8 and no exception ends the program."""
    for words in ([b'verify', b'--ledger', b'\xff.db'], [b'\xff', b'--ledger', b'l.db'],
                  [b'import', b'--ledger', b'l.db', b'--mapping', b'\xff', b'\xfe'],
                  [b'catalogue', b'\xff'],
                  [b'init', b'--ledger', b'l.db', b'--user', b'\xff']):
      done = self.run_in_folder([b'saimnieks', *words, b'--json'])
      self.assertEqual(done.returncode, 2, (words, done))
      self.assertIn('"error"', done.stdout.decode('utf-8'))

  def test_demo_heeds_how_many_lines(self):
    for lines in (1, 17, 1000, 14142, 14143):
      name = f'{lines}.db'
      self.run_in_folder(['saimnieks', 'init', '--ledger', name])
      done = self.run_in_folder(['saimnieks', 'demo', '--ledger', name, '--lines', str(lines)])
      self.assertEqual(done.stdout.decode().strip(), f'{{"seed":2026,"lines":{lines}}}')

  def test_import_of_an_export_is_the_same(self):
    def run(*words):
      done = self.run_in_folder(['saimnieks', *words, '--json'])
      self.assertEqual(done.returncode, 0, (words, done))
      return done.stdout
    for name in ('a.db', 'b.db'):
      run('init', '--ledger', name)
    run('demo', '--ledger', 'a.db', '--lines', '2000')
    run('export', '--ledger', 'a.db', '--format', 'csv', '--out', 'a.csv', '--mapping-out', 'map.json')
    run('import', '--ledger', 'b.db', '--mapping', 'map.json', 'a.csv')
    # Which version of a plan is the newest is nothing that lines say.
    for question in (['--rows', 'unit,service,code', '--columns', 'month',
                      '--where', 'version=2026'],
                     ['--rows', 'service', '--columns', 'year',
                      '--where', 'version=2026 projekts'],
                     ['--rows', 'unit', '--compare', 'plan:2026@2025,actual@2025']):
      self.assertEqual(run('report', '--ledger', 'a.db', *question),
                       run('report', '--ledger', 'b.db', *question))
    self.assertEqual(run('export', '--ledger', 'a.db', '--format', 'csv'),
                     run('export', '--ledger', 'b.db', '--format', 'csv'))
    run('verify', '--ledger', 'b.db')

  def test_a_mapping_goes_with_csv_only(self):
    self.run_in_folder(['saimnieks', 'init', '--ledger', 'l.db'])
    done = self.run_in_folder(['saimnieks', 'export', '--ledger', 'l.db', '--format', 'json',
                               '--mapping-out', 'map.json', '--json'])
    self.assertEqual(done.returncode, 2)
    self.assertFalse(os.path.exists(os.path.join(self.folder.name, 'map.json')))


if __name__ == '__main__':
  PROGRAMS = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
