# The rules of recompute.py for variance, forecast, appraisal, schedule and unit cost: each takes a
# node and computes it, and what is named after the node's further figures, from what was entered.
from fractions import Fraction


def number(node):
  return Fraction(node['value'])


def inputs(node):
  return node.get('inputs', [])


def entered(node, name):
  """The value of an input; None when it is not there. Names that people gave are never asked for."""
  for each in inputs(node):
    if each['name'] == name:
      return number(each)
  return None


def rounded(value, digits=0):
  """Half away from zero."""
  size = (abs(value) * 10**digits + Fraction(1, 2)).__floor__()
  return Fraction(size if value >= 0 else -size, 10**digits)


def check(node, wanted, fault, formula=None):
  """A figure that is not defined has no value."""
  if (number(node) if 'value' in node else None) != wanted:
    fault(node, wanted)
  if formula is not None and node.get('formula') != formula:
    fault(node, formula)


def ratio(above, below, digits):
  return None if below == 0 else rounded(Fraction(above) / below, digits)


def check_figures(nodes, wanted, fault):
  if [each['name'] for each in nodes] != list(wanted):
    fault(nodes[0], list(wanted))
  for each in nodes:
    check(each, wanted.get(each['name']), fault, each['name'])


# Variance

def side(node):
  if node.get('formula') == 'product':
    return entered(node, 'quantity'), entered(node, 'price')
  return None


def item_figures(node):
  plan, actual = inputs(node)[:2]
  whole = number(actual) - number(plan)
  price = None
  if side(plan) and side(actual):
    price = rounded((side(actual)[1] - side(plan)[1]) * side(actual)[0])
  return {'whole': whole, 'percent': ratio(100 * whole, abs(number(plan)), 2), 'price': price,
          'volume': None if price is None else whole - price}


def check_product(node, fault):
  check(node, rounded(entered(node, 'quantity') * entered(node, 'price')), fault)


def check_variance(node, fault):
  wanted = item_figures(node)
  check(node, wanted.pop('whole'), fault)
  check_figures(inputs(node)[2:], wanted, fault)


def check_variances(node, fault):
  items = inputs(inputs(node)[0])
  each = [item_figures(item) for item in items]
  plan = sum(number(inputs(item)[0]) for item in items)
  whole = sum(figures['whole'] for figures in each)
  wanted = {'percent': ratio(100 * whole, abs(plan), 2), 'price': None, 'volume': None, 'mix': None,
            'quantity': None}
  if all(figures['price'] is not None for figures in each):
    wanted['price'] = sum(figures['price'] for figures in each)
    wanted['volume'] = whole - wanted['price']
    planned = [side(inputs(item)[0]) for item in items]
    actual = [side(inputs(item)[1])[0] for item in items]
    together = sum(quantity for quantity, _ in planned)
    if together:
      wanted['mix'] = rounded(sum((q - sum(actual) * p / together) * price
                                  for q, (p, price) in zip(actual, planned)))
      wanted['quantity'] = wanted['volume'] - wanted['mix']
  if not any(each['name'] == 'mix' for each in inputs(node)):  # items in different measures
    del wanted['mix'], wanted['quantity']
  check(node, whole, fault)
  check_figures(inputs(node)[1:], wanted, fault)


# Forecast

def check_forecast(node, fault):
  annual, actual = entered(node, 'annual_plan'), entered(node, 'actual_to_date')
  plan, earned = entered(node, 'plan_to_date'), entered(node, 'earned')
  # What belongs to no month, unless the months spend its plan, stands beside what they come to.
  of_year, beside = entered(node, 'whole_year_plan'), entered(node, 'whole_year')
  months_plan = annual - (0 if beside is None else of_year)
  method, estimate = node['formula'], None
  if method == 'run-rate':
    estimate = actual / entered(node, 'months') * 12
  elif method == 'seasonal' and plan:
    estimate = months_plan * actual / plan
  elif method == 'remaining-plan' and (of_year is None or beside is not None):
    estimate = actual + months_plan - (plan if earned is None else earned)
  elif method == 'cost-performance' and earned and actual > 0:
    estimate = months_plan / (earned / actual)
  estimate = None if estimate is None else rounded(estimate) + (beside or 0)
  wanted = {'headroom': None, 'to_complete': None, 'cpi': None, 'tcpi': None}
  if estimate is not None:
    wanted.update(headroom=annual - estimate, to_complete=estimate - actual)
  if earned is not None:
    wanted.update(cpi=ratio(earned, actual, 4), tcpi=ratio(annual - earned, annual - actual, 4))
  check(node, estimate, fault)
  check_figures(inputs(node)[-4:], wanted, fault)


def check_earned_by_units(node, fault):
  check(node, rounded(entered(node, 'plan') * entered(node, 'units')
                      / entered(node, 'units_planned')), fault)


# Appraisal

def payback(flows):
  total = Fraction(0)
  for t, flow in enumerate(flows):
    if total < 0 <= total + flow:
      return rounded(t - 1 - total / flow, 2)
    total += flow
  return None


def check_appraisal(node, fault):
  growth = 1 + entered(node, 'rate') / 10**6
  years = inputs(inputs(node)[1])
  benefits = [entered(year, 'benefit') for year in years]
  costs = [entered(year, 'cost') for year in years]
  net = [benefit - cost for benefit, cost in zip(benefits, costs)]

  def present(flows, growth=growth):
    return [flow / growth**t for t, flow in enumerate(flows)]

  for year, value in zip(years, present(net)):
    check(year, rounded(value, 9), fault, 'present-value')
  signs = [flow > 0 for flow in net if flow]
  changes = sum(a != b for a, b in zip(signs, signs[1:]))
  irr = inputs(node)[-1]
  if 'value' in irr and changes == 1:
    # What is shown is the nearest when the present value changes its sign within half of the last
    # digit to either side.
    half = Fraction(1, 2 * 10**6)
    growths = [max(1 + number(irr) + side, Fraction(1, 10**9)) for side in (-half, half)]
    ends = [sum(present(net, growth)) for growth in growths]
    if ends[0] * ends[1] > 0:
      fault(irr, 'the rate at which the present value is 0')
  elif ('value' in irr) != (changes == 1):
    fault(irr, 'a rate' if changes == 1 else 'no rate')
  wanted = {
    'balance': sum(net),
    'return': ratio(sum(net), sum(costs), 4),
    'ratio': ratio(sum(present(benefits)), sum(present(costs)), 3),
    'payback': payback(net),
    'discounted-payback': payback(present(net)),
    'irr': number(irr) if 'value' in irr else None}
  check(node, rounded(sum(present(net))), fault)
  check_figures(inputs(node)[2:], wanted, fault)


# Schedules

def check_instalments(node, amounts, fault):
  periods = inputs(inputs(node)[-1])
  if len(periods) != len(amounts):
    fault(node, f'{len(amounts)} periods')
  for period, amount in zip(periods, amounts):
    check(period, amount, fault, 'instalment')
  check(node, sum(amounts), fault)


def check_straight_line(node, fault):
  periods = int(entered(node, 'count'))
  whole = entered(node, 'amount') - entered(node, 'residual')
  each = rounded(whole / periods)
  check_instalments(node, [each] * (periods - 1) + [whole - each * (periods - 1)], fault)


def month(text):
  return int(text[:4]) * 12 + int(text[5:]) - 1


def check_regular(node, fault):
  every, index = int(entered(node, 'every_months')), inputs(inputs(node)[-2])
  amounts, periods = [], [each['name'] for each in inputs(inputs(node)[-1])]
  for at in periods:
    exact = entered(node, 'amount')
    for step in index:
      if step['name'] <= at:
        exact *= 1 + number(step) / 10**6
    amounts.append(rounded(exact))
  if any(month(b) - month(a) != every for a, b in zip(periods, periods[1:])):
    fault(node, f'every {every} months')
  check_instalments(node, amounts, fault)


# Unit cost

def check_unit_cost(node, fault):
  total, volume = number(inputs(node)[0]), entered(node, 'volume')
  price = rounded(total / volume) if volume else None
  check(node, price, fault)
  check(inputs(node)[-1], rounded(price * volume) - total if volume else None, fault, 'recovery')


def check_open(node, fault):
  """What is ordered and not yet paid: never less than nothing of it, and never more than it."""
  ordered, paid = entered(node, 'ordered'), entered(node, 'paid')
  check(node, ordered - min(max(paid, 0), max(ordered, 0)), fault)


def check_median(node, fault):
  figures = sorted(number(each) for each in inputs(inputs(node)[0]))
  count = len(figures)

  def rank(quarters):
    return figures[-(-count * quarters // 4) - 1]
  check(node, rounded((figures[(count - 1) // 2] + figures[count // 2]) / 2), fault)
  check_figures(inputs(node)[1:], {'least': figures[0], 'lower-quartile': rank(1),
                                   'upper-quartile': rank(3), 'most': figures[-1]}, fault)


def yearly_flows(npv):
  years = inputs(inputs(npv)[1])
  return 1 + entered(npv, 'rate') / 10**6, [entered(year, 'benefit') - entered(year, 'cost')
                                            for year in years]


def check_comparison(node, fault):
  amounts = []  # of each alternative: net present value, yearly, how many years
  for alternative in inputs(node):
    growth, net = yearly_flows(inputs(alternative)[0])
    factor = sum(1 / growth**t for t in range(1, len(net)))
    exact = sum(flow / growth**t for t, flow in enumerate(net))
    amounts.append((rounded(exact), rounded(exact / factor) if factor else None, len(net)))
  alike = len({years for _, _, years in amounts}) == 1
  keys = [(npv,) if alike else (yearly is not None, yearly) for npv, yearly, _ in amounts]
  for alternative, (npv, yearly, _), key in zip(inputs(node), amounts, keys):
    check_figures(inputs(alternative)[1:], {
      'more': npv - amounts[0][0], 'yearly': yearly,
      'rank': 1 + sum(other > key for other in keys)}, fault)


def check_sensitivity(node, fault):
  years = inputs(inputs(node)[0])
  fixed = [-entered(year, 'fixed_cost') for year in years]
  volume = [entered(year, 'benefit') - entered(year, 'volume_cost') for year in years]
  for at_rate in inputs(node)[1:]:
    rate, even, *tried = inputs(at_rate)
    growth = 1 + number(rate) / 10**6
    whole = [sum(flow / growth**t for t, flow in enumerate(flows)) for flows in (fixed, volume)]
    helps = whole[1] > 0 > whole[0]
    check(even, rounded(-whole[0] / whole[1] * 10**6) if helps else None, fault, 'break-even')
    for npv in tried:
      share = number(inputs(npv)[0]) / 10**6
      check(npv, rounded(whole[0] + whole[1] * share), fault, 'npv-at-volume')


def check_received(node, fault):
  check(node, rounded(entered(node, 'gross')) - entered(node, 'own'), fault)


def check_per_unit(node, fault):
  check(node, rounded(entered(node, 'cost') / entered(node, 'quantity')), fault)


# A bridge from plan to actual

CAUSES = ['price', 'volume', 'direct', 'not-planned', 'not-happened', 'indirect', 'unallocated',
          'policies']


def causes_of(row):
  """Of one row of the bridge."""
  wanted = dict.fromkeys(CAUSES, 0)
  if row.get('formula') == 'difference':
    actual, plan = inputs(row)
    wanted[row['name']] = number(actual) - number(plan)
    return wanted
  plan, actual, attributed_plan, attributed_actual = inputs(row)[:4]
  change = number(actual) - number(plan)
  wanted['indirect'] = number(attributed_actual) - number(attributed_plan)
  if number(plan) == 0:
    wanted['not-planned'] = change
  elif number(actual) == 0:
    wanted['not-happened'] = change
  elif side(plan) and side(actual):
    wanted['price'] = rounded((side(actual)[1] - side(plan)[1]) * side(actual)[0])
    wanted['volume'] = change - wanted['price']
  else:
    wanted['direct'] = change
  return wanted


def check_causes(nodes, wanted, fault):
  if [each['name'] for each in nodes] != list(wanted):
    fault(nodes[0], list(wanted))
  for each in nodes:
    check(each, wanted.get(each['name']), fault, 'cause')


def check_bridged(node, fault):
  wanted = causes_of(node)
  check(node, sum(wanted.values()), fault)
  check_causes(inputs(node)[4:], wanted, fault)


def check_bridge(node, fault):
  rows = inputs(inputs(node)[0])
  each = [causes_of(row) for row in rows]
  wanted = {cause: sum(causes[cause] for causes in each) for cause in CAUSES}
  check(node, sum(wanted.values()), fault)
  if len(inputs(node)) > 1 + len(CAUSES):  # units of one measure
    parted = [row for row in rows if row.get('formula') == 'bridged'
              and all(number(each) and side(each) for each in inputs(row)[:2])]
    plan, actual = ([side(inputs(row)[at]) for row in parted] for at in (0, 1))
    planned, provided = sum(q for q, _ in plan), sum(q for q, _ in actual)
    wanted['mix'] = rounded(sum((now - provided * then / planned) * price
                                for (now, _), (then, price) in zip(actual, plan)))
    wanted['quantity'] = wanted['volume'] - wanted['mix']
  check_causes(inputs(node)[1:], wanted, fault)


def check_difference(node, fault):
  first, second = inputs(node)
  check(node, number(first) - number(second), fault)


# By formula; None: checked by the node above.
RULES = {
  'variances': check_variances, 'variance': check_variance, 'product': check_product,
  'run-rate': check_forecast, 'seasonal': check_forecast, 'remaining-plan': check_forecast,
  'cost-performance': check_forecast, 'npv': check_appraisal, 'regular': check_regular,
  'straight-line': check_straight_line, 'unit-cost': check_unit_cost,
  'difference': check_difference, 'per-unit': check_per_unit,
  'earned-by-units': check_earned_by_units,
  'received': check_received, 'open': check_open, 'median': check_median,
  'comparison': check_comparison, 'sensitivity': check_sensitivity,
  'bridge': check_bridge, 'bridged': check_bridged,
  **dict.fromkeys(
    ['percent', 'price', 'volume', 'mix', 'quantity', 'headroom', 'to_complete', 'cpi', 'tcpi',
     'present-value', 'balance', 'return', 'ratio', 'payback', 'discounted-payback', 'irr',
     'instalment', 'recovery', 'cause', 'least', 'lower-quartile', 'upper-quartile', 'most', 'more',
     'yearly', 'rank', 'break-even', 'npv-at-volume'])}
