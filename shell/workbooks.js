// The module that reads workbooks, beside the program: fetched when the first one is given, with a
// memory of its own that goes when the last one is closed. It knows nothing of what it carries. A
// fault in it ends the reading of a workbook and nothing else.

const NOT_THERE = 52;  // what a system without files, clock or environment answers (ENOSYS)

export class Workbooks {
  /** @param {string} url @param {() => void} fetched called when fetch() has ended, either way */
  constructor(url, fetched) {
    this.url = url;
    this.fetched = fetched;
    this.module = null;
    this.instance = null;
    this.answer = null;
  }

  ready() { return this.module !== null; }

  async fetch() {
    try {
      const answer = await fetch(this.url);
      if (!answer.ok) throw new Error(`${this.url}: ${answer.status}`);
      this.module = await WebAssembly.compileStreaming(answer);
    } catch (fault) {
      console.info('the reader of workbooks:', String(fault));
    }
    this.fetched();
  }

  start() {
    const given = {
      read_source: (source, offset, to, count) => {
        let bytes;
        try {
          bytes = this.read(source, offset, count);
        } catch (fault) {
          this.ours = {fault};
          throw fault;
        }
        if (bytes === null) return -1;
        new Uint8Array(this.instance.exports.memory.buffer).set(bytes, to);
        return bytes.length;
      },
      emscripten_notify_memory_growth: () => {},
      proc_exit: (code) => { throw new Error(`it has ended (${code})`); },
    };
    const imports = {};
    for (const {module, name} of WebAssembly.Module.imports(this.module)) {
      imports[module] ??= {};
      imports[module][name] = given[name] ?? (() => NOT_THERE);
    }
    this.instance = new WebAssembly.Instance(this.module, imports);
    this.instance.exports._initialize();
  }

  /** Keeps the answer and gives its size; −1 when the module has failed. `read` gives bytes of a
   *  source, or null. A fault of `read` is the program's own and goes back to it. */
  ask(request, read) {
    this.read = read;
    this.ours = null;
    try {
      if (this.instance === null) this.start();
      const {exports} = this.instance;
      const at = exports.workbook_request(request.length);
      new Uint8Array(exports.memory.buffer).set(request, at);
      const size = exports.workbook_answer();
      const from = exports.workbook_answer_bytes();
      this.answer = new Uint8Array(exports.memory.buffer).slice(from, from + size);
      if (exports.workbook_open_count() === 0) this.instance = null;
      return size;
    } catch (fault) {
      this.instance = null;
      if (this.ours !== null) throw this.ours.fault;
      console.error('the reader of workbooks:', String(fault));
      return -1;
    }
  }
}
