import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { startPorch } from './porch';

/** Processes that work in a folder. */
function processesIn(folder: string): string[] {
  return readdirSync('/proc').filter(pid => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(folder);
    } catch {
      return false;
    }
  });
}

test('Porch, once stopped, leaves no process and no file', async () => {
  const porch = await startPorch();
  expect(processesIn(porch.folder).length).toBeGreaterThanOrEqual(5);
  await porch.stop();
  expect(processesIn(porch.folder)).toEqual([]);
  expect(existsSync(porch.folder)).toBe(false);
});
