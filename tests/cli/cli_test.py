# The command line as docs/cli.md describes it: its examples are run in their order, and then what
# scripts rely on besides. Usage: cli_test.py FOLDER-OF-PROGRAMS
import contextlib
import hashlib
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys
import unittest

from pages import examples, filled, pattern
from programs import Endpoint, InFolder, Programs, number
from recompute import faults


class CommandLine(InFolder):
  def test_examples_of_the_page(self):
    with open('docs/cli.md', encoding='utf-8') as file:
      page = file.read()
    endpoint = Endpoint(PROGRAMS, os.path.join(self.folder.name, 'data'))
    self.addCleanup(endpoint.kill)
    commands = 0
    known = {}
    for head, text, code in examples(page):
      if code is None:
        with open(os.path.join(self.folder.name, head), 'w', encoding='utf-8') as file:
          file.write(text)
        continue
      commands += 1
      with self.subTest(head):
        words = shlex.split(filled(head, known).replace('http://localhost:8080', endpoint.url)
                            .replace('TOKEN', endpoint.token))
        done = self.run_in_folder(words)
        answer = done.stdout.decode()
        self.assertRegex(answer, r'\A' + pattern(filled(text, known)) + r'\Z')
        known.update(re.match(pattern(filled(text, known)), answer).groupdict())
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

  def test_members_that_are_not_there_are_refused(self):
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 100)
    period = ['--period', '2026-03']
    for where, code in (('unit=NOPE', 'unit_unknown'), ('unit=01/NOPE', 'unit_unknown'),
                        ('service=NOPE', 'service_unknown'), ('code=77777', 'code_unknown'),
                        ('function=77777', 'code_unknown'), ('resource=NOPE', 'resource_unknown'),
                        ('policy=NOPE', 'policy_unknown'), ('source=NOPE', 'source_unknown'),
                        ('nature=banana', 'value_range'), ('nature=c*', 'value_range'),
                        ('phase=banana', 'value_range'), ('object=banana', 'value_range'),
                        ('level=9', 'value_range'), ('resource_kind=banana', 'value_range'),
                        ('task=PU9-9', 'catalogue_code_unknown'), ('month=2026-13', 'period_invalid'),
                        ('month=2026', 'period_invalid'), ('year=2026-01', 'period_invalid'),
                        ('version=NOPE', 'version_unknown'), ('version=', 'version_unknown')):
      for words in (['report', '--rows', 'unit'], ['explain', 'total', *period],
                    ['forecast', *period, '--method', 'run-rate']):
        answer = self.run_json(*words, '--ledger', 'l.db', '--where', where, code=2)
        self.assertEqual(answer['error']['code'], code, (words, where))
        self.assertIn(where.replace('=', ' ').strip('*'), answer['error']['message'])
    # What there is, though nothing is booked under it, and beginnings of nothing, are figures.
    for where in ('unit=9*', 'code=7000', 'year=1999', 'month=1999-01', 'task=PU3-4', 'service=',
                  'nature=benefit', 'object=policy', 'resource_kind=partner'):
      self.run_json('report', '--rows', 'unit', '--ledger', 'l.db', '--where', where)

  def test_refused_rows_are_mended_and_imported_as_they_are(self):
    self.run_json('init', '--ledger', 'l.db')
    self.write('map.json', json.dumps({'columns': {
      'period': 'Mēnesis', 'unit': 'Iestāde', 'service': 'Pakalpojums', 'code': 'EKK',
      'amount': 'Summa'}}).encode())
    self.write('a.csv', ('Pārskats par 2026. gadu\nMēnesis;Iestāde;Cits;Pakalpojums;EKK;Summa\n'
                         '2026-01;"A ""B""";x;EDU;1100;1,50\n'
                         '2026-02;"A ""B""";"y; z";EDU;1100;divi\n'
                         '2026-13;S;;EDU;1100;3,00\n').encode())
    self.run_json('import', '--ledger', 'l.db', '--mapping', 'map.json', '--skip-refused',
                  '--refused-out', 'r.csv', '--language', 'lv', 'a.csv')
    with open(self.path('r.csv'), encoding='utf-8-sig', newline='') as file:
      refused = file.read()
    self.assertEqual(refused.splitlines()[0], 'Mēnesis;Iestāde;Cits;Pakalpojums;EKK;Summa;Iemesls')
    self.assertRegex(refused.splitlines()[1],
                     '^2026-02;"A ""B""";"y; z";EDU;1100;divi;4. rinda, „Summa”: ')
    mended = refused.replace('divi', '2,00').replace('2026-13', '2026-12')
    # What is still wrong is told anew, in the same column; the file's shape is known.
    self.write('r.csv', refused.replace('divi', '2,00').encode('utf-8-sig'))
    again = self.run_json('import', '--ledger', 'l.db', '--refused-out', 'r2.csv', 'r.csv', code=3)
    self.assertEqual([row['line'] for row in again['refused']], [3])
    with open(self.path('r2.csv'), encoding='utf-8-sig') as file:
      second = file.read().splitlines()
    self.assertEqual(second[0], 'Mēnesis;Iestāde;Cits;Pakalpojums;EKK;Summa;Reason')
    self.assertRegex(second[1], '^2026-13;S;;EDU;1100;3,00;Row 3, “Mēnesis”: ')
    self.write('r.csv', mended.encode('utf-8-sig'))
    done = self.run_json('import', '--ledger', 'l.db', 'r.csv')
    self.assertEqual((done['lines'], done['sums_cents']), (2, {'2026': 500}))

  def test_it_speaks_the_language_that_is_asked_for(self):
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 50)
    self.write('c.json', b'[{"add":"line","fields":{"service":"PIRTS","period":"2026-13"}}]')
    latvian = self.run_json('apply', '--ledger', 'l.db', 'c.json', '--language', 'lv', code=2)
    english = self.run_json('apply', '--ledger', 'l.db', 'c.json', '--language', 'en', code=2)
    plain = self.run_json('apply', '--ledger', 'l.db', 'c.json', code=2)
    self.assertEqual({one['error']['code'] for one in (latvian, english, plain)},
                     {'period_invalid'})
    self.assertIn('(Periods /0 ', latvian['error']['message'])
    self.assertIn('(Period /0 ', english['error']['message'])
    self.assertIn('(period /0 ', plain['error']['message'])
    self.assertNotEqual(latvian['error']['message'].split('(')[0],
                        english['error']['message'].split('(')[0])
    # Every verb may be told; no other language than these two.
    for verb in ('verify', 'report', 'show', 'catalogue'):
      done = self.run_in_folder(['saimnieks', verb, '--language', 'xx', '--json'])
      self.assertEqual(done.returncode, 2)
      self.assertIn(b'--language xx', done.stdout)
    self.run_json('verify', '--ledger', 'l.db', '--language', 'lv')
    self.run_json('catalogue', '--language', 'lv')
    # What is exported under headers in words comes in by its mapping as the same lines.
    self.run_json('export', '--ledger', 'l.db', '--format', 'csv', '--out', 'plain.csv')
    for form in ('csv', 'xlsx'):
      self.run_json('export', '--ledger', 'l.db', '--format', form, '--out', 'l.' + form,
                    '--mapping-out', 'map.json', '--language', 'lv')
      self.run_json('init', '--ledger', form + '.db')
      self.run_json('import', '--ledger', form + '.db', '--mapping', 'map.json', 'l.' + form)
      self.run_json('export', '--ledger', form + '.db', '--format', 'csv', '--out', 'again.csv')
      with open(self.path('plain.csv')) as one, open(self.path('again.csv')) as other:
        self.assertEqual(one.read(), other.read())
    with open(self.path('l.csv'), encoding='utf-8') as file:
      self.assertTrue(file.readline().startswith(
        'Periods,Veids,Plāna versija,Struktūrvienība 1,Struktūrvienības nosaukums 1,'))

  def test_json_of_another_shape_is_told_where(self):
    self.run_json('init', '--ledger', 'l.db')
    for commands, code, detail in (
        ('[{"add":"line"}]', 'json_shape', '(/0 the key fields is needed by add)'),
        ('[{"undo":true},{"frobnicate":1}]', 'json_shape', '(/0 undo and redo stand alone in a file)'),
        ('[{"frobnicate":1}]', 'json_shape',
         '(/0 one of add, change, void, undo and redo is expected)'),
        ('[{"add":"line","fields":[]}]', 'json_shape', '(/0/fields an object of fields is expected)'),
        ('[{"add":"line","void":"line","row":"x"}]', 'json_shape', '(/0 one of'),
        ('[{"void":"line","row":"x","colour":1}]', 'json_shape',
         '(/0/colour no such key is expected)'),
        ('[{"undo":false}]', 'json_shape', '(/0/undo true is expected)'),
        ('[1]', 'json_shape', '(/0 an object is expected)'),
        ('{}', 'json_shape', '(/ a list of commands is expected)'),
        ('[{"add":"service","fields":{"code":"A","code":"B"}}]', 'key_twice', '(code)'),
        ('[]\0[', 'json_invalid', ''), ('[{"add": "line"', 'json_invalid', '')):
      self.write('c.json', commands.encode())
      error = self.run_json('apply', '--ledger', 'l.db', 'c.json', code=2)['error']
      self.assertEqual(error['code'], code, commands)
      self.assertIn(detail, error['message'])

  def test_explanations_follow_and_reach_every_line(self):
    def answer(*words):
      done = self.run_in_folder(['saimnieks', *words, '--ledger', 'e.db', '--json'])
      self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
      return json.loads(done.stdout)

    def lines_below(node, found, unit='cents'):
      for each in node.get('inputs', []):
        if each['name'] == 'weight':  # how costs are shared, not what they are
          continue
        if len(each['name']) == 36 and each['name'].count('-') == 4 and each['unit'] == unit:
          self.assertNotIn(each['name'], found)  # no line counts twice
          found[each['name']] = each['value']
        lines_below(each, found, unit)
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
      below = lines_below(found['explanation'], {})
      self.assertEqual(set(below), wanted)
      self.assertEqual(below, {row: amounts[row] for row in wanted})
      self.assertEqual(found['total_cents'],
                       sum(each['total_cents'] for each in found['objects'])
                       + found['unallocated_cents'] + found['policies_cents'])
    sheet = answer('unit-cost', '--service', 'PIRTS', '--period', '2025', '--explain')
    self.assertEqual(faults(sheet['explanation']) + faults(sheet['allocation']), [])
    below = lines_below(sheet['explanation'], {})
    self.assertEqual(sum(below.values()), sheet['direct_cents'])
    self.assertEqual(lines_below(sheet['explanation'], {}, 'number'), {
      row['row']: row['fields']['quantity'] for row in answer('show', 'volume')['rows']
      if row['fields']['service'] == 'PIRTS' and row['fields']['kind'] == 'provided'
      and row['fields']['period'].startswith('2025')
      and row['fields']['version'] is None})
    for method in ('run-rate', 'seasonal', 'remaining-plan', 'cost-performance'):
      forecast = answer('forecast', '--period', '2026-05', '--method', method, '--explain')
      self.assertEqual(faults(forecast['explanation']), [])
      self.assertEqual(forecast['explanation']['value'], forecast['estimate_cents'])
      self.assertEqual([test['years'] for test in forecast['back_test']], [1, 1, 1, 1])
      below = {each['name']: lines_below(each, {}) for each in forecast['explanation']['inputs']}
      self.assertEqual(sum(below['annual_plan'].values()), forecast['annual_plan_cents'])
      self.assertEqual('earned' in below, method == 'cost-performance')
    allocated = answer('allocate', '--period', '2026-05', '--side', 'forecast', '--explain')
    self.assertEqual(allocated['total_cents'],
                     answer('forecast', '--period', '2026-05', '--method', 'remaining-plan')
                     ['estimate_cents'])
    below = lines_below(allocated['explanation'], {})
    self.assertEqual(sum(below.values()) + allocated['policies_cents'], allocated['total_cents'])
    with open(os.path.join(self.folder.name, 'threshold.json'), 'w', encoding='utf-8') as file:
      json.dump([{'add': 'threshold', 'fields': {'axis': 'service', 'watch': 'forecast',
                                                 'percent': '1', 'valid_from': '2026-01-01'}}], file)
    answer('apply', 'threshold.json')
    found = answer('deviations', '--period', '2026-06', '--explain')['rows']
    self.assertEqual({each['watch'] for each in found}, {'to-date', 'forecast'})
    for each in found:
      self.assertEqual(faults(each['explanation']), [])
      self.assertEqual(each['explanation']['value'], each['variance_cents'])
      if each['watch'] == 'to-date':
        plan, actual = (lines_below(side, {}) for side in each['explanation']['inputs'][:2])
        self.assertEqual(sum(plan.values()), each['plan_cents'])
        self.assertEqual({**plan, **actual},
                         {row: amounts[row] for row in [*plan, *actual]})
    variance = answer('variance', '--period', '2026-06', '--explain')
    self.assertEqual(faults(variance['explanation']), [])
    below = lines_below(variance['explanation'], {})
    self.assertEqual(below, {row: amounts[row] for row in below})
    self.assertEqual(sum(each['plan_cents'] + each['actual_cents'] for each in variance['items']),
                     sum(below.values()))

  def test_more_income_is_favourable_and_a_mixed_sum_is_neither(self):
    def answer(*words):
      done = self.run_in_folder(['saimnieks', *words, '--ledger', 'i.db', '--json'])
      self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
      return json.loads(done.stdout)

    lines = [{'add': 'version', 'fields': {'label': 'A'}, 'as': 'A'}]
    for nature in ('cost', 'income', 'benefit', 'recipient'):
      for kind, cents in (('plan', 1000), ('actual', 1500)):
        fields = {'kind': kind, 'nature': nature, 'task': 'PU3-4', 'code': '2200',
                  'period': '2026-01',
                  'amount_cents': cents}
        if kind == 'plan':
          fields['version'] = '$A'
        lines.append({'add': 'line', 'fields': fields})
    with open(os.path.join(self.folder.name, 'income.json'), 'w', encoding='utf-8') as file:
      json.dump(lines, file)
    answer('init')
    answer('apply', 'income.json')
    compare = ('--compare', 'plan@2026,actual@2026')
    wanted = {'cost': 'adverse', 'income': 'favourable', 'benefit': 'favourable',
              'recipient': 'adverse'}
    found = answer('report', '--rows', 'nature,code', *compare)
    self.assertEqual({row['path'][0]: row['cells'][0]['meaning'] for row in found['rows']}, wanted)
    self.assertEqual(found['total'][0]['meaning'], None)
    for nature, meaning in wanted.items():
      found = answer('report', '--rows', 'code', '--where', f'nature={nature}', *compare)
      self.assertEqual(found['rows'][0]['cells'][0]['meaning'], meaning)
      self.assertEqual(found['total'][0]['meaning'], meaning)
    self.assertEqual(answer('report', '--rows', 'code', *compare)['total'][0]['meaning'], 'adverse')

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
    for lines in (1, 17, 1000, 14142, 20003):
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
      of_one, of_other = (json.loads(run('report', '--ledger', name, *question))
                          for name in ('a.db', 'b.db'))
      # When a line was entered and which files it has is not in the file, so quality differs.
      del of_one['quality'], of_other['quality']
      self.assertEqual(of_one, of_other)
    self.assertEqual(run('export', '--ledger', 'a.db', '--format', 'csv'),
                     run('export', '--ledger', 'b.db', '--format', 'csv'))
    run('verify', '--ledger', 'b.db')

  def test_a_file_comes_back_as_it_was_attached(self):
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 20)
    line = self.run_json('show', '--ledger', 'l.db', 'line')['rows'][0]['row']
    scan = b'\x89PNG\r\n\x1a\n' + bytes(range(256)) * 4000
    self.write('scan.png', scan)
    self.write('large.txt', b'x' * (10 * 1024 * 1024 + 1))
    made = self.run_json('attach', '--ledger', 'l.db', '--line', line, 'scan.png')['attachments'][0]
    self.assertEqual(made['hash'], hashlib.sha256(scan).hexdigest())
    self.assertEqual((made['size'], made['media_type']), (len(scan), 'image/png'))
    self.run_json('attachment', '--ledger', 'l.db', '--row', made['row'], '--out', 'copy')
    with open(self.path('copy'), 'rb') as file:
      self.assertEqual(file.read(), scan)
    # What is refused leaves nothing, and says which file and which limit.
    refused = self.run_json('attach', '--ledger', 'l.db', '--line', line, 'scan.png', 'large.txt',
                            code=2)['error']
    self.assertEqual(refused['code'], 'file_too_large')
    self.assertRegex(refused['message'], r'large\.txt.*10485760')
    names = [row['fields']['name']
             for row in self.run_json('show', '--ledger', 'l.db', 'attachment')['rows']]
    self.assertEqual(names.count('scan.png'), 1)
    self.assertNotIn('large.txt', names)

  def dump(self, name):
    """Every table of a ledger file, every row of it, in an order of its own."""
    out = {}
    with contextlib.closing(sqlite3.connect(self.path(name))) as db:
      tables = [row[0] for row in db.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")]
      for table in tables:
        out[table] = sorted(map(repr, db.execute(f'SELECT * FROM "{table}"')))
      out['schema'] = sorted(map(repr, db.execute('SELECT type, name, sql FROM sqlite_schema')))
      out['pragmas'] = [db.execute(f'PRAGMA {name}').fetchone()
                        for name in ('application_id', 'user_version')]
    return out

  def ledger_with_everything(self):
    """Every axis and every kind of fact, contents, an undo, a redo, and work that waits."""
    self.run_json('init', '--ledger', 'l.db', '--user', 'Anna')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 3000)
    line = self.run_json('show', '--ledger', 'l.db', 'line')['rows'][0]['row']
    for i in range(3):
      self.write(f'{i}.txt', b'content %d' % i * 5000)
    self.run_json('attach', '--ledger', 'l.db', '--line', line, '0.txt', '1.txt')
    self.run_json('attach', '--ledger', 'l.db', '--line', line, '2.txt')
    self.write('undo.json', b'[{"undo": true}]')
    self.run_json('apply', '--ledger', 'l.db', 'undo.json')

  def test_a_restored_ledger_is_the_same(self):
    self.ledger_with_everything()
    saved = self.run_json('backup', '--ledger', 'l.db', '--out', 'l.backup')
    restored = self.run_json('restore', '--from', 'l.backup', '--ledger', 'r.db')
    verified = self.run_json('verify', '--ledger', 'l.db')
    for key in ('ops', 'lines', 'contents', 'head'):
      self.assertEqual((saved[key], restored[key]), (verified[key], verified[key]), key)
    self.assertEqual(verified['contents'], 4)  # these three, and the demonstration's own
    self.assertEqual(self.dump('r.db'), self.dump('l.db'))
    self.assertGreater(len(self.dump('l.db')['line']), 2000)
    for question in (['report', '--rows', 'unit,service,code', '--columns', 'month'],
                     ['report', '--rows', 'resource,role,level', '--compare',
                      'plan:2026@2025,actual@2025'],
                     ['export', '--format', 'json'], ['export', '--format', 'changeset'],
                     ['sample', '--seed', 'x', '--n', '50'], ['history']):
      verb, *options = question
      answers = [self.run_in_folder(['saimnieks', verb, '--ledger', name, *options, '--json'])
                 for name in ('l.db', 'r.db')]
      self.assertEqual(answers[0].returncode, 0, answers[0])
      self.assertEqual(answers[0].stdout, answers[1].stdout, question)
    # It goes on as the original would have: what was undone can be done again.
    self.write('redo.json', b'[{"redo": true}]')
    for name in ('l.db', 'r.db'):
      self.assertEqual(self.run_json('apply', '--ledger', name, 'redo.json')['ops'], 1)
      self.assertTrue(self.run_json('verify', '--ledger', name)['ok'])
    # A backup of the copy is as good, and takes the place of the older one.
    self.run_json('backup', '--ledger', 'r.db', '--out', 'l.backup')
    self.run_json('restore', '--from', 'l.backup', '--ledger', 's.db')
    self.assertEqual(self.dump('s.db'), self.dump('r.db'))
    self.assertEqual([name for name in os.listdir(self.folder.name) if '.part' in name], [])

  def test_a_backup_while_another_program_writes(self):
    """It holds one moment: whole transactions, none in half."""
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 2000)
    before = self.run_json('verify', '--ledger', 'l.db')
    self.write('two.json', json.dumps([
      {'add': 'source', 'fields': {'code': f'S{i}', 'kind': 'state-grant'}}
      for i in range(400)]).encode())
    writer = subprocess.Popen([PROGRAMS.client, 'apply', '--ledger', 'l.db', 'two.json'],
                              cwd=self.folder.name, stdout=subprocess.DEVNULL)
    seen = set()
    while True:
      ended = writer.poll() is not None
      seen.add(self.run_json('backup', '--ledger', 'l.db', '--out', 'l.backup')['ops'])
      if ended:
        break
    self.assertEqual(writer.returncode, 0)
    self.assertLessEqual(seen, {before['ops'], before['ops'] + 400})
    self.assertIn(before['ops'] + 400, seen)

  def test_any_flipped_bit_and_any_cut_is_refused(self):
    seed = int(os.environ.get('SAIMNIEKS_SEED', '1'))
    print(f'SAIMNIEKS_SEED={seed}', file=sys.stderr)
    dice = number(seed)
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 30)
    self.run_json('backup', '--ledger', 'l.db', '--out', 'l.backup')
    with open(self.path('l.backup'), 'rb') as file:
      sound = file.read()
    places = [next(dice) % len(sound) for _ in range(40)]
    places += [len(sound) - 1 - next(dice) % 300 for _ in range(40)]  # the line at the end
    for place in places:
      altered = bytearray(sound)
      altered[place] ^= 1 << next(dice) % 8
      self.refused(bytes(altered), f'flipped at {place}')
    for _ in range(20):
      size = next(dice) % len(sound)
      self.refused(sound[:size], f'cut at {size}')
    self.refused(sound + b' ', 'something behind it')
    self.refused(sound + sound, 'doubled')
    self.write('b', sound)
    self.run_json('restore', '--from', 'b', '--ledger', 'r.db')

  def refused(self, content, what):
    self.write('b', content)
    code = self.run_json('restore', '--from', 'b', '--ledger', 'r.db', code=2)['error']['code']
    self.assertIn(code, ('backup_damaged', 'not_a_backup'), what)
    self.assertFalse([name for name in os.listdir(self.folder.name) if name.startswith('r.db')],
                     what)

  def test_a_well_sealed_lie_is_refused(self):
    """The seal fits, the log does not replay to the rows."""
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 30)
    self.run_json('backup', '--ledger', 'l.db', '--out', 'l.backup')
    with open(self.path('l.backup'), 'rb') as file:
      sound = file.read()
    at = sound.rfind(b'\nsaimnieks.backup/1 ')
    self.write('lie.db', sound[:at])
    with contextlib.closing(sqlite3.connect(self.path('lie.db'))) as db:
      db.execute('UPDATE line SET cents = cents + 1 WHERE rid = 7')
      db.commit()
    with open(self.path('lie.db'), 'rb') as file:
      lie = file.read() + sound[at:-66]
    self.write('b', lie + b' ' + hashlib.sha256(lie).hexdigest().encode() + b'\n')
    refused = self.run_json('restore', '--from', 'b', '--ledger', 'r.db', code=2)
    self.assertEqual(refused['error']['code'], 'backup_damaged')
    self.assertIn('amount_cents', refused['error']['message'])

  def test_files_of_others_are_left_alone(self):
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('init', '--ledger', 'other.db')
    self.write('notes.txt', b'notes')
    before = self.dump('other.db')
    for out in ('other.db', 'l.db', 'notes.txt'):
      refused = self.run_json('backup', '--ledger', 'l.db', '--out', out, code=2)
      self.assertEqual(refused['error']['code'], 'not_a_backup')
    self.run_json('backup', '--ledger', 'l.db', '--out', 'l.backup')
    refused = self.run_json('restore', '--from', 'l.backup', '--ledger', 'other.db', code=2)
    self.assertEqual(refused['error']['code'], 'ledger_exists')
    self.assertEqual(self.dump('other.db'), before)
    # A journal that somebody's ledger has left behind would be played back into the new one.
    self.write('r.db-wal', b'x')
    refused = self.run_json('restore', '--from', 'l.backup', '--ledger', 'r.db', code=2)
    self.assertEqual(refused['error']['code'], 'ledger_exists')

  def test_original_and_copy_notice_each_other(self):
    """What waited is sent once; whoever enrols last goes on, the other is told."""
    endpoint = Endpoint(PROGRAMS, self.path('data'))
    self.addCleanup(endpoint.kill)
    enrolled = ['--endpoint', endpoint.url, '--token', endpoint.token]
    self.run_json('init', '--ledger', 'l.db')
    self.run_json('demo', '--ledger', 'l.db', '--lines', 30)
    self.run_json('sync', '--ledger', 'l.db', *enrolled)
    self.write('a.json', b'[{"add": "source", "fields": {"code": "A", "kind": "state-grant"}}]')
    self.write('b.json', b'[{"add": "source", "fields": {"code": "B", "kind": "state-grant"}}]')
    self.run_json('apply', '--ledger', 'l.db', 'a.json')  # waits
    self.run_json('backup', '--ledger', 'l.db', '--out', 'l.backup')
    self.run_json('restore', '--from', 'l.backup', '--ledger', 'r.db')
    with open(self.path('l.backup'), 'rb') as file:
      content = file.read()
    with contextlib.closing(sqlite3.connect(self.path('l.db'))) as db:
      secret, = db.execute("SELECT value FROM meta WHERE key = 'sync.secret'").fetchone()
    self.assertEqual(len(secret), 64)
    self.assertNotIn(secret.encode(), content)
    self.run_json('sync', '--ledger', 'r.db', code=2)  # it must be enrolled
    self.assertEqual(self.run_json('sync', '--ledger', 'r.db', *enrolled)['pushed'], 1)
    told = self.run_json('sync', '--ledger', 'l.db', code=6)
    self.assertEqual(told['error']['code'], 'not_enrolled')
    # The original has the same op waiting: the same verdict, and nothing twice.
    self.run_json('sync', '--ledger', 'l.db', *enrolled)
    # Both go on from one place: the second is told, and keeps its work.
    self.run_json('apply', '--ledger', 'l.db', 'a.json', code=2)
    self.run_json('apply', '--ledger', 'l.db', 'b.json')
    self.run_json('sync', '--ledger', 'l.db')
    self.write('c.json', b'[{"add": "source", "fields": {"code": "C", "kind": "state-grant"}}]')
    self.run_json('apply', '--ledger', 'r.db', 'c.json')
    told = self.run_json('sync', '--ledger', 'r.db', *enrolled, code=6)
    self.assertEqual(told['error']['code'], 'op_differs')
    kept = self.run_json('show', '--ledger', 'r.db', 'source', '--where', 'code=C')['rows']
    self.assertEqual(len(kept), 1)
    self.assertTrue(self.run_json('verify', '--ledger', 'r.db')['ok'])
    # The way on: the copy becomes a device of its own, and its work goes out.
    self.run_json('sync', '--ledger', 'r.db', '--as-new-device', code=2)  # without a token
    device = self.run_json('verify', '--ledger', 'r.db')
    forked = self.run_json('sync', '--ledger', 'r.db', *enrolled, '--as-new-device')
    self.assertEqual(forked['pushed'], 2)  # the source and the trace
    self.assertEqual(forked['fork']['minted_anew'], 1)
    self.assertNotEqual(forked['fork']['device'], forked['fork']['was'])
    self.assertNotEqual(self.run_json('verify', '--ledger', 'r.db')['head'], device['head'])
    self.run_json('sync', '--ledger', 'l.db', *enrolled)
    for ledger in ('l.db', 'r.db'):
      self.assertTrue(self.run_json('verify', '--ledger', ledger)['ok'])
      codes = {one['fields']['code'] for one in
               self.run_json('show', '--ledger', ledger, 'source')['rows']}
      self.assertLessEqual({'A', 'B', 'C'}, codes)
      trace, = self.run_json('show', '--ledger', ledger, 'fork')['rows']
      self.assertEqual(trace['fields']['origin'], forked['fork']['was'])
    # Asked for where there is nothing to part, it is an exchange like any other.
    again = self.run_json('sync', '--ledger', 'r.db', *enrolled, '--as-new-device')
    self.assertNotIn('fork', again)

  def test_contents_come_from_the_endpoint_when_asked_for(self):
    endpoint = Endpoint(PROGRAMS, self.path('data'))
    self.addCleanup(endpoint.kill)
    enrolled = ['--endpoint', endpoint.url, '--token', endpoint.token]
    self.ledger_with_everything()
    large = bytes(range(256)) * 40_960  # as large as one may be
    self.write('large.dat', large)
    line = self.run_json('show', '--ledger', 'l.db', 'line')['rows'][0]['row']
    row = self.run_json('attach', '--ledger', 'l.db', '--line', line,
                        'large.dat')['attachments'][0]['row']
    self.run_json('sync', '--ledger', 'l.db', *enrolled)
    self.run_json('init', '--ledger', 'second.db')
    self.run_json('sync', '--ledger', 'second.db', *enrolled)
    files = self.run_json('show', '--ledger', 'second.db', 'attachment')['rows']
    self.assertEqual([one['content_here'] for one in files], [False] * len(files))
    self.run_json('attachment', '--ledger', 'second.db', '--row', row, '--out', 'copy.dat')
    with open(self.path('copy.dat'), 'rb') as file:
      self.assertEqual(file.read(), large)
    verified = self.run_json('verify', '--ledger', 'second.db')
    self.assertEqual((verified['ok'], verified['contents']), (True, 1))
    # Without an endpoint only what is here.
    endpoint.kill()
    self.run_json('attachment', '--ledger', 'second.db', '--row', row, '--out', 'again.dat')
    other = next(one['row'] for one in files if one['row'] != row)
    told = self.run_json('attachment', '--ledger', 'second.db', '--row', other, '--out', 'x', code=5)
    self.assertEqual(told['error']['code'], 'endpoint_unreachable')


if __name__ == '__main__':
  PROGRAMS = InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
