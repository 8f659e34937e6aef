import { createHash } from 'node:crypto';

/** The name git gives to an object; `like` is the name of another one in the repository, SHA-1 or SHA-256. */
export function objectHash(type: 'blob' | 'tree', content: Uint8Array, like: string): string {
  const hash = createHash(like.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`${type} ${content.byteLength}\0`).update(content).digest('hex');
}
