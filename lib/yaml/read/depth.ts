import type { SourceText } from '../source';

/** Collections inside collections beyond this depth are refused: no resource needs them, and recursion has an end. */
export const MAX_DEPTH = 1000;

export function enterCollection(source: SourceText, depth: number, offset: number): void {
  if (depth > MAX_DEPTH) {
    throw source.error('TOO_DEEP', `more than ${MAX_DEPTH} collections stand inside each other`, offset);
  }
}
