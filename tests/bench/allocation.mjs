// The figures of the allocation in a page: the same program as natively, in the same run.
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {after, test} from 'node:test';
import {afterwards, launch, root, temporaryFolder} from '../browser/support/browser.mjs';
import {SiteServer} from '../browser/support/site_server.mjs';

const lines = [];

test('allocation in a page', async (t) => {
  execFileSync('cmake', ['--build', '--preset', 'wasm-release', '--target', 'saimnieks_allocation_page'],
    {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  const server = await new SiteServer(path.join(root, 'build/wasm-release/allocation')).start();
  afterwards(t, () => server.stop());
  const context = await launch(t, temporaryFolder(t));
  const page = context.pages()[0];
  page.on('console', (message) => message.type() === 'log' && lines.push(message.text()));
  await page.goto(`${server.address}allocation.js`);  // its origin; the page itself is empty
  await page.setContent('<!doctype html><title>allocation</title>');
  await page.evaluate(() => new Promise((resolve, reject) => {
    window.Module = {onExit: resolve, onAbort: reject};
    const script = document.createElement('script');
    script.src = 'allocation.js';
    script.onerror = reject;
    document.head.append(script);
  }));
});
after(() => process.stderr.write(`${lines.join('\n')}\n`));
