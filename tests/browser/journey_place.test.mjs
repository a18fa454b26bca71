// A person is where they were: after a reload, a discarded tab, a browser that was closed, a newer
// build. Nothing of it is a change of the ledger.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {killTab} from './support/browser.mjs';
import {startEndpoint} from './support/endpoint.mjs';
import {buildOf, newerBuild, newerSite} from './support/newer_site.mjs';
import {openSaimnieks, reopenSaimnieks, Saimnieks} from './support/saimnieks.mjs';

/** All that the mirror says, in order: roles, words, states. */
async function screen(app) {
  await app.page.mouse.move(0, 0);
  await app.settled();
  return app.page.locator('#mirror').evaluate((mirror) => [...mirror.querySelectorAll('[data-node]')].map((node) =>
    [node.getAttribute('role') ?? node.localName, node.getAttribute('aria-label') ?? '', node.value ?? '',
      ...['aria-expanded', 'aria-sort', 'aria-selected', 'aria-current', 'aria-level']
        .map((name) => node.getAttribute(name) ?? '')].join('|')));
}

async function look(app) {
  return {screen: await screen(app), pixels: await app.pixels()};
}

async function same(app, before, after) {
  const now = await look(app);
  assert.deepEqual(now.screen, before.screen, after);
  // A fresh program has its letters elsewhere in their texture, which rounds some edges differently.
  const most = await app.difference(before.pixels, now.pixels);
  assert.ok(most <= 1, `the picture differs ${after}, by ${most}`);
}

/** The comparison as somebody works in it: other rows, sorted, searched in, opened, scrolled. */
async function settleIn(app) {
  const {page} = app;
  await app.compare();
  await page.getByRole('combobox', {name: 'Rindas'}).click();
  await page.getByRole('option', {name: 'pakalpojums › vienība › veids'}).click();
  await page.getByRole('searchbox', {name: 'Meklēt rindu'}).fill('izgl');
  await app.settled();
  await page.getByRole('columnheader', {name: /^Δ/}).first().click();
  await app.settled();
  await page.locator('#mirror [role=row][aria-expanded=false]').first().getByRole('rowheader').click();  // opens it
  await app.settled();
  await page.mouse.move(640, 500);
  await page.mouse.wheel(0, 140);
  await app.settled();
}

test('a reload, a killed tab and a new browser lead back to the same place', async (t) => {
  const {app, page, profile, context, endpoint} = await openSaimnieks(t, {}, {own: true});
  await app.openDemo();
  await settleIn(app);
  const comparison = await look(app);
  assert.ok(comparison.screen.some((line) => line.includes('|true|')), 'a row is open');
  const {flushes} = await app.figures();
  await app.reload();
  await same(app, comparison, 'after a reload');
  await page.getByRole('searchbox', {name: 'Meklēt rindu'}).fill('');
  await app.settled();
  assert.ok((await app.figures()).flushes <= flushes, 'a place is worth no flush');

  // The lines behind a figure, one of them open beside the others.
  await page.locator('#mirror [role=row][aria-level="1"]').first().getByRole('gridcell').nth(1).click();
  const grid = page.getByRole('grid', {name: 'Ieraksti'});
  await grid.waitFor();
  await grid.getByRole('columnheader', {name: /^Summa/}).click();
  await app.settled();
  await grid.getByRole('row').nth(3).getByRole('gridcell').first().click();
  await page.getByRole('textbox', {name: 'Piezīme'}).waitFor();
  const lines = await look(app);
  await app.reload();
  await same(app, lines, 'after a reload');

  await killTab(page, profile);
  const other = await Saimnieks.open(context, endpoint.address, {page: await context.newPage()});
  await same(other, lines, 'after the tab was killed');
  await context.close();
  const again = await reopenSaimnieks(t, profile, endpoint);
  await same(again.app, lines, 'after the browser was closed');
  // One step back is the comparison, as it was left.
  await again.app.button('Uz atbilstību').click();
  await again.app.rows().waitFor();
  assert.ok((await screen(again.app)).includes(comparison.screen.find((line) => line.startsWith('combobox|Rindas'))));
  await again.app.verify();
  again.app.noComplaints();
});

test('the keyboard goes on in the cell that it was in', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await app.openDemo();
  await app.compare();
  await app.row(/^DN Demo novads/).getByRole('rowheader').click();
  await app.press('ArrowDown');
  await app.press('ArrowDown');
  await app.press('ArrowRight');
  const cell = () => page.evaluate(() => [document.activeElement.getAttribute('role'),
    document.activeElement.closest('[role=row]')?.getAttribute('aria-label'),
    document.activeElement.closest('[role=row]')?.getAttribute('aria-rowindex'),
    document.activeElement.getAttribute('aria-label')]);
  const before = await cell();
  assert.ok(before[2], 'a cell has the focus');
  await app.reload();
  await app.settled();
  assert.deepEqual(await cell(), before);
});

test('a newer build is offered, waits for the edit, and keeps data and place', async (t) => {
  const endpoint = await startEndpoint(t);
  const {app, page} = await openSaimnieks(t, {}, {endpoint});
  await app.openDemo();
  await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null));
  const build = await buildOf(page);
  await endpoint.stop();
  endpoint.site = newerSite(t, endpoint.site);
  await endpoint.start();

  await app.reload();
  await app.go('Ieraksti', 'Visi ieraksti');
  const row = page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1);
  await row.getByRole('gridcell', {name: /,\d\d$/}).click();
  await app.press('F2');
  await page.keyboard.press('Control+a');
  await app.type('4 321,');
  const take = app.button('Atjaunināt tagad');
  await take.waitFor();
  // In mid-edit: it is offered, and what is being typed goes on.
  assert.equal(await buildOf(page), build);
  const typed = page.getByRole('textbox', {name: /Summa/});
  assert.equal(await typed.inputValue(), '4 321,');
  await page.keyboard.type('09');
  await app.press('Enter');
  await app.says(/^Saglabāts: 4 321,09/);
  await page.getByRole('columnheader', {name: /^Summa/}).click();
  await app.settled();
  const lines = (await screen(app)).filter((line) => line.startsWith('gridcell') || line.startsWith('columnheader'));
  const loaded = page.waitForEvent('load');
  await take.click();
  await loaded;
  await app.started();
  assert.equal(await buildOf(page), newerBuild);
  const after = (await screen(app)).filter((line) => line.startsWith('gridcell') || line.startsWith('columnheader'));
  assert.deepEqual(after.slice(0, lines.length), lines);
  await app.button('Atsaukt').click();
  await app.says(/^Atsaukts/);
  await app.verify();
});

test('back and forward of the browser go from screen to screen, and a link leads to one', async (t) => {
  const {app, page, endpoint} = await openSaimnieks(t);
  await app.openDemo();
  await app.compare();
  await page.locator('#mirror [role=row][aria-level="1"]').first().getByRole('gridcell').nth(1).click();
  const lines = page.getByRole('grid', {name: 'Ieraksti'});
  await lines.waitFor();
  const title = await page.getByRole('heading', {level: 1}).textContent();
  await page.goBack();
  await app.rows().waitFor();
  await page.goForward();
  await lines.waitFor();
  assert.equal(await page.getByRole('heading', {level: 1}).textContent(), title, 'the same figure');
  await page.goBack();
  await app.rows().waitFor();
  await page.goBack();
  await app.heading('Pārskats').waitFor();
  await page.goto(`${endpoint.address}#sync`);
  await app.heading('Sinhronizācija').waitFor();
  await page.goto('about:blank');
  await page.goto(`${endpoint.address}#settings`);
  await app.started();
  await app.heading('Iestatījumi').waitFor();
  app.noComplaints();
});
