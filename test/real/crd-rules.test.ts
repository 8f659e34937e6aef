import { expect, test } from '@jest/globals';
import { validateSchema } from '../../functions/validate-schema/function';
import { changedCrd } from '../support/changed-crd';
import { CRD_CASES } from '../support/crd-cases';
import { listOf, run } from '../support/run';
import { suiteJudge } from './apiserver/suite-judge';

/** CRDs that are changed in one place: the API server refuses what validate-schema refuses, and nothing else. */

const judge = suiteJudge();

test.each(CRD_CASES)('$what', async ({ rule, set }) => {
  const crd = changedCrd(set);
  const { verdict, message } = await judge().verdict(crd);
  const { exitCode } = run(validateSchema, listOf([JSON.stringify(crd)]));
  expect({ verdict, message, exitCode }).toEqual({
    verdict: rule === undefined ? 'accepted' : 'refused',
    message: rule === undefined ? '' : expect.any(String),
    exitCode: rule === undefined ? 0 : 1,
  });
});
