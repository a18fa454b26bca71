// A line is changed, undone, changed again; the endpoint goes and comes; a colleague's browser joins.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {test} from 'node:test';
import {killBrowser, temporaryFolder} from './support/browser.mjs';
import {startEndpoint} from './support/endpoint.mjs';
import {cents, openSaimnieks, plain, reopenSaimnieks} from './support/saimnieks.mjs';

/** The lines page with what is searched for: one line, whose cells these are. */
async function onlyLine(app, words) {
  await app.go('Ieraksti');
  await app.page.getByRole('searchbox', {name: 'Meklēt ierakstu'}).fill(words);
  await app.settled();
  return app.page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1);
}

const amountOf = async (row) => cents(await row.getByRole('gridcell', {name: /^[\d\s−]+,\d\d/}).getAttribute('aria-label'));

/** Types another amount over the first line's; answers when the cell was left. */
async function changeFirst(app, amount) {
  await app.go('Ieraksti');
  const cell = app.page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell', {name: /^[\d\s−]+,\d\d/});
  await cell.click();
  await app.settled();
  await app.press('F2');
  await app.page.keyboard.press('Control+a');
  await app.type(amount);
  const left = Date.now();
  await app.page.keyboard.press('Enter');
  await app.says(/^Saglabāts/);
  return left;
}

/** The first line's panel: what it is and what belongs to it. */
async function openFirstLine(app) {
  await app.go('Ieraksti');
  await app.page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell').first().click();
  await app.settled();
}

/** Waits until other figures are shown than these. */
async function seesChange(app, shown) {
  await app.page.waitForFunction((before) => document.querySelector('#mirror [aria-label="Galvenie rādītāji"]').outerHTML !== before, shown);
}
const figuresShown = (app) => app.page.getByRole('list', {name: 'Galvenie rādītāji'}).evaluate((list) => list.outerHTML);

async function totals(app) {
  await app.compare();
  const figures = await app.keyFigures();
  return Object.values(figures).slice(0, 3).map(cents);
}

/** Decides the conflict that the demonstration has, so that what waits later is what is done here. */
async function decideConflict(app) {
  await app.go('Sinhronizācija');
  await app.button('Atstāt servera vērtību').click();
  await app.button('Atstāt servera vērtību').waitFor({state: 'detached'});
}

async function connect(app, token) {
  await app.go('Sinhronizācija');
  await app.page.getByRole('textbox', {name: 'Pieslēgšanās kods'}).fill(token);
  await app.settled();
  await app.button('Pieslēgties').click();
  await app.stateIs(/^Viss nosūtīts/);
}

test('an edit counts at once, is on disk with one flush, and can be undone after a reload', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await app.openDemo();
  const before = await totals(app);
  const row = await onlyLine(app, 'IZG');
  const old = await amountOf(row);
  await row.getByRole('gridcell', {name: /^[\d\s−]+,\d\d/}).click();
  await app.press('F2');
  await page.keyboard.press('Control+a');
  // Totals are in whole euros: the cents stay.
  const amount = 1234_00 + old % 100;
  await app.type(`1 234,${String(old % 100).padStart(2, '0')}`);
  const {flushes} = await app.figures();
  await app.press('Enter');
  await app.says(/^Saglabāts: 1 234,/);
  assert.equal((await app.figures()).flushes - flushes, 1);
  const changed = await totals(app);
  assert.deepEqual(changed.map((figure, i) => Math.abs(figure - before[i])).sort((a, b) => a - b).at(-1),
    Math.abs(amount - old), 'a total has moved by what the line has');

  await page.keyboard.press('Control+z');
  await app.says(/^Atsaukts/);
  assert.deepEqual(await totals(app), before);
  await page.keyboard.press('Control+y');
  await app.says(/^Atkārtots/);
  assert.deepEqual(await totals(app), changed);

  await app.reload();
  assert.deepEqual(await totals(app), changed);
  await app.button('Atsaukt').click();
  await app.says(/^Atsaukts/);
  assert.deepEqual(await totals(app), before);
  await app.verify();
  app.noComplaints();
});

test('amounts typed in one go, Enter included, are saved as they were typed', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await app.openDemo();
  await app.go('Ieraksti', 'Visi ieraksti');
  await page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell', {name: /,\d\d/}).click();
  for (const [typed, saved] of [['1111,11', /^Saglabāts: 1 111,11/], ['2222,22', /^Saglabāts: 2 222,22/], ['3333,33', /^Saglabāts: 3 333,33/]]) {
    await app.settled();
    await app.press('F2');
    await page.keyboard.press('Control+a');
    await page.keyboard.type(typed);  // faster than the application draws
    await page.keyboard.press('Enter');
    await app.says(saved);
  }
  await app.settled();
  assert.equal(await page.getByRole('alert', {name: /nav saglabāta/}).count(), 0);
  await app.verify();
  app.noComplaints();
});

test('what was said to be saved is there when the browser is killed', async (t) => {
  const {endpoint, profile, context, app} = await openSaimnieks(t, {}, {own: true});
  await app.openDemo();
  await changeFirst(app, '777,77');
  const kept = await totals(app);
  await killBrowser(context, profile);
  const again = await reopenSaimnieks(t, profile, endpoint);
  assert.deepEqual(await totals(again.app), kept);
  await again.app.verify();
  again.app.noComplaints();
});

test('work goes on without the endpoint, is sent when it is back, and reaches a colleague', async (t) => {
  const endpoint = await startEndpoint(t);
  const profile = temporaryFolder(t);
  const first = await reopenSaimnieks(t, profile, endpoint);
  await first.app.openDemo();
  await decideConflict(first.app);
  await connect(first.app, endpoint.token);
  await first.page.getByText('Nosūtītais ir arī serverī').waitFor();

  await endpoint.stop();
  await changeFirst(first.app, '111,11');
  await first.app.stateIs(/^Bezsaistē · 1 izmaiņa/);
  await first.app.reload();
  await first.app.stateIs(/^Bezsaistē · 1 izmaiņa/);
  await first.context.close();

  // The computer was switched off meanwhile; there is still no endpoint.
  const {app} = await reopenSaimnieks(t, profile, endpoint);
  await app.stateIs(/^Bezsaistē · 1 izmaiņa/);
  await changeFirst(app, '222,22');
  await app.stateIs(/^Bezsaistē · 2 izmaiņas/);
  await app.go('Sinhronizācija');
  const since = app.page.getByRole('listitem', {name: /^Vecākā no tām/});
  assert.match(plain(await since.getAttribute('aria-label')), /\d\d:\d\d/);
  const mine = await totals(app);

  await endpoint.start();
  const back = Date.now();
  await app.stateIs(/^Viss nosūtīts/);
  t.diagnostic(`sent ${Date.now() - back} ms after the endpoint was back`);

  const colleague = await openSaimnieks(t, {}, {endpoint, own: true});
  await colleague.app.button(/^Pieslēgties centrālajam serverim/).click();
  await colleague.page.getByRole('textbox', {name: 'Pieslēgšanās kods'}).fill(endpoint.token);
  await colleague.app.settled();
  await colleague.app.button('Pieslēgties').click();
  await colleague.app.stateIs(/^Viss nosūtīts/);
  assert.deepEqual(await totals(colleague.app), mine);

  await app.compare();
  let shown = await figuresShown(app);
  let left = await changeFirst(colleague.app, '9 999 999,00');
  await seesChange(app, shown);
  t.diagnostic(`seen ${Date.now() - left} ms after a colleague's edit`);

  // The endpoint is started anew: both ask for its hints again, and an edit is hinted as before.
  const hinted = (page) => page.waitForResponse((answer) => answer.url().endsWith('/api/v1/events') && answer.status() === 200);
  const again = Promise.all([hinted(app.page), hinted(colleague.page)]);
  await endpoint.stop();
  await endpoint.start();
  await again;
  shown = await figuresShown(app);
  left = await changeFirst(colleague.app, '8 888 888,00');
  await seesChange(app, shown);
  t.diagnostic(`seen ${Date.now() - left} ms after an edit since the endpoint's new start`);
  assert.deepEqual(await totals(app), await totals(colleague.app));

  // A picture of a receipt goes up beside the changes, and comes down when somebody asks for it.
  const picture = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, ...Buffer.from('JFIF\0'), 0, 255, 1, 0, 0xff, 0xd9]);
  await openFirstLine(app);
  const attach = app.button('Pievienot failu');
  await attach.waitFor();
  await app.pick({name: 'ceks.jpg', buffer: picture}, attach);
  await app.says(/^Pievienots: ceks.jpg/);
  await openFirstLine(colleague.app);
  const link = colleague.page.getByRole('link', {name: 'ceks.jpg'});
  await link.waitFor();
  const saved = colleague.page.waitForEvent('download');
  await link.click();
  const file = await (await saved).path();
  assert.deepEqual(fs.readFileSync(file), picture);
  await app.verify();
  await colleague.app.verify();
});
