import { relative } from 'node:path';

/** A path as somebody in the working directory would type it. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short || '.';
}
