// Everybody can use every screen: by keyboard, with assistive technology, in both themes, on a phone.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {openSaimnieks, plain} from './support/saimnieks.mjs';

const PLACES = [['Pārskats'], ['Atbilstība', 'Atbilstība plānam'], ['Ieraksti', 'Visi ieraksti'],
  ['Imports'], ['Sinhronizācija'], ['Iestatījumi']];

for (const [where, how] of [
  ['light', {}],
  ['dark', {theme: 'dark', width: 1920, height: 1080}],
  ['on a phone', {width: 390, height: 844, ratio: 2, touch: true}],
]) {
  test(`axe finds nothing serious on any screen, ${where}`, async (t) => {
    const {app, page} = await openSaimnieks(t, how);
    assert.deepEqual(await app.seriousFaults(), [], 'first start');
    await app.openDemo();
    for (const [place, title] of PLACES) {
      await app.go(place, title);
      await app.settled();
      assert.deepEqual(await app.seriousFaults(), [], place);
    }
    await app.go('Ieraksti', 'Visi ieraksti');
    await page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell').first().click();
    await page.getByRole('textbox', {name: 'Piezīme'}).waitFor();
    assert.deepEqual(await app.seriousFaults(), [], 'a line');
    app.noComplaints();
  });
}

/** What has the focus, by its words. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return element.getAttribute('aria-label') ?? element.textContent ?? '';
});

async function tabTo(app, name) {
  for (let i = 0; i < 40; ++i) {
    if (name.test(plain(await focused(app.page)))) return;
    await app.press('Tab');
  }
  assert.fail(`Tab never comes to ${name}`);
}

test('the keyboard alone does the main job', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await tabTo(app, /^Atvērt demonstrācijas/);
  await app.press('Enter');
  await app.heading('Pārskats').waitFor();
  await tabTo(app, /^Atbilstība/);
  await app.press('Enter');
  await app.rows().waitFor();
  await tabTo(app, /^Meklēt|^Atrast/);
  await tabTo(app, /^DN Demo novads/);
  await app.press('ArrowDown');
  await app.press('ArrowRight');
  const row = page.locator('#mirror [role=row]:focus-within');
  assert.equal(await row.getAttribute('aria-expanded'), 'true');
  await app.press('ArrowDown');
  await app.press('End');
  await app.press('Home');
  await app.press('ArrowRight');
  await app.press('ArrowRight');
  await app.press('Enter');
  const lines = page.getByRole('grid', {name: 'Ieraksti'});
  await lines.waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'h1', 'the page says what it is');
  await tabTo(app, /^Meklēt ierakstu/);
  await app.press('Tab');
  await app.press('ArrowDown');
  for (let i = 0; i < 8 && !/,\d\d$/.test(plain(await focused(page))); ++i) await app.press('ArrowRight');
  await app.press('Enter');
  await page.keyboard.press('Control+a');
  await app.type('321,00');
  await app.press('Enter');
  await app.says(/^Saglabāts: 321,00/);
  await page.keyboard.press('Control+z');
  await app.says(/^Atsaukts/);
  app.noComplaints();
});

test('with the mirror hidden every screen looks the same and answers to pointer and keys', async (t) => {
  const pictures = [];
  for (const hidden of [false, true]) {
    const {app, page} = await openSaimnieks(t);
    await app.openDemo();
    await app.compare();
    await app.settled();
    const cell = await app.row(/^Kopā/).getByRole('gridcell').nth(1).boundingBox();
    await app.hideMirror(hidden);
    await page.mouse.move(5, 5);
    const taken = [await app.pixels()];
    await page.mouse.click(cell.x + cell.width / 2, cell.y + cell.height / 2);
    await page.mouse.move(5, 5);
    taken.push(await app.pixels());
    await app.press('Tab');
    await app.press('Tab');
    taken.push(await app.pixels());
    await app.hideMirror(false);
    await page.getByRole('grid', {name: 'Ieraksti'}).waitFor();
    pictures.push(taken);
  }
  pictures[0].forEach((picture, i) => assert.ok(picture.equals(pictures[1][i]), `step ${i} looks different`));
  assert.ok(!pictures[0][0].equals(pictures[0][1]));
});

test('an application that nobody touches draws nothing, on any screen', async (t) => {
  const {app, page} = await openSaimnieks(t);
  await app.openDemo();
  for (const [place, title] of PLACES) {
    await app.go(place, title);
    const before = await app.settled();
    await page.evaluate(async () => {
      for (let i = 0; i < 30; ++i) await new Promise(requestAnimationFrame);
    });
    assert.equal((await app.figures()).frames, before, place);
  }
});
