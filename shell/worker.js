// The one worker: it owns the program (core, SQLite, Dear ImGui), the canvas and the ledger's files.
// It holds no state of the application; it only carries bytes, frames and messages. A fault that
// escapes the program stops it for good: half a step must not be followed by another one.
import createProgram from 'saimnieks-program';
import {Workbooks} from './workbooks.js';

const LEDGER_FILES = ['ledger.db', 'ledger.db-journal', 'ledger.db-wal'];

let program = null;
let canvas = null;
let gl = null;
let loser = null;  // for tests
let surface = null;
let visible = true;
let stopped = false;
let frameAsked = false;
let workTimer = 0;
let frames = 0;
let nextFile = 1;
const times = {build: [], draw: [], boot: 0, firstFrame: 0, work: []};

const bytes = (array, use) => {
  const at = program._app_alloc(array.length);
  program.HEAPU8.set(array, at);
  use(at);
  program._free(at);
};

const text = (string, use) => {
  const size = program.lengthBytesUTF8(string) + 1;
  const at = program._app_alloc(size);
  program.stringToUTF8(string, at, size);
  const result = use(at);
  program._free(at);
  return result;
};

/** What could not be done, for the page to say in its own words. */
function fail(reason, fault) {
  postMessage({t: 'failed', reason, detail: fault ? `${fault} ${fault.stack ?? ''}` : ''});
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

class Unable extends Error {}

/** A tab that has just gone may hold its handles for a moment longer than its lock. */
async function openHandle(file) {
  for (let attempt = 1; ; ++attempt) {
    try {
      return await file.createSyncAccessHandle();
    } catch (fault) {
      if (fault.name === 'NotSupportedError') throw new Unable();  // WebKit on Linux
      if (fault.name !== 'NoModificationAllowedError' || attempt === 30) throw fault;
      await pause(100);
    }
  }
}

/** Opens the ledger's files; this tab holds the lock that makes it their only owner. */
async function openLedgerFiles() {
  if (!globalThis.FileSystemFileHandle?.prototype.createSyncAccessHandle) throw new Unable();
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle('saimnieks', {create: true});
  const handles = [];
  for (const name of LEDGER_FILES) {
    handles.push(await openHandle(await folder.getFileHandle(name, {create: true})));
  }
  return handles;
}

class Stale extends Error {}

/** A file of this very build: when it is not there any more, the page belongs to an older one. */
async function fetchAsset(url) {
  const answer = await fetch(url);
  if (answer.status === 404) throw new Stale(url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  return answer;
}
const fetchBytes = async (url) => new Uint8Array(await (await fetchAsset(url)).arrayBuffer());

/** Files that wait for the module that reads them can be read now, or it can be said why not. */
function workbooksFetched() {
  if (stopped) return;
  program._app_workbook_reader();
  follow();
}

async function loadProgram({wasm, workbooks}, handles) {
  const answer = await fetchAsset(wasm);
  return createProgram({
    instantiateWasm: (imports, use) => {
      WebAssembly.instantiateStreaming(answer, imports)
        .then(({instance}) => use(instance))
        .catch((fault) => fail('program', fault));
      return {};
    },
    ledgerFiles: handles,
    files: new Map(),
    storageFault: (fault) => console.error('storage:', String(fault)),
    postToPage: (kind, json) => postMessage(kind === 'mirror'
      ? {t: 'mirror', patch: json}
      : {t: 'request', request: json}),
    download: (name, mime, bytes) => postMessage({t: 'download', name, mime, bytes}, [bytes.buffer]),
    shrink,
    answered: (ticket, status, body, wait) => {
      if (stopped) return;
      bytes(body, (at) => program._app_answer(ticket, status, at, body.length, wait));
      follow();
    },
    listen,
    workbooks: new Workbooks(workbooks, workbooksFetched),
  });
}

/** A picture made small, in shades of grey, for the program to draw. */
async function shrink(id, mime, content, edge) {
  let size = {width: 0, height: 0};
  let shades = new Uint8Array(0);
  try {
    const whole = await createImageBitmap(new Blob([content], {type: mime}));
    const scale = Math.min(1, edge / Math.max(whole.width, whole.height));
    const small = new OffscreenCanvas(Math.max(1, Math.round(whole.width * scale)),
      Math.max(1, Math.round(whole.height * scale)));
    const pen = small.getContext('2d', {alpha: false});
    pen.fillStyle = 'white';
    pen.fillRect(0, 0, small.width, small.height);
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(whole, 0, 0, small.width, small.height);
    whole.close();
    const {data} = pen.getImageData(0, 0, small.width, small.height);
    shades = Uint8Array.from({length: data.length / 4},
      (_, i) => 0.2126 * data[4 * i] + 0.7152 * data[4 * i + 1] + 0.0722 * data[4 * i + 2]);
    size = small;
  } catch (fault) {
    console.info('no preview:', String(fault));  // a format that this browser does not know
  }
  if (stopped) return;
  text(id, (name) => bytes(shades, (at) => program._app_picture(name, size.width, size.height, at)));
  follow();
}

let listening = false;

/** The client looks at once whether the endpoint has something new. */
function hint() {
  if (stopped) return;
  program._app_endpoint_moved();
  follow();
}

/** The endpoint's hints that something has moved. A stream that ends is opened again after the next
 *  exchange that works, so its end is a reason to look: the endpoint may be gone, and this way it is
 *  noticed when it is back. A stream that ends as soon as it is opened earns no haste. */
async function listen(secret) {
  if (listening) return;
  listening = true;
  const opened = performance.now();
  try {
    const answer = await fetch('/api/v1/events', {headers: {Authorization: `Bearer ${secret}`}});
    const reader = answer.ok ? answer.body.pipeThrough(new TextDecoderStream()).getReader() : null;
    for (let piece; reader && !(piece = await reader.read()).done;) {
      if (stopped) break;
      if (piece.value.includes('data:')) hint();
    }
  } catch (fault) {
    console.info('hints ended:', String(fault));
  }
  listening = false;
  setTimeout(hint, performance.now() - opened < 1000 ? 5000 : 0);
}

function openCanvas() {
  size();
  gl = canvas.getContext('webgl2', {alpha: false, antialias: false, depth: false, stencil: false,
    powerPreference: 'low-power', preserveDrawingBuffer: false});
  if (!gl) return false;
  canvas.addEventListener('webglcontextlost', (event) => event.preventDefault());
  canvas.addEventListener('webglcontextrestored', () => {
    program._app_context_restored();
    askFrame();
  });
  // The renderer wants no extension; to ask for each, as is usual, takes 50 ms.
  program.GL.makeContextCurrent(program.GL.registerContext(gl,
    {majorVersion: 2, minorVersion: 0, enableExtensionsByDefault: false}));
  return true;
}

function giveFonts(fonts) {
  fonts.forEach((file, weight) => {
    bytes(file, (at) => program._app_font(weight, at, file.length));
  });
}

/** Answers whether the program runs; if not, the page has been told why. */
async function boot(message) {
  const started = performance.now();
  ({canvas, surface} = message);
  const handles = [];
  const storage = openLedgerFiles().then((opened) => handles.push(...opened), (fault) => fault);
  let fonts;
  try {
    [program, ...fonts] = await Promise.all(
      [loadProgram(message, handles), ...message.fonts.map(fetchBytes)]);
  } catch (fault) {
    fail(fault instanceof Stale ? 'stale' : 'program', fault);
    return false;
  }
  const opened = await storage;
  if (opened instanceof Error) {
    fail(opened instanceof Unable ? 'unsupported' : 'storage', opened);
    return false;
  }
  if (!openCanvas()) {
    fail('graphics');
    return false;
  }
  giveFonts(fonts);
  tellSurface();
  text(message.build, (build) => text(message.languages.join(','),
    (languages) => program._app_boot(build, languages)));
  program._app_online(message.online ? 1 : 0);
  if (message.address) text(message.address, (fragment) => program._app_address(fragment));
  times.boot = performance.now() - started;
  postMessage({t: 'started', ms: times.boot});
  work();
  askFrame();
  return true;
}

function size() {
  canvas.width = Math.max(1, Math.round(surface.width * surface.ratio));
  canvas.height = Math.max(1, Math.round(surface.height * surface.ratio));
}

function tellSurface() {
  program._app_surface(surface.width, surface.height, surface.ratio, surface.dark ? 1 : 0,
    surface.touch ? 1 : 0, surface.reduced ? 1 : 0);
}

function askFrame() {
  if (frameAsked || !visible || stopped) return;
  frameAsked = true;
  requestAnimationFrame(frame);
}

function remember(list, value) {
  list.push(value);
  if (list.length > 1000) list.shift();
}

function frame(now) {
  frameAsked = false;
  if (stopped || gl.isContextLost()) return;
  const started = performance.now();
  const more = program._app_frame(now);
  const draw = program._app_draw_ms();
  remember(times.draw, draw);
  remember(times.build, performance.now() - started - draw);
  if (frames++ === 0) times.firstFrame = performance.now();
  if (more) askFrame();
  scheduleWork(0);
}

/** Jobs and sync, in slices; between two slices waiting messages and frames get their turn. */
const turn = new MessageChannel();
let turnAsked = false;
turn.port1.onmessage = () => {
  turnAsked = false;
  work();
};

function work() {
  if (stopped) return;
  const started = performance.now();
  const wait = program._app_work(8);
  remember(times.work, performance.now() - started);
  if (program._app_needs_frame()) askFrame();
  if (wait >= 0) scheduleWork(wait);
}

function scheduleWork(wait) {
  clearTimeout(workTimer);
  workTimer = 0;
  if (wait > 0) {
    workTimer = setTimeout(work, wait);
  } else if (!turnAsked) {
    turnAsked = true;
    turn.port2.postMessage(0);
  }
}

/** After anything the page told: work that it caused, and the frame that shows it. */
function follow(owed = true) {
  if (owed) askFrame();
  scheduleWork(0);
}

const answers = {
  surface: (message) => {
    surface = message.surface;
    size();
    tellSurface();
    follow();
  },
  input: (message) => {
    const owed = text(JSON.stringify(message.events), (json) => program._app_input(json));
    if (owed) askFrame();
  },
  file: (message) => {
    const id = nextFile++;
    program.files.set(id, {file: message.file, start: 0, window: new Uint8Array(0)});
    text(message.file.name, (name) => program._app_file(id, name));
    follow();
  },
  no_file: () => program._app_no_file(),
  visible: (message) => {
    visible = message.on;
    if (visible) hint();
    else program._app_leaving();
  },
  leaving: ({answer}) => {
    // A page out of sight gets no animation frames, but what was done in it still counts.
    for (let i = 0; i < 10 && program._app_needs_frame(); ++i) program._app_frame(performance.now());
    program._app_leaving();
    if (answer) postMessage({t: 'left'});
  },
  online: (message) => {
    program._app_online(message.on ? 1 : 0);
    follow();
  },
  storage: (message) => {
    program._app_storage(message.persisted ? 1 : 0, message.used, message.quota);
    follow();
  },
  address: (message) => {
    text(message.fragment, (fragment) => program._app_address(fragment));
    follow();
  },
  update: () => {
    program._app_update_ready();
    follow();
  },
  mirror_lost: () => {
    program._app_reset_mirror();
    follow();
  },
  lose_context: () => {
    loser = gl.getExtension('WEBGL_lose_context');  // a lost context gives none
    loser.loseContext();
  },
  restore_context: () => loser.restoreContext(),
  figures: () => postMessage({t: 'figures', frames, owed: frameAsked, working: turnAsked, lost: gl.isContextLost(),
    size: [canvas.width, canvas.height], flushes: program.flushes || 0,
    heap: program.HEAPU8.length, times}),
};

// Until the program runs, messages wait in order; when it could not be started, nothing reaches it.
const waiting = [];
let booted = false;
onmessage = async ({data}) => {
  if (data.t === 'boot') {
    try {
      booted = await boot(data);
    } catch (fault) {
      fail('program', fault);
    }
    if (booted) waiting.splice(0).forEach((message) => answers[message.t](message));
  } else if (booted && !stopped) {
    answers[data.t](data);
  } else {
    waiting.push(data);
  }
};
// Messages are answered by an async function, whose faults end up as rejections.
addEventListener('unhandledrejection', ({reason}) => {
  stopped = true;
  fail('program', reason);
});
addEventListener('error', () => {
  stopped = true;
});
