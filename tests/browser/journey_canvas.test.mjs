// The picture of the real application: lost and restored, zoomed, resized, hidden, with the
// comparison of a whole year's months open.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openSaimnieks} from './support/saimnieks.mjs';

async function openComparison(t, how) {
  const opened = await openSaimnieks(t, how);
  await opened.app.openDemo();
  await opened.app.compare();
  await opened.page.mouse.move(0, 0);
  return opened;
}

/** Waits until the worker has drawn after this many frames, with a context to draw in. */
const drawn = (page, frames) => page.waitForFunction(async (before) => {
  const now = await new Promise((resolve) => {
    window.addEventListener('figures', (event) => resolve(event.detail), {once: true});
    window.saimnieks.post({t: 'figures'});
  });
  return now.frames > before && !now.lost;
}, frames);

test('a lost context comes back with the same comparison', async (t) => {
  const {app, page} = await openComparison(t);
  // A row is closed and opened again; in the rounds below while there is nothing to draw on.
  const work = async () => {
    await app.row(/^DN Demo novads/).getByRole('rowheader').click();
    await page.keyboard.press('ArrowRight');
  };
  await work();
  await page.mouse.move(0, 0);
  const before = await app.pixels();
  for (let round = 0; round < 3; ++round) {
    const {frames} = await app.figures();
    await app.post({t: 'lose_context'});
    await work();
    assert.ok((await app.figures()).lost);
    await app.post({t: 'restore_context'});
    await drawn(page, frames);
    await page.mouse.move(0, 0);
    assert.ok(before.equals(await app.pixels()), 'the picture differs after the context came back');
  }
  app.noComplaints();
});

test('zoom, pixel ratio and size redraw crisply and lose nothing that was typed', async (t) => {
  const {app, page, context} = await openSaimnieks(t);
  await app.openDemo();
  await app.go('Ieraksti', 'Visi ieraksti');
  await page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell', {name: /,\d\d$/}).click();
  await app.press('F2');
  await page.keyboard.press('Control+a');
  await app.type('1 234,5');
  const session = await context.newCDPSession(page);
  const field = page.getByRole('textbox', {name: /Summa/});
  // 200 % of 1280 is a window of 640 at two pixels to one.
  for (const [width, height, ratio] of [[640, 400, 2], [1920, 1080, 1], [1024, 640, 1.25], [390, 844, 3], [1280, 800, 1]]) {
    await session.send('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: ratio, mobile: false});
    await page.waitForFunction((wide) => document.querySelector('main')?.getBoundingClientRect().right === wide, width);
    await app.settled();
    assert.deepEqual((await app.figures()).size, [width * ratio, height * ratio], 'each pixel of the screen is drawn');
    assert.equal(await field.inputValue(), '1 234,5', `${width}×${height} at ${ratio}`);
    assert.ok(await field.evaluate((element) => element === document.activeElement));
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth));
    // A busy browser shows what the worker has drawn a little later than its own next frames.
    let picture = '';
    for (let tries = 0; tries < 50 && picture.length <= 10_000; ++tries) {
      picture = await app.page.screenshot({animations: 'disabled'});
    }
    assert.ok(picture.length > 10_000, 'something is drawn');
  }
  await page.keyboard.type('6');
  await app.press('Enter');
  await app.says(/^Saglabāts: 1 234,56/);
  app.noComplaints();
});

test('after all that the picture is what a fresh window of that size shows', async (t) => {
  const {app, page, context} = await openComparison(t, {width: 1000, height: 700});
  const session = await context.newCDPSession(page);
  const resize = async (width, height, ratio) => {
    await session.send('Emulation.setDeviceMetricsOverride', {width, height, deviceScaleFactor: ratio, mobile: false});
    await page.waitForFunction((wide) => innerWidth === wide, width);
    await app.settled();
  };
  const before = await app.pixels();
  await resize(1500, 900, 2);
  await resize(390, 700, 3);
  await resize(1000, 700, 1);
  // The letters lie elsewhere in their texture by then, which rounds some edges differently.
  const most = await app.difference(before, await app.pixels());
  assert.ok(most <= 1, `the picture differs by ${most}`);
});

test('a hidden tab draws nothing, and has caught up when it is seen again', async (t) => {
  const {app, page} = await openComparison(t);
  const show = (state) => page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', {value, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);
  const row = page.locator('#mirror [role=row][aria-expanded=false]').first();
  const name = await row.getByRole('rowheader').getAttribute('aria-label');
  await row.getByRole('rowheader').click();
  await page.mouse.move(0, 0);
  await app.settled();
  const state = (open) => page.locator(`#mirror [role=row][aria-expanded=${open}]`)
    .filter({has: page.getByRole('rowheader', {name, exact: true})});
  await state(true).waitFor();  // a click opens it
  await show('hidden');
  const before = (await app.figures()).frames;
  await page.keyboard.press('ArrowLeft');
  assert.equal(await app.settled(), before, 'nobody looks');
  assert.equal(await state(true).count(), 1);
  await show('visible');
  await state(false).waitFor();
  await app.settled();
  app.noComplaints();
});
