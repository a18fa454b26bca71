# The built programs, as tests use them: an endpoint of its own on a free port, the command line, and
# a wire between the two that fails at a chosen byte.
import json
import os
import signal
import socket
import subprocess
import tempfile
import threading
import unittest


class Programs:
  def __init__(self, folder):
    self.client = os.path.join(folder, 'saimnieks')
    self.server = os.path.join(folder, 'saimnieks-endpoint')

  def run(self, *words, code=0):
    """The answer of the command line as JSON; fails when it ends with another code."""
    done = subprocess.run([self.client, *map(str, words), '--json'], capture_output=True)
    if done.returncode != code:
      raise AssertionError(f'{words}: {done.returncode} instead of {code}\n'
                           f'{done.stdout[-2000:]}\n{done.stderr.decode()[-2000:]}')
    return json.loads(done.stdout) if done.stdout else None

  def begin(self, *words):
    return subprocess.Popen([self.client, *map(str, words), '--json'],
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


class Endpoint:
  """A running endpoint; the same folder may be given to a later one."""

  def __init__(self, programs, data):
    self.process = subprocess.Popen(
      [programs.server, '--port', '0', '--data', data], stdout=subprocess.PIPE)
    lines = [self.process.stdout.readline().decode() for _ in range(3)]
    if not lines[2]:
      raise AssertionError(f'the endpoint ended with {self.process.wait()}')
    self.port = int(lines[0].strip().rpartition(':')[2])
    self.token = lines[2].split()[-1]
    self.url = f'http://127.0.0.1:{self.port}'

  def kill(self):
    self.process.kill()
    self.process.wait()
    self.process.stdout.close()

  def stop(self):
    """Its exit code."""
    self.process.send_signal(signal.SIGTERM)
    code = self.process.wait(timeout=60)
    self.process.stdout.close()
    return code


class Wire:
  """Listens on a port that stays the same, and carries bytes to whichever endpoint is there now. At
  the chosen byte of what goes up, or of what comes down, `fault` is called and all is cut."""

  def __init__(self):
    self.target = None
    self.up_left = self.down_left = None
    self.fault = None
    self.carried = {'up_left': 0, 'down_left': 0}
    self.lock = threading.Lock()
    self.listener = socket.create_server(('127.0.0.1', 0))
    self.url = f'http://127.0.0.1:{self.listener.getsockname()[1]}'
    threading.Thread(target=self._accept, daemon=True).start()

  def arm(self, target, fault=None, up=None, down=None):
    with self.lock:
      self.target, self.fault, self.up_left, self.down_left = target, fault, up, down

  def close(self):
    self.listener.close()

  def _accept(self):
    while True:
      try:
        inner, _ = self.listener.accept()
      except OSError:
        return
      try:
        outer = socket.create_connection(('127.0.0.1', self.target))
      except OSError:
        inner.close()
        continue
      pair = (inner, outer)
      for source, sink, way in ((inner, outer, 'up_left'), (outer, inner, 'down_left')):
        threading.Thread(target=self._carry, args=(source, sink, way, pair), daemon=True).start()

  def _carry(self, source, sink, way, pair):
    while True:
      try:
        piece = source.recv(4096)
      except OSError:
        piece = b''
      with self.lock:
        self.carried[way] += len(piece)
        left = getattr(self, way)
        strike = left is not None and piece and len(piece) >= left
        if strike:
          piece = piece[:left]
          fault, self.fault, self.up_left, self.down_left = self.fault, None, None, None
        elif left is not None:
          setattr(self, way, left - len(piece))
      try:
        if piece:
          sink.sendall(piece)
      except OSError:
        piece = b''
      if strike:
        fault()
      if not piece or strike:
        for end in pair:
          try:
            end.shutdown(socket.SHUT_RDWR)
          except OSError:
            pass
        source.close()
        return


def number(seed):
  """splitmix64: the same numbers from the same seed, everywhere."""
  state = seed
  mask = (1 << 64) - 1
  while True:
    state = (state + 0x9E3779B97F4A7C15) & mask
    z = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
    yield z ^ (z >> 31)


class InFolder(unittest.TestCase):
  """The client run in an empty folder of each test's own."""
  programs = None  # whoever runs the tests says which

  def setUp(self):
    self.folder = tempfile.TemporaryDirectory()

  def tearDown(self):
    self.folder.cleanup()

  def run_in_folder(self, words):
    return subprocess.run([self.programs.client, *words[1:]], capture_output=True,
                          cwd=self.folder.name)

  def run_json(self, *words, code=0):
    done = self.run_in_folder(['saimnieks', *map(str, words), '--json'])
    self.assertEqual(done.returncode, code, (words, done))
    return json.loads(done.stdout)

  def path(self, name):
    return os.path.join(self.folder.name, name)

  def write(self, name, content):
    with open(self.path(name), 'wb') as file:
      file.write(content)
