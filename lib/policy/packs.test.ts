import { expect, test } from '@jest/globals';
import { PACK_NAMES, packObjects } from './packs';
import { readPolicy } from './policy';
import { PolicyCompiler } from './policy-compiler';
import { policyProblems } from './policy-problems';

/** Nobody looks into them at run time. */
test.each([32, 33, 34, 35, 36])('the API server takes the policies of packs: 1.%i', minor => {
  const compiler = new PolicyCompiler(minor);
  const policies = PACK_NAMES.flatMap(name => packObjects(name)).filter(
    ({ kind }) => kind === 'ValidatingAdmissionPolicy',
  );
  expect(policies.length).toBeGreaterThan(10);
  const problems = policies.flatMap(value => policyProblems(compiler.compile(readPolicy(value, 'a pack'))));
  expect(problems).toEqual([]);
});
