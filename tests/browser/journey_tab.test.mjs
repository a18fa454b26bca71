// One owner of the data, in a browser that can: whoever cannot work here is told so in a sentence of
// their language, before anything can be typed.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openSaimnieks, plain, Saimnieks} from './support/saimnieks.mjs';

/** One sentence, and nothing that can be typed in. */
async function told(page, words, lang = 'lv') {
  const line = page.locator(`#plain[lang=${lang}] p`);
  await line.waitFor();
  assert.equal(await page.locator('#plain p').count(), 1);
  assert.match(plain(await line.textContent()), words);
  assert.equal(await page.locator('#mirror [data-node]').count(), 0);
  assert.equal(await page.locator('input:visible, textarea:visible').count(), 0);
}

async function openSecond(t, context, endpoint) {
  const tab = await Saimnieks.open(context, endpoint.address, {ready: false, page: await context.newPage()});
  return tab;
}

test('a second tab says so, and gets the ledger when the first one closes', async (t) => {
  const {app, page, context, endpoint} = await openSaimnieks(t, {}, {own: true});
  await app.openDemo();
  const lines = await app.lineCount();
  const second = await openSecond(t, context, endpoint);
  await told(second.page, /jau ir atvērts citā cilnē/);
  await page.close();
  await second.started();
  assert.ok(await second.page.locator('#plain').isHidden());
  await second.heading('Iestatījumi').waitFor();  // where the first one was
  assert.equal(await second.lineCount(), lines);
  await second.verify();
  second.noComplaints();
});

test('a second tab asks for the ledger, and what was being typed in the first comes along', async (t) => {
  const {app, page, context, endpoint} = await openSaimnieks(t, {}, {own: true});
  await app.openDemo();
  await app.go('Ieraksti', 'Visi ieraksti');
  await page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell', {name: /,\d\d$/}).click();
  await app.press('F2');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('8 765,43');
  const second = await openSecond(t, context, endpoint);
  await told(second.page, /jau ir atvērts citā cilnē/);
  await second.page.getByRole('button', {name: 'Atvērt šeit', exact: true}).click();
  await second.started();
  await second.page.getByRole('gridcell', {name: /^8 765,43/}).waitFor();
  await told(page, /jau ir atvērts citā cilnē/);
  await second.button('Atsaukt').waitFor();
  await second.verify();
  second.noComplaints();
  app.noComplaints();
});

test('the sentence is in the language that was chosen', async (t) => {
  const {app, context, endpoint} = await openSaimnieks(t, {}, {own: true});
  await app.page.getByRole('radio', {name: 'English'}).click();
  await app.heading('Where to begin?', 2).waitFor();
  const second = await openSecond(t, context, endpoint);
  await told(second.page, /already open in another tab/, 'en');
  await second.page.getByRole('button', {name: 'Open here', exact: true}).waitFor();
});

const inPage = (cripple) => (context) => context.addInitScript(cripple);
/** Only the page's own script can be changed before the worker runs. */
const inWorker = (line) => (context) => context.route(/\/assets\/worker-\w+\.js$/, async (route) => {
  if (route.request().serviceWorker()) return route.continue();
  const answer = await route.fetch();
  await route.fulfill({response: answer, body: `${line}\n${await answer.text()}`});
});

for (const [what, before, words] of [
  ['OffscreenCanvas', inPage(() => delete HTMLCanvasElement.prototype.transferControlToOffscreen), /par vecu/],
  ['WebAssembly', inPage(() => delete globalThis.WebAssembly), /par vecu/],
  ['workers', inPage(() => delete globalThis.Worker), /par vecu/],
  ['locks', inPage(() => Object.defineProperty(Navigator.prototype, 'locks', {value: undefined})), /par vecu/],
  ['channels between tabs', inPage(() => delete globalThis.BroadcastChannel), /par vecu/],
  ['a file system', inPage(() => delete StorageManager.prototype.getDirectory), /par vecu/],
  ['storage at all', inPage(() => Object.defineProperty(Navigator.prototype, 'storage', {value: undefined})), /par vecu/],
  ['files that can be flushed', inWorker('delete FileSystemFileHandle.prototype.createSyncAccessHandle;'), /par vecu/],
  ['support for what it has the name of', inWorker(`FileSystemFileHandle.prototype.createSyncAccessHandle =
    async () => { throw new DOMException('Backend does not support this operation', 'NotSupportedError'); };`), /par vecu/],
  ['storage in a private window', inPage(() => {
    StorageManager.prototype.getDirectory = () => Promise.reject(new DOMException('no', 'SecurityError'));
  }), /Privātajā logā/],
  ['files in a private window', inWorker(`StorageManager.prototype.getDirectory = () =>
    Promise.reject(new DOMException('no', 'SecurityError'));`), /Neizdevās atvērt datus|Privātajā logā/],
  ['WebGL 2', inWorker('OffscreenCanvas.prototype.getContext = () => null;'), /izslēgta grafika/],
  ['a program that fits', inWorker('WebAssembly.instantiateStreaming = () => Promise.reject(new WebAssembly.CompileError("no"));'), /neizdevās palaist/],
]) {
  test(`a browser without ${what} gets one sentence`, async (t) => {
    const {page} = await openSaimnieks(t, {}, {ready: false, before});
    await told(page, words);
  });
}

test('a program that has failed says so and does nothing more; what was saved is there after a reload', async (t) => {
  const {app, page} = await openSaimnieks(t, {}, {own: true});
  await app.openDemo();
  const lines = await app.lineCount();
  await app.post({t: 'no such message'});
  await page.locator('#plain p', {hasText: 'Pārlādējiet lapu'}).waitFor();
  const before = await page.locator('#mirror').innerHTML();
  await page.keyboard.press('Control+z');
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.locator('#mirror').innerHTML(), before, 'it answers nothing any more');
  await app.reload();
  assert.equal(await app.lineCount(), lines);
  await app.verify();
});
