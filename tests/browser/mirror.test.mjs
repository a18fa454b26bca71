// The mirror: what assistive technology and the keyboard meet. It is made of the frame alone, so
// hiding it changes neither the pixels nor what pointer and keys do.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {buildProbe, openProbe} from './support/probe.mjs';

before(buildProbe);

const presses = (page, count) => page.getByText(`Nospiests: ${count}`, {exact: true}).waitFor({state: 'attached'});
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  return element.getAttribute('aria-label') ?? element.textContent.slice(0, 60);
});

/** Pictures of a short visit by pointer and keys alone. */
async function visit({app, page}, button, dialog) {
  const pictures = [await app.pixels()];
  const after = async (step) => {
    await step;
    pictures.push(await app.pixels());
  };
  await after(page.mouse.click(button.x + 10, button.y + 10));
  await after(page.mouse.click(dialog.x + 10, dialog.y + 10));
  await after(app.type('ā'));
  await after(app.press('Escape'));
  await page.mouse.move(640, 600);
  await after(page.mouse.wheel(0, 300));
  return pictures;
}

test('hiding the mirror changes no pixel and no answer to pointer and keys', async (t) => {
  const first = await openProbe(t);
  const places = [];
  for (const name of ['Skaitīt', 'Dialogs']) places.push(await first.page.getByRole('button', {name}).boundingBox());
  const shown = await visit(first, ...places);
  const second = await openProbe(t);
  await second.app.hideMirror();
  const hidden = await visit(second, ...places);
  hidden.forEach((picture, i) => assert.ok(picture.equals(shown[i]), `step ${i} looks different`));
  assert.ok(!shown[0].equals(shown[1]) && !shown[1].equals(shown[2]) && !shown[2].equals(shown[3]));
});

test('the keyboard alone reaches and does everything', async (t) => {
  const {app, page} = await openProbe(t);
  const order = [];
  for (let i = 0; i < 10; ++i) {
    await app.press('Tab');
    order.push(await focused(page));
  }
  assert.deepEqual(order, ['Skaitīt', 'Dialogs', 'Strādāt', 'Izvēlēties failu', 'Lejupielādēt',
    'Kopēt nosaukumu', 'Nosaukums', 'Summa', 'Gads', 'Rādīt visu']);
  await app.press('Space');
  assert.ok(await page.getByRole('checkbox', {name: 'Rādīt visu'}).isChecked());
  await app.press('Shift+Tab');
  assert.equal(await focused(page), 'Gads');
  await app.press('Enter');
  await page.getByRole('option', {name: '2014'}).waitFor({state: 'attached'});
  await app.press('ArrowDown');
  await app.press('Enter');
  assert.match(await page.getByRole('combobox', {name: 'Gads'}).textContent(), /2014/);
  assert.equal(await focused(page), 'Gads', 'the list gives the focus back');
  for (let i = 0; i < 8; ++i) await app.press('Shift+Tab');
  assert.equal(await focused(page), 'Skaitīt');
  await app.press('Enter');
  await presses(page, 1);
  await app.press('Space');
  await presses(page, 2);
});

test('a dialog keeps the focus, Escape closes it and gives the focus back', async (t) => {
  const {app, page} = await openProbe(t);
  await page.getByRole('button', {name: 'Dialogs'}).focus();
  await app.press('Enter');
  const dialog = page.getByRole('dialog', {name: 'Dialogs'});
  await dialog.waitFor({state: 'attached'});
  assert.equal(await dialog.getAttribute('aria-modal'), 'true');
  assert.equal(await focused(page), 'Iekšā');
  const behind = page.getByRole('button', {name: 'Skaitīt'});
  assert.ok(await behind.evaluate((button) => button.closest('[inert]') !== null), 'the page behind is inert');
  for (let i = 0; i < 6; ++i) {
    await app.press('Tab');
    const inside = await page.evaluate(() => document.activeElement === document.body
      || document.activeElement.closest('[role=dialog]') !== null);
    assert.ok(inside, 'the focus left the dialog');
  }
  await app.press('Escape');
  await dialog.waitFor({state: 'detached'});
  assert.equal(await focused(page), 'Dialogs');
});

test('a click without a place, as a screen reader sends it, presses', async (t) => {
  const {app, page} = await openProbe(t);
  await page.getByRole('button', {name: 'Skaitīt'}).evaluate((button) => button.click());
  await presses(page, 1);
  await page.getByRole('checkbox', {name: 'Rādīt visu'}).evaluate((box) => box.click());
  await app.settled();
  assert.ok(await page.getByRole('checkbox', {name: 'Rādīt visu'}).isChecked());
});

test('a disabled button can be found and read, and does nothing', async (t) => {
  const {app, page} = await openProbe(t);
  const button = page.getByRole('button', {name: 'Atjaunināt'});
  assert.equal(await button.getAttribute('aria-disabled'), 'true');
  await button.click({force: true});
  await app.settled();
  assert.equal(await page.getByText('Nospiests: 0').count(), 1);
});

test('a grid says how many rows there are, and its arrows move one focus', async (t) => {
  const {app, page} = await openProbe(t);
  const grid = page.getByRole('treegrid', {name: 'Rindas'});
  assert.equal(await grid.getAttribute('aria-rowcount'), '1001');
  const rows = await grid.getByRole('row').count();
  assert.ok(rows < 60, `${rows} rows in the mirror: only those in sight belong there`);
  const cell = page.getByRole('row', {name: /^Rinda 2/}).getByRole('gridcell').first();
  await cell.click();
  await app.settled();
  assert.equal(await focused(page), '34');
  await app.press('ArrowDown');
  assert.equal(await focused(page), '51');
  await app.press('Control+End');
  assert.equal(await page.locator('#mirror [tabindex="0"][role=gridcell], #mirror [tabindex="0"][role=rowheader]').count(), 1);
  await page.getByRole('row', {name: /^Rinda 1000/}).waitFor({state: 'attached'});
});

test('axe finds nothing serious', async (t) => {
  const {app, page} = await openProbe(t);
  assert.deepEqual(await app.seriousFaults(), []);
  await page.getByRole('button', {name: 'Dialogs'}).click();
  await page.getByRole('dialog').waitFor({state: 'attached'});
  assert.deepEqual(await app.seriousFaults(), []);
});
