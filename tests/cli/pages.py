# The examples of the pages in docs/: blocks that are files, and blocks of commands with their answers.
import re

HOLES = {'<uuid>': r'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', '<hash>': r'[0-9a-f]{64}',
         '…': r'.*'}


def pattern(text):
  parts = re.split('(' + '|'.join(map(re.escape, HOLES)) + ')', text)
  return ''.join(HOLES.get(part) or re.escape(part) for part in parts)


def examples(page):
  """(command, answer, exit code) of a console block, or (file name, content, None)."""
  for info, content in re.findall(r'^```(\S+[^\n]*)\n(.*?)^```$', page, re.S | re.M):
    if info.startswith('file '):
      yield info[5:], content, None
      continue
    for part in re.split(r'^\$ ', content, flags=re.M)[1:]:
      command, _, answer = part.partition('\n')
      code = re.search(r'^exit (\d)\n\Z', answer, re.M)
      if code:
        answer = answer[:code.start()]
      yield command, answer, int(code[1]) if code else 0
