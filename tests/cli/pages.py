# The examples of the pages in docs/: blocks that are files, and blocks of commands with their answers.
import re

HOLES = {'<uuid>': r'[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', '<hash>': r'[0-9a-f]{64}',
         '…': r'.*'}
NAMED = re.compile('<(uuid):([a-z]+)>')  # <uuid:bill>: later commands name it, <bill>


def pattern(text):
  parts = re.split('(' + '|'.join(map(re.escape, HOLES)) + '|<uuid:[a-z]+>)', text)
  return ''.join(HOLES.get(part) or NAMED.sub(lambda hole: f'(?P<{hole[2]}>{HOLES["<uuid>"]})', part)
                 if part in HOLES or NAMED.fullmatch(part) else re.escape(part) for part in parts)


def filled(command, known):
  """The command with the values that earlier answers had where their patterns name them."""
  for name, value in known.items():
    command = command.replace(f'<{name}>', value)
  return command


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
