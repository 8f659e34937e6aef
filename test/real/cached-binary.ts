import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { locked } from './lock';

export const CACHE = '.cache/real';

/** A binary in the cache, made by one process at a time. It gets its name when it is complete. */
export function cachedBinary(name: string, version: string, make: (file: string, scratch: string) => void): string {
  const folder = resolve(CACHE, version);
  const file = join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  return locked(`${file}.lock`, () => {
    if (existsSync(file)) return file;
    const scratch = mkdtempSync(join(folder, 'scratch-'));
    try {
      make(join(scratch, name), scratch);
      renameSync(join(scratch, name), file);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    return file;
  });
}
