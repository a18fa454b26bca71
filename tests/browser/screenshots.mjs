// Takes the pictures of README.md: the real application with the real endpoint and the real budget.
// All go to build/screenshots, and those that README.md shows to docs/screenshots too.
//   node tests/browser/screenshots.mjs     needs ./run.sh's build
import fs from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {root, temporaryFolder} from './support/browser.mjs';
import {startEndpoint} from './support/endpoint.mjs';
import {reopenSaimnieks} from './support/saimnieks.mjs';

const folder = path.join(root, 'build/screenshots');
const kept = path.join(root, 'docs/screenshots');
fs.mkdirSync(folder, {recursive: true});

for (const [name, how] of [
  ['desktop-light', {width: 1280, height: 800}],
  ['desktop-dark', {width: 1280, height: 800, theme: 'dark'}],
  ['large-light', {width: 1920, height: 1080, ratio: 2}],
  ['large-dark', {width: 1920, height: 1080, ratio: 2, theme: 'dark'}],
  ['phone-light', {width: 390, height: 844, ratio: 2, touch: true}],
  ['phone-dark', {width: 390, height: 844, ratio: 2, touch: true, theme: 'dark'}],
]) {
  const open = async (t) => {
    const endpoint = await startEndpoint(t);
    const {app, page} = await reopenSaimnieks(t, temporaryFolder(t), endpoint, how);
    const take = async (what) => {
      await page.mouse.move(1, 1);
      await app.settled();
      const file = `${what}-${name}.png`;
      await page.screenshot({path: path.join(folder, file), animations: 'disabled'});
      if (fs.existsSync(path.join(kept, file))) fs.copyFileSync(path.join(folder, file), path.join(kept, file));
    };
    return {endpoint, app, page, take};
  };
  test(name, async (t) => {
    const {endpoint, app, page, take} = await open(t);
    await take('start');
    await app.openDemo();
    await take('overview');
    await app.go('Ieraksti', 'Visi ieraksti');
    await page.getByRole('grid', {name: 'Ieraksti'}).getByRole('row').nth(1).getByRole('gridcell').first().click();
    await app.pick({name: 'rēķins 1181.pdf', buffer: Buffer.from('%PDF-1.7\n')}, app.button('Pievienot failu'));
    await app.pick({name: 'rēķina foto.png', buffer: await page.screenshot()}, app.button('Pievienot failu'));
    await page.getByRole('img', {name: 'rēķina foto.png'}).waitFor();
    await page.getByRole('link', {name: 'rēķins 1181.pdf'}).waitFor();
    await take('lines');
    if (how.touch) await app.press('Escape');  // the sheet of the line
    await app.go('Jauns ieraksts', 'Jauns faktiskais ieraksts');
    await app.sayInForm({Summa: '148,50'});
    await app.chooseInForm('Pakalpojums', 'pirt', /pirts/i);
    await app.chooseInForm('Struktūrvienība', 'sport', /sport/i);
    await app.sayInForm({Dokuments: 'Čeks 17'});
    await take('entry');
    await app.go('Sinhronizācija');
    await page.getByRole('textbox', {name: 'Pieslēgšanās kods'}).fill(endpoint.token);
    await app.settled();
    await app.button('Pieslēgties').click();
    await page.getByText('Viss ir nosūtīts un saņemts').waitFor();
    await take('sync');
    await app.go('Iestatījumi');
    await take('settings');
  });
  test(`${name}, with the budget`, async (t) => {
    const {app, take} = await open(t);
    await app.checkBudget();
    await take('import');
    await app.startButton().click();
    await app.says(/Importu var atsaukt/);
    await app.compare();
    const first = app.row(/^509 /);
    if (await first.count() > 0) {
      await first.getByRole('rowheader').click();
      await app.press('ArrowRight');
    }
    await take('compare');
  });
}
