# Computes the explanations of an answer anew, from what was entered, in exact fractions and without
# the program. faults(tree) lists the nodes whose value does not follow; a formula that is not known
# here is a fault. faults_of(answer) does so with every tree of an answer, and goes where they say that
# another tree goes on. As a script: recompute.py < ANSWER.json
import json
import sys
from fractions import Fraction

import recompute_value


def number(node):
  return Fraction(node['value'])


def named(node, name):
  found = [each for each in node.get('inputs', []) if each['name'] == name]
  return found[0] if len(found) == 1 else None


def largest_remainder(amount, weights):
  """The parts of an integer amount; None when the weights' sum is 0."""
  total = sum(weights)
  if total == 0:
    return None
  sign, size = (-1 if amount < 0 else 1), abs(int(amount))
  exact = [Fraction(size * weight, total) for weight in weights]
  parts = [part.numerator // part.denominator for part in exact]
  order = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], -weights[i], i))
  for i in order[:size - sum(parts)]:
    parts[i] += 1
  return [sign * part for part in parts]


def check_largest_remainder(node, fault):
  amount, shares = named(node, 'amount'), [each for each in node['inputs'] if each['name'] != 'amount']
  if node['value'] != amount['value']:
    fault(node, amount['value'])
  parts = largest_remainder(number(amount), [number(named(share, 'weight')) for share in shares])
  for share, part in zip(shares, parts or [0] * len(shares)):
    if share['formula'] != 'share' or share['value'] != part:
      fault(share, part)


def solve(rows, right):
  """Elimination in fractions of a system that is known to have a solution."""
  count = len(rows)
  for column in range(count):
    pivot = next(row for row in range(column, count) if rows[row][column])
    rows[column], rows[pivot] = rows[pivot], rows[column]
    right[column], right[pivot] = right[pivot], right[column]
    for row in range(count):
      factor = rows[row][column] / rows[column][column]
      if row != column and factor:
        rows[row] = [a - factor * b for a, b in zip(rows[row], rows[column])]
        right[row] -= factor * right[column]
  return [right[i] / rows[i][i] for i in range(count)]


def at_billionths(amount):
  """Half up; away from zero where the whole is mirrored."""
  return (amount * 10**9 + Fraction(1, 2)).__floor__()


def exact_text(amount):
  return Fraction((1 if amount >= 0 else -1) * at_billionths(abs(amount)), 10**9)


def to_total(amounts, total):
  """The amounts in cents, by largest remainder at 10^-9 cent, so that they come to the total."""
  sign = -1 if total < 0 else 1
  exact = [at_billionths(sign * amount) for amount in amounts]
  cents = [amount // 10**9 for amount in exact]
  order = sorted(range(len(exact)), key=lambda i: (-(exact[i] % 10**9), -exact[i], i))
  for i in order[:abs(total) - sum(cents)]:
    cents[i] += 1
  return [sign * amount for amount in cents]


def over_parts(parts, total):
  sign = -1 if total < 0 else 1
  weights = [at_billionths(sign * part) for part in parts]
  if all(weight >= 0 for weight in weights) and sum(weights):
    return largest_remainder(total, weights)
  return to_total(parts, total)


def check_allocation(node, fault):
  """Everything below it, from own costs and weights: the gross costs in exact fractions first."""
  # By place, not by name: a pool may be called anything.
  pools, objects = (each.get('inputs', []) for each in node['inputs'][:2])
  arrivals = [each['inputs'][1] for each in objects] + [node['inputs'][2]]
  place = {pool['name']: i for i, pool in enumerate(pools)}
  own = [number(pool['inputs'][0]) for pool in pools]
  links = []  # giver, the node of what is given, its receiver when that is a pool
  for i, pool in enumerate(pools):
    for given in pool['inputs'][1:]:
      links.append((place[given['name']], given, i))
      if node['formula'] == 'direct' or node['formula'] == 'step-down' and place[given['name']] >= i:
        fault(given, 'nothing, by this method')
  for arrival in arrivals[:-1]:
    links += [(place[part['name']], part, None) for part in arrival.get('inputs', [])]
  sums = [Fraction(0)] * len(pools)
  for giver, given, _ in links:
    sums[giver] += number(named(given, 'weight'))
  rows = [[Fraction(i == j) for j in range(len(pools))] for i in range(len(pools))]
  for giver, given, receiver in links:
    if receiver is not None:
      rows[receiver][giver] -= number(named(given, 'weight')) / sums[giver]
  gross = solve(rows, own[:])
  amount = {id(given): gross[giver] * number(named(given, 'weight')) / sums[giver]
            for giver, given, _ in links}
  for pool, value in zip(pools, gross):
    if pool['formula'] != 'gross' or number(pool) != exact_text(value):
      fault(pool, exact_text(value))
  for _, given, receiver in links:
    if receiver is not None and (given['formula'] != 'given'
                                 or number(given) != exact_text(amount[id(given)])):
      fault(given, exact_text(amount[id(given)]))
  for kept in arrivals[-1].get('inputs', []):
    if sums[place[kept['name']]] or kept['formula'] != 'kept':
      fault(kept, 'nothing, since this pool gives')
    amount[id(kept)] = gross[place[kept['name']]]
  if number(node) != sum(own):
    fault(node, sum(own))
  parts = [[amount[id(part)] for part in arrival.get('inputs', [])] for arrival in arrivals]
  totals = to_total([sum(each) for each in parts], int(sum(own)))
  for arrival, each, total in zip(arrivals, parts, totals):
    if arrival['value'] != total:
      fault(arrival, total)
    for part, cents in zip(arrival.get('inputs', []), over_parts(each, total)):
      if part['value'] != cents or part['formula'] not in ('part', 'kept'):
        fault(part, cents)


def check_total(node, fault):
  total = sum(number(each) for each in node.get('inputs', []))
  if number(node) != total:
    fault(node, total)


def check_month_shares(node, fault):
  """Σ of months · what is this use's of each of them, to a billionth."""
  total = 0
  for share in node['inputs']:
    whole = number(named(share, 'all'))
    billionths = at_billionths(number(named(share, 'weight')) / whole)
    total += number(named(share, 'months')) * Fraction(billionths, 10**9)
  if number(node) != total:
    fault(node, total)


def by_the_node_above(node, fault):
  pass


# By formula: what is checked at a node.
RULES = {
  'largest-remainder': check_largest_remainder,
  'share': by_the_node_above,
  'direct': check_allocation,
  'step-down': check_allocation,
  'reciprocal': check_allocation,
  'gross': by_the_node_above,
  'given': by_the_node_above,
  'attributed': by_the_node_above,
  'part': by_the_node_above,
  'kept': by_the_node_above,
  'month-shares': check_month_shares,
  'total': check_total,
  **{formula: rule or by_the_node_above for formula, rule in recompute_value.RULES.items()},
}


def faults(tree):
  found = []

  def walk(node, path):
    path = f'{path}/{node["name"]}'

    def fault(at, expected):
      below = '' if at is node else f'/{at["name"]}'
      found.append(f'{path}{below}: {at.get("value")} instead of {expected}')
    formula = node.get('formula')
    if formula is None:
      if 'inputs' in node and 'value' in node:
        fault(node, 'a formula')
    elif formula not in RULES:
      fault(node, f'a known formula, not {formula}')
    else:
      RULES[formula](node, fault)
    for each in node.get('inputs', []):
      walk(each, path)
  walk(tree, '')
  return found


def trees(answer, place=''):
  """(place, its trees) of an answer, as `explain VERB` names the places."""
  def is_node(value):
    return isinstance(value, dict) and 'name' in value and ('value' in value or 'inputs' in value)
  if is_node(answer):
    yield place, [answer]
  elif isinstance(answer, list) and answer and is_node(answer[0]):
    yield place, answer
  elif isinstance(answer, (dict, list)):
    of = answer.items() if isinstance(answer, dict) else enumerate(answer)
    for key, value in of:
      yield from trees(value, f'{place}/{key}')


def below(nodes, name):
  found = [node for node in nodes if node['name'] == name]
  return found[0] if len(found) == 1 else None


class Answer:
  """The trees of an answer with --explain, or of `explain VERB`."""

  def __init__(self, answer):
    self.trees = dict(trees(answer))
    if 'verb' in answer:
      alone = answer['explanation']
      places = alone.get('inputs', [])
      self.trees = {'': [alone]}
      if 'value' not in alone and all(each['name'].startswith('/') for each in places):
        self.trees = {each['name']: each['inputs'] for each in places}

  def roots(self):
    return [root for of in self.trees.values() for root in of]

  def seen(self, see):
    """The node in which a leaf goes on; None when there is none. A tree alone has no place."""
    place, *names = see
    nodes = self.trees.get(place, [])
    node = None
    for name in names:
      node = below(nodes, name)
      nodes = node.get('inputs', []) if node else []
    return node

  def faults(self):
    found = []

    def walk(node):
      if 'see' in node:
        target = self.seen(node['see'])
        if 'inputs' in node or 'formula' in node or target is None \
            or 'value' not in target or number(target) != number(node):
          found.append(f'{node["name"]}: {node["value"]} is not at {node["see"]}')
      for each in node.get('inputs', []):
        walk(each)
    for root in self.roots():
      walk(root)
      found += faults(root)
    return found

  def ends(self, node):
    """The leaves that a figure comes from, in whatever tree: pairs of name and value. What a pool
    gives is part of that pool's cost."""
    found, done = set(), set()

    def walk(node, pools):
      if id(node) in done:
        return
      done.add(id(node))
      if node.get('formula') in ('direct', 'step-down', 'reciprocal'):
        pools = node['inputs'][0].get('inputs', [])
      if node.get('formula') in ('part', 'given', 'kept'):
        walk(below(pools, node['name']), pools)
      if 'see' in node:
        of = [root for root in self.trees[node['see'][0]] if root['name'] == node['see'][1]]
        is_allocation = of[0].get('formula') in ('direct', 'step-down', 'reciprocal')
        walk(self.seen(node['see']), of[0]['inputs'][0].get('inputs', []) if is_allocation else [])
      elif not node.get('inputs'):
        found.add((node['name'], node.get('value'), node.get('unit'), node.get('formula')))
      for each in node.get('inputs', []):
        walk(each, pools)
    walk(node, [])
    return found


def faults_of(answer):
  return Answer(answer).faults()


if __name__ == '__main__':
  wrong = faults_of(json.load(sys.stdin))
  print('\n'.join(wrong) or 'every figure follows')
  sys.exit(1 if wrong else 0)
