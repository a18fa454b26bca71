// By turns: the cube and DuckDB-wasm, each in a worker, the same roll-ups over the same lines, timed
// from the page's call to the result in the page. window.measure() answers the median and the best of
// each, in ms.
import * as duckdb from '@duckdb/duckdb-wasm';
import {columns} from './columns.js';

const LINES = 1_000_000;
const ROUNDS = 31;
const QUERIES = [
  ['unit × kind', 'SELECT unit, kind, sum(cents) s FROM l GROUP BY unit, kind'],
  ['service × month × kind', 'SELECT service, month, kind, sum(cents) s FROM l GROUP BY service, month, kind'],
  ['filtered, code × phase × kind', 'SELECT ekk, phase, kind, sum(cents) s, count(*) c FROM l '
    + 'WHERE unit < 20 AND direct = 1 GROUP BY ekk, phase, kind'],
  ['top 20 variances by service', 'SELECT service, sum(CASE kind WHEN 1 THEN cents ELSE -cents END) s FROM l '
    + 'GROUP BY service ORDER BY abs(sum(CASE kind WHEN 1 THEN cents ELSE -cents END)) DESC LIMIT 20'],
];
const TOP = 3;  // of them, the one that answers numbers

const times = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return {median: sorted[values.length >> 1], best: sorted[0]};
};

async function timed(work) {
  const start = performance.now();
  const value = await work();
  return [performance.now() - start, value];
}

function openCube() {
  const worker = new Worker('/bench/worker.js', {type: 'module'});
  const waiting = new Map();
  let next = 1;
  worker.onmessage = ({data: {id, value}}) => {
    waiting.get(id)(value);
    waiting.delete(id);
  };
  return (name, ...words) => new Promise((resolve, reject) => {
    worker.onerror = (event) => reject(new Error(event.message));
    waiting.set(next, resolve);
    worker.postMessage({id: next++, name, words}, name === 'giveBack' ? words[0] : []);
  });
}

async function openDuck() {
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker('/duck/duckdb-browser-eh.worker.js'));
  await db.instantiate('/duck/duckdb-eh.wasm');
  const connection = await db.connect();
  const data = columns(LINES);
  const names = Object.keys(data);
  const rows = [names.join(',')];
  for (let i = 0; i < LINES; ++i) rows.push(names.map((name) => data[name][i]).join(','));
  await db.registerFileText('l.csv', rows.join('\n'));
  await connection.query('CREATE TABLE l AS SELECT unit::USMALLINT unit, service::USMALLINT service, '
    + 'ekk::USMALLINT ekk, phase::UTINYINT phase, direct::UTINYINT direct, regular::UTINYINT regular, '
    + 'kind::UTINYINT kind, month::UTINYINT "month", cents::BIGINT cents FROM \'l.csv\'');
  return connection;
}

/** The cents of every group, from a pivot's nodes and cells: of what stands above others, its own. */
function groups([nodeBytes, cellBytes]) {
  const nodes = new Int32Array(nodeBytes);  // six numbers each, the third of them the parent
  const cells = new BigInt64Array(cellBytes);  // cents of plan and actual, lines of plan and actual
  const own = cells.slice();
  const width = cells.length / (nodes.length / 6);
  for (let i = 0; 6 * i < nodes.length; ++i) {
    const parent = nodes[6 * i + 2];
    for (let k = 0; parent >= 0 && k < width; ++k) own[parent * width + k] -= cells[i * width + k];
  }
  const out = [];
  for (let at = 0; at < own.length; at += 4) {
    if (own[at + 2] > 0n) out.push(own[at]);
    if (own[at + 3] > 0n) out.push(own[at + 1]);
  }
  return out;
}

/** Whether both answer the same cents, group by group. */
async function same(cube, duck, which) {
  const answer = await cube('roll', which);
  const ours = which === TOP ? [...new BigInt64Array(answer[0])].filter((_, i) => i % 2 === 1) : groups(answer);
  const rows = (await duck.query(`SELECT s::BIGINT s FROM (${QUERIES[which][1]})`)).toArray();
  return ours.sort().join() === rows.map((row) => row.s).sort().join();
}

window.measure = async () => {
  const cube = openCube();
  const loaded = await cube('load', LINES);
  const duck = await openDuck();
  const out = {bytes: loaded.bytes / LINES, rolls: []};
  for (let which = 0; which < QUERIES.length; ++which) {
    const [name, sql] = QUERIES[which];
    if (!await same(cube, duck, which)) throw new Error(`${name}: the two do not answer the same`);
    const ours = [], theirs = [], inside = [];
    for (let round = 0; round < ROUNDS; ++round) {
      await cube('forget');  // so that it is rolled up from the lines anew
      const [took, answer] = await timed(() => cube('roll', which));
      ours.push(took);
      await cube('giveBack', answer);
      theirs.push((await timed(() => duck.query(sql)))[0]);
      inside.push(await cube('inside', which));
    }
    out.rolls.push({name, ours: times(ours), inside: times(inside), theirs: times(theirs)});
  }
  const edits = [], drills = [];
  await cube('roll', 1);
  for (let round = 0; round < ROUNDS; ++round) {
    const [took, answer] = await timed(() => cube('edit', round, 1));
    edits.push(took);
    await cube('giveBack', answer);
    drills.push((await timed(() => cube('drill')))[0]);
  }
  return {...out, edit: times(edits), drill: times(drills)};
};
