import { readFileSync, rmSync, writeFileSync } from 'node:fs';

/** Does something while no other process does it. A lock whose holder has died is nobody's. */
export function locked<T>(path: string, use: () => T): T {
  while (!take(path)) sleep(200);
  try {
    return use();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}`, { flag: 'wx' });
    return true;
  } catch {
    if (!holderIsAlive(path)) rmSync(path, { force: true });
    return false;
  }
}

function holderIsAlive(path: string): boolean {
  try {
    const holder = Number(readFileSync(path, 'utf8'));
    // Its number is not in the file yet.
    return holder === 0 || process.kill(holder, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
