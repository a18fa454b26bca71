# Scenario files as docs/scenarios.md describes them: its examples are run in their order, every
# explanation is computed anew, and bad scenarios get their error. Usage: … FOLDER-OF-PROGRAMS
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile
import unittest

from pages import examples, pattern
from programs import Programs
from recompute import faults

# verb, scenario, code, path
BAD = [
  ('split', '', 'json_invalid', ''),
  ('split', '{', 'json_invalid', ''),
  ('split', '{"cents":1,"weights":[1]} x', 'json_invalid', ''),
  ('split', '{"cents":NaN,"weights":[1]}', 'json_invalid', ''),
  ('split', '{"cents":1,"weights":["NaN"]}', 'value_type', '/weights/0'),
  ('split', '[]', 'value_type', ''),
  ('split', '7', 'value_type', ''),
  ('split', '{"weights":[1]}', 'value_missing', '/cents'),
  ('split', '{"cents":1}', 'value_missing', '/weights'),
  ('split', '{"cents":1,"weights":1}', 'value_type', '/weights'),
  ('split', '{"cents":"1","weights":[1]}', 'value_type', '/cents'),
  ('split', '{"cents":null,"weights":[1]}', 'value_type', '/cents'),
  ('split', '{"cents":1.0,"weights":[1]}', 'number_inexact', '/cents'),
  ('split', '{"cents":1e3,"weights":[1]}', 'number_inexact', '/cents'),
  ('split', '{"cents":9223372036854775808,"weights":[1]}', 'value_range', '/cents'),
  ('split', '{"cents":-9223372036854775809,"weights":[1]}', 'value_range', '/cents'),
  ('split', '{"cents":99999999999999999999999,"weights":[1]}', 'value_range', '/cents'),
  ('split', '{"cents":1,"weights":[1,0.5]}', 'number_inexact', '/weights/1'),
  ('split', '{"cents":1,"weights":["1e2"]}', 'value_type', '/weights/0'),
  ('split', '{"cents":1,"weights":["+1"]}', 'value_type', '/weights/0'),
  ('split', '{"cents":1,"weights":["1."]}', 'value_type', '/weights/0'),
  ('split', '{"cents":1,"weights":[".5"]}', 'value_type', '/weights/0'),
  ('split', '{"cents":1,"weights":["0.1234567891"]}', 'value_type', '/weights/0'),
  ('split', '{"cents":1,"weights":["1234567890123456789"]}', 'value_type', '/weights/0'),
  ('split', '{"cents":1,"weights":["-1"]}', 'value_range', '/weights/0'),
  ('split', '{"cents":1,"weights":[true]}', 'value_type', '/weights/0'),
  ('split', '{"cents":1,"cents":2,"weights":[1]}', 'key_twice', '/cents'),
  ('split', '{"cents":1,"c\\u0065nts":2,"weights":[1]}', 'key_twice', '/cents'),
  ('split', '{"cents":1,"weights":[1],"a/b~c":1}', 'key_unknown', '/a~1b~0c'),
  ('split', '{"cents":1,"weights":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}', 'value_type', None),
]


class Scenarios(unittest.TestCase):
  def run_verb(self, verb, scenario):
    return subprocess.run([PROGRAMS.client, verb, '--scenario', '-', '--json'],
                          input=scenario.encode(), capture_output=True)

  def test_examples_of_the_page(self):
    with open('docs/scenarios.md', encoding='utf-8') as file:
      page = file.read()
    ran = set()
    with tempfile.TemporaryDirectory() as folder:
      for head, text, code in examples(page):
        if code is None:
          with open(os.path.join(folder, head), 'w', encoding='utf-8') as file:
            file.write(text)
          continue
        with self.subTest(head):
          words = shlex.split(head)
          done = subprocess.run([PROGRAMS.client, *words[1:]], capture_output=True, cwd=folder)
          self.assertRegex(done.stdout.decode(), r'\A' + pattern(text) + r'\Z')
          self.assertEqual(done.returncode, code, done.stderr)
          if code == 0:
            self.assertEqual(faults(json.loads(done.stdout)['explanation']), [])
            ran.add(words[1])
    with open('core/scenario/verbs.def', encoding='utf-8') as file:
      verbs = set(re.findall(r'^SAIMNIEKS_VERB\("([a-z-]+)"', file.read(), re.M))
    self.assertEqual(ran, verbs, 'every verb has an example, and nothing else has')

  def test_bad_scenarios_get_the_error_object(self):
    for verb, scenario, code, path in BAD:
      with self.subTest(scenario):
        done = self.run_verb(verb, scenario)
        self.assertEqual(done.returncode, 2, done)
        answer = json.loads(done.stdout)
        self.assertEqual(list(answer), ['error'])
        self.assertEqual(list(answer['error']), ['code', 'message', 'path'])
        self.assertEqual(answer['error']['code'], code)
        if path is not None:
          self.assertEqual(answer['error']['path'], path)
        self.assertNotIn('error.', answer['error']['message'])

  def test_what_is_no_scenario_call(self):
    for words in (['split'], ['split', '--scenario', 'nowhere.json'], ['verify', '--scenario', '-'],
                  ['split', '--scenario', '-', 'more'], ['split', '--scenario', '-', '--seed', '1'],
                  ['split', '--scenario', '-', '--ledger', 'l.db']):
      with self.subTest(words):
        done = subprocess.run([PROGRAMS.client, *words, '--json'], input=b'{}', capture_output=True)
        self.assertEqual(done.returncode, 2, done)
        self.assertEqual(list(json.loads(done.stdout)), ['error'])

  def test_a_changed_figure_is_seen_by_the_script(self):
    done = self.run_verb('split', '{"cents":10000,"weights":[1,1,1]}')
    tree = json.loads(done.stdout)['explanation']
    self.assertEqual(faults(tree), [])
    tree['inputs'][1]['value'] += 1
    self.assertNotEqual(faults(tree), [])


if __name__ == '__main__':
  PROGRAMS = Programs(sys.argv.pop(1))
  unittest.main()
