// The application as a person meets it: places, buttons, rows and figures, found by role and name.
// Each test has an endpoint of its own, so an address and a storage of its own.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after} from 'node:test';
import {App} from './app.mjs';
import {afterwards, launch, removeFolder, shared, start, temporaryFolder} from './browser.mjs';
import {startEndpoint} from './endpoint.mjs';

export const budget = path.join(shared, 'data/madrid-gastos-2012-2015.csv');

/** The budget several times over, so that there is time to do something in the middle of it. */
export function largeBudget(t, times) {
  const [header, ...rows] = fs.readFileSync(budget, 'latin1').split(/\r?\n/);
  const file = path.join(temporaryFolder(t), 'liels.csv');
  fs.writeFileSync(file, [header, ...Array.from({length: times}, () => rows.filter(Boolean)).flat()].join('\n'), 'latin1');
  return file;
}

/** Blanks that may not break are blanks here. */
export const plain = (text) => text.replace(/\s+/g, ' ').trim();
/** "4 650 554 218 €", "102 739,00 gaida nosūtīšanu" and "−48 756 411" as cents. */
export function cents(text) {
  const [, sign, euro, rest] = /([−-]?)\s*(\d[\d\s]*)(?:,(\d\d))?/.exec(plain(text));
  const amount = Number(euro.replace(/\s/g, '')) * 100 + Number(rest ?? 0);
  return sign ? -amount : amount;
}

export class Saimnieks extends App {
  button(name, exact = true) {
    return this.page.getByRole('button', {name, exact: typeof name === 'string' && exact});
  }

  heading(name, level = 1) {
    return this.page.getByRole('heading', {name, level});
  }

  /** Waits for a message of the application that says this. */
  async says(words) {
    await this.message(words);
  }

  /** The whole of such a message. */
  message(words) {
    return this.page.getByRole('status', {name: words}).or(this.page.getByRole('alert', {name: words}))
      .getAttribute('aria-label');
  }

  /** One of the navigation's places, and its page's title. */
  async go(place, title = place) {
    const menu = this.page.getByRole('button', {name: 'Izvēlne', exact: true});
    if (await menu.count() > 0) await menu.click();  // a narrow window
    await this.page.locator('[aria-label="Galvenā izvēlne"]').getByRole('button', {name: place, exact: true}).click();
    await this.heading(title).waitFor();
  }

  async compare() {
    await this.go('Atbilstība', 'Atbilstība plānam');
    await this.rows().waitFor();
  }

  rows() {
    return this.page.getByRole('treegrid', {name: 'Salīdzinājums pa rindām'});
  }

  row(name) {
    return this.page.getByRole('row', {name});
  }

  async openDemo() {
    await this.button(/^Atvērt demonstrācijas pašvaldību/).click();
    await this.heading('Pārskats').waitFor();
  }

  /** Gives a file as the open dialog does; without a path its content. */
  async pick(file, button = this.page.getByRole('button', {name: /^(Importēt failu|Importēt vēl vienu|Izvēlēties failu|Izvēlēties citu failu)/, disabled: false})) {
    const chosen = this.page.waitForEvent('filechooser');
    await button.click();
    await (await chosen).setFiles(typeof file === 'string' ? file
      : {name: file.name, mimeType: 'application/octet-stream', buffer: file.buffer});
  }

  /** Lets a file fall on the window. */
  async drop(file) {
    const data = await this.page.evaluateHandle(async ([name, content]) => {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([bytes], name, {type: 'text/csv'}));
      return transfer;
    }, [path.basename(file), fs.readFileSync(file).toString('base64')]);
    const canvas = this.page.locator('#canvas');
    await canvas.dispatchEvent('dragover', {dataTransfer: data});
    await canvas.dispatchEvent('drop', {dataTransfer: data});
  }

  startButton() {
    return this.page.getByRole('button', {name: /^Importēt [\d\s]+ ierakst/, disabled: false});
  }

  /** The municipal budget, chosen and tried out: it only waits for the word. */
  async checkBudget() {
    await this.pick(budget);
    await this.startButton().waitFor();
  }

  /** The whole way of it: chosen, checked, written. */
  async importBudget() {
    await this.checkBudget();
    await this.startButton().click();
    await this.says(/Importu var atsaukt/);
  }

  /** Fields of the form of a line, as a person types them. */
  async sayInForm(fields) {
    for (const [name, text] of Object.entries(fields)) {
      await this.page.getByRole('textbox', {name, exact: true}).fill(text);
      await this.settled();
    }
  }

  /** One of what a field of the form offers for some words. */
  async chooseInForm(field, words, option) {
    const box = this.page.getByRole('combobox', {name: field, exact: true});
    await box.click();
    await this.settled();
    await this.page.keyboard.type(words);
    await this.settled();
    await this.page.getByRole('option', {name: option}).first().click();
    await this.settled();
  }

  /** What stands in a field of the form that offers choices. */
  async chosenInForm(field) {
    return this.page.getByRole('combobox', {name: field, exact: true})
      .evaluate((node) => node.value || node.textContent);
  }

  /** How long, in ms, the checked budget takes from the press to the news that it is there. */
  async importTime() {
    return this.startButton().evaluate((button) => new Promise((done) => {
      const pressed = performance.now();
      new MutationObserver((_, watch) => {
        if (!document.querySelector('#mirror [aria-label^="Importēts"]')) return;
        watch.disconnect();
        done(performance.now() - pressed);
      }).observe(document, {childList: true, subtree: true, attributes: true});
      button.click();
    }));
  }

  /** What the key figures of overview and comparison say, by their label. */
  async keyFigures() {
    const list = this.page.getByRole('list', {name: 'Galvenie rādītāji'});
    await list.waitFor();
    const labels = await list.locator('[aria-label], button').evaluateAll((items) =>
      items.map((item) => item.getAttribute('aria-label') ?? item.textContent));
    return Object.fromEntries(labels.map((label) => plain(label).split(/: (?=[^:]*$)/)));
  }

  /** How many lines the ledger holds, by its own count. */
  async lineCount() {
    await this.go('Iestatījumi');
    const item = this.page.getByRole('listitem', {name: /^Ierakstu skaits/});
    return cents(await item.getAttribute('aria-label')) / 100;
  }

  /** Every row against its history. */
  async verify() {
    await this.go('Iestatījumi');
    const answer = this.page.getByRole('status', {name: /^Dati ir kārtībā/});
    if (await answer.count() > 0) await answer.evaluate((node) => { node.dataset.earlier = 'true'; });
    await this.button('Pārbaudīt datus').click();
    await answer.and(this.page.locator(':not([data-earlier])')).waitFor();
  }

  /** What the last place of the navigation says about sync. */
  async stateLine() {
    const button = this.page.getByRole('navigation', {name: 'Galvenā izvēlne'}).getByRole('button').last();
    return plain(await button.textContent());
  }

  stateIs(words) {
    return this.page.getByRole('navigation', {name: 'Galvenā izvēlne'}).getByRole('button', {name: words}).waitFor();
  }

  /** The amount of the line in sight that has these words, typed anew as a person does. */
  async editAmount(row, amount) {
    await this.row(row).getByRole('gridcell', {name: /,\d\d/}).click();
    await this.page.keyboard.press('F2');
    const field = this.page.getByRole('textbox', {name: /Summa/});
    await field.waitFor();
    await field.fill(amount);
    await this.page.keyboard.press('Enter');
    await this.says(/^Saglabāts/);
  }
}

/** Browsers by how they were asked for: an address of its own is a storage of its own. */
const browsers = new Map();

async function sharedBrowser(how) {
  const key = JSON.stringify(how);
  if (!browsers.has(key)) {
    const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'saimnieks-'));
    browsers.set(key, {context: await start(profile, how), profile});
  }
  return browsers.get(key).context;
}
after(async () => {
  for (const {context, profile} of browsers.values()) {
    await context.close();
    removeFolder(profile);
  }
});

/**
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof launch>[2]} how
 * @param {{endpoint?: object, own?: boolean, ready?: boolean,
 *          before?: (context: object) => Promise<void>}} more own: a browser and a profile for this
 *          test alone, which outlive each other
 */
export async function openSaimnieks(t, how = {}, {endpoint, own, ready = true, before} = {}) {
  endpoint ??= await startEndpoint(t);
  const profile = own || before ? temporaryFolder(t) : null;
  const context = profile ? await launch(t, profile, how) : await sharedBrowser(how);
  await before?.(context);
  const app = await Saimnieks.open(context, endpoint.address,
    {ready, page: profile ? undefined : await context.newPage()});
  if (!profile) afterwards(t, () => app.page.close());
  return {endpoint, profile, context, app, page: app.page};
}

/** The same person in the same browser profile, after the browser was closed. */
export async function reopenSaimnieks(t, profile, endpoint, how = {}) {
  const context = await launch(t, profile, how);
  const app = await Saimnieks.open(context, endpoint.address);
  return {context, app, page: app.page};
}

