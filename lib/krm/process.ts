import { fstatSync, readSync, writeSync } from 'node:fs';
import type { Outcome } from './evaluation';
import { evaluate, type KrmFunction } from './function';
import { optimiseLate } from './late-optimisation';
import { pageText } from './page';

/**
 * The process protocol: a ResourceList on stdin, one on stdout, failures on stderr, the verdict as exit code.
 * `help` is the function's page; `--help` prints it without reading stdin (`kpt fn doc`).
 */
export function runProcess<Config>(krmFunction: KrmFunction<Config>, help: string): void {
  const { name } = krmFunction;
  try {
    optimiseLate();
    const input = readInput(name, help);
    if (input) writeOutcome(evaluate(krmFunction, input));
  } catch (error) {
    failWith(name, error);
  }
}

/** What stands on stdin; undefined where nothing is to be evaluated: the page was asked for, or the call is wrong. */
export function readInput(name: string, help: string): Buffer | undefined {
  const [argument] = process.argv.slice(2);
  if (argument === '--help' || argument === '-h') writeAll(1, Buffer.from(pageText(help)));
  else if (argument !== undefined)
    fail(`${name} takes no argument \`${argument}\`: it reads a ResourceList on stdin; see --help`);
  else if (isTerminal(0))
    fail(`${name} reads a ResourceList on stdin: run it with \`kpt fn eval\` or \`kpt fn render\`; see --help`);
  else return readAll(0);
  return undefined;
}

/** `node:tty` takes longer to load than a small package to render: it is asked about devices only. */
function isTerminal(descriptor: number): boolean {
  if (!fstatSync(descriptor).isCharacterDevice()) return false;
  const { isatty }: typeof import('node:tty') = require('node:tty');
  return isatty(descriptor);
}

export function writeOutcome({ stdout, stderr, exitCode }: Outcome): void {
  writeAll(1, stdout);
  if (stderr !== '') writeAll(2, Buffer.from(stderr));
  process.exitCode = exitCode;
}

/** Ends in exit code 1 and one line on stderr. */
export function failWith(name: string, error: unknown): void {
  fail(`${name}: ${error instanceof Error ? error.message : String(error)}`);
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
