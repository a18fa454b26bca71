// Starts Chromium with a profile of its own on disk: in a context without one, OPFS lives in memory
// and durability would prove nothing.
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));
export const shared = process.env.SAIMNIEKS_SHARED ?? path.join(root, '../shared');

const ARGUMENTS = [
  '--headless=new', '--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
  '--disable-background-networking', '--disable-component-update', '--no-first-run',
];

const endings = new WeakMap();
/** What a test has opened is closed in the opposite order. @param {import('node:test').TestContext} t */
export function afterwards(t, close) {
  if (!endings.has(t)) {
    endings.set(t, []);
    t.after(async () => {
      for (const each of endings.get(t).reverse()) await each();
    });
  }
  endings.get(t).push(close);
}

/** A folder that is gone after the test. */
export function temporaryFolder(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'saimnieks-'));
  afterwards(t, () => removeFolder(folder));
  return folder;
}

/** A browser that has just ended may still be writing. */
export function removeFolder(folder) {
  fs.rmSync(folder, {recursive: true, force: true, maxRetries: 20, retryDelay: 100});
}

/**
 * @param {string} profile a folder
 * @param {{width?: number, height?: number, ratio?: number, theme?: 'light'|'dark', touch?: boolean,
 *          languages?: string, reduced?: boolean}} how
 */
export function start(profile, how = {}) {
  return chromium.launchPersistentContext(profile, {
    executablePath: process.env.SAIMNIEKS_CHROMIUM ?? '/usr/bin/chromium',
    args: ARGUMENTS,
    headless: false,  // by the argument: playwright's own switch is the older headless mode
    viewport: {width: how.width ?? 1280, height: how.height ?? 800},
    deviceScaleFactor: how.ratio ?? 1,
    colorScheme: how.theme ?? 'light',
    reducedMotion: how.reduced ? 'reduce' : 'no-preference',
    locale: how.languages ?? 'lv-LV',
    hasTouch: how.touch ?? false,
    isMobile: how.touch ?? false,
    permissions: ['clipboard-read', 'clipboard-write'],
    acceptDownloads: true,
  });
}

/** The process ids of the browser that works in this profile. */
export function processesOf(profile) {
  const all = new Map();  // parents and command lines by id
  for (const id of fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = fs.readFileSync(`/proc/${id}/stat`, 'latin1');
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 4).split(' ')[0]);
      all.set(Number(id), {parent, words: fs.readFileSync(`/proc/${id}/cmdline`, 'latin1')});
    } catch {
      continue;  // it has ended meanwhile
    }
  }
  const mine = new Set([...all].filter(([, {words}]) => words.includes(profile)).map(([id]) => id));
  for (let before = -1; before !== mine.size;) {
    before = mine.size;
    for (const [id, {parent}] of all) if (mine.has(parent)) mine.add(id);
  }
  return [...mine].map((id) => ({id, words: all.get(id).words}));
}

/** Whether this process has a file of the profile's private file system open. */
const holdsFiles = (id, profile) => fs.readdirSync(`/proc/${id}/fd`).some((fd) => {
  try {
    const file = fs.readlinkSync(`/proc/${id}/fd/${fd}`);
    return file.startsWith(profile) && file.includes('/File System/');
  } catch {
    return false;  // it was closed meanwhile
  }
});

/** What happens to a tab when the system wants its memory: its process, the one that has the ledger
 *  open, is gone in mid-step. */
export async function killTab(page, profile) {
  const crashed = page.waitForEvent('crash');
  const owners = processesOf(profile).filter(({id, words}) => words.includes('--type=renderer') && holdsFiles(id, profile));
  assert.equal(owners.length, 1, 'one process has the ledger open');
  process.kill(owners[0].id, 'SIGKILL');
  await crashed;
}

/** The whole browser at once, as when the power goes. */
export async function killBrowser(context, profile) {
  const gone = new Promise((done) => context.once('close', done));
  for (const {id} of processesOf(profile)) process.kill(id, 'SIGKILL');
  await gone;
}

/** The same, closed after the test. @param {import('node:test').TestContext} t */
export async function launch(t, profile, how = {}) {
  const context = await start(profile, how);
  afterwards(t, () => context.close());
  return context;
}
