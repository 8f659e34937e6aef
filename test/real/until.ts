import { setTimeout } from 'node:timers/promises';

export interface Patience {
  /** What is waited for, as the error says it. */
  what: string;
  seconds: number;
  /** Why waiting longer is in vain; undefined as long as it is not. */
  hopeless?: () => string | undefined;
}

/** Asks again and again until the answer is yes. */
export async function until(condition: () => Promise<boolean>, patience: Patience): Promise<void> {
  const { what, seconds, hopeless } = patience;
  const end = performance.now() + seconds * 1000;
  while (!(await condition())) {
    const why = hopeless?.() ?? (performance.now() > end ? `not within ${seconds} seconds` : undefined);
    if (why !== undefined) throw new Error(`${what}: ${why}`);
    await setTimeout(50);
  }
}
