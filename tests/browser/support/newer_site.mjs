// A site as a server has it after an update.
import fs from 'node:fs';
import path from 'node:path';
import {temporaryFolder} from './browser.mjs';

export const newerBuild = 'ffffffffffff';
export const buildOf = (page) => page.locator('html').getAttribute('data-build');

/** A copy of the site under the newer build's name. */
export function newerSite(t, built) {
  const site = path.join(temporaryFolder(t), 'site');
  fs.cpSync(built, site, {recursive: true});
  const id = /data-build="(\w+)"/.exec(fs.readFileSync(path.join(site, 'index.html'), 'utf8'))[1];
  for (const name of ['index.html', 'service_worker.js']) {
    const file = path.join(site, name);
    fs.rmSync(`${file}.br`);
    fs.rmSync(`${file}.gz`);
    fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replaceAll(id, newerBuild));
  }
  return site;
}
