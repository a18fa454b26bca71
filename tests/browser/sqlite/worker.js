// Drives SQLite on our OPFS VFS, and the official build on its own, with the same statements.
import createProgram from '/sqlite/saimnieks.js';

const NAMES = ['ledger.db', 'ledger.db-journal', 'ledger.db-wal'];
const PRAGMAS = 'PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;';

let program = null;
let handles = [];
/** What the next write or flush throws, for tests of a full or broken disk. */
let fault = null;
let writes = 0;
let reads = 0;

/** A handle that fails when a test says so, and counts the reads and writes that reach it. */
function breakable(handle) {
  const guarded = (name) => (...words) => {
    if (name === 'write') ++writes;
    if (name === 'read') ++reads;
    if (fault?.on === name && --fault.after < 0) throw new DOMException('test', fault.name);
    return handle[name](...words);
  };
  return {read: guarded('read'), write: guarded('write'), flush: guarded('flush'),
    truncate: guarded('truncate'), getSize: () => handle.getSize(), close: () => handle.close()};
}

async function folder() {
  return (await navigator.storage.getDirectory()).getDirectoryHandle('saimnieks', {create: true});
}

async function openFiles() {
  for (const name of NAMES) {
    const file = await (await folder()).getFileHandle(name, {create: true});
    handles.push(breakable(await file.createSyncAccessHandle()));
  }
}

function withText(words, use) {
  const size = program.lengthBytesUTF8(words) + 1;
  const at = program._malloc(size);
  program.stringToUTF8(words, at, size);
  const value = use(at);
  program._free(at);
  return value;
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

/** Times each edit; an edit is statements joined by newlines, ending in COMMIT. */
function timeEdits(edits, allocate, run) {
  const texts = edits.map(allocate);
  const each = [];
  const start = performance.now();
  for (const at of texts) {
    const before = performance.now();
    const code = run(at);
    if (code !== 0) throw new Error(`SQLite ${code}`);
    each.push(performance.now() - before);
  }
  return {total_ms: performance.now() - start, median_ms: median(each)};
}

const SUM = 'SELECT sum(cents) FROM line';

/** What capture_edits has left: the ledger before, and each edit's statements. */
async function captured() {
  const [bytes, edits] = await Promise.all(['before.db', 'edits.json'].map((name) => fetch(`/bench/${name}`)));
  return {bytes: new Uint8Array(await bytes.arrayBuffer()), edits: await edits.json()};
}

const calls = {
  async open(bytes) {
    await openFiles();
    if (bytes) {
      handles.forEach((handle) => handle.truncate(0));
      handles[0].write(bytes, {at: 0});
      handles[0].flush();
    }
    const faults = [];
    program = await createProgram({ledgerFiles: handles, storageFault: (each) => faults.push(each.name)});
    return program._sql_open();
  },
  run: (sql) => withText(sql, (at) => program._sql_run(at)),
  ask: (sql) => withText(sql, (at) => program.UTF8ToString(program._sql_ask(at))),
  sizes: () => handles.map((handle) => handle.getSize()),
  flushes: () => program.flushes ?? 0,
  writes: () => writes,
  reads: () => reads,
  fail(name, on, after = 0) {
    fault = name ? {name, on, after} : null;
  },
  close() {
    const code = program._sql_close();
    handles.forEach((handle) => handle.close());
    handles = [];
    program = null;
    return code;
  },
  /** Two rows a transaction, for ever; tells each that is acknowledged. */
  async writeForever() {
    for (let i = Number(calls.ask('SELECT coalesce(max(n), 0) FROM t')) + 1; ; ++i) {
      const code = calls.run(`BEGIN; INSERT INTO t VALUES(${i}, hex(randomblob(4000)));`
        + `INSERT INTO t VALUES(${i}, hex(randomblob(4000))); COMMIT`);
      if (code !== 0) throw new Error(`SQLite ${code}`);
      postMessage({told: i});
      await new Promise((done) => setTimeout(done));
    }
  },
  /** The captured edits on our build and VFS, on a copy of the ledger they were captured from. */
  async ours() {
    const {bytes, edits} = await captured();
    await calls.open(bytes);
    calls.run(PRAGMAS);
    const mode = calls.ask('PRAGMA journal_mode');
    const before = calls.flushes();
    const times = timeEdits(edits, (sql) => {
      const size = program.lengthBytesUTF8(sql) + 1;
      const at = program._malloc(size);
      program.stringToUTF8(sql, at, size);
      return at;
    }, (at) => program._sql_run(at));
    const result = {...times, mode, flushes: calls.flushes() - before,
      version: calls.ask('SELECT sqlite_version()'), sum: calls.ask(SUM)};
    calls.close();
    return result;
  },
  /** The same on the official build and its fastest OPFS VFS. */
  async peer() {
    const {bytes, edits} = await captured();
    const {default: start} = await import('/peer/index.mjs');
    const sqlite3 = await start();
    const pool = await sqlite3.installOpfsSAHPoolVfs({name: 'pool', clearOnInit: true});
    await pool.importDb('/ledger.db', bytes);
    const db = new pool.OpfsSAHPoolDb('/ledger.db');
    db.exec(PRAGMAS);
    const mode = db.selectValue('PRAGMA journal_mode');
    const times = timeEdits(edits, (sql) => sqlite3.wasm.allocCString(sql),
      (at) => sqlite3.capi.sqlite3_exec(db.pointer, at, 0, 0, 0));
    const result = {...times, mode, version: sqlite3.capi.sqlite3_libversion(),
      sum: String(db.selectValue(SUM))};
    db.close();
    await pool.removeVfs();
    return result;
  },
};

onmessage = async ({data: {id, name, words}}) => {
  try {
    postMessage({id, value: await calls[name](...words)});
  } catch (problem) {
    postMessage({id, fault: String(problem?.stack ?? problem)});
  }
};
