// The browser's platform around the probe: frames, storage, the canvas's size and loss.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {App} from './support/app.mjs';
import {launch} from './support/browser.mjs';
import {buildProbe, openProbe} from './support/probe.mjs';

before(buildProbe);

const presses = (page, count) => page.getByText(`Nospiests: ${count}`, {exact: true}).waitFor({state: 'attached'});

test('the program starts in a worker, draws, and nothing complains', async (t) => {
  const {app, page} = await openProbe(t);
  assert.equal(await page.title(), 'Pārbaude');
  assert.equal(await page.locator('html').getAttribute('lang'), 'lv');
  const picture = await app.pixels();
  assert.ok(picture.length > 10_000, 'a drawn page does not pack this small');
  app.noComplaints();
});

test('an idle application draws no frame, and each change a few', async (t) => {
  const {app, page} = await openProbe(t);
  const before = await app.settled();
  // Twenty frames of the browser, none of ours.
  await page.evaluate(async () => {
    for (let i = 0; i < 20; ++i) await new Promise((done) => requestAnimationFrame(done));
  });
  assert.equal((await app.figures()).frames, before);
  await page.getByRole('button', {name: 'Skaitīt'}).click();
  await presses(page, 1);
  const after = await app.settled();
  assert.ok(after > before && after <= before + 8, `${after - before} frames for one click`);
  // A pointer that moves within one widget changes nothing.
  await page.mouse.move(700, 600);
  const still = await app.settled();
  await page.mouse.move(703, 602);
  await page.mouse.move(705, 603);
  assert.equal(await app.settled(), still);
});

test('a change is on disk with one flush, and there after a reload and a new browser', async (t) => {
  const {app, page, context, profile, server} = await openProbe(t, {}, {own: true});
  const before = (await app.figures()).flushes;
  for (let i = 1; i <= 3; ++i) {
    await page.getByRole('button', {name: 'Skaitīt'}).click();
    await presses(page, i);
  }
  assert.equal((await app.figures()).flushes - before, 3);
  await app.reload();
  await presses(page, 3);
  await context.close();
  const again = await launch(t, profile);
  const reopened = await App.open(again, server.address);
  await presses(reopened.page, 3);
  reopened.noComplaints();
});

test('a lost context comes back with the same pixels', async (t) => {
  const {app, page} = await openProbe(t);
  const before = await app.pixels();
  for (let i = 0; i < 2; ++i) {
    await app.post({t: 'lose_context'});
    await page.getByRole('button', {name: 'Skaitīt'}).hover();
    await app.post({t: 'restore_context'});
    await page.mouse.move(700, 600);
    await page.waitForFunction(async (frames) => {
      const now = await new Promise((resolve) => {
        window.addEventListener('figures', (event) => resolve(event.detail), {once: true});
        window.saimnieks.post({t: 'figures'});
      });
      return now.frames > frames && !now.lost;
    }, (await app.figures()).frames - 1);
    await app.settled();
  }
  await page.mouse.move(0, 0);
  // The letters lie elsewhere in their texture by then, which rounds some edges differently.
  const most = await app.difference(before, await app.pixels());
  assert.ok(most <= 1, `the picture differs after the context came back, by ${most}`);
});

test('the canvas follows the window, its zoom and its pixel ratio', async (t) => {
  const {app, page, context} = await openProbe(t);
  const session = await context.newCDPSession(page);
  for (const [width, height, ratio] of [[900, 700, 1], [640, 400, 2], [1280, 800, 1.25], [390, 844, 3]]) {
    await session.send('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: ratio, mobile: false});
    await page.waitForFunction((w) => document.querySelector('main')?.getBoundingClientRect().width === w, width);
    const {size} = await app.figures();
    assert.deepEqual(size, [Math.round(width * ratio), Math.round(height * ratio)]);
    const scroll = await page.evaluate(() => [document.scrollingElement.scrollWidth, innerWidth]);
    assert.ok(scroll[0] <= scroll[1], 'the page itself never scrolls sideways');
  }
  app.noComplaints();
});

test('a hidden tab draws nothing and shows what happened when it is seen again', async (t) => {
  const {app, page} = await openProbe(t);
  const show = (state) => page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', {value, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
  const before = await app.settled();
  await show('hidden');
  await page.getByRole('button', {name: 'Skaitīt'}).evaluate((button) => button.click());
  assert.equal(await app.settled(), before);
  await show('visible');
  await presses(page, 1);
});

test('slow work goes on in slices between frames', async (t) => {
  const {app, page} = await openProbe(t);
  await page.getByRole('button', {name: 'Strādāt'}).click();
  await page.getByRole('progressbar', {name: 'Darbs'}).waitFor({state: 'attached'});
  await page.getByRole('button', {name: 'Skaitīt'}).click();
  await presses(page, 1);
  const value = Number(await page.getByRole('progressbar').getAttribute('aria-valuenow'));
  assert.ok(value < 100, 'the click was answered before the work was done');
  await page.locator('[role=progressbar][aria-valuenow="100"]').waitFor({state: 'attached'});
  const {times} = await app.figures();
  assert.ok(Math.max(...times.work.slice(1)) < 50, 'no slice may hold the worker for long');
});

test('the theme follows the system', async (t) => {
  const {app, page} = await openProbe(t, {theme: 'light'});
  const light = await app.pixels();
  await page.emulateMedia({colorScheme: 'dark'});
  await page.waitForFunction((frames) => new Promise((resolve) => {
    window.addEventListener('figures', (event) => resolve(event.detail.frames > frames), {once: true});
    window.saimnieks.post({t: 'figures'});
  }), (await app.figures()).frames - 1);
  const dark = await app.pixels();
  assert.ok(!light.equals(dark));
  await page.emulateMedia({colorScheme: 'light'});
  assert.ok(light.equals(await app.pixels()));
});
