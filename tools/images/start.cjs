// Starts the function whose bundle is beside this file. With V8's code cache of it, next to nothing has to be compiled; a
// cache that the runtime does not take, as one of another version, costs but the time it would have saved.
const { readFileSync } = require('node:fs');
const { Script } = require('node:vm');

const [filename, cache] = [`${__filename}.bundle`, `${__filename}.cache`];
const script = new Script(readFileSync(filename, 'utf8'), { filename, cachedData: readFileSync(cache) });
script.runInThisContext()(exports, require, module, __filename, __dirname);
