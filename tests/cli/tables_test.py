# What comes in and goes out as tables by the command line: workbooks of other programs, exports that
# are imported again, open data. Usage: tables_test.py FOLDER-OF-PROGRAMS
import csv
import json
import os
import re
import sys
import unittest
import zipfile
from xml.etree import ElementTree

from programs import InFolder, Programs


class Tables(InFolder):
  def test_a_mapping_goes_with_tables_only(self):
    self.run_in_folder(['saimnieks', 'init', '--ledger', 'l.db'])
    for formats in (['--format', 'json'], ['--format', 'fdp', '--out', 'x']):
      done = self.run_in_folder(['saimnieks', 'export', '--ledger', 'l.db', *formats,
                                 '--mapping-out', 'map.json', '--json'])
      self.assertEqual(done.returncode, 2)
      self.assertFalse(os.path.exists(os.path.join(self.folder.name, 'map.json')))

  def test_a_workbook_that_another_program_wrote(self):
    """By content and not by name; stored and packed parts, and more refusals than an answer holds."""
    rows = [('Mēnesis', 'Iestāde', 'Pakalpojums', 'EKK', 'Summa')]
    rows += [('2026-01', 'Skola', 'Mācības', 1100, 0.1 + 0.2), (46054, 'Skola', 'Mācības', 1100, 7)]
    rows += [('2026-01', 'Skola', 'Mācības', 1100, 1.005)] * 1200
    write_workbook(self.path('costs.csv'), rows)
    columns = dict(zip(('period', 'unit', 'service', 'code', 'amount'), rows[0]))
    with open(self.path('map.json'), 'w', encoding='utf-8') as file:
      json.dump({'columns': columns}, file)
    self.run_in_folder(['saimnieks', 'init', '--ledger', 'l.db'])
    command = ['saimnieks', 'import', '--ledger', 'l.db', '--mapping', 'map.json', 'costs.csv',
               '--json', '--refused-out', 'refused.csv']
    done = self.run_in_folder(command)
    self.assertEqual(done.returncode, 3, done)
    answer = json.loads(done.stdout)
    self.assertEqual(len(answer['refused']), 1000)
    self.assertEqual(answer['refused_count'], 1200)
    self.assertEqual(answer['refused'][0]['line'], 4)
    self.assertEqual(answer['refused'][0]['code'], 'amount_part_of_cent')
    with open(self.path('refused.csv'), encoding='utf-8-sig') as file:
      self.assertEqual(len(file.readlines()), 1201)
    answer = json.loads(self.run_in_folder([*command, '--skip-refused']).stdout)
    self.assertEqual(answer['sums_cents'], {'2026': 730})
    with open(self.path('costs.csv'), 'rb') as file:
      whole = file.read()
    for name, bytes_, code in (('cut.xlsx', whole[:-100], 'file_damaged'),
                               ('old.xls', bytes.fromhex('D0CF11E0A1B11AE1') + bytes(600),
                                'file_other_format')):
      with open(self.path(name), 'wb') as file:
        file.write(bytes_)
      done = self.run_in_folder([*command[:6], name, '--json'])
      self.assertEqual(done.returncode, 2, done)
      self.assertEqual(json.loads(done.stdout)['error']['code'], code)

  def test_an_exported_workbook_holds_cells_of_their_kind(self):
    for name in ('a.db', 'b.db'):
      self.run_in_folder(['saimnieks', 'init', '--ledger', name])
    self.run_in_folder(['saimnieks', 'demo', '--ledger', 'a.db', '--lines', '500'])
    for name in ('a.xlsx', 'again.xlsx'):
      done = self.run_in_folder(['saimnieks', 'export', '--ledger', 'a.db', '--format', 'xlsx',
                                 '--out', name, '--mapping-out', 'map.json'])
      self.assertEqual(done.returncode, 0, done)
    with open(self.path('a.xlsx'), 'rb') as one, open(self.path('again.xlsx'), 'rb') as other:
      self.assertEqual(one.read(), other.read())
    with zipfile.ZipFile(self.path('a.xlsx')) as book:
      self.assertIsNone(book.testzip())
      parts = {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}
    space = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    sheet = parts['xl/worksheets/sheet1.xml']
    self.assertEqual(sheet.find(f'.//{space}pane').get('state'), 'frozen')
    cells = list(sheet.iter(f'{space}c'))
    numbers = [cell for cell in cells if cell.get('t') is None and cell.get('s') == '1']
    self.assertGreaterEqual(len(numbers), 500)
    for cell in numbers:
      self.assertRegex(cell.find(f'{space}v').text, r'^-?[0-9]+\.[0-9]{2}$')
    dates = [cell for cell in cells if cell.get('s') == '2']
    self.assertGreater(len(dates), 100)
    for cell in dates:
      self.assertIsNone(cell.get('t'))
      self.assertTrue(45000 < int(cell.find(f'{space}v').text) < 47000)  # 2023 to 2028
    self.assertEqual(len([cell for cell in cells if re.match(r'A[0-9]', cell.get('r'))]), 501)
    done = self.run_in_folder(['saimnieks', 'import', '--ledger', 'b.db', '--mapping', 'map.json',
                               'a.xlsx', '--json'])
    self.assertEqual(json.loads(done.stdout)['lines'], 500, done)
    out = [self.run_in_folder(['saimnieks', 'export', '--ledger', name, '--format', 'csv']).stdout
           for name in ('a.db', 'b.db')]
    self.assertEqual(*out)

  def test_open_data_is_a_package_of_its_table(self):
    self.run_in_folder(['saimnieks', 'init', '--ledger', 'l.db'])
    self.run_in_folder(['saimnieks', 'demo', '--ledger', 'l.db', '--lines', '2000'])
    for out in ('folder', 'packed.zip'):
      done = self.run_in_folder(['saimnieks', 'export', '--ledger', 'l.db', '--format', 'fdp',
                                 '--out', out])
      self.assertEqual(done.returncode, 0, done)
    with zipfile.ZipFile(self.path('packed.zip')) as packed:
      for name in packed.namelist():
        with open(self.path(os.path.join('folder', name)), 'rb') as file:
          self.assertEqual(file.read(), packed.read(name))
    with open(self.path('folder/datapackage.json'), encoding='utf-8') as file:
      fields = json.load(file)['resources'][0]['schema']['fields']
    with open(self.path('folder/lines.csv'), encoding='utf-8') as file:
      rows = list(csv.DictReader(file))
    self.assertEqual([field['name'] for field in fields], list(rows[0]))
    self.assertFalse([row for row in rows if row['code'].startswith('1')], 'pay of who knows whom')


def write_workbook(path, rows):
  """As a library of another language would: shared texts, some parts packed and some not."""
  head = '<?xml version="1.0" encoding="UTF-8"?>\n'
  main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  texts = sorted({cell for row in rows for cell in row if isinstance(cell, str)})

  def cell(column, number, value):
    place = f'{chr(65 + column)}{number}'
    if isinstance(value, str):
      return f'<c r="{place}" t="s"><v>{texts.index(value)}</v></c>'
    style = ' s="1"' if column == 0 else ''
    return f'<c r="{place}"{style}><v>{value!r}</v></c>'
  table = ''.join(f'<row r="{n}">' + ''.join(cell(i, n, value) for i, value in enumerate(row)) +
                  '</row>' for n, row in enumerate(rows, 1))
  relation = '<Relationship Id="{}" Type="' + office + '/{}" Target="{}"/>'
  parts = {
      '_rels/.rels': '<Relationships>' + relation.format('a', 'officeDocument', '/xl/workbook.xml') +
                     '</Relationships>',
      'xl/workbook.xml': f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="Lapa" '
                         'sheetId="1" r:id="b"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels':
          '<Relationships>' + relation.format('b', 'worksheet', 'worksheets/sheet1.xml') +
          relation.format('c', 'styles', 'styles.xml') +
          relation.format('d', 'sharedStrings', 'sharedStrings.xml') + '</Relationships>',
      'xl/styles.xml': f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>'
                       '</cellXfs></styleSheet>',
      'xl/sharedStrings.xml': f'<sst {main}>' + ''.join(f'<si><t>{t}</t></si>' for t in texts) +
                              '</sst>',
      'xl/worksheets/sheet1.xml': f'<worksheet {main}><sheetData>{table}</sheetData></worksheet>',
  }
  with zipfile.ZipFile(path, 'w') as book:
    for i, (name, text) in enumerate(parts.items()):
      book.writestr(name, head + text, zipfile.ZIP_STORED if i % 2 else zipfile.ZIP_DEFLATED)


if __name__ == '__main__':
  InFolder.programs = Programs(os.path.abspath(sys.argv.pop(1)))
  unittest.main(verbosity=2)
