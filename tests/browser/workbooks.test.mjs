// shell/workbooks.js around the real module: what goes wrong in the one does not go wrong in the
// other. Without a browser, since both are only bytes.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {beforeEach, test} from 'node:test';
import {Workbooks} from '../../shell/workbooks.js';
import {root} from './support/browser.mjs';
import {workbook} from './support/workbook.mjs';

const bytes = fs.readFileSync(path.join(root, 'build/wasm-release/workbook/workbook.wasm'));
const book = workbook([['Kods', 'Summa'], ['1100', 5]]);
const [OPEN, , STEP, CLOSE] = [0, 1, 2, 3];  // as core/workbook/relay_bytes.h
const DONE = 0;

function request(call, number, rest = Buffer.alloc(0)) {
  const head = Buffer.alloc(5);
  head.writeUInt8(call, 0);
  head.writeUInt32LE(number, 1);
  return new Uint8Array(Buffer.concat([head, rest]));
}

function opening(number, size) {
  const rest = Buffer.alloc(20);
  rest.writeBigUInt64LE(7n, 0);  // the source's number
  rest.writeBigInt64LE(BigInt(size), 8);
  rest.writeUInt32LE(0, 16);  // its name
  return request(OPEN, number, rest);
}

const fromBook = (source, offset, count) => {
  assert.equal(source, 7);
  return new Uint8Array(book.subarray(offset, offset + count));
};
const noBytes = () => assert.fail('nothing of a source is wanted');

let workbooks;
beforeEach(() => {
  workbooks = new Workbooks('', () => {});
  workbooks.module = new WebAssembly.Module(bytes);
});

test('a workbook is opened, and the module goes with the last one', () => {
  assert.ok(workbooks.ask(opening(1, book.length), fromBook) > 0);
  assert.equal(workbooks.answer[0], DONE);
  assert.ok(Buffer.from(workbooks.answer).includes('Budžets'));
  assert.ok(workbooks.ask(opening(2, book.length), fromBook) > 0);
  assert.equal(workbooks.ask(request(CLOSE, 1), noBytes), 1);
  assert.notEqual(workbooks.instance, null);
  assert.equal(workbooks.ask(request(CLOSE, 2), noBytes), 1);
  assert.equal(workbooks.instance, null);
});

test('when the module fails, what is open in it is lost and the next one works', (t) => {
  const said = t.mock.method(console, 'error', () => {});
  assert.ok(workbooks.ask(opening(1, book.length), fromBook) > 0);
  // More memory than it may have.
  assert.equal(workbooks.ask({length: 0x7FFFFF00}, noBytes), -1);
  assert.equal(said.mock.callCount(), 1);
  assert.ok(workbooks.ask(request(STEP, 1), noBytes) > 0);
  assert.notEqual(workbooks.answer[0], DONE, 'it is not taken for one that is open now');
  assert.ok(workbooks.ask(opening(2, book.length), fromBook) > 0);
  assert.equal(workbooks.answer[0], DONE);
});

test('a source that cannot be read is said so; a fault of the program is its own', () => {
  assert.ok(workbooks.ask(opening(1, book.length), () => null) > 0);
  assert.notEqual(workbooks.answer[0], DONE);
  const fault = new Error('of the program');
  assert.throws(() => workbooks.ask(opening(2, book.length), () => { throw fault; }), fault);
});
