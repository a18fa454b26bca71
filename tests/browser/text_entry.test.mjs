// Text as people type it: Latvian by dead keys, AltGr and composition, the clipboard both ways, in
// the mirror's field and, with the mirror hidden, in the text agent alone.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {buildProbe, openProbe} from './support/probe.mjs';

before(buildProbe);

const LATVIAN = 'Glāžšķūņa rūķīši čiepj ēģelī žņ';

/** What the program knows of the field: the mirror is made of its frame. */
async function storedName(app) {
  await app.settled();
  return app.page.locator('#mirror').getByRole('textbox', {name: 'Nosaukums'}).inputValue();
}

async function clickField(app, hidden) {
  const field = app.page.getByRole('textbox', {name: 'Nosaukums'});
  const box = await field.boundingBox();
  if (hidden) await app.hideMirror();
  await app.page.mouse.click(box.x + 20, box.y + box.height / 2);
  await app.settled();
}

for (const hidden of [false, true]) {
  const where = hidden ? 'on the canvas alone' : 'with the mirror';

  test(`Latvian letters arrive ${where}`, async (t) => {
    const {app, page} = await openProbe(t);
    await clickField(app, hidden);
    for (const letter of LATVIAN) await page.keyboard.press(letter === ' ' ? 'Space' : letter).catch(
      () => page.keyboard.insertText(letter));
    await app.settled();
    await page.keyboard.press('Home');
    await page.keyboard.insertText('Ā');
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Enter');
    await app.settled();
    await app.hideMirror(false);
    assert.equal(await storedName(app), `Ā${LATVIAN.slice(0, -1)}`);
    await app.reload();
    assert.equal(await storedName(app), `Ā${LATVIAN.slice(0, -1)}`, 'Enter keeps the text');
    app.noComplaints();
  });

  test(`a composition replaces itself and ends as one text ${where}`, async (t) => {
    const {app, page, context} = await openProbe(t);
    await clickField(app, hidden);
    await page.keyboard.type('ab');
    const session = await context.newCDPSession(page);
    const compose = (text) => session.send('Input.imeSetComposition',
      {text, selectionStart: text.length, selectionEnd: text.length});
    await compose('´');
    await app.settled();
    await compose('´e');
    await app.settled();
    await session.send('Input.insertText', {text: 'é'});
    await page.keyboard.type('c');
    await page.keyboard.press('Enter');
    await app.settled();
    await app.hideMirror(false);
    assert.equal(await storedName(app), 'abéc');
  });

  test(`copy, cut and paste ${where}`, async (t) => {
    const {app, page} = await openProbe(t);
    await clickField(app, hidden);
    await page.keyboard.insertText('ķīmija');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'ķīmija');
    await page.keyboard.press('Control+x');
    await app.settled();
    await page.evaluate(() => navigator.clipboard.writeText('žagars'));
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Enter');
    await app.settled();
    await app.hideMirror(false);
    assert.equal(await storedName(app), 'žagars');
    await page.getByRole('button', {name: 'Kopēt nosaukumu'}).click();
    await app.settled();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), 'žagars');
  });

  test(`a grid's cell is edited by typing over it ${where}`, async (t) => {
    const {app, page} = await openProbe(t);
    const cell = page.getByRole('row', {name: /^Rinda 3/}).getByRole('gridcell').nth(1);
    const box = await cell.boundingBox();
    if (hidden) await app.hideMirror();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await app.settled();
    await app.type('zeme');
    await app.press('Enter');
    await app.press('ArrowUp');
    await app.press('F2');
    await app.press('End');
    await app.type(' un ūdens');
    await app.press('Tab');
    await app.hideMirror(false);
    await page.getByRole('gridcell', {name: 'zeme un ūdens'}).waitFor({state: 'attached'});
    app.noComplaints();
  });
}

test('a test or a program may fill a field', async (t) => {
  const {app, page} = await openProbe(t);
  await page.getByRole('textbox', {name: 'Nosaukums'}).fill('šķīvis');
  await page.getByRole('textbox', {name: 'Summa'}).fill('12,50');
  await app.settled();
  assert.equal(await storedName(app), 'šķīvis');
  assert.equal(await page.getByRole('textbox', {name: 'Summa'}).inputValue(), '12,50');
  assert.equal(await page.getByRole('textbox', {name: 'Summa'}).getAttribute('inputmode'), 'decimal');
});

test('what is typed before the program has answered the focus is kept', async (t) => {
  const {app, page} = await openProbe(t);
  await page.getByRole('textbox', {name: 'Nosaukums'}).evaluate(async (field) => {
    field.focus();
    await Promise.resolve();  // the focus is on its way to the worker
    // A page too busy to hear the worker's answer, which is about a field without text.
    for (const until = performance.now() + 300; performance.now() < until;);
    document.execCommand('insertText', false, 'ātri');
  });
  await app.settled();
  assert.equal(await storedName(app), 'ātri');
  await app.press('Enter');
  await app.reload();
  assert.equal(await storedName(app), 'ātri');
  app.noComplaints();
});

test('the caret goes where the text is clicked, and selecting by dragging works', async (t) => {
  const {app, page} = await openProbe(t);
  await clickField(app, false);
  await app.type('mazais ezītis');
  const box = await page.getByRole('textbox', {name: 'Nosaukums'}).boundingBox();
  const y = box.y + box.height / 2;
  await page.mouse.click(box.x + 12, y);
  await app.settled();
  await page.keyboard.insertText('>');
  await app.settled();
  assert.equal(await storedName(app), '>mazais ezītis');
  await page.mouse.move(box.x + 4, y);
  await app.settled();
  await page.mouse.down();
  await page.mouse.move(box.x + 120, y, {steps: 5});
  await page.mouse.move(box.x + 390, y, {steps: 5});
  await page.mouse.up();
  await app.settled();
  await page.keyboard.insertText('x');
  await app.settled();
  assert.equal(await storedName(app), 'x');
});
