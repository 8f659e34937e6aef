// Makes the code cache of a function, in the runtime that is to read it, which may be one in an image: so this is a script.
// stdin: JSON { bundle, inputs }: the bundle wrapped as a module, and ResourceLists that call as much of it as they can.
// stdout: what V8 has compiled when the function has seen them all.
const fs = require('node:fs');
const v8 = require('node:v8');
const { Script } = require('node:vm');

// What is not run for a while is to stay, and nothing to be optimised, or the same input would give other bytes each time.
const WHILE_RUNNING = ['--no-flush-bytecode', '--no-sparkplug', '--no-maglev', '--no-opt'];
// V8 refuses a cache that was made under other flags than it is read under; `--hash-seed` was given on the command line.
const AS_USUAL = ['--flush-bytecode', '--sparkplug', '--maglev', '--opt', '--hash-seed=0'];

const { bundle, inputs } = JSON.parse(fs.readFileSync(0, 'utf8'));
for (const flag of WHILE_RUNNING) v8.setFlagsFromString(flag);
const script = new Script(bundle);
for (const input of inputs) run(Buffer.from(input));
process.exitCode = 0;
for (const flag of AS_USUAL) v8.setFlagsFromString(flag);
fs.writeFileSync(1, script.createCachedData());

/** Runs the function on an input, which it reads as it would stdin; nothing is written, and no flag set. */
function run(input) {
  let offset = 0;
  const streams = {
    fstatSync: () => ({ isCharacterDevice: () => false }),
    readSync(_descriptor, buffer, start, length) {
      const count = input.copy(buffer, start, offset, offset + length);
      offset += count;
      return count;
    },
    writeSync: (_descriptor, bytes, start = 0, length = bytes.length - start) => length,
  };
  const replaced = { 'node:fs': { ...fs, ...streams }, 'node:v8': { ...v8, setFlagsFromString() {} } };
  const own = { exports: {} };
  script.runInThisContext()(own.exports, name => replaced[name] ?? require(name), own, '/function.cjs', '/');
}
