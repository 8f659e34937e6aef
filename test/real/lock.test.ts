import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { buildSync } from 'esbuild';
import { locked } from './lock';

/** What two processes need is built by one of them. */

const folder = mkdtempSync(join(tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'a.lock');

test('the lock of a process that has died is nobody’s', () => {
  const { pid } = spawnSync('true');
  writeFileSync(path, `${pid}`);
  expect(locked(path, () => readFileSync(path, 'utf8'))).toBe(`${process.pid}`);
  expect(existsSync(path)).toBe(false);
});

test('processes take turns', async () => {
  const outfile = join(folder, 'turn.cjs');
  const log = join(folder, 'log');
  const contents = `import { appendFileSync } from 'node:fs';
    import { locked } from './test/real/lock';
    locked(${JSON.stringify(path)}, () => {
      for (let i = 0; i < 20; i++) {
        appendFileSync(${JSON.stringify(log)}, process.pid + '\\n');
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
      }
    });`;
  buildSync({ stdin: { contents, resolveDir: '.' }, bundle: true, platform: 'node', outfile });
  const ends = [1, 2, 3].map(() => new Promise(resolve => spawn(process.execPath, [outfile]).once('exit', resolve)));
  expect(await Promise.all(ends)).toEqual([0, 0, 0]);
  const turns = readFileSync(log, 'utf8').trim().split('\n');
  expect(turns).toHaveLength(60);
  expect(turns.filter((pid, at) => pid !== turns[at - 1])).toHaveLength(3);
});
