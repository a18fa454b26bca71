// A municipality's whole ledger in the browser, a million lines: the import, and the start with it to
// the first correct total. Run by run.sh.
import {after, test} from 'node:test';
import {temporaryFolder} from '../browser/support/browser.mjs';
import {startEndpoint} from '../browser/support/endpoint.mjs';
import {largeBudget, reopenSaimnieks} from '../browser/support/saimnieks.mjs';
import {longest, median, noteFirstFigures, print, summary, tabMemory} from './figures.mjs';

const TIMES = 50;  // of 20,217 lines

test('a million lines', async (t) => {
  const endpoint = await startEndpoint(t);
  const profile = temporaryFolder(t);
  const {app, page, context} = await reopenSaimnieks(t, profile, endpoint);
  await app.pick(largeBudget(t, TIMES));
  await app.startButton().waitFor({timeout: 300_000});
  const lines = Number((await app.startButton().textContent()).replace(/\D/g, ''));
  const idle = (await app.figures()).times.work.length;
  const took = await app.importTime();
  const {times, heap} = await app.figures();
  print(`import of ${lines.toLocaleString('en')} lines (≥ 60,000 lines/s)`,
    `${Math.round(lines / took * 1000).toLocaleString('en')} lines/s (${(took / 1000).toFixed(1)} s)`);
  print('  longest step of it (≤ 8 ms)', longest(times.work.slice(idle)));
  print('  memory of the tab, PSS', `${tabMemory(profile).toFixed(0)} MB (wasm heap ${(heap / 2 ** 20).toFixed(0)} MB)`);

  await app.go('Pārskats');
  const figures = JSON.stringify(await app.keyFigures());
  await context.addInitScript(noteFirstFigures);
  const start = async () => {
    await app.reload();
    await page.getByRole('list', {name: 'Galvenie rādītāji'}).waitFor();
    const took = await page.evaluate(() => window.firstFigures);
    if (JSON.stringify(await app.keyFigures()) !== figures) throw new Error('the first figures are not the right ones');
    return took;
  };
  // Whoever leaves at once after an import is read to row by row; columns are made when nobody waits.
  print('start at once after it, to the first total', `${(await start() / 1000).toFixed(2)} s`);
  const begun = Date.now();
  await app.settled();
  print('  then columns are made, while nobody waits', `${((Date.now() - begun) / 1000).toFixed(1)} s`);
  const starts = [];
  for (let round = 0; round < 5; ++round) starts.push(await start());
  print('start to the first correct total (≤ 1.5 s)',
    `median ${(median(starts) / 1000).toFixed(2)} s, best ${(Math.min(...starts) / 1000).toFixed(2)} s`);
  print('  memory of the tab, PSS', `${tabMemory(profile).toFixed(0)} MB`);
});
after(summary);
