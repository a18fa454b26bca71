# Computes the explanation of an answer anew, from what was entered, in exact fractions and without
# the program. faults(tree) lists the nodes whose value does not follow; a formula that is not known
# here is a fault. As a script: recompute.py < ANSWER.json
import json
import sys
from fractions import Fraction


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
  exact = [size * weight / total for weight in weights]
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


# By formula: what is checked at a node. A share is checked by the node above it.
RULES = {
  'largest-remainder': check_largest_remainder,
  'share': lambda node, fault: None,
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


if __name__ == '__main__':
  wrong = faults(json.load(sys.stdin)['explanation'])
  print('\n'.join(wrong) or 'every figure follows')
  sys.exit(1 if wrong else 0)
