// One tab of the application: opens it, waits for its first frame, asks the worker for its figures,
// and keeps every complaint of the page, since a test that passes over one proves little.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import {root} from './browser.mjs';

const axe = fs.readFileSync(path.join(root, 'node_modules/axe-core/axe.min.js'), 'utf8');

export class App {
  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
    /** @type {string[]} */
    this.complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        this.complaints.push(`${message.text()} @${message.location().url}`);
      }
    });
    page.on('pageerror', (fault) => this.complaints.push(String(fault)));
  }

  /** @param {import('playwright-core').BrowserContext} context @param {string} address */
  static async open(context, address, {ready = true, page} = {}) {
    const first = context.pages()[0];
    page ??= first?.url() === 'about:blank' ? first : await context.newPage();
    const app = new this(page);
    await page.goto(address);
    if (ready) await app.started();
    return app;
  }

  /** The program runs and its first frame's nodes are in the mirror. */
  async started() {
    await this.page.waitForSelector('html[data-started]', {state: 'attached'});
    await this.page.waitForSelector('#mirror [data-node]', {state: 'attached'});
  }

  async reload() {
    await this.page.reload();
    await this.started();
  }

  /** What the worker counts: {frames, flushes, heap, times}. */
  figures() {
    return this.page.evaluate(() => new Promise((resolve) => {
      window.addEventListener('figures', (event) => resolve(event.detail), {once: true});
      window.saimnieks.post({t: 'figures'});
    }));
  }

  post(message) {
    return this.page.evaluate((data) => window.saimnieks.post(data), message);
  }

  /** With the mirror hidden, all that is left is the canvas: pointers, keys and the text agent. */
  hideMirror(hidden = true) {
    return this.page.evaluate((on) => document.documentElement.classList.toggle('no-mirror', on), hidden);
  }

  /** Waits until nothing is owed and two rounds of the browser have brought no frame. */
  async settled() {
    let before = -1;
    for (let quiet = 0; quiet < 2;) {
      const {frames, owed, working} = await this.figures();
      quiet = !owed && !working && frames === before ? quiet + 1 : 0;
      before = frames;
      await this.page.evaluate(() => new Promise((done) => {
        requestAnimationFrame(() => requestAnimationFrame(done));
      }));
    }
    return before;
  }

  /** A key, and what it did: nobody types faster than the application draws. */
  async press(key) {
    await this.page.keyboard.press(key);
    await this.settled();
  }

  async type(text) {
    await this.page.keyboard.insertText(text);
    await this.settled();
  }

  /** The window's pixels. */
  async pixels() {
    await this.settled();
    return this.page.screenshot({animations: 'disabled', caret: 'initial'});
  }

  /** By how much, of 255, two pictures differ at most; 255 when their sizes do. */
  difference(one, two) {
    return this.page.evaluate(async (pictures) => {
      const [a, b] = await Promise.all(pictures.map(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
        const pen = new OffscreenCanvas(image.width, image.height).getContext('2d');
        pen.drawImage(image, 0, 0);
        return pen.getImageData(0, 0, image.width, image.height);
      }));
      if (a.width !== b.width || a.height !== b.height) return 255;
      return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i])), 0);
    }, [one.toString('base64'), two.toString('base64')]);
  }

  /** What axe finds serious; the page's policy lets no script in but its own, so axe runs beside it. */
  async seriousFaults() {
    await this.page.evaluate(axe);
    const {violations} = await this.page.evaluate(() => window.axe.run(document, {
      rules: {'color-contrast': {enabled: false}},  // the mirror is transparent; tokens are tested natively
    }));
    return violations.filter(({impact}) => impact === 'serious' || impact === 'critical')
      .map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).slice(0, 3).join(' ')}`);
  }

  noComplaints() {
    assert.deepEqual(this.complaints, []);
  }
}
