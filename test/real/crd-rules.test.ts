import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { validateSchema } from '../../functions/validate-schema/function';
import { changedCrd } from '../support/changed-crd';
import { CRD_CASES } from '../support/crd-cases';
import { listOf, run } from '../support/run';
import { type RealApiServer, startApiServer } from './apiserver/api-server';
import { Judge } from './apiserver/judge';

/** CRDs that are changed in one place: the API server refuses what validate-schema refuses, and nothing else. */

let server: RealApiServer;
let judge: Judge;
beforeAll(async () => {
  server = await startApiServer();
  judge = new Judge(server);
});
afterAll(() => server.stop());

test.each(CRD_CASES)('$what', async ({ rule, set }) => {
  const crd = changedCrd(set);
  const { verdict, message } = await judge.verdict(crd);
  const { exitCode } = run(validateSchema, listOf([JSON.stringify(crd)]));
  expect({ verdict, message, exitCode }).toEqual({
    verdict: rule === undefined ? 'accepted' : 'refused',
    message: rule === undefined ? '' : expect.any(String),
    exitCode: rule === undefined ? 0 : 1,
  });
});
