// The tab's process is killed in mid-import, in mid-undo and in mid-push; the disk is full. Nothing
// is lost, nothing is there twice or by half, and the history still explains every row.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {test} from 'node:test';
import {killTab, root, temporaryFolder} from './support/browser.mjs';
import {startEndpoint} from './support/endpoint.mjs';
import {startLine} from './support/line.mjs';
import {cents, largeBudget, openSaimnieks, plain, Saimnieks} from './support/saimnieks.mjs';

const LINES = 20_217;
const ACTUAL_2015 = 4_650_554_218_00;

async function openAgain(context, endpoint) {
  return Saimnieks.open(context, endpoint.address, {page: await context.newPage()});
}

/** What the check of the data counts: {ops, lines}. */
async function counted(app) {
  await app.verify();
  const words = plain(await app.page.getByRole('status', {name: /^Dati ir kārtībā/})
    .evaluate((node) => `${node.getAttribute('aria-label')} ${node.textContent}`));
  const [ops, lines] = /\(([\d ]+)\).*?\(([\d ]+)\)/.exec(words).slice(1)
    .map((number) => Number(number.replace(/ /g, '')));
  return {ops, lines};
}

test('killed in mid-import: none of it is there, and the ledger is sound', async (t) => {
  const {app, page, profile, context, endpoint} = await openSaimnieks(t, {}, {own: true});
  await app.openDemo();
  const before = await counted(app);
  await app.go('Imports');
  await app.pick(largeBudget(t, 5));
  await app.startButton().click();
  // The lines are being written: a fifth of the way.
  await page.waitForFunction(() => {
    const bar = document.querySelector('#mirror [role=progressbar]');
    return bar?.getAttribute('aria-label') === 'Saglabā ierakstus' && Number(bar.getAttribute('aria-valuenow')) >= 10;
  });
  await killTab(page, profile);
  const again = await openAgain(context, endpoint);
  await again.heading('Imports').waitFor();  // where the person was
  assert.deepEqual(await counted(again), before);
  await again.go('Imports');
  await again.importBudget();
  assert.equal(await again.lineCount(), before.lines + LINES);
  await again.verify();
  again.noComplaints();
});

test('killed in mid-undo: all of it is undone or nothing', async (t) => {
  const {app, page, profile, context, endpoint} = await openSaimnieks(t, {}, {own: true});
  await app.importBudget();
  await app.compare();
  await app.settled();
  await page.keyboard.press('Control+z');
  await killTab(page, profile);
  const again = await openAgain(context, endpoint);
  const isUndone = async () => {
    await again.go('Atbilstība', 'Atbilstība plānam');
    await again.rows().or(again.heading('Vēl nav neviena ieraksta', 2)).waitFor();
    return await again.rows().count() === 0;
  };
  const undone = await isUndone();
  t.diagnostic(undone ? 'it was undone' : 'it was not undone yet');
  if (!undone) assert.equal(cents((await again.keyFigures())['Faktiski · 2015']), ACTUAL_2015, 'all of it is there');
  await again.verify();
  await again.go('Atbilstība', 'Atbilstība plānam');
  await again.button(undone ? 'Atkārtot' : 'Atsaukt').click();
  await again.says(undone ? /^Atkārtots/ : /^Atsaukts/);
  assert.equal(await isUndone(), !undone);
  await again.verify();
  again.noComplaints();
});

const cli = (...words) => JSON.parse(execFileSync(path.join(root, 'build/release/bin/saimnieks'), [...words, '--json'], {encoding: 'utf8'}));

test('killed in mid-push, with and without the answer: nothing is lost, nothing doubled', async (t) => {
  const endpoint = await startEndpoint(t);
  const line = await startLine(t, endpoint);
  const {app, page, profile, context} = await openSaimnieks(t, {}, {endpoint: line, own: true});
  await app.importBudget();
  await app.go('Sinhronizācija');
  // The endpoint gets the second change set, and its answer never comes.
  const unanswered = line.cutAt('/api/v1/push', 2, {answer: true});
  await page.getByRole('textbox', {name: 'Pieslēgšanās kods'}).fill(endpoint.token);
  await app.settled();
  await app.button('Pieslēgties').click();
  await unanswered;
  await killTab(page, profile);

  // The next one does not even leave.
  const unsent = line.cutAt('/api/v1/push', 1, {answer: false});
  const second = await openAgain(context, line);
  await unsent;
  await killTab(second.page, profile);

  line.mend();
  const last = await openAgain(context, line);
  await last.stateIs(/^Viss nosūtīts/);
  const here = await counted(last);
  assert.equal(here.lines, LINES);
  await last.compare();
  const figures = await last.keyFigures();

  const ledger = path.join(temporaryFolder(t), 'cits.db');
  cli('init', '--ledger', ledger);
  const synced = cli('sync', '--ledger', ledger, '--endpoint', endpoint.address.replace(/\/$/, ''), '--token', endpoint.token);
  assert.equal(synced.pulled, here.ops, 'the endpoint holds every op once');
  const verified = cli('verify', '--ledger', ledger);
  assert.equal(verified.lines, LINES);
  const totalOf = (year) => cli('report', '--ledger', ledger, '--rows', 'unit', '--where', `year=${year}`).total[0];
  assert.equal(totalOf(2014).plan_cents, cents(figures['Plāns A · 2014']));
  assert.equal(totalOf(2015).actual_cents, cents(figures['Faktiski · 2015']));
  last.noComplaints();
});

test('a full disk gets a sentence, keeps what was there, and works again once there is room', async (t) => {
  const {app, page, context, endpoint} = await openSaimnieks(t, {}, {own: true});
  await app.openDemo();
  const session = await context.newCDPSession(page);
  const origin = new URL(endpoint.address).origin;
  await session.send('Storage.overrideQuotaForOrigin', {origin, quotaSize: 1});
  // The browser has granted some room before, and what fits there is imported.
  let before;
  let full = false;
  while (!full) {
    before = await counted(app);
    await app.go('Imports');
    await app.checkBudget();
    await app.startButton().click();
    const message = await app.message(/vietas|Importu var atsaukt/);
    full = /vietas/.test(message);
    if (!full) await app.button('Importēt vēl vienu failu').click();
  }
  assert.deepEqual(await counted(app), before);
  await session.send('Storage.overrideQuotaForOrigin', {origin});
  await app.go('Imports');
  await app.startButton().click();  // the file is still there
  await app.says(/Importu var atsaukt/);
  assert.equal(await app.lineCount(), before.lines + LINES);
  await app.verify();
});
