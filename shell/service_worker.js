// Keeps one whole build on the device: the page starts from it without a network. A newer build is
// fetched beside it and waits until the person takes it.
const BUILD = '__BUILD__';
const FILES = __FILES__;
const CACHE = `saimnieks-${BUILD}`;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(
    FILES.map((file) => new Request(file, {cache: file === './' ? 'no-cache' : 'default'})))));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(caches.keys()
    .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener('message', (event) => {
  if (event.data === 'take over') self.skipWaiting();
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin || url.pathname.includes('/api/')) return;
  const wanted = event.request.mode === 'navigate' ? './' : event.request;
  event.respondWith(caches.open(CACHE)
    .then((cache) => cache.match(wanted, {ignoreSearch: event.request.mode === 'navigate'}))
    .then((kept) => kept ?? fetch(event.request)));
});
