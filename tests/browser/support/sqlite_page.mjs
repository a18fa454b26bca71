// Opens the page that drives SQLite on OPFS (tests/browser/sqlite) in a browser of its own.
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {afterwards, launch, root, temporaryFolder} from './browser.mjs';
import {SiteServer} from './site_server.mjs';

export function buildSqlite() {
  execFileSync('cmake', ['--build', '--preset', 'wasm-release', '--target', 'saimnieks_sqlite_probe'],
    {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
}

export async function sqliteServer(t) {
  const server = await new SiteServer(path.join(root, 'build/none'), {
    '/tests/': path.join(root, 'tests/browser/sqlite'),
    '/sqlite/': path.join(root, 'build/wasm-release/sqlite'),
    '/bench/': path.join(root, 'build/figures'),
    '/peer/': path.join(root, 'node_modules/@sqlite.org/sqlite-wasm/dist'),
  }).start();
  afterwards(t, () => server.stop());
  return server;
}

/** A page, and `call` for what its worker can do. */
export async function openSqlite(t, server, profile = temporaryFolder(t)) {
  const context = await launch(t, profile);
  const page = context.pages()[0];
  await page.goto(`${server.address}tests/page.html`);
  const call = (name, ...words) => page.evaluate(
    ([what, rest]) => window.call(what, ...rest), [name, words]);
  return {context, page, call, profile};
}
