import { afterAll, beforeAll } from '@jest/globals';
import { startApiServer } from './api-server';
import { Judge } from './judge';
import type { ManifestSource } from './manifest';
import type { Setup } from './setup';

/**
 * The judge of a suite, with an API server of its own: it is there from the suite's next `beforeAll` on until its last
 * test has ended. `sources`: objects that are there from the start.
 */
export function suiteJudge(sources: readonly ManifestSource[] = []): () => Judge {
  let judge: Judge | undefined;
  let setup: Setup | undefined;
  beforeAll(async () => {
    judge = new Judge(await startApiServer());
    setup = await judge.setUp(sources);
  });
  afterAll(async () => {
    try {
      await setup?.remove();
    } finally {
      await judge?.server.stop();
    }
  });
  return () => {
    if (!judge) throw new Error('ask for the judge in a test or a hook: before them there is none');
    return judge;
  };
}
