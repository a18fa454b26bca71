// What reads workbooks is no part of the program: it comes after the first load, is there without a
// server from then on, and what happens to it happens to no figure.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openSaimnieks} from './support/saimnieks.mjs';
import {workbook} from './support/workbook.mjs';

const READER = /\/assets\/workbook-\w+\.wasm$/;
const HEADER = ['Gads', 'Iestāde', 'Programma', 'Kods', 'Summa'];
const book = {name: 'budžets.xlsx', buffer: workbook([HEADER, [2015, 'Skola', 'Mācības', '1100', 1200.5], [2015, 'Skola', 'Mācības', '2200', 99]])};
const table = {name: 'budžets.csv', buffer: Buffer.from(`${HEADER.join(';')}\n2015;Skola;Mācības;1100;1200,50\n`)};

/** The files of a build, as its service worker lists them, and how many bytes they are on their way. */
async function listed(endpoint, list) {
  const source = await (await fetch(new URL('service_worker.js', endpoint.address))).text();
  const names = JSON.parse(new RegExp(`^const ${list} = (.*);$`, 'm').exec(source)[1]);
  if (list === 'FILES') names.push('service_worker.js');
  const sizes = await Promise.all(names.map(async (name) => {
    const answer = await fetch(new URL(name, endpoint.address), {headers: {'Accept-Encoding': 'br'}, method: 'HEAD'});
    assert.equal(answer.headers.get('content-encoding'), 'br', name);
    return Number(answer.headers.get('content-length'));
  }));
  return {names, bytes: sizes.reduce((sum, size) => sum + size, 0)};
}

/** The reader has been put by for a time without a server. */
const kept = (page, name) => page.waitForFunction(async (file) => Boolean(await caches.match(file)), name);

async function importIt(app, file, count) {
  await app.pick(file);
  await app.startButton().click();
  await app.says(new RegExp(`Importēt[is] ${count} ierakst`));
}

test('a first visit loads at most 900 KB; workbooks can be read offline from then on', async (t) => {
  const {app, page, endpoint} = await openSaimnieks(t, {}, {own: true});
  const first = await listed(endpoint, 'FILES');
  const later = await listed(endpoint, 'LATER');
  t.diagnostic(`first load ${first.bytes} bytes, later ${later.bytes}`);
  assert.ok(first.bytes <= 900_000, `${first.bytes} bytes`);
  assert.deepEqual(later.names.filter((name) => READER.test(`/${name}`)), later.names);
  assert.equal(later.names.length, 1);
  await kept(page, later.names[0]);
  await endpoint.stop();
  await app.reload();
  await importIt(app, book, 2);
  assert.equal(await app.lineCount(), 2);
  app.noComplaints();
});

test('without its reader a workbook gets a sentence, and all else goes on', async (t) => {
  const {app, page, context} = await openSaimnieks(t, {}, {before: (context) =>
    context.route(READER, (route) => route.abort())});
  await app.pick(book);
  await app.says(/budžets\.xlsx.*jāielādē viena tās daļa.*Nekas nav mainīts/);
  assert.equal(await app.startButton().count(), 0);
  await importIt(app, table, 1);
  await app.go('Imports');
  await context.unroute(READER);
  await importIt(app, book, 2);
  assert.equal(await app.lineCount(), 3);
  await page.locator('#plain').waitFor({state: 'hidden'});
});

test('what is given up while its reader is on the way does not come back', async (t) => {
  let release;
  const held = new Promise((resolve) => { release = resolve; });
  const {app} = await openSaimnieks(t, {}, {before: (context) =>
    context.route(READER, async (route) => {
      await held;
      await route.continue();
    })});
  await app.pick(book);
  await app.heading('budžets.xlsx', 2).waitFor();  // it is shown as being read
  await app.button('Atcelt').click();
  await app.says(/^Imports ir atcelts/);
  // A file of another kind does not wait; the workbook that is given once more does.
  await app.pick(table);
  await app.startButton().waitFor();
  await app.pick(book);
  await app.heading('budžets.xlsx', 2).waitFor();
  assert.equal(await app.startButton().count(), 0);
  release();
  await app.startButton().click();
  await app.says(/Importēti 2 ierakst/);
  assert.equal(await app.lineCount(), 2);
  app.noComplaints();
});
