import { lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Layers record the times of files: all get the same one, for the same digest whenever and wherever it is built. */
export function fixTimes(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) fixTimes(path);
    else lutimesSync(path, 0, 0);
  }
  lutimesSync(folder, 0, 0);
}
