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

from any_values import any_scenarios
from bad_values import BAD_VALUES, GOOD
from pages import examples, pattern
from programs import Programs, number
from recompute import faults



def allocation(method='"direct"', pools='{"id":"A","cents":5},{"id":"B","cents":6}',
               objects='{"id":"P","cents":7}', use='{"from":"A","to":"P","weight":1}', more=''):
  return (f'{{"method":{method},"pools":[{pools}],"objects":[{objects}],"use":[{use}]{more}}}')


def use(first, to, weight='1'):
  return f'{{"from":"{first}","to":"{to}","weight":{weight}}}'


A_TO_P = use('A', 'P')
MOST = 2**63 - 1
# scenario, code, path
BAD_ALLOCATIONS = [
  ('{}', 'value_missing', '/method'),
  (allocation(method='"guess"'), 'value_range', '/method'),
  (allocation(method='1'), 'value_type', '/method'),
  (allocation(more=',"order":["A","B"]'), 'key_unknown', '/order'),
  (allocation(more=',"drivers":[]'), 'key_unknown', '/drivers'),
  (allocation('"step-down"', more=',"order":["A"]'), 'order_incomplete', '/order'),
  (allocation('"step-down"', more=',"order":["A","A"]'), 'order_incomplete', '/order/1'),
  (allocation('"step-down"', more=',"order":["A","P"]'), 'id_unknown', '/order/1'),
  (allocation('"step-down"', more=',"order":"A"'), 'value_type', '/order'),
  (allocation(pools='{"id":"A"}'), 'value_missing', '/pools/0/cents'),
  (allocation(pools='{"cents":1}'), 'value_missing', '/pools/0/id'),
  (allocation(pools='{"id":"","cents":1}'), 'value_range', '/pools/0/id'),
  (allocation(pools='{"id":1,"cents":1}'), 'value_type', '/pools/0/id'),
  (allocation(pools='{"id":"A","cents":1,"name":""}'), 'key_unknown', '/pools/0/name'),
  (allocation(pools='{"id":"A","cents":1},{"id":"A","cents":1}'), 'id_twice', '/pools/1/id'),
  (allocation(objects='{"id":"B","cents":1}', use=''), 'id_twice', '/objects/0/id'),
  (allocation(use='{"from":"A","to":"P"}'), 'value_missing', '/use/0/weight'),
  (allocation(use='{"to":"P","weight":1}'), 'value_missing', '/use/0/from'),
  (allocation(use=use('A', 'P', '-1')), 'value_range', '/use/0/weight'),
  (allocation(use=use('A', 'P', '1.5')), 'number_inexact', '/use/0/weight'),
  (allocation(use=use('A', 'P', '"NaN"')), 'value_type', '/use/0/weight'),
  (allocation(use=use('A', 'P', 'NaN')), 'json_invalid', ''),
  (allocation(use=use('P', 'A')), 'id_unknown', '/use/0/from'),
  (allocation(use=use('A', 'Q')), 'id_unknown', '/use/0/to'),
  (allocation(use=use('A', 'A')), 'self_loop', '/use/0'),
  (allocation(use=f'{A_TO_P},{A_TO_P}'), 'link_twice', '/use/1'),
  (allocation('"reciprocal"', use=f'{use("A", "B")},{use("B", "A")}'), 'allocation_loop', '/use/0'),
  (allocation(pools=f'{{"id":"A","cents":{MOST}}},{{"id":"B","cents":1}}'),
   'amount_out_of_range', '/pools'),
  (allocation(objects=f'{{"id":"P","cents":{MOST}}}'), 'amount_out_of_range', '/objects/0/cents'),
  (allocation('"reciprocal"', pools=f'{{"id":"A","cents":{MOST}}},{{"id":"B","cents":0}}',
              use=','.join([use('A', 'B'), use('B', 'A', '9'), use('B', 'P')])),
   'amount_out_of_range', '/pools/0/cents'),
]

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
  *(('allocate', scenario, code, path) for scenario, code, path in BAD_ALLOCATIONS),
  *BAD_VALUES,
  ('split', '{"cents":1,"weights":[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]}', 'value_type', None),
]


def nodes(tree):
  yield tree
  for each in tree.get('inputs', []):
    yield from nodes(each)


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

  def test_ten_million_links_are_refused(self):
    links = ','.join(use(f'A{i // 4000}', f'P{i % 4000}') for i in range(10000))
    done = self.run_verb('allocate', allocation(use=','.join([links] * 1000)))
    self.assertEqual(done.returncode, 2)
    self.assertEqual(json.loads(done.stdout)['error']['code'], 'scenario_too_large')

  def test_explanations_of_any_allocation_are_computed_anew(self):
    dice = number(2026)
    for i in range(60):
      pools = [f'S{j}' for j in range(1 + next(dice) % 7)]
      objects = [f'P{j}' for j in range(next(dice) % 5)]
      names = ['own', 'weight', 'pools'] if i % 5 == 0 else []  # whatever people call them
      pools[:len(names)] = names[:len(pools)]
      method = ('direct', 'step-down', 'reciprocal')[i % 3]
      sign = -1 if i % 4 == 0 else 1
      scenario = {
        'method': method,
        'pools': [{'id': pool, 'cents': sign * (next(dice) % 10**7)} for pool in pools],
        'objects': [{'id': each, 'cents': next(dice) % 10**6} for each in objects],
        'use': [{'from': pool, 'to': to, 'weight': f'{next(dice) % 100}.{next(dice) % 1000:03}'}
                for pool in pools for to in pools + objects if to != pool and next(dice) % 2]}
      if i % 7 == 0:
        scenario['pools'][0]['cents'] *= -1
      done = self.run_verb('allocate', json.dumps(scenario))
      answer = json.loads(done.stdout)
      with self.subTest(scenario):
        if 'error' in answer:
          self.assertEqual(answer['error']['code'], 'allocation_loop')
          continue
        self.assertEqual(faults(answer['explanation']), [])
        node = answer['explanation']
        self.assertEqual({each['name']: each['value'] for each in node['inputs'][1].get('inputs', [])},
                         {each['id']: each['total_cents'] for each in answer['objects']})
        self.assertEqual(node['inputs'][2]['value'], answer['unallocated_cents'])

  def test_explanations_of_any_values_are_computed_anew(self):
    dice = number(2027)
    for i in range(80):
      for verb, scenario in any_scenarios(dice):
        with self.subTest(scenario):
          done = self.run_verb(verb, json.dumps(scenario))
          self.assertEqual(done.returncode, 0, done.stdout)
          self.assertEqual(faults(json.loads(done.stdout)['explanation']), [])

  def test_no_figure_can_be_changed_unseen(self):
    for verb, scenario in GOOD:
      tree = json.loads(self.run_verb(verb, scenario).stdout)['explanation']
      self.assertEqual(faults(tree), [])
      for node in nodes(tree):
        if 'formula' in node and 'value' in node:
          kept = node['value']
          last = str(kept)[-1]
          node['value'] = kept + 1 if isinstance(kept, int) else kept[:-1] + str((int(last) + 3) % 10)
          with self.subTest(f'{verb} {node["name"]}'):
            self.assertNotEqual(faults(tree), [])
          node['value'] = kept

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
