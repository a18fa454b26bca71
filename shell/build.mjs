// Puts the site together in build/site: bundles the shell, names every asset by its content, gives
// page, glue and program one build id, and compresses everything once.
//   node shell/build.mjs [PROGRAM SITE]   other folders than the application's, for tests
import {build} from 'esbuild';
import {createHash} from 'node:crypto';
import {promisify} from 'node:util';
import {fileURLToPath} from 'node:url';
import zlib from 'node:zlib';
import fs from 'node:fs';
import path from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const shell = path.join(root, 'shell');
const finished = path.resolve(process.argv[3] ?? path.join(root, 'build/site'));
const site = `${finished}.new`;  // moved into place whole, so that nobody is served a half of it
const program = path.resolve(process.argv[2] ?? path.join(root, 'build/wasm-release/site'));
const fontFiles = ['Regular', 'Medium', 'SemiBold'].map((weight) =>
  path.join(root, `build/wasm-release/fonts/Inter-${weight}.otf`));
const workbookModule = path.join(root, 'build/wasm-release/workbook/workbook.wasm');
const stamp = `${finished}.stamp`;

const hash = (bytes, length = 12) => createHash('sha256').update(bytes).digest('hex').slice(0, length);

/** Everything the site is made of; when none of it changed there is nothing to do. */
function inputs() {
  const files = [
    ...fs.readdirSync(shell).map((name) => path.join(shell, name)),
    ...fs.readdirSync(program).map((name) => path.join(program, name)),
    ...fontFiles, workbookModule, path.join(root, 'assets/icons/icon.svg'), path.join(root, 'package-lock.json'),
  ].filter((file) => fs.statSync(file).isFile()).sort();
  return hash(files.map((file) => `${path.basename(file)} ${hash(fs.readFileSync(file))}`).join('\n'), 64);
}

async function bundle(entry, aliases = {}) {
  const result = await build({
    entryPoints: [path.join(shell, entry)], bundle: true, format: 'esm', target: 'es2022',
    minify: true, write: false, legalComments: 'none', logLevel: 'warning', alias: aliases,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

/** Writes the file's brotli and gzip forms beside it; gives the size of the former. */
async function compress(file) {
  const bytes = fs.readFileSync(file);
  const {BROTLI_PARAM_QUALITY: quality, BROTLI_PARAM_LGWIN: window, BROTLI_PARAM_SIZE_HINT: hint} =
    zlib.constants;
  const [brotli, gzip] = await Promise.all([
    promisify(zlib.brotliCompress)(bytes, {params: {[quality]: 11, [window]: 22, [hint]: bytes.length}}),
    promisify(zlib.gzip)(bytes, {level: 9}),
  ]);
  fs.writeFileSync(`${file}.br`, brotli);
  fs.writeFileSync(`${file}.gz`, gzip);
  return brotli.length;
}

async function main() {
  const now = inputs();
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === now && fs.existsSync(finished)) {
    process.stderr.write('[build] site is up to date\n');
    return;
  }
  process.stderr.write('[build] site\n');
  fs.rmSync(site, {recursive: true, force: true});
  fs.mkdirSync(path.join(site, 'assets'), {recursive: true});
  const written = [];
  const put = (name, bytes) => {
    fs.writeFileSync(path.join(site, name), bytes);
    written.push(name);
    return name;
  };
  const hashed = (stem, extension, bytes) => put(`assets/${stem}-${hash(bytes)}.${extension}`, bytes);

  const wasm = hashed('saimnieks', 'wasm', fs.readFileSync(path.join(program, 'saimnieks.wasm')));
  const fonts = fontFiles.map((file) => hashed(path.basename(file, '.otf'), 'otf', fs.readFileSync(file)));
  const workbooks = hashed('workbook', 'wasm', fs.readFileSync(workbookModule));
  const worker = hashed('worker', 'js',
    await bundle('worker.js', {'saimnieks-program': path.join(program, 'saimnieks.js')}));
  const page = hashed('page', 'js', await bundle('page.js'));
  const style = hashed('page', 'css', fs.readFileSync(path.join(shell, 'page.css')));
  const icon = hashed('icon', 'svg', fs.readFileSync(path.join(root, 'assets/icons/icon.svg')));
  const manifest = hashed('manifest', 'webmanifest', fs.readFileSync(path.join(shell, 'manifest.webmanifest'), 'utf8')
    .replace('icon.svg', path.basename(icon)).replaceAll('"./"', '"../"'));

  const frame = ['index.html', 'service_worker.js'].map((name) => hash(fs.readFileSync(path.join(shell, name))));
  const id = hash([wasm, workbooks, ...fonts, worker, page, style, icon, manifest, ...frame].join(' '));
  const assets = JSON.stringify({worker, wasm, workbooks, fonts}).replaceAll('"', '&quot;');
  put('index.html', fs.readFileSync(path.join(shell, 'index.html'), 'utf8')
    .replace('<html lang="lv">', `<html lang="lv" data-build="${id}" data-assets="${assets}">`)
    .replace('page.css', style).replace('page.js', page).replace('icon.svg', icon)
    .replace('manifest.webmanifest', manifest));
  const later = [workbooks];  // what a start does not need
  const first = ['./', ...written.filter((name) => name !== 'index.html' && !later.includes(name))];
  put('service_worker.js', fs.readFileSync(path.join(shell, 'service_worker.js'), 'utf8')
    .replace('__BUILD__', id).replace('__FILES__', JSON.stringify(first)).replace('__LATER__', JSON.stringify(later)));

  const sizes = new Map(await Promise.all(written.map(async (name) => [name, await compress(path.join(site, name))])));
  const total = (names) => names.reduce((sum, name) => sum + sizes.get(name), 0);
  const atFirst = total(written.filter((name) => !later.includes(name)));
  fs.rmSync(stamp, {force: true});
  fs.rmSync(finished, {recursive: true, force: true});
  fs.renameSync(site, finished);
  fs.writeFileSync(stamp, now);
  process.stderr.write(`[build] site ${id}: first load ${Math.round(atFirst / 1000)} KB brotli, `
    + `${Math.round(total(later) / 1000)} KB later\n`);
}

await main();
