// The page: it forwards input, keeps the DOM mirror, hosts the text agent and registers the service
// worker. It knows nothing of the application.
import {Mirror} from './mirror.js';
import {TextAgent} from './text_agent.js';
import {watchInput} from './input.js';
import {rememberLanguage, showPlain} from './plain.js';

const build = document.documentElement.dataset.build;
const assets = JSON.parse(document.documentElement.dataset.assets);
const canvas = document.getElementById('canvas');
const picker = document.getElementById('file');

/** What this browser lacks, or nothing. Asked before anything can be typed. */
async function missing() {
  const able = typeof WebAssembly === 'object' && typeof Worker === 'function'
    && typeof BroadcastChannel === 'function'
    && 'transferControlToOffscreen' in HTMLCanvasElement.prototype && navigator.locks
    && typeof navigator.storage?.getDirectory === 'function' && window.isSecureContext;
  if (!able) return 'unsupported';
  try {
    await navigator.storage.getDirectory();
  } catch {
    return 'private';
  }
  return null;
}

/** Another tab asks for the ledger. What the program knows is on disk; what is being typed it gets now. */
let stepBack = () => location.reload();

/** Resolves when this tab owns the ledger; shows a sentence while another tab does. */
function ownership() {
  return new Promise((resolve) => {
    const channel = new BroadcastChannel('saimnieks');
    const hold = () => {
      document.getElementById('plain').hidden = true;
      channel.onmessage = ({data}) => {
        if (data === 'hand over') stepBack();
      };
      resolve();
      return new Promise(() => {});
    };
    navigator.locks.request('saimnieks-ledger', {ifAvailable: true}, (lock) => {
      if (lock) return hold();
      showPlain('elsewhere', () => channel.postMessage('hand over'));
      navigator.locks.request('saimnieks-ledger', () => hold());
      return undefined;
    });
  });
}

function surface() {
  return {
    width: window.innerWidth,
    height: window.innerHeight,
    ratio: window.devicePixelRatio,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    touch: matchMedia('(pointer: coarse)').matches,
    reduced: matchMedia('(prefers-reduced-motion: reduce)').matches,
  };
}

function watchSurface(worker) {
  const tell = () => worker.postMessage({t: 'surface', surface: surface()});
  window.addEventListener('resize', tell);
  for (const query of ['(prefers-color-scheme: dark)', '(pointer: coarse)', '(prefers-reduced-motion: reduce)']) {
    matchMedia(query).addEventListener('change', tell);
  }
  // The ratio has no event of its own: a query for the present one fires when it changes.
  const watchRatio = () => matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    .addEventListener('change', () => { tell(); watchRatio(); }, {once: true});
  watchRatio();
}

async function tellStorage(worker) {
  const [persisted, estimate] = await Promise.all(
    [navigator.storage.persisted?.() ?? false, navigator.storage.estimate?.() ?? {}]);
  worker.postMessage({t: 'storage', persisted, used: estimate.usage ?? 0, quota: estimate.quota ?? 0});
}

async function registerServiceWorker(worker, started) {
  if (!('serviceWorker' in navigator)) return null;
  const registration = await navigator.serviceWorker.register('service_worker.js');
  const offer = () => {
    if (registration.waiting && navigator.serviceWorker.controller) worker.postMessage({t: 'update'});
  };
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  offer();
  started.then(() => navigator.serviceWorker.ready).then(({active}) => active.postMessage('started'));
  return registration;
}

function download({name, mime, bytes}) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([bytes], {type: mime}));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function failed({reason, detail}) {
  // A newer build has replaced the files of this page: one reload gets the page that fits them.
  if (reason === 'stale' && !sessionStorage.getItem('reloaded')) {
    sessionStorage.setItem('reloaded', '1');
    location.reload();
    return;
  }
  console.error('failed:', reason, detail);
  showPlain(reason === 'stale' ? 'program' : reason);
}

async function main() {
  const lack = await missing();
  if (lack) {
    showPlain(lack);
    return;
  }
  await ownership();

  const worker = new Worker(assets.worker, {type: 'module'});
  const send = (event) => worker.postMessage({t: 'input', events: [event]});
  const agent = new TextAgent(document.getElementById('agent'), send);
  const mirror = new Mirror(document.getElementById('mirror'), send, (element) => agent.watch(element));
  let registration = null;
  let tellStarted;
  const started = new Promise((resolve) => { tellStarted = resolve; });

  const requests = {
    text: (request) => agent.begin(request, document.documentElement.classList.contains('no-mirror')
      ? undefined : mirror.element(request.id)),
    text_moved: (request) => agent.move(request),
    text_release: () => agent.end(),
    open_file: (request) => {
      picker.accept = request.accept;
      picker.multiple = request.multiple;
      picker.value = '';
      picker.click();
    },
    clipboard: (request) => navigator.clipboard.writeText(request.text),
    language: (request) => rememberLanguage(request.tag),
    title: (request) => { document.title = request.title; },
    address: ({fragment}) => {
      if (fragment === location.hash.slice(1)) return;
      // The first place of a visit is no step that could be taken back.
      const how = history.state === null ? 'replaceState' : 'pushState';
      history[how]({}, '', fragment ? `#${fragment}` : location.pathname);
    },
    theme: (request) => { document.documentElement.style.colorScheme = request.theme; },
    persist: async () => {
      await navigator.storage.persist?.();
      await tellStorage(worker);
    },
    apply_update: () => {
      navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
      registration?.waiting?.postMessage('take over');
    },
  };
  worker.onmessage = ({data}) => {
    switch (data.t) {
      case 'mirror':
        mirror.apply(JSON.parse(data.patch));
        break;
      case 'request': {
        const request = JSON.parse(data.request);
        requests[request.kind]?.(request);
        break;
      }
      case 'download':
        download(data);
        break;
      case 'left':
        location.reload();
        break;
      case 'started':
        sessionStorage.removeItem('reloaded');
        document.documentElement.dataset.started = String(Math.round(data.ms));
        tellStarted();
        break;
      case 'figures':
        window.dispatchEvent(new CustomEvent('figures', {detail: data}));
        break;
      case 'failed':
        failed(data);
        break;
    }
  };
  worker.onerror = (event) => {
    console.error('worker:', event.message);
    showPlain('program');
  };

  const shown = canvas.transferControlToOffscreen();
  worker.postMessage({
    t: 'boot', canvas: shown, surface: surface(), languages: [...navigator.languages], build,
    online: navigator.onLine, address: location.hash.slice(1), wasm: new URL(assets.wasm, location.href).href,
    workbooks: new URL(assets.workbooks, location.href).href,
    fonts: assets.fonts.map((font) => new URL(font, location.href).href),
  }, [shown]);

  watchInput({worker, agent, picker});
  watchSurface(worker);
  window.addEventListener('online', () => worker.postMessage({t: 'online', on: true}));
  window.addEventListener('offline', () => worker.postMessage({t: 'online', on: false}));
  window.addEventListener('popstate', () => {
    send({kind: 'focus', id: 0});  // what was typed is taken before its page is left
    worker.postMessage({t: 'address', fragment: location.hash.slice(1)});
  });
  document.addEventListener('visibilitychange', () =>
    worker.postMessage({t: 'visible', on: document.visibilityState === 'visible'}));
  // While the page is still whole: what is posted later may never be read.
  window.addEventListener('beforeunload', () => worker.postMessage({t: 'leaving'}));
  stepBack = () => {
    send({kind: 'focus', id: 0});  // a cell that is left takes what was typed
    worker.postMessage({t: 'leaving', answer: true});
  };
  // For the tests that drive the page: hide the mirror, ask for figures, lose the context.
  window.saimnieks = {post: (message) => worker.postMessage(message)};
  await tellStorage(worker);
  registration = await registerServiceWorker(worker, started);
}

main().catch((fault) => {
  console.error(fault);
  showPlain('program');
});
