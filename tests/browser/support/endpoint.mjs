// A real endpoint that serves the real site, on a port and with data of its own: it can be stopped
// and started again where it was, as in a building whose server goes down.
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {afterwards, root, temporaryFolder} from './browser.mjs';

const program = path.join(root, 'build/release/bin/saimnieks-endpoint');
const builtSite = path.join(root, 'build/site');

export class Endpoint {
  /** @param {string} data the folder it keeps its database in */
  constructor(data) {
    this.data = data;
    this.site = builtSite;  // what it serves from its next start on
    this.port = 0;
    this.process = null;
  }

  async start() {
    fs.mkdirSync(this.data, {recursive: true});
    const child = spawn(program, ['--port', String(this.port), '--data', this.data, '--site', this.site],
      {stdio: ['ignore', 'pipe', 'pipe']});
    this.process = child;
    this.ended = new Promise((done) => child.once('exit', done));
    let said = '';
    child.stderr.on('data', (piece) => { said += piece; });
    await new Promise((ready, fail) => {
      child.stdout.on('data', (piece) => {
        said += piece;
        if (/Token\b.*\n/.test(said)) ready();
      });
      child.once('exit', (code) => fail(new Error(`the endpoint ended with ${code}: ${said}`)));
      child.once('error', fail);
    });
    this.port = Number(/localhost:(\d+)/.exec(said)[1]);
    this.token = /Token to connect devices (\S+)/.exec(said)[1];
    this.address = `http://localhost:${this.port}/`;
    return this;
  }

  async stop(signal = 'SIGTERM') {
    if (this.process === null) return;
    this.process.kill(signal);
    await this.ended;
    this.process = null;
  }
}

/** One that runs until the test ends. @param {import('node:test').TestContext} t */
export async function startEndpoint(t) {
  const endpoint = await new Endpoint(path.join(temporaryFolder(t), 'data')).start();
  afterwards(t, () => endpoint.stop());
  return endpoint;
}
