# Real processes that are killed (SIGKILL) in the middle of uploads: whatever the moment, nothing is
# lost and nothing is there twice. Usage: killed_test.py FOLDER-OF-PROGRAMS; SAIMNIEKS_SEED chooses
# other moments.
import os
import shutil
import sys
import tempfile
import threading
import unittest

from programs import Endpoint, Programs, Wire, number

LINES = 4000  # several batches, since those that fail are halved
KILLS = 4
SEED = int(os.environ.get('SAIMNIEKS_SEED', '1'))


class Killed(unittest.TestCase):
  def setUp(self):
    print(f'SAIMNIEKS_SEED={SEED}', file=sys.stderr)
    self.folder = tempfile.TemporaryDirectory()
    self.dice = number(SEED)
    self.wire = Wire()
    self.endpoint = None
    self.ledger = self.path('first.db')
    PROGRAMS.run('init', '--ledger', self.ledger)
    PROGRAMS.run('demo', '--ledger', self.ledger, '--lines', LINES)
    self.totals = self.report(self.ledger)
    self.lines = PROGRAMS.run('verify', '--ledger', self.ledger)['lines']

  def tearDown(self):
    self.wire.close()
    if self.endpoint:
      self.endpoint.kill()
    self.folder.cleanup()

  def path(self, name):
    return os.path.join(self.folder.name, name)

  def report(self, ledger):
    return PROGRAMS.run('report', '--ledger', ledger, '--rows', 'unit,service', '--columns', 'year')

  def start(self, **fault):
    self.endpoint = Endpoint(PROGRAMS, self.path('data'))
    self.wire.arm(self.endpoint.port, **fault)
    return self.endpoint

  def sync_words(self, ledger):
    return ('sync', '--ledger', ledger, '--endpoint', self.wire.url,
            '--token', self.endpoint.token)

  def check_all_there(self):
    """A second device gets the same, each line once."""
    second = self.path('second.db')
    PROGRAMS.run('init', '--ledger', second)
    answer = PROGRAMS.run(*self.sync_words(second))
    self.assertEqual(answer['pushed'], 0)
    self.assertEqual(self.report(second), self.totals)
    first = PROGRAMS.run('verify', '--ledger', self.ledger)
    copy = PROGRAMS.run('verify', '--ledger', second)
    self.assertTrue(first['ok'] and copy['ok'])
    self.assertEqual(first['lines'], self.lines)
    self.assertEqual(copy['lines'], self.lines)
    self.assertEqual(self.report(self.ledger), self.totals)

  def whole_exchange(self):
    """How many bytes go up and come down when nothing fails, by the upload of a copy."""
    copy = self.path('copy.db')
    shutil.copyfile(self.ledger, copy)
    self.endpoint = Endpoint(PROGRAMS, self.path('other'))
    self.wire.arm(self.endpoint.port)
    PROGRAMS.run(*self.sync_words(copy))
    self.endpoint.kill()
    print(f'an exchange carries {self.wire.carried}', file=sys.stderr)
    return {'up': self.wire.carried['up_left'], 'down': self.wire.carried['down_left']}

  def test_endpoint_killed_while_it_is_told(self):
    self.killed_endpoint('up')

  def test_endpoint_killed_while_it_answers(self):
    self.killed_endpoint('down')

  def killed_endpoint(self, way):
    most = self.whole_exchange()[way] // KILLS
    struck = 0
    for _ in range(KILLS):
      self.start()
      self.wire.arm(self.endpoint.port, self.endpoint.kill, **{way: 1 + next(self.dice) % most})
      client = PROGRAMS.begin(*self.sync_words(self.ledger))
      client.communicate()
      struck += client.returncode == 5
      self.wire.arm(self.endpoint.port)
      self.endpoint.kill()
    print(f'killed {struck} times', file=sys.stderr)
    self.assertGreaterEqual(struck, KILLS // 2)
    self.start()
    PROGRAMS.run(*self.sync_words(self.ledger))
    self.check_all_there()

  def test_client_killed_in_mid_exchange(self):
    whole = self.whole_exchange()
    self.start()
    struck = 0
    for i in range(KILLS):
      client = []
      way = 'up' if i % 2 == 0 else 'down'
      ready = threading.Event()
      def strike():
        ready.wait()
        client[0].kill()
      self.wire.arm(self.endpoint.port, strike, **{way: 1 + next(self.dice) % (whole[way] // KILLS)})
      client.append(PROGRAMS.begin(*self.sync_words(self.ledger)))
      ready.set()
      client[0].communicate()
      struck += client[0].returncode == -9
    print(f'killed {struck} times', file=sys.stderr)
    self.assertGreaterEqual(struck, KILLS // 2)
    self.wire.arm(self.endpoint.port)
    PROGRAMS.run(*self.sync_words(self.ledger))
    self.check_all_there()

  def test_emptied_endpoint_is_filled_again(self):
    self.start()
    PROGRAMS.run(*self.sync_words(self.ledger))
    self.endpoint.kill()
    os.rename(self.path('data'), self.path('lost'))
    self.start()
    answer = PROGRAMS.run('sync', '--ledger', self.ledger, '--endpoint', self.wire.url, code=6)
    self.assertEqual(answer['error']['code'], 'not_enrolled')
    answer = PROGRAMS.run(*self.sync_words(self.ledger))
    self.assertGreaterEqual(answer['pushed'], self.lines)
    self.check_all_there()


if __name__ == '__main__':
  PROGRAMS = Programs(sys.argv.pop(1))
  unittest.main(verbosity=2)
