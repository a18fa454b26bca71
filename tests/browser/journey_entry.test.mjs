// A field worker's entries: on a phone, without the server, one after another.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {cents, openSaimnieks} from './support/saimnieks.mjs';

test('lines are entered on a phone while there is no network', async (t) => {
  const {app, page, context} = await openSaimnieks(t, {width: 390, height: 844, ratio: 2, touch: true}, {own: true});
  await app.openDemo();
  await app.compare();
  const before = cents((await app.keyFigures())['Faktiski · 2026']);
  await context.setOffline(true);
  await app.go('Jauns ieraksts', 'Jauns faktiskais ieraksts');
  await app.sayInForm({Summa: '148,50', Datums: '23.05.2026.'});
  await app.chooseInForm('Pakalpojums', 'staru', /Staru pirts/);
  await app.chooseInForm('Struktūrvienība', 'sport', /Sporta centrs/);
  await app.chooseInForm('Izmaksu veids', '2300', /^2300 /);
  await app.button('Saglabāt un nākamais').click();
  await app.says(/^Saglabāts: 148,50/);
  // The next begins at its amount, in the same place.
  const amount = page.getByRole('textbox', {name: 'Summa', exact: true});
  assert.equal(await amount.inputValue(), '');
  await page.keyboard.type('51,5');
  await app.settled();
  assert.equal(await amount.inputValue(), '51,5');
  assert.equal(await app.chosenInForm('Pakalpojums'), 'PIRTS Staru pirts');
  await app.button('Saglabāt un nākamais').click();
  await app.says(/^Saglabāts: 51,50/);

  // With a picture of the receipt.
  await app.sayInForm({Summa: '10', Dokuments: 'Čeks 17'});
  await app.pick({name: 'čeks.png', buffer: await page.screenshot()}, app.button('Ar failu'));
  await app.says(/^Pievienots: čeks.png/);

  // What is begun outlives the tab, and what was saved counts.
  await app.sayInForm({Summa: '7', Dokuments: 'Čeks 18'});
  await context.setOffline(false);
  await app.reload();
  await app.heading('Jauns faktiskais ieraksts').waitFor();
  assert.equal(await page.getByRole('textbox', {name: 'Dokuments', exact: true}).inputValue(), 'Čeks 18');
  await app.compare();
  const after = cents((await app.keyFigures())['Faktiski · 2026']);
  assert.equal(after - before, 210_00);

  // A picture that belongs to a line is seen in its panel.
  await app.go('Ieraksti', 'Visi ieraksti');
  await page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell').first().click();
  await app.pick({name: 'tāme.png', buffer: await page.screenshot()}, app.button('Pievienot failu'));
  await page.getByRole('img', {name: 'tāme.png'}).waitFor();
});
