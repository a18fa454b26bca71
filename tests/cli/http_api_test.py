# docs/http-api.md against a running endpoint: every request, answer, fault and limit that it names.
# Usage: http_api_test.py FOLDER-OF-PROGRAMS
import gzip
import hashlib
import http.client
import json
import os
import re
import socket
import sys
import tempfile
import unittest

from programs import Endpoint, Programs

UUID = r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
HASH = r'[0-9a-f]{64}'


class HttpApi(unittest.TestCase):
  def setUp(self):
    self.folder = tempfile.TemporaryDirectory()
    self.ledger = os.path.join(self.folder.name, 'ledger.db')
    self.who = PROGRAMS.run('init', '--ledger', self.ledger, '--user', 'Anna')
    PROGRAMS.run('demo', '--ledger', self.ledger, '--lines', 600)
    out = os.path.join(self.folder.name, 'set.json')
    PROGRAMS.run('export', '--ledger', self.ledger, '--format', 'changeset', '--out', out)
    with open(out, encoding='utf-8') as file:
      self.text = file.read().strip()
    self.set = json.loads(self.text)
    self.endpoint = Endpoint(PROGRAMS, os.path.join(self.folder.name, 'data'))
    self.secret = None

  def tearDown(self):
    self.endpoint.kill()
    self.folder.cleanup()

  def ask(self, method, path, body=None, headers=None):
    """Status, headers in lower case, body."""
    line = http.client.HTTPConnection('127.0.0.1', self.endpoint.port, timeout=60)
    all_headers = {'Content-Type': 'application/json'} if body is not None else {}
    if self.secret:
      all_headers['Authorization'] = 'Bearer ' + self.secret
    all_headers.update(headers or {})
    body = body.encode() if isinstance(body, str) else body
    line.request(method, '/api/v1' + path, body, all_headers)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, content

  def ask_json(self, *words, status=200, **more):
    got, _, body = self.ask(*words, **more)
    self.assertEqual(got, status, body[:300])
    return json.loads(body)

  def fault(self, status, code, *words, **more):
    answer = self.ask_json(*words, status=status, **more)
    self.assertEqual(answer['error']['code'], code)
    return answer['error']

  def enrolment(self, **changed):
    return json.dumps({'token': self.endpoint.token, 'device': self.who['device'],
                       'ledger': self.who['ledger'], 'empty': False, 'user': 'Anna', **changed})

  def enrol(self):
    answer = self.ask_json('POST', '/enroll', self.enrolment())
    self.secret = answer['secret']
    return answer

  def test_status(self):
    before = self.ask_json('GET', '/status')
    self.assertEqual(sorted(before), ['api', 'epoch', 'ledger', 'name'])
    self.assertEqual((before['name'], before['api'], before['ledger']), ('saimnieks', 1, None))
    self.enrol()
    self.assertEqual(self.ask_json('GET', '/status')['ledger'], self.who['ledger'])
    status, headers, body = self.ask('HEAD', '/status')
    self.assertEqual((status, body), (200, b''))
    self.assertEqual(headers['cache-control'], 'no-store')
    self.assertEqual(headers['x-content-type-options'], 'nosniff')
    self.assertIn("default-src 'none'", headers['content-security-policy'])

  def test_enrolment(self):
    self.fault(403, 'token_invalid', 'POST', '/enroll', self.enrolment(token='guessed'))
    self.fault(400, 'changeset_invalid', 'POST', '/enroll', '{')
    self.fault(400, 'changeset_invalid', 'POST', '/enroll', '[]')
    self.fault(400, 'changeset_invalid', 'POST', '/enroll', self.enrolment(device=7))
    answer = self.enrol()
    self.assertEqual(sorted(answer), ['epoch', 'ledger', 'name', 'next_n', 'now_ms',
                                      'reads_only', 'secret'])
    self.assertRegex(answer['secret'], f'^{HASH}$')  # 256 bits
    self.assertEqual((answer['ledger'], answer['name'], answer['next_n']),
                     (self.who['ledger'], 'Anna', 1))
    stranger = {'device': '11111111-1111-4111-8111-111111111111',
                'ledger': '22222222-2222-4222-8222-222222222222'}
    self.fault(409, 'ledger_differs', 'POST', '/enroll', self.enrolment(**stranger))
    empty = self.ask_json('POST', '/enroll', self.enrolment(**stranger, empty=True))
    self.assertEqual(empty['ledger'], self.who['ledger'])
    old = self.secret
    self.enrol()
    self.fault(401, 'not_enrolled', 'GET', '/pull', headers={'Authorization': 'Bearer ' + old})

  def test_push_and_pull(self):
    self.fault(401, 'not_enrolled', 'POST', '/push', self.text)
    self.enrol()
    self.assertEqual(sorted(self.set), ['batch', 'before', 'changes', 'device', 'first', 'format',
                                        'head', 'ledger'])
    answer = self.ask_json('POST', '/push', self.text)
    self.assertEqual(len(answer['verdicts']), len(self.set['changes']))
    first = answer['verdicts'][0]
    self.assertEqual(first, {'op': [self.who['device'], 1], 'kind': 'accepted'})
    self.assertEqual(answer['receipt']['scope'], 'all')
    self.assertEqual(answer['receipt']['seq'], len(self.set['changes']))
    self.assertRegex(answer['receipt']['head'], f'^{HASH}$')
    packed = gzip.compress(self.text.encode())
    again = self.ask_json('POST', '/push', packed, headers={'Content-Encoding': 'gzip'})
    self.assertEqual(again, answer)

    page = self.ask_json('GET', '/pull?cursor=')
    self.assertEqual(sorted(page), ['cursor', 'entries', 'epoch', 'more', 'next_n', 'now_ms'])
    self.assertNotIn('change', page['entries'][0])
    self.assertEqual(sorted(page['entries'][0]), ['hash', 'op', 'seq', 'verdict'])
    whole = self.ask_json('GET', '/pull?own=1')
    self.assertEqual(whole['entries'][0]['change'], self.set['changes'][0])
    last = self.set['changes'][-1]
    self.assertEqual(page['next_n'], last['op'][1] + last.get('count', 1))
    end = self.ask_json('GET', '/pull?cursor=' + page['cursor'])
    self.assertEqual((end['entries'], end['more'], end['cursor']), ([], False, page['cursor']))
    self.fault(409, 'cursor_unknown', 'GET', '/pull?cursor=9999.0123456789abcdef')
    self.fault(409, 'cursor_unknown', 'GET', '/pull?cursor=nonsense')
    status, headers, body = self.ask('GET', '/pull?own=1', headers={'Accept-Encoding': 'gzip'})
    self.assertEqual((status, headers['content-encoding']), (200, 'gzip'))
    self.assertEqual(json.loads(gzip.decompress(body))['entries'], whole['entries'])

  def test_faults_of_a_push_take_nothing(self):
    self.enrol()
    self.fault(400, 'changeset_invalid', 'POST', '/push', self.text[:len(self.text) // 2])
    self.fault(400, 'op_not_canonical', 'POST', '/push', json.dumps(self.set, indent=1))
    self.fault(400, 'changeset_invalid', 'POST', '/push', self.text,
               headers={'Content-Type': 'text/plain'})
    self.fault(400, 'changeset_invalid', 'POST', '/push', b'nonsense',
               headers={'Content-Encoding': 'gzip'})
    self.fault(400, 'changeset_invalid', 'POST', '/push', self.text.replace('{', '{"a":1,"a":1,', 1))
    self.fault(400, 'changeset_invalid', 'POST', '/push', '[' * 40 + ']' * 40)
    self.assertEqual(self.ask_json('GET', '/pull')['next_n'], 1)
    self.ask_json('POST', '/push', self.text)
    other = '33333333-3333-4333-8333-333333333333'
    self.secret = self.ask_json('POST', '/enroll', self.enrolment(device=other))['secret']
    self.fault(401, 'not_enrolled', 'POST', '/push', self.text)  # of another device

  def test_an_altered_op_is_an_alarm(self):
    self.enrol()
    self.ask_json('POST', '/push', self.text)
    def sealed(changes):
      """A change set of these ops whose chain is right."""
      head = bytes.fromhex(self.set['before'])
      texts = [json.dumps(op, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
               for op in changes]
      for text in texts:
        head = hashlib.sha256(head + text.encode()).digest()
      start = {key: self.set[key] for key in ('before', 'device', 'first', 'format', 'ledger')}
      return (json.dumps({**start, 'batch': 'b', 'head': head.hex()})[:-1] +
              ',"changes":[' + ','.join(texts) + ']}')

    known = json.loads(self.ask('POST', '/push', sealed(self.set['changes']))[2])
    self.assertEqual(known['verdicts'][0]['kind'], 'accepted')
    altered = [dict(op) for op in self.set['changes']]
    altered[0]['wall'] += 1
    self.fault(409, 'op_differs', 'POST', '/push', sealed(altered))
    unsealed = self.text.replace('"wall":', '"wall":1', 1)
    self.fault(409, 'op_chain_broken', 'POST', '/push', unsealed)

  def header_alone(self, path, size):
    """The answer to an upload of which only the header has been sent."""
    line = socket.create_connection(('127.0.0.1', self.endpoint.port))
    line.sendall((f'PUT /api/v1{path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.secret}\r\n'
                  f'Content-Type: application/octet-stream\r\nContent-Length: {size}\r\n\r\n')
                 .encode())
    answer = line.makefile('rb').readline().decode()
    line.close()
    return answer

  def test_contents(self):
    content = b'%PDF-1.7 ' + bytes(range(256)) * 20_000  # more than any other body may have
    file = os.path.join(self.folder.name, 'bill.pdf')
    with open(file, 'wb') as out:
      out.write(content)
    made = PROGRAMS.run('attach', '--ledger', self.ledger, '--version', '2026', file)
    name = made['attachments'][0]['hash']
    self.assertEqual(name, hashlib.sha256(content).hexdigest())
    path, other = '/blobs/' + name, '/blobs/' + '0' * 64
    octets = {'headers': {'Content-Type': 'application/octet-stream'}}
    for method in ('GET', 'PUT'):
      self.fault(401, 'not_enrolled', method, path, b'x' if method == 'PUT' else None, **octets)
    self.fault(401, 'not_enrolled', 'POST', '/blobs', '{"contents":[]}')
    self.assertIn(' 401 ', self.header_alone(path, len(content)))
    self.enrol()
    question = json.dumps({'contents': [name, '0' * 64]})
    self.assertEqual(self.ask_json('POST', '/blobs', question), {'held': [], 'wanted': []})
    self.assertIn(' 404 ', self.header_alone(path, len(content)))  # its op has not come
    out = os.path.join(self.folder.name, 'set.json')
    PROGRAMS.run('export', '--ledger', self.ledger, '--format', 'changeset', '--out', out)
    with open(out, encoding='utf-8') as text:
      self.ask_json('POST', '/push', text.read().strip())
    self.assertEqual(self.ask_json('POST', '/blobs', question), {'held': [], 'wanted': [name]})
    self.fault(404, 'content_missing', 'GET', path)
    self.fault(404, 'not_found', 'PUT', other, b'x', **octets)
    self.fault(404, 'not_found', 'PUT', '/blobs/nonsense', b'x', **octets)
    self.fault(400, 'content_differs', 'PUT', path, content[:-1], **octets)
    self.fault(400, 'file_empty', 'PUT', path, b'', **octets)
    self.fault(400, 'changeset_invalid', 'PUT', path, content)  # as JSON
    self.assertIn(' 413 ', self.header_alone(path, 10 * 1024 * 1024 + 1))
    self.assertIn(' 413 ', self.header_alone('/push', 5 * 1024 * 1024))
    self.fault(400, 'changeset_invalid', 'POST', '/blobs', '{"contents":["x"]}')
    self.fault(400, 'changeset_invalid', 'POST', '/blobs',
               json.dumps({'contents': [name] * 1001}))
    for _ in range(2):  # again, nothing changes
      self.assertEqual(self.ask_json('PUT', path, content, **octets), {})
    self.assertEqual(self.ask_json('POST', '/blobs', question), {'held': [name], 'wanted': []})
    status, headers, body = self.ask('GET', path)
    self.assertEqual((status, body), (200, content))
    self.assertEqual(headers['content-type'], 'application/octet-stream')
    self.assertEqual(headers['content-disposition'], 'attachment')
    self.assertEqual(headers['cache-control'], 'no-store')

  def test_paths_and_methods(self):
    self.assertEqual(self.ask('GET', '/nothing')[0], 404)
    self.assertEqual(self.ask('GET', '/push')[0], 405)
    self.assertEqual(self.ask('POST', '/status', '{}')[0], 405)
    self.fault(401, 'not_enrolled', 'GET', '/events')

  def test_limits(self):
    self.enrol()
    status, _, _ = self.ask('GET', '/status', headers={'X-Long': 'x' * 17_000})
    self.assertEqual(status, 431)
    bomb = gzip.compress(b' ' * (17 << 20))
    self.fault(413, 'endpoint_too_large', 'POST', '/push', bomb,
               headers={'Content-Encoding': 'gzip'})
    line = socket.create_connection(('127.0.0.1', self.endpoint.port))
    line.sendall(b'POST /api/v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
                 b'Content-Length: 5000000\r\n\r\n')
    self.assertIn(b' 413 ', line.recv(4096))
    line.close()
    line = socket.create_connection(('127.0.0.1', self.endpoint.port))
    line.sendall(b'nonsense\r\n\r\n')
    self.assertIn(b' 400 ', line.recv(4096))
    line.close()

  def listen(self):
    line = http.client.HTTPConnection('127.0.0.1', self.endpoint.port, timeout=60)
    line.request('GET', '/api/v1/events', headers={'Authorization': 'Bearer ' + self.secret})
    answer = line.getresponse()
    self.assertEqual(answer.getheader('Content-Type'), 'text/event-stream')
    return answer

  @staticmethod
  def next_hint(answer):
    while True:
      text = answer.readline().decode()
      if not text:
        return None
      if text.startswith('data: '):
        return json.loads(text[6:])

  def test_events(self):
    self.enrol()
    answer = self.listen()
    self.assertEqual(self.next_hint(answer), {'stream': 'all', 'head': 0})
    self.ask_json('POST', '/push', self.text)
    self.assertEqual(self.next_hint(answer),
                     {'stream': 'all', 'head': len(self.set['changes'])})
    # SIGTERM ends streams, and the process with 0.
    self.assertEqual(self.endpoint.stop(), 0)
    self.assertIsNone(self.next_hint(answer))

  def test_sigterm_answers_what_has_begun(self):
    self.enrol()
    body = self.text.encode()
    line = socket.create_connection(('127.0.0.1', self.endpoint.port))
    line.sendall((f'POST /api/v1/push HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n'
                  f'Authorization: Bearer {self.secret}\r\nExpect: 100-continue\r\n'
                  f'Content-Length: {len(body)}\r\n\r\n').encode() + body[:100])
    # A second exchange, answered, shows that the first one's head has been read.
    self.ask_json('GET', '/status')
    self.endpoint.process.terminate()
    # The port is closed at once: that says that the signal has come.
    while True:
      try:
        socket.create_connection(('127.0.0.1', self.endpoint.port)).close()
      except ConnectionResetError:
        pass  # it waited to be taken when the port was closed
      except ConnectionRefusedError:
        break
    line.sendall(body[100:])
    answer = b''
    while piece := line.recv(65536):
      answer += piece
    line.close()
    self.assertIn(b' 200 ', answer.split(b'\r\n')[0])
    self.assertIn(b'"receipt"', answer)
    self.assertEqual(self.endpoint.process.wait(timeout=60), 0)

  def test_the_page_names_what_is_tested_here(self):
    with open('docs/http-api.md', encoding='utf-8') as file:
      page = file.read()
    for code in ('op_out_of_order', 'op_differs', 'op_chain_broken', 'ledger_differs',
                 'tx_incomplete', 'changeset_invalid', 'op_not_canonical', 'cursor_unknown',
                 'not_enrolled', 'token_invalid', 'endpoint_too_large', 'content_missing',
                 'content_differs', 'not_found'):
      self.assertIn(code, page)
    self.assertTrue(re.search(r'GET /events', page))


if __name__ == '__main__':
  PROGRAMS = Programs(sys.argv.pop(1))
  unittest.main(verbosity=2)
