# Good scenarios of any figures, for the verbs of control and value, schedules, unit cost and
# consolidation. What is thrown comes from an iterator of whole numbers.
METHODS = ['run-rate', 'seasonal', 'remaining-plan', 'cost-performance']


def decimal(dice, most=10**6):
  return f'{next(dice) % most}.{next(dice) % 1000:03}'


def signed(dice, most=10**8):
  return (next(dice) % most) * (-1 if next(dice) % 3 == 0 else 1)


def side(dice, products):
  if products:
    return {'quantity': decimal(dice, 1000), 'price_cents': decimal(dice)}
  return {'cents': signed(dice)}


def variance(dice):
  products = next(dice) % 4 != 0
  return {'kind': ('cost', 'income')[next(dice) % 2], 'items': [
    {'id': name, 'plan': side(dice, products), 'actual': side(dice, products or next(dice) % 2)}
    # Whatever people call them.
    for name in ['plan', 'price', 'mix', 'ā/~', 'quantity'][:next(dice) % 6]]}


def forecast(dice):
  return {'method': METHODS[next(dice) % 4], 'annual_plan_cents': signed(dice),
          'months': 1 + next(dice) % 12, 'plan_to_date_cents': signed(dice, 50),
          'actual_to_date_cents': signed(dice, 10**6), 'earned_cents': next(dice) % 100}


def appraise(dice):
  years = 1 + next(dice) % 9
  if next(dice) % 2:
    return {'rate_ppm': decimal(dice), 'flows_cents': [-(next(dice) % 10**6)] + [
      signed(dice, 3 * 10**5) for _ in range(years)]}
  return {'rate_ppm': -(next(dice) % 10**5),
          'costs_cents': [next(dice) % 10**6 for _ in range(years)],
          'benefits_cents': [next(dice) % 10**6 for _ in range(1 + next(dice) % 9)]}


def schedule(dice):
  if next(dice) % 2:
    return {'method': 'straight-line', 'amount_cents': signed(dice), 'periods': 1 + next(dice) % 40}
  return {'method': 'regular', 'amount_cents': signed(dice), 'from': f'2026-{1 + next(dice) % 12:02}',
          'to': f'2027-{1 + next(dice) % 12:02}', 'every_months': 1 + next(dice) % 5, 'index': [
            {'from': f'202{6 + next(dice) % 2}-{1 + next(dice) % 12:02}', 'ppm': signed(dice, 10**5)}
            for _ in range(next(dice) % 5)]}


def unit_cost(dice):
  return {'direct': [{'code': name, 'cents': signed(dice)} for name in ['total', 'volume', '']],
          'indirect': [{'code': '', 'cents': signed(dice)} for _ in range(next(dice) % 3)],
          'volume': decimal(dice, 100) if next(dice) % 5 else 0}


def consolidate(dice):
  names = ['cost', 'income', 'C']
  return {'units': [{'id': name, 'cost_cents': 1000 + next(dice) % 10**6,
                     'income_cents': 1000 + next(dice) % 10**6} for name in names],
          'charges': [{'from': names[i], 'to': names[i - 1], 'cents': next(dice) % 1000}
                      for i in range(next(dice) % 4)]}


def any_scenarios(dice):
  return [('variance', variance(dice)), ('forecast', forecast(dice)), ('appraise', appraise(dice)),
          ('schedule', schedule(dice)), ('unit-cost', unit_cost(dice)),
          ('consolidate', consolidate(dice))]
