import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const FOLDER = '.cache/bench';

/**
 * A file or folder that is made once: `make` is given a place to make it at, and is not called again for the same
 * ingredients. What is made half is not kept.
 */
export function cached(name: string, ingredients: readonly string[], make: (path: string) => void): string {
  const hash = createHash('sha256');
  for (const ingredient of ingredients) hash.update(ingredient).update('\0');
  const path = resolve(join(FOLDER, `${name}-${hash.digest('hex').slice(0, 12)}`));
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    make(unfinished);
    renameSync(unfinished, path);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return path;
}
