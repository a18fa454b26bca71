// SQLite on our OPFS VFS: what is acknowledged stays, whatever ends the tab; a full or broken disk is
// reported and leaves the file whole.
import assert from 'node:assert/strict';
import {before, test} from 'node:test';
import {killBrowser, temporaryFolder} from './support/browser.mjs';
import {buildSqlite, openSqlite, sqliteServer} from './support/sqlite_page.mjs';

before(buildSqlite);

// Before the first read: without shared memory the log can be read by one owner only.
const EXCLUSIVE = 'PRAGMA locking_mode=EXCLUSIVE;';
const WAL = `${EXCLUSIVE} PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;`;
const FULL = 13;
const IOERR_FSYNC = 1034;
const CANTOPEN = 14;

test('a write-ahead log without shared memory: one flush a transaction, a copy of one file', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  assert.equal(await call('open'), 0);
  assert.equal(await call('run', `${WAL} CREATE TABLE t(n)`), 0);
  assert.equal(await call('ask', 'PRAGMA journal_mode'), 'wal');
  await call('run', 'INSERT INTO t VALUES(1)');
  const before = await call('flushes');
  await call('run', 'INSERT INTO t VALUES(2)');
  assert.equal(await call('flushes') - before, 1);
  assert.ok((await call('sizes'))[2] > 0);
  assert.equal(await call('close'), 0);
  await call('open');
  await call('run', EXCLUSIVE);
  assert.equal(await call('ask', 'SELECT sum(n) FROM t'), '3');
  const [size, journal, log] = await call('sizes');
  assert.equal(size % 4096, 0);
  assert.deepEqual([journal, log], [0, 0], 'closing has put everything into the one file');
});

test('a rollback journal exists only while it is needed', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  await call('open');
  await call('run', 'PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=DELETE; CREATE TABLE t(n);'
    + 'INSERT INTO t VALUES (1), (2), (3); PRAGMA cache_size=5;');
  await call('run', 'BEGIN; INSERT INTO t SELECT hex(randomblob(900)) FROM t a, t b, t c, t d, t e');
  assert.ok((await call('sizes'))[1] > 0);
  await call('run', 'ROLLBACK');
  assert.equal(await call('ask', 'SELECT count(*) FROM t'), '3');
  await call('close');
  assert.equal(await call('open'), 0);
  assert.deepEqual((await call('sizes')).slice(1), [0, 0]);
});

test('there is no other file than the three', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  await call('open');
  assert.equal(await call('run', "ATTACH 'other.db' AS other"), CANTOPEN);
  assert.equal(await call('run', "ATTACH 'ledger.db-other' AS other"), CANTOPEN);
  assert.equal(await call('run', "ATTACH ':memory:' AS other"), 0);
});

test('frames that follow each other are one write, and are read while they wait', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  await call('open');
  await call('run', `${WAL} PRAGMA cache_size=20; CREATE TABLE t(n, filler)`);
  const before = await call('writes');
  // Far more than the cache holds, so that pages go to the log and come back before the commit.
  await call('run', `BEGIN; WITH RECURSIVE c(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM c LIMIT 1000)
    INSERT INTO t SELECT n, hex(randomblob(900)) FROM c; CREATE INDEX i ON t(n);`);
  assert.equal(await call('ask', 'SELECT count(*) || \' \' || sum(n) FROM t'), '1000 500500');
  assert.equal(await call('run', 'COMMIT'), 0);
  const pages = (await call('sizes'))[2] / 4096;
  const writes = await call('writes') - before;
  assert.ok(pages > 400, `${pages} pages in the log`);
  assert.ok(writes < pages / 4, `${writes} writes for ${pages} pages`);
  assert.equal(await call('ask', 'PRAGMA integrity_check'), 'ok');
  await call('close');
  await call('open');
  await call('run', EXCLUSIVE);
  assert.equal(await call('ask', 'SELECT count(*) || \' \' || sum(n) FROM t'), '1000 500500');
});

test('a large commit reads the log again and mends it in a few large calls', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  await call('open');
  await call('run', `${WAL} PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=20;
    CREATE TABLE t(n, filler); CREATE INDEX i ON t(n, filler)`);
  // The index's pages go to the log again and again, so every frame after the first of them needs
  // another checksum.
  await call('run', `BEGIN; WITH RECURSIVE c(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM c LIMIT 1000)
    INSERT INTO t SELECT n, hex(randomblob(900)) FROM c ORDER BY n * 387 % 1000`);
  const before = await call('reads') + await call('writes');
  assert.equal(await call('run', 'COMMIT'), 0);
  const calls = await call('reads') + await call('writes') - before;
  const pages = (await call('sizes'))[2] / 4096;
  assert.ok(pages > 1000, `${pages} pages in the log`);
  assert.ok(calls < pages / 8, `${calls} calls for ${pages} pages`);
  assert.equal(await call('run', 'PRAGMA wal_checkpoint'), 0);
  assert.equal(await call('ask', 'PRAGMA integrity_check'), 'ok');
  assert.equal(await call('ask', 'SELECT count(*) || \' \' || sum(n) FROM t'), '1000 500500');
});

test('pages that follow each other are one read, and never as they were before a write', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  await call('open');
  await call('run', `${WAL} CREATE TABLE t(n INTEGER PRIMARY KEY, v, filler)`);
  await call('run', `WITH RECURSIVE c(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM c LIMIT 2000)
    INSERT INTO t SELECT n, 0, hex(randomblob(900)) FROM c`);
  await call('run', 'PRAGMA wal_checkpoint; PRAGMA cache_size=5');
  const pages = (await call('sizes'))[0] / 4096;
  const before = await call('reads');
  assert.equal(await call('ask', 'SELECT sum(v) FROM t'), '0');
  const reads = await call('reads') - before;
  assert.ok(pages > 900, `${pages} pages in the file`);
  assert.ok(reads < pages / 10, `${reads} reads of ${pages} pages`);
  // The scan has ended at the last rows, so that is what was read ahead: now the log has them newer,
  // then the file, then the log again from its beginning.
  const last = 'SELECT min(v) || max(v) FROM (SELECT v FROM t WHERE n > 1990)';
  for (const v of [1, 2, 3]) {
    await call('run', `UPDATE t SET v = ${v} WHERE n > 1900`);
    assert.equal(await call('ask', last), `${v}${v}`);
    await call('ask', 'SELECT sum(v) FROM t');
    await call('run', 'PRAGMA wal_checkpoint');
    assert.equal(await call('ask', 'SELECT sum(v) FROM t WHERE n < 300'), '0');
    assert.equal(await call('ask', last), `${v}${v}`);
    assert.equal(await call('ask', 'SELECT sum(v) FROM t'), String(v * 100));
  }
  assert.equal(await call('ask', 'PRAGMA integrity_check'), 'ok');
  await call('close');
  await call('open');
  await call('run', EXCLUSIVE);
  assert.equal(await call('ask', last), '33');
});

test('a commit that wants no flush has reached the file all the same', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  await call('open');
  await call('run', `${WAL} CREATE TABLE t(n); PRAGMA synchronous=NORMAL; INSERT INTO t VALUES(1)`);
  const [flushes, [, , log]] = [await call('flushes'), await call('sizes')];
  await call('run', 'INSERT INTO t VALUES(2)');
  assert.equal(await call('flushes'), flushes);
  assert.ok((await call('sizes'))[2] > log, 'it would go with the tab');
});

for (const [what, fault, on, code] of [
  ['a full disk', 'QuotaExceededError', 'write', FULL],
  ['a flush that fails', 'InvalidStateError', 'flush', IOERR_FSYNC],
]) {
  test(`${what} is reported and undone`, async (t) => {
    const {call} = await openSqlite(t, await sqliteServer(t));
    await call('open');
    await call('run', `${WAL} CREATE TABLE t(n); INSERT INTO t VALUES(1)`);
    await call('fail', fault, on);
    assert.equal(await call('run', 'BEGIN; INSERT INTO t VALUES(2); COMMIT'), code);
    await call('fail', null);
    await call('run', 'ROLLBACK');
    assert.equal(await call('run', 'INSERT INTO t VALUES(4)'), 0);
    await call('close');
    await call('open');
    await call('run', EXCLUSIVE);
    assert.equal(await call('ask', 'SELECT sum(n) FROM t'), '5');
    assert.equal(await call('ask', 'PRAGMA integrity_check'), 'ok');
  });
}

test('a full disk can be read page after page', async (t) => {
  const {call} = await openSqlite(t, await sqliteServer(t));
  await call('open');
  await call('run', `${WAL} PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=5; CREATE TABLE t(n, filler)`);
  const more = `WITH RECURSIVE c(n) AS (VALUES(1) UNION ALL SELECT n + 1 FROM c LIMIT 500)
    INSERT INTO t SELECT n, hex(randomblob(900)) FROM c`;
  await call('run', more);
  await call('fail', 'QuotaExceededError', 'write');
  assert.equal(await call('run', `BEGIN; ${more}; COMMIT`), FULL);
  await call('run', 'ROLLBACK');
  assert.equal(await call('ask', 'SELECT count(*) || \' \' || sum(n) FROM t'), '500 125250');
  assert.equal(await call('ask', 'PRAGMA integrity_check'), 'ok');
  await call('fail', null);
  assert.equal(await call('run', more), 0);
  assert.equal(await call('ask', 'SELECT count(*) || \' \' || sum(n) FROM t'), '1000 250500');
});

test('killing the browser in mid-transaction loses nothing that was acknowledged', async (t) => {
  const server = await sqliteServer(t);
  const profile = temporaryFolder(t);
  let kept = 0;
  for (let round = 0; round < 4; ++round) {
    const {context, page, call} = await openSqlite(t, server, profile);
    assert.equal(await call('open'), 0);
    await call('run', `${WAL} CREATE TABLE IF NOT EXISTS t(n, filler)`);
    assert.equal(await call('ask', 'PRAGMA integrity_check'), 'ok');
    const count = Number(await call('ask', 'SELECT count(*) FROM t'));
    assert.ok(count % 2 === 0, 'half a transaction');
    assert.ok(count / 2 >= kept, `${kept} were acknowledged, ${count / 2} are there`);
    await page.evaluate(() => { window.call('writeForever'); });
    await page.waitForFunction((wanted) => window.told.length > wanted, 7 + 9 * round);
    kept = await page.evaluate(() => window.told[window.told.length - 1]);
    await killBrowser(context, profile);
  }
  assert.ok(kept > 0);
});
