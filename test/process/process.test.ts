import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { executable } from '../support/kpt-package';
import { configMap, listOf } from '../support/run';
import { yaml } from '../support/yaml';

/** The built functions as kpt starts them: processes with pipes. */

const ROOT = join(__dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'process-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const functions = readdirSync(join(ROOT, 'functions')).sort();
const setLabels = executable('set-labels');

const MAP = yaml`
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: a
  data:
    x: "y"
`;
/** More than a pipe holds (64 KiB), so that writing has to wait for the reader. */
const LARGE = listOf(
  Array.from({ length: 5000 }, (_, i) => MAP.replace('name: a', `name: a${i}`)),
  configMap({ env: 'prod' }),
);

function start(file: string, args: readonly string[], options: { input?: string; cwd?: string; env?: object } = {}) {
  return spawnSync(file, args, {
    encoding: 'utf8',
    input: '',
    maxBuffer: 1 << 28,
    ...options,
    env: { ...process.env, ...options.env },
  });
}

/** Runs a line of shell, in which $FN is set-labels and $IN a large list. */
function shell(line: string) {
  const input = join(folder, 'large.yaml');
  writeFileSync(input, LARGE);
  // A descriptor shared with a process that has made it non-blocking.
  const nonBlocking = `"${process.execPath}" -e 'new (require("net").Socket)({fd:3,readable:false})'`;
  return start('bash', ['-c', `set -o pipefail; ${line}`], {
    env: { FN: setLabels, IN: input, NONBLOCKING: nonBlocking },
  });
}

const labelled = start(setLabels, [], { input: LARGE }).stdout;

describe.each(functions)('%s', name => {
  const file = executable(name);

  test('is an executable file', () => {
    expect(statSync(file).mode & 0o111).toBe(0o111);
    expect(readFileSync(file, 'utf8').startsWith('#!/usr/bin/env node\n')).toBe(true);
  });

  test('--help prints its page, without reading stdin', () => {
    // A pipe that never ends.
    const fifo = join(folder, `${name}.fifo`);
    const { status, stdout, stderr } = start('bash', [
      '-c',
      `mkfifo "${fifo}" && timeout 10 "${file}" --help <> "${fifo}"`,
    ]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout.startsWith(`# ${name}\n`)).toBe(true);
    expect(stdout).not.toContain('<!--');
    expect(start(file, ['-h']).stdout).toBe(stdout);
  });

  test('an argument it does not know is an error', () => {
    const { status, stdout, stderr } = start(file, ['--verbose']);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toBe(
      `[error] ${name} takes no argument \`--verbose\`: it reads a ResourceList on stdin; see --help\n`,
    );
  });

  test('empty stdin is an error in one line', () => {
    const { status, stdout, stderr } = start(file, []);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^\[error\] .*: the input is empty.*\n$/);
  });

  test('folder and environment change nothing', () => {
    const input = listOf([MAP], configMap({}));
    writeFileSync(join(folder, 'Kptfile'), 'not: [yaml');
    writeFileSync(join(folder, '.env'), 'NODE_OPTIONS=--throw-deprecation\n');
    const here = start(file, [], { input });
    const there = start(file, [], { input, cwd: folder, env: { LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo', DEBUG: '*' } });
    expect([there.status, there.stdout, there.stderr]).toEqual([here.status, here.stdout, here.stderr]);
    expect(readdirSync(folder).sort()).toEqual(expect.not.arrayContaining(['results.yaml']));
  });
});

describe('pipes', () => {
  test('the list is large enough to fill them', () => {
    expect(labelled.length).toBeGreaterThan(500_000);
    expect(labelled.split('env: prod')).toHaveLength(5001);
  });

  test('stdin that comes slowly, through a descriptor that does not block', () => {
    const { status, stdout, stderr } = shell(
      `{ head -c 100000 "$IN"; sleep 0.3; tail -c +100001 "$IN"; } | { eval "$NONBLOCKING" 3<&0 </dev/null; sleep 0.1; "$FN"; }`,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(labelled);
  });

  test('stdout whose reader is slow, through a descriptor that does not block', () => {
    const { status, stdout, stderr } = shell(
      `{ eval "$NONBLOCKING" 3>&1 >/dev/null; "$FN" < "$IN"; } | { sleep 0.5; cat; }`,
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe(labelled);
  });

  test('stdout whose reader has gone: exit 1, one line', () => {
    const { stdout, stderr } = shell(`{ "$FN" < "$IN"; echo "exit $?" >&2; } | true`);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^\[error\] set-labels: .*EPIPE.*\nexit 1\n$/);
  });

  test('no stdin at all is an error, not a wait', () => {
    const { status, stderr } = shell('"$FN" <&-');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^\[error\] /);
  });

  test('a terminal as stdin is answered with a hint', () => {
    // util-linux's script gives the process a terminal.
    const { status, stdout } = start('script', ['-qec', setLabels, '/dev/null']);
    expect(status).toBe(1);
    expect(stdout).toContain('reads a ResourceList on stdin: run it with `kpt fn eval`');
  });
});
