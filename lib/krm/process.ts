import { fstatSync, readSync, writeSync } from 'node:fs';
import { evaluate, type KrmFunction } from './function';

/**
 * The process protocol: a ResourceList on stdin, one on stdout, failures on stderr, the verdict as exit code.
 * `help` is the function's page; `--help` prints it without reading stdin (`kpt fn doc`).
 */
export function runProcess<Config>(krmFunction: KrmFunction<Config>, help: string): void {
  const [argument] = process.argv.slice(2);
  try {
    if (argument === '--help' || argument === '-h') writeAll(1, Buffer.from(help.replace(/<!--.*?-->\n/gs, '')));
    else if (argument !== undefined)
      fail(`${krmFunction.name} takes no argument \`${argument}\`: it reads a ResourceList on stdin; see --help`);
    else if (isTerminal(0))
      fail(
        `${krmFunction.name} reads a ResourceList on stdin: run it with \`kpt fn eval\` or \`kpt fn render\`; see --help`,
      );
    else {
      const outcome = evaluate(krmFunction, readAll(0));
      writeAll(1, outcome.stdout);
      if (outcome.stderr !== '') writeAll(2, Buffer.from(outcome.stderr));
      process.exitCode = outcome.exitCode;
    }
  } catch (error) {
    fail(`${krmFunction.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** `node:tty` costs more to load than a small package to render: it is asked about devices only. */
function isTerminal(descriptor: number): boolean {
  if (!fstatSync(descriptor).isCharacterDevice()) return false;
  const { isatty }: typeof import('node:tty') = require('node:tty');
  return isatty(descriptor);
}

function fail(message: string): void {
  process.exitCode = 1;
  try {
    writeAll(2, Buffer.from(`[error] ${message.replace(/\s*\n\s*/g, ' ')}\n`));
  } catch {
    // Nobody listens any more: the exit code says it all.
  }
}

const FIRST_CHUNK = 1 << 16;
const GROWTH = 4;

/** Reads to the end. A pipe may be non-blocking (EAGAIN), and gives as little at a time as it likes. */
function readAll(descriptor: number): Buffer {
  let buffer = Buffer.allocUnsafe(FIRST_CHUNK);
  let length = 0;
  for (;;) {
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafe(buffer.length * GROWTH);
      buffer.copy(larger, 0, 0, length);
      buffer = larger;
    }
    const count = retrying(() => readSync(descriptor, buffer, length, buffer.length - length, null));
    if (count === 0) return buffer.subarray(0, length);
    length += count;
  }
}

/** Writes everything: one `writeSync` may write less than it was given. */
function writeAll(descriptor: number, bytes: Buffer): void {
  let offset = 0;
  while (offset < bytes.length) {
    offset += retrying(() => writeSync(descriptor, bytes, offset, bytes.length - offset));
  }
}

function retrying(operation: () => number): number {
  for (let wait = 1; ; wait = Math.min(wait * 2, 20)) {
    try {
      return operation();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
}
