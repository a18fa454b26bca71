// A real municipal budget comes into the application: by picker and by drop, checked before it is
// written, in one piece or not at all; and every figure opens down to its lines.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {test} from 'node:test';
import {budget, cents, largeBudget, openSaimnieks, plain} from './support/saimnieks.mjs';
import {fieldsOf, workbook} from './support/workbook.mjs';

const PLAN_2014 = 4_699_310_629_00;
const ACTUAL_2015 = 4_650_554_218_00;
const LINES = 20_217;

/** The figures of the dry run by their label. */
async function dryRun(page) {
  const list = page.getByRole('list', {name: 'Pārbaudes rezultāts'});
  await list.waitFor();
  const items = await list.getByRole('listitem').evaluateAll((all) => all.map((item) => item.getAttribute('aria-label')));
  return Object.fromEntries(items.map((item) => {
    const [label, value] = plain(item).split(': ');
    return [label, cents(value) / 100];
  }));
}

/** The cells of the figures of a row: what is compared with, what is shown, the difference. */
async function figuresOf(row) {
  const cells = await row.getByRole('gridcell').evaluateAll((all) => all.map((cell) => cell.getAttribute('aria-label') ?? ''));
  return cells.slice(0, 3).map(cents);
}

/** The amounts of all rows of a grid, its total last, walked through as only those in sight are there. */
async function amountsOf(app, grid) {
  const found = new Map();
  const wanted = Number(await grid.getAttribute('aria-rowcount')) - 1;
  await grid.getByRole('gridcell').first().click();
  for (let pages = 0; found.size < wanted && pages < wanted; ++pages) {
    const rows = await grid.getByRole('row').evaluateAll((all) => all.map((row) =>
      [Number(row.getAttribute('aria-rowindex')), [...row.children].map((cell) => cell.getAttribute('aria-label') ?? '')]));
    for (const [index, cells] of rows) {
      const amount = cells.find((text) => /\d,\d\d( |$)/.test(plain(text)));
      if (amount) found.set(index, cents(amount));
    }
    await app.press('PageDown');
  }
  assert.equal(found.size, wanted, 'every row is read');
  return [...found].sort(([a], [b]) => a - b).map(([, amount]) => amount);
}

test('a budget by picker: checked, written, compared, and open down to its lines', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await app.pick(budget);
  await app.startButton().waitFor();
  assert.deepEqual(await dryRun(page), {'Nolasītas rindas': LINES, Pieņemtas: LINES, Izlaistas: 0, Noraidītas: 0});
  for (const [year, sum] of [[2014, PLAN_2014], [2015, ACTUAL_2015]]) {
    const words = await page.locator('p', {hasText: `${year}. gads`}).locator('xpath=following-sibling::p').first().textContent();
    assert.equal(cents(words.split('·')[1]), sum, `${year}`);
  }
  await app.startButton().click();
  await app.says(/Importēts 20 217 ierakst/);
  await app.button('Atvērt atbilstību').click();
  await app.heading('Atbilstība plānam').waitFor();

  const figures = await app.keyFigures();
  assert.equal(cents(figures['Plāns A · 2014']), PLAN_2014);
  assert.equal(cents(figures['Faktiski · 2015']), ACTUAL_2015);
  assert.equal(cents(figures.Novirze), ACTUAL_2015 - PLAN_2014);
  assert.deepEqual(await figuresOf(app.row(/^Kopā/)), [PLAN_2014, ACTUAL_2015, ACTUAL_2015 - PLAN_2014]);
  const tops = await page.locator('#mirror [role=row][aria-level="1"]').all();
  const sums = [0, 0, 0];
  for (const top of tops) (await figuresOf(top)).forEach((figure, i) => { sums[i] += figure; });
  assert.deepEqual(sums, [PLAN_2014, ACTUAL_2015, ACTUAL_2015 - PLAN_2014], 'the top rows add up');

  // A figure two levels down, and the lines behind it.
  await app.row(/^509 /).getByRole('rowheader').click();
  await page.keyboard.press('ArrowRight');
  const below = page.locator('#mirror [role=row][aria-level="2"]').first();
  await below.waitFor();
  const [, shown] = await figuresOf(below);
  await below.getByRole('gridcell').nth(1).click();
  const lines = page.getByRole('grid', {name: 'Ieraksti'});
  await lines.waitFor();
  const amounts = await amountsOf(app, lines);
  assert.ok(amounts.length > 1);
  assert.equal(amounts.slice(0, -1).reduce((sum, amount) => sum + amount), shown, 'the lines add up to the figure');
  assert.equal(amounts.at(-1), shown, 'and their total says so');
  app.noComplaints();
});

test('a budget dropped on the window; cancelling its import leaves nothing', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await app.drop(largeBudget(t, 12));
  await app.startButton().waitFor();
  assert.equal((await dryRun(page)).Pieņemtas, 12 * LINES);
  // Pressed as soon as it is there, while the lines are being written.
  await page.evaluate(() => {
    const watch = new MutationObserver(() => {
      const cancel = [...document.querySelectorAll('#mirror button')].find((each) => each.textContent === 'Atcelt');
      if (!cancel) return;
      watch.disconnect();
      cancel.click();
    });
    watch.observe(document.getElementById('mirror'), {childList: true, subtree: true, characterData: true});
  });
  await app.startButton().click();
  await app.says(/^Imports ir atcelts/);
  assert.equal(await app.lineCount(), 0);
  await app.reload();
  await app.heading('Saimnieks').waitFor();  // as on the first day
  await app.drop(budget);
  await app.startButton().click();
  await app.says(/Importēts 20 217 ierakst/);
  assert.equal(await app.lineCount(), LINES);
  await app.compare();
  await app.button('Atsaukt').click();
  await app.says(/^Atsaukts: imports/);
  await app.heading('Vēl nav neviena ieraksta', 2).waitFor();
  await app.button('Atkārtot').click();
  await app.rows().waitFor();
  assert.equal(await app.lineCount(), LINES);
  // What falls on the window is imported, though a dialog for a line's file was opened before.
  await app.go('Ieraksti');
  await page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell').first().click();
  const dialog = page.waitForEvent('filechooser');
  await app.button('Pievienot failu').click();
  await dialog;
  await app.drop(budget);
  await app.startButton().waitFor();
  app.noComplaints();
});

// What the file is, its first bytes say; the second time nothing need be said of its columns.
test('the same budget as a workbook of another name, twice', async (t) => {
  const {app, page} = await openSaimnieks(t);
  const [header, ...rows] = fs.readFileSync(budget, 'utf8').split(/\r?\n/).filter(Boolean).map(fieldsOf);
  const numbers = header.flatMap((name, i) => /^(AÑO|IMPORTE)$/.test(name) ? [i] : []);
  const buffer = workbook([header, ...rows.map((row) =>
    row.map((text, i) => numbers.includes(i) ? Number(text) : text))]);
  const remembered = page.getByText('kolonnas kā iepriekšējā');
  for (const times of [1, 2]) {
    await app.pick({name: 'budžets.dat', buffer});
    await app.startButton().waitFor();
    await page.getByText('Excel darbgrāmata · lapa „Budžets”').first().waitFor();
    assert.equal(await remembered.count() > 0, times === 2);
    assert.deepEqual(await dryRun(page), {'Nolasītas rindas': LINES, Pieņemtas: LINES, Izlaistas: 0, Noraidītas: 0});
    await app.startButton().click();
    await app.says(/Importēts 20 217 ierakst/);
    await app.compare();
    const figures = await app.keyFigures();
    assert.equal(cents(figures['Faktiski · 2015']), times * ACTUAL_2015);
    assert.equal(await app.lineCount(), times * LINES);
    await app.go('Imports');
  }
  app.noComplaints();
});

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const mapping = JSON.stringify({
  kind: 'actual', columns: {period: 'Gads', unit: ['Iestāde'], service: 'Programma', code: 'Kods', amount: 'Summa'},
});

test('a file that cannot be imported gets a sentence and changes nothing', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await app.openDemo();
  const lines = await app.lineCount();
  assert.ok(lines > 0);
  await app.go('Imports');
  for (const [name, buffer, words] of [
    ['tukšs.csv', Buffer.alloc(0), /tukšs.csv.* Fails ir tukšs/],
    ['bilde.csv', PNG, /bilde.csv.* Tas nav ne teksts, ne Excel darbgrāmata/],
    ['nulles.csv', Buffer.from('Gads;Summa\n2015;1\0\0\0;2\n'), /nulles.csv.* Tas nav ne teksts, ne Excel darbgrāmata/],
    ['galva.csv', Buffer.from('Gads;Iestāde;Summa\n'), /galva.csv.* nav nevienas datu rindas/],
    ['pusē.xlsx', workbook([['Gads', 'Summa'], [2015, 1]]).subarray(0, 900), /pusē.xlsx.* Fails ir bojāts/],
    ['vecs.xls', Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.alloc(2000)]), /vecs.xls.* Šāda veida failu nevar nolasīt/],
    ['slēgts.xlsx', Buffer.concat([Buffer.from('D0CF11E0A1B11AE1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]), /slēgts.xlsx.* aizsargāts ar paroli/],
  ]) {
    await app.pick({name, buffer});
    await app.says(words);
    assert.equal(await app.startButton().count(), 0, name);
  }
  await app.pick({name: 'bez.csv', buffer: Buffer.from('Gads;Struktūra;Summa\n2015;A;1,50\n')});
  await app.says(/^Norādiet, kurā kolonnā ir pakalpojums/);
  assert.equal(await app.startButton().count(), 0);
  // A mapping made for another file: the column it names is not there.
  await app.pick({name: 'cits.csv', buffer: Buffer.from('Gads;Struktūra;Programma;Kods;Summa\n2015;A;P1;1100;1,50\n2015;B;P2;1200;2\n')});
  await app.startButton().waitFor();
  await page.mouse.move(700, 400);
  await page.mouse.wheel(0, 400);  // to what lies below the fold
  await app.settled();
  await app.pick({name: 'sasaiste.json', buffer: Buffer.from(mapping)}, app.button('Izmantot saglabātu sasaisti'));
  await app.says(/nav kolonnas.*Nekas nav mainīts/);
  assert.equal(await app.startButton().count(), 0);
  assert.equal(await app.lineCount(), lines);
  app.noComplaints();
});
