// Durable single edits: the same captured statements on our SQLite and VFS and on the official build
// with opfs-sahpool, by turns in one browser. Run by run.sh.
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {after, test} from 'node:test';
import {root} from '../browser/support/browser.mjs';
import {buildSqlite, openSqlite, sqliteServer} from '../browser/support/sqlite_page.mjs';
import {print, summary} from './figures.mjs';

test('durable single edits', async (t) => {
  buildSqlite();
  execFileSync(path.join(root, 'build/bench/bin/capture_edits'), [path.join(root, 'build/figures')], {stdio: 'ignore'});
  const {call} = await openSqlite(t, await sqliteServer(t));
  const rounds = {ours: [], peer: []};
  for (let i = 0; i < 3; ++i) {
    for (const who of ['ours', 'peer']) rounds[who].push(await call(who));
  }
  const [ours, peer] = ['ours', 'peer'].map((who) => {
    const best = rounds[who].reduce((a, b) => (a.total_ms < b.total_ms ? a : b));
    print(`edit, 1,000 times, ${who === 'ours' ? 'ours' : 'sqlite-wasm opfs-sahpool'}`,
      `${(best.total_ms / 1000).toFixed(3)} ms each, median ${best.median_ms.toFixed(3)} (SQLite ${best.version}, ${best.mode})`);
    return best;
  });
  if (ours.sum !== peer.sum) throw new Error('the two did not do the same work');
  print('  ratio (≤ 1)', (ours.total_ms / peer.total_ms).toFixed(2));
});
after(summary);
