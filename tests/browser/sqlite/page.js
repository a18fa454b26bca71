// Gives a test its worker: window.call(name, …arguments) → promise; window.told collects what the
// worker says without being asked.
const worker = new Worker('worker.js', {type: 'module'});
const waiting = new Map();
let next = 1;
window.told = [];
worker.onmessage = ({data}) => {
  if (data.told !== undefined) {
    window.told.push(data.told);
    return;
  }
  const {resolve, reject} = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.fault) reject(new Error(data.fault));
  else resolve(data.value);
};
worker.onerror = (event) => console.error('worker:', event.message);
window.call = (name, ...words) => new Promise((resolve, reject) => {
  waiting.set(next, {resolve, reject});
  worker.postMessage({id: next++, name, words});
});
