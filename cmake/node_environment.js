// What the shell has exported, for tests that run as WebAssembly under node: Emscripten hands a
// program an environment of its own making.
Module.preRun = () => Object.assign(ENV, process.env);
