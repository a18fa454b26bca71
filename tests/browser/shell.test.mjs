// The page around the program: who may open it, where it comes from, files in and out.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {before, test} from 'node:test';
import {App} from './support/app.mjs';
import {temporaryFolder} from './support/browser.mjs';
import {buildOf, newerBuild, newerSite} from './support/newer_site.mjs';
import {buildProbe, openProbe, probeSite} from './support/probe.mjs';

before(buildProbe);

const presses = (page, count) => page.getByText(`Nospiests: ${count}`, {exact: true}).waitFor({state: 'attached'});
const sentences = (page) => page.locator('#plain p').allTextContents();

/** Nothing that can be typed in or pressed but what the plain sentences offer. */
async function nothingElse(page) {
  assert.equal(await page.locator('#mirror [data-node]').count(), 0);
  assert.equal(await page.locator('#plain[lang=lv] p').count(), 1);
  assert.ok(await page.locator('#plain').isVisible());
}

test('a second tab says so, can take over, and the first one then says so', async (t) => {
  const {app, page, context, server} = await openProbe(t);
  await page.getByRole('button', {name: 'Skaitīt'}).click();
  await presses(page, 1);
  const second = await App.open(context, server.address, {ready: false, page: await context.newPage()});
  t.after(() => second.page.close());
  await second.page.getByRole('button', {name: /Atvērt šeit/}).waitFor();
  await nothingElse(second.page);
  assert.match((await sentences(second.page))[0], /citā cilnē/);
  await second.page.getByRole('button', {name: /Atvērt šeit/}).click();
  await second.started();
  await presses(second.page, 1);
  await page.getByRole('button', {name: /Atvērt šeit/}).waitFor();
  await second.page.getByRole('button', {name: 'Skaitīt'}).click();
  await presses(second.page, 2);
  // Closing the owner hands over to the one that waits.
  await second.page.close();
  await app.started();
  await presses(page, 2);
  app.noComplaints();
});

for (const [name, cripple, words] of [
  ['a browser without OffscreenCanvas', () => delete HTMLCanvasElement.prototype.transferControlToOffscreen, /par vecu/],
  ['a browser without locks', () => Object.defineProperty(Navigator.prototype, 'locks', {value: undefined}), /par vecu/],
  ['a private window without OPFS', () => {
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('no', 'SecurityError'));
  }, /Privātajā logā/],
]) {
  test(`${name} gets one clear sentence`, async (t) => {
    const {page} = await openProbe(t, {}, {ready: false, before: (context) => context.addInitScript(cripple)});
    await page.locator('#plain p').first().waitFor();
    await nothingElse(page);
    assert.match((await sentences(page))[0], words);
  });
}

test('files come in by picker, by drop and by paste', async (t) => {
  const {app, page} = await openProbe(t);
  const bytes = Buffer.from('āžš;1\n');
  const sum = [...bytes].reduce((total, byte) => total + byte, 0);
  const told = (name) => page.getByText(`Fails ${name}: ${bytes.length} baiti, summa ${sum}`).waitFor({state: 'attached'});
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', {name: 'Izvēlēties failu'}).click();
  await (await chosen).setFiles({name: 'izvēlēts.csv', mimeType: 'text/csv', buffer: bytes});
  await told('izvēlēts.csv');
  for (const [type, name] of [['drop', 'nomests.csv'], ['paste', 'ielīmēts.csv']]) {
    await page.evaluate(([kind, called, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(content)], called, {type: 'text/csv'}));
      const event = kind === 'drop'
        ? new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true})
        : new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
      document.querySelector('#canvas').dispatchEvent(event);
    }, [type, name, [...bytes]]);
    await told(name);
  }
  // A large file is read in pieces, not held whole.
  const large = path.join(temporaryFolder(t), 'liels.csv');
  fs.writeFileSync(large, Buffer.alloc(3_000_000, 1));
  await page.locator('#file').setInputFiles(large);
  await page.getByText('Fails liels.csv: 3000000 baiti, summa 3000000').waitFor({state: 'attached'});
  app.noComplaints();
});

test('a file goes out under its own name', async (t) => {
  const {page} = await openProbe(t);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', {name: 'Lejupielādēt'}).click();
  const download = await saving;
  assert.equal(download.suggestedFilename(), 'pārbaude.txt');
  assert.equal(fs.readFileSync(await download.path(), 'utf8'), 'glāžšķūņa rūķīši');
});

test('the program is told when the network goes and comes', async (t) => {
  const {page} = await openProbe(t);
  const told = (word) => page.getByText(word, {exact: true}).waitFor({state: 'attached'});
  await told('Tiešsaistē');
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await told('Bezsaistē');
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await told('Tiešsaistē');
});

const controlled = (page) => page.waitForFunction(async () => {
  await navigator.serviceWorker.ready;
  return navigator.serviceWorker.controller !== null;
});

test('without a server the application starts from its service worker, with all that was kept', async (t) => {
  const {app, page, server} = await openProbe(t);
  await page.getByRole('button', {name: 'Skaitīt'}).click();
  await presses(page, 1);
  await controlled(page);
  await server.stop();
  await app.reload();
  await presses(page, 1);
  await page.getByRole('button', {name: 'Skaitīt'}).click();
  await presses(page, 2);
  await app.reload();
  await presses(page, 2);
  app.noComplaints();
});


test('a newer build is offered, and taken only when the person says so', async (t) => {
  const {app, page, server} = await openProbe(t);
  await controlled(page);
  const before = await buildOf(page);
  server.site = newerSite(t, probeSite);
  await app.reload();
  assert.equal(await buildOf(page), before, 'the build that is kept goes on');
  const button = page.getByRole('button', {name: 'Atjaunināt'});
  await page.waitForFunction(() => document.querySelector('#mirror button:not([aria-disabled])[data-node]')
    && [...document.querySelectorAll('#mirror button')].some((each) =>
      each.textContent === 'Atjaunināt' && !each.hasAttribute('aria-disabled')));
  assert.equal(await buildOf(page), before);
  await page.getByRole('button', {name: 'Skaitīt'}).click();
  await presses(page, 1);
  const reloaded = page.waitForEvent('load');
  await button.click();
  await reloaded;
  await app.started();
  assert.equal(await buildOf(page), newerBuild);
  await presses(page, 1);
});

test('a page whose files have been replaced loads anew, once', async (t) => {
  let loads = 0;
  const {app, page} = await openProbe(t, {}, {ready: false, before: async (context) => {
    context.on('page', (opened) => opened.on('domcontentloaded', () => ++loads));
    context.pages().forEach((open) => open.on('domcontentloaded', () => ++loads));
    // The first answer for the program is what a server says after its site was replaced; the
    // service worker fetches the program too, and may be first.
    let first = true;
    await context.route(/saimnieks-.*\.wasm$/, (route) => {
      if (!first || route.request().serviceWorker()) return route.continue();
      first = false;
      return route.fulfill({status: 404});
    });
  }});
  await app.started();
  // Counted in the browser: by the second time the service worker may already be the one to answer.
  assert.equal(loads, 2);
  assert.ok(await page.locator('#plain').isHidden());
});

test('when it can never be started it says so, and asks for nothing more', async (t) => {
  const {app, page} = await openProbe(t, {}, {ready: false, before: (context) =>
    context.route(/saimnieks-.*\.wasm$/, (route) => route.fulfill({status: 404}))});
  await page.locator('#plain p').first().waitFor();
  await nothingElse(page);
  assert.match((await sentences(page))[0], /neizdevās palaist/);
  assert.ok(app.complaints.some((words) => words.includes('failed:')));
});
