// Builds the probe (tests/browser/probe), puts it together as a site and opens it, once a test.
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {App} from './app.mjs';
import {afterwards, launch, root, temporaryFolder} from './browser.mjs';
import {SiteServer} from './site_server.mjs';

export const probeSite = path.join(root, 'build/probe');

/** Nothing is done when it is up to date. */
export function buildProbe() {
  const run = (program, ...words) => execFileSync(program, words, {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  run('cmake', '--build', '--preset', 'wasm-release', '--target', 'saimnieks_probe', 'saimnieks_fonts');
  run(process.execPath, 'shell/build.mjs', 'build/wasm-release/probe', probeSite);
}

/** @param {import('node:test').TestContext} t @param {Parameters<typeof launch>[2]} how */
export async function openProbe(t, how = {}, {site = probeSite, ready = true, before} = {}) {
  const server = await new SiteServer(site).start();
  afterwards(t, () => server.stop());
  const profile = temporaryFolder(t);
  const context = await launch(t, profile, how);
  await before?.(context);
  const app = await App.open(context, server.address, {ready});
  return {server, profile, context, app, page: app.page};
}
