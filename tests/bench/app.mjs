// What a person waits for, in a browser with the real endpoint: the first load, an import, the start
// with a year's budget, a frame, the tab's memory. Run by run.sh.
import {after, test} from 'node:test';
import {temporaryFolder} from '../browser/support/browser.mjs';
import {startEndpoint} from '../browser/support/endpoint.mjs';
import {reopenSaimnieks} from '../browser/support/saimnieks.mjs';
import {longest, median, noteFirstFigures, print, summary, tabMemory} from './figures.mjs';

const LINES = 20_217;
const lineRate = (took) => `${Math.round(LINES / took * 1000).toLocaleString('en')} lines/s (${(took / 1000).toFixed(2)} s)`;
const ms = (value) => `${value.toFixed(2)} ms`;

test('the application', async (t) => {
  const endpoint = await startEndpoint(t);
  const profile = temporaryFolder(t);
  const {app, page, context} = await reopenSaimnieks(t, profile, endpoint);
  // What the service worker lists is what a first visit brings over the network; the rest comes once
  // the application runs.
  const source = await (await fetch(new URL('service_worker.js', endpoint.address))).text();
  for (const [list, what] of [['FILES', 'first load, brotli (≤ 900 KB)'], ['LATER', '  after it, for workbooks']]) {
    const names = JSON.parse(new RegExp(`^const ${list} = (.*);$`, 'm').exec(source)[1]);
    if (list === 'FILES') names.push('service_worker.js');
    let bytes = 0;
    for (const name of names) {
      const answer = await fetch(new URL(name, endpoint.address), {headers: {'Accept-Encoding': 'br'}, method: 'HEAD'});
      bytes += Number(answer.headers.get('content-length'));
    }
    print(`${what}, ${names.length} file${names.length > 1 ? 's' : ''}`, `${(bytes / 1000).toFixed(0)} KB`);
  }

  const stages = [];
  const stage = async (name) => {
    const {heap} = await app.figures();
    stages.push(`${name} ${(heap / 2 ** 20).toFixed(0)}/${tabMemory(profile).toFixed(0)}`);
  };
  await stage('first start');
  for (let round = 0; round < 3; ++round) {
    if (round > 0) {
      await app.compare();
      const before = (await app.figures()).times.work.length;
      await app.button('Atsaukt').click();
      await app.says(/^Atsaukts: imports/);
      print('undo of the import, longest step (≤ 8 ms)', longest((await app.figures()).times.work.slice(before)));
      await stage('undone');
      await app.reload();  // counts from nothing: the worker keeps its last thousand times only
      await app.go('Imports');
    }
    await app.checkBudget();
    await stage('checked');
    const idle = (await app.figures()).times.work.length;
    const took = await app.importTime();
    const steps = (await app.figures()).times.work.slice(idle);
    const work = steps.reduce((sum, step) => sum + step, 0);
    await stage('imported');
    print('import in the browser (≥ 60,000 lines/s)', `${lineRate(work)}, in ${lineRate(took)} with its frames`);
    print('  longest step of it (≤ 8 ms)', longest(steps));
  }

  await app.go('Pārskats');
  await context.addInitScript(noteFirstFigures);
  const starts = [];
  for (let round = 0; round < 7; ++round) {
    await app.reload();
    await page.getByRole('list', {name: 'Galvenie rādītāji'}).waitFor();
    starts.push(await page.evaluate(() => window.firstFigures));
  }
  await stage('started 7 times');
  print('start from the service worker (≤ 1.0 s)',
    `median ${(median(starts) / 1000).toFixed(2)} s, best ${(Math.min(...starts) / 1000).toFixed(2)} s`);

  await app.compare();
  await app.row(/^\d+ /).first().getByRole('rowheader').click();
  await app.press('ArrowRight');
  await app.settled();
  const before = (await app.figures()).times.build.length;
  for (let i = 0; i < 120; ++i) {
    await page.mouse.move(400 + i * 5, 300 + (i % 12) * 30);
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
  const {times, heap} = await app.figures();
  print('UI build a frame, comparison open (≤ 1 ms)', `median ${ms(median(times.build.slice(before)))}`);
  print('renderer a frame (≤ 1 ms)', `median ${ms(median(times.draw.slice(before)))}`);
  print('memory of the tab, PSS (≤ 150 MB)',
    `${tabMemory(profile).toFixed(0)} MB after all that (wasm heap ${(heap / 2 ** 20).toFixed(0)} MB)`);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Memory.simulatePressureNotification', {level: 'critical'});
  await app.settled();
  print('', `${tabMemory(profile).toFixed(0)} MB once the browser wants memory back`);
  print('wasm heap/tab at each stage, MB', stages.join(', '));
  await context.close();
  const again = await reopenSaimnieks(t, profile, endpoint);
  await again.app.compare();
  await again.app.settled();
  print('', `${tabMemory(profile).toFixed(0)} MB in a browser just opened`);
});
after(summary);
