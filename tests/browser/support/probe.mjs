// Builds the probe (tests/browser/probe), puts it together as a site and opens it, once a test.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after} from 'node:test';
import {App} from './app.mjs';
import {afterwards, launch, removeFolder, root, start, temporaryFolder} from './browser.mjs';
import {SiteServer} from './site_server.mjs';

export const probeSite = path.join(root, 'build/probe');

/** Nothing is done when it is up to date. */
export function buildProbe() {
  const run = (program, ...words) => execFileSync(program, words, {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  run('cmake', '--build', '--preset', 'wasm-release', '--target', 'saimnieks_probe', 'saimnieks_fonts', 'saimnieks_workbook_module');
  run(process.execPath, 'shell/build.mjs', 'build/wasm-release/probe', probeSite);
}

/** Browsers by how they were asked for: each test has an address, so a storage, of its own. */
const browsers = new Map();

async function sharedBrowser(how) {
  const key = JSON.stringify(how);
  if (!browsers.has(key)) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'saimnieks-'));
    const context = await start(profile, how);
    browsers.set(key, {context, profile});
  }
  return browsers.get(key).context;
}
after(async () => {
  for (const {context, profile} of browsers.values()) {
    await context.close();
    removeFolder(profile);
  }
});

/**
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof launch>[2]} how
 * @param {{site?: string, ready?: boolean, before?: (context: object) => Promise<void>,
 *          own?: boolean}} more own: a browser and a profile for this test alone
 */
export async function openProbe(t, how = {}, {site = probeSite, ready = true, before, own} = {}) {
  const server = await new SiteServer(site).start();
  afterwards(t, () => server.stop());
  const profile = own || before ? temporaryFolder(t) : null;
  const context = profile ? await launch(t, profile, how) : await sharedBrowser(how);
  await before?.(context);
  const app = await App.open(context, server.address, {ready, page: profile ? undefined : await context.newPage()});
  if (!profile) afterwards(t, () => app.page.close());
  return {server, profile, context, app, page: app.page};
}
