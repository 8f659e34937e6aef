import { readFileSync } from 'node:fs';
import { docker, hasImage } from './docker';
import { DOCKERFILE } from './function-context';
import { localBase } from './local-base';

/** An unreachable registry need not be waited for as long as Docker would. */
const PULL_TIMEOUT = 60_000;

/** The base of the Node images: `public`, `local`, a reference, or (undefined) public if it can be had, else local. */
export function chooseBase(choice: string | undefined): string {
  if (choice === 'local') return localBase('node');
  if (choice !== undefined && choice !== 'public') return choice;
  const reference = publicBase();
  if (hasImage(reference)) return reference;
  console.log(`pulling ${reference}`);
  try {
    docker(['pull', '--quiet', reference], { timeout: PULL_TIMEOUT });
    return reference;
  } catch (error) {
    if (choice === 'public') throw error;
    const local = localBase('node');
    console.log(`the public base cannot be pulled: Node images have the local base ${local} instead`);
    return local;
  }
}

/** The default of the Dockerfile. */
export function publicBase(): string {
  return /^ARG BASE=(\S+)$/m.exec(readFileSync(DOCKERFILE, 'utf8'))?.[1] ?? '';
}
