// The cube in a page beside DuckDB-wasm: the same roll-ups over a million lines, by turns in one
// browser. Run by run.sh; fetches the peer from npm when it is not there yet.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {after, test} from 'node:test';
import {build} from 'esbuild';
import {afterwards, launch, root, temporaryFolder} from '../browser/support/browser.mjs';
import {SiteServer} from '../browser/support/site_server.mjs';
import {print, summary} from './figures.mjs';

const PEER = '@duckdb/duckdb-wasm';
const VERSION = '1.32.0';
const ms = ({median, best}) => `${median.toFixed(2)} ms (best ${best.toFixed(2)})`;

/** The folder that holds the peer's node_modules. */
function fetchPeer() {
  const folder = path.join(root, 'build/figures/peer');
  if (!fs.existsSync(path.join(folder, 'node_modules', PEER, 'package.json'))) {
    fs.mkdirSync(folder, {recursive: true});
    execFileSync('npm', ['install', '--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--prefix', folder,
      `${PEER}@${VERSION}`], {stdio: ['ignore', 'ignore', 'inherit']});
  }
  return folder;
}

test('the cube beside DuckDB-wasm', async (t) => {
  execFileSync('cmake', ['--build', '--preset', 'wasm-release', '--target', 'saimnieks_cube_module'],
    {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  const peer = fetchPeer();
  const bench = path.join(root, 'tests/bench/cube');
  const bundle = temporaryFolder(t);
  await build({entryPoints: [path.join(bench, 'page.js')], bundle: true, format: 'esm', logLevel: 'error',
    nodePaths: [path.join(peer, 'node_modules')], outfile: path.join(bundle, 'page.js')});
  const server = await new SiteServer(bundle, {
    '/bench/': bench,
    '/module/': path.join(root, 'build/wasm-release/cube'),
    '/duck/': path.join(peer, 'node_modules', PEER, 'dist'),
  }).start();
  afterwards(t, () => server.stop());
  fs.writeFileSync(path.join(bundle, 'index.html'),
    '<!doctype html><title>cube</title><script type="module" src="page.js"></script>');
  const context = await launch(t, temporaryFolder(t));
  const page = context.pages()[0];
  page.on('console', (message) => message.type() === 'error' && console.error(message.text()));
  page.on('pageerror', (problem) => console.error(String(problem)));
  await page.goto(server.address);
  await page.waitForFunction(() => window.measure);
  const figures = await page.evaluate(() => window.measure());
  print('cube, 1,000,000 lines (≤ 40 bytes each)', `${figures.bytes.toFixed(1)} bytes each`);
  for (const {name, ours, inside, theirs} of figures.rolls) {
    print(`  ${name} (≤ 4 ms)`, `${ms(ours)}, of that in the cube ${ms(inside)}`);
    print(`    DuckDB-wasm ${VERSION}, and ratio (≥ 5)`,
      `${ms(theirs)}, ${(theirs.median / ours.median).toFixed(1)} (best ${(theirs.best / ours.best).toFixed(1)})`);
  }
  print('  pivot after an edit (≤ 1 ms)', ms(figures.edit));
  print('  lines behind a cell (≤ 5 ms)', ms(figures.drill));
});
after(summary);
