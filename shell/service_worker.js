// Keeps one whole build on the device: the page starts from it without a network. A newer build is
// fetched beside it and waits until the person takes it. A first visit fetches what a start needs;
// the rest comes once the application runs.
const BUILD = '__BUILD__';
const FILES = __FILES__;
const LATER = __LATER__;
const CACHE = `saimnieks-${BUILD}`;

self.addEventListener('install', (event) => {
  // Nobody waits for a newer build, and whoever could do everything offline still can with it.
  const files = self.registration.active ? [...FILES, ...LATER] : FILES;
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(
    files.map((file) => new Request(file, {cache: file === './' ? 'no-cache' : 'default'})))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

async function fetchLater() {
  const cache = await caches.open(CACHE);
  for (const file of LATER) {
    if (!await cache.match(file)) await cache.add(file);
  }
}

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
  if (event.data === 'started') {
    event.waitUntil(fetchLater().catch((fault) => console.info('the rest comes with the next start:', String(fault))));
  }
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin || url.pathname.includes('/api/')) return;
  const wanted = event.request.mode === 'navigate' ? './' : event.request;
  event.respondWith(caches.open(CACHE)
    .then((cache) => cache.match(wanted, {ignoreSearch: event.request.mode === 'navigate'}))
    .then((kept) => kept ?? fetch(event.request)));
});
