// The line between browser and endpoint, which can be cut at a moment of the test's choosing: before
// a request gets through, or before its answer comes back.
import http from 'node:http';
import {afterwards} from './browser.mjs';

export class Line {
  constructor(endpoint) {
    this.endpoint = endpoint;
    this.cut = null;
  }

  async start() {
    this.server = http.createServer((request, response) => this.carry(request, response));
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.address = `http://localhost:${this.server.address().port}/`;
    return this;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Cuts the line at the `number`th request to `path` from now; resolves when it has come to that. */
  cutAt(path, number, {answer}) {
    return new Promise((reached) => { this.cut = {path, left: number, answer, reached}; });
  }

  /** From now on everything gets through. */
  mend() {
    this.cut = null;
  }

  carry(request, response) {
    const mine = this.cut?.path === request.url ? this.cut : null;
    const now = mine && --mine.left <= 0;
    if (now && !mine.answer) {
      request.resume();
      mine.reached();  // neither sent on nor answered
      return;
    }
    const passed = http.request({host: '127.0.0.1', port: this.endpoint.port, path: request.url,
      method: request.method, headers: request.headers}, (answer) => {
      if (now) {
        answer.resume().on('end', () => mine.reached());  // the endpoint has done its part
        return;
      }
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    passed.on('error', () => response.destroy());
    response.on('close', () => passed.destroy());
    request.pipe(passed);
  }
}

/** @param {import('node:test').TestContext} t */
export async function startLine(t, endpoint) {
  const line = await new Line(endpoint).start();
  afterwards(t, () => line.stop());
  return line;
}
