// Serves a site as the endpoint does (headers, precompressed files), for tests that need no
// endpoint: it can be stopped, started again on its port, and given another build.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

export const CSP = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; "
  + "connect-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
  + "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = {
  '.mjs': 'text/javascript; charset=utf-8', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8', '.wasm': 'application/wasm', '.otf': 'font/otf',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json',
};

export class SiteServer {
  /** @param {string} site the folder @param {Record<string, string>} extra other folders by prefix */
  constructor(site, extra = {}) {
    this.site = site;
    this.extra = extra;
    this.port = 0;
    /** @type {string[]} paths asked for */
    this.asked = [];
    this.pages = 0;  // how often the page itself was, to be shown
  }

  async start() {
    this.server = http.createServer((request, response) => this.answer(request, response));
    await new Promise((done) => this.server.listen(this.port, '127.0.0.1', done));
    this.port = this.server.address().port;
    this.address = `http://localhost:${this.port}/`;
    return this;
  }

  async stop() {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  file(name) {
    for (const [prefix, folder] of Object.entries(this.extra)) {
      if (name.startsWith(prefix)) return path.join(folder, name.slice(prefix.length));
    }
    return path.join(this.site, name === '/' ? 'index.html' : name);
  }

  answer(request, response) {
    const name = new URL(request.url, this.address).pathname;
    this.asked.push(name);
    if (request.headers['sec-fetch-dest'] === 'document') ++this.pages;
    const file = this.file(name);
    const known = !name.includes('..') && fs.existsSync(file) && fs.statSync(file).isFile();
    const headers = {
      'Content-Security-Policy': CSP, 'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin', 'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'Cache-Control': name.startsWith('/assets/') && known ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (!known) {
      response.writeHead(404, headers).end();
      return;
    }
    const brotli = fs.existsSync(`${file}.br`) && /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
    if (brotli) headers['Content-Encoding'] = 'br';
    response.writeHead(200, headers);
    fs.createReadStream(brotli ? `${file}.br` : file).pipe(response);
  }
}
