// Answers the page from a cube of a million lines, as DuckDB's own worker does from its table.
import createProgram from '/module/cube.js';
import {columns} from '/bench/columns.js';

let program = null;

/** Buffers that the page has read and given back, so that none need be made for each answer. */
const spare = [];

/** A copy for the page, which goes to it without another one. */
function bytes(at, size) {
  const place = spare.findIndex((one) => one.byteLength === size);
  const buffer = place < 0 ? new ArrayBuffer(size) : spare.splice(place, 1)[0];
  new Uint8Array(buffer).set(program.HEAPU8.subarray(at, at + size));
  return buffer;
}
const numbers = () => bytes(program._cube_numbers(), program._cube_numbers_size());

function roll(which) {
  program._cube_roll(which);
  return which === 3 ? [numbers()] : [bytes(program._cube_nodes(), program._cube_nodes_size()),
    bytes(program._cube_cells(), program._cube_cells_size())];
}

const calls = {
  async load(lines) {
    program = await createProgram();
    const data = Object.values(columns(lines));
    program._cube_prepare(lines);
    data.forEach((column, which) => {
      const bytes = new Uint8Array(column.buffer);
      program.HEAPU8.set(bytes, program._cube_column(which));
    });
    const start = performance.now();
    program._cube_load();
    return {ms: performance.now() - start, bytes: program._cube_bytes()};
  },
  roll,
  edit(line, which) {
    program._cube_edit(line);
    return roll(which);
  },
  drill() {
    program._cube_drill();
    return [numbers()];
  },
  giveBack(buffers) {
    spare.splice(0, spare.length, ...buffers);
  },
  forget: () => program._cube_forget(),
  /** Without the way to the page and back. */
  inside(which) {
    program._cube_forget();
    const start = performance.now();
    program._cube_roll(which);
    return performance.now() - start;
  },
};

onmessage = async ({data: {id, name, words}}) => {
  const value = await calls[name](...words);
  postMessage({id, value}, Array.isArray(value) ? value : []);
};
