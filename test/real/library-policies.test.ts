import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { policyEnforcer } from '../../functions/policy-enforcer/function';
import { LIBRARIES } from '../../lib/cel/libraries/all';
import { AUTHORIZER, AUTHORIZER_SELECTORS } from '../../lib/cel/libraries/authorizer';
import type { Result } from '../../lib/krm/result';
import { policyObjects } from '../support/admission';
import { type JudgedObject, judgedObjects } from '../support/judged-objects';
import { LIBRARY_POLICIES } from '../support/library-policies';
import { randomNumbers } from '../support/mutations';
import { listOf, run } from '../support/run';
import { type RealApiServer, startApiServer } from './apiserver/api-server';
import { Judge } from './apiserver/judge';

/** policy-enforcer and a real API server, asked the same about objects under policies that call all of CEL's libraries. */

const COUNT = 1000;
const SEED = 2026;
/** How many the API server is asked at a time. */
const WIDTH = 4;

interface Judged {
  policy: string;
  object: JudgedObject;
  /** The API server says what the first rule has against it, */
  servers: string;
  /** the function what each of them has. */
  ours: string[];
}

let server: RealApiServer;
let judged: Judged[];
beforeAll(async () => {
  server = await startApiServer();
  const judge = new Judge(server);
  const setup = await judge.setUp(POLICIES);
  try {
    judged = await judgeAll(judge);
  } finally {
    await setup.remove();
  }
}, 300_000);
afterAll(() => server.stop());

async function judgeAll(judge: Judge): Promise<Judged[]> {
  const asked = judgedObjects(COUNT, randomNumbers(SEED));
  const answers: Judged[] = [];
  let next = 0;
  const ask = async () => {
    for (let one = asked[next++]; one; one = asked[next++]) {
      const { policy, object } = one;
      const { message } = await judge.verdict(object);
      answers.push({ policy: policy.name, object, servers: message, ours: denials(object) });
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, ask));
  return answers;
}

/** What the function has against an object, in the order of the rules. */
function denials(object: JudgedObject): string[] {
  const { results } = run(policyEnforcer, listOf([...POLICIES, JSON.stringify(object)]));
  const errors = results.filter(({ severity }) => severity === 'error');
  return errors.sort((a, b) => ruleOf(a) - ruleOf(b)).map(({ message }) => message);
}

function ruleOf({ tags }: Result): number {
  return Number(tags?.rule);
}

const POLICIES = LIBRARY_POLICIES.flatMap(policyObjects).map(object => JSON.stringify(object));

test('every function and macro of the libraries is called', () => {
  const texts = LIBRARY_POLICIES.flatMap(({ rules, variables = {}, matchConditions = {} }) => [
    ...rules.flatMap(({ expression, messageExpression = '' }) => [expression, messageExpression]),
    ...Object.values(variables),
    ...Object.values(matchConditions),
  ]).join('\n');
  // What authorizer has is for requests, which objects of a package are not.
  const names = LIBRARIES.filter(library => library !== AUTHORIZER && library !== AUTHORIZER_SELECTORS).flatMap(
    ({ overloads, macros }) => [
      ...overloads.map(({ name }) => name),
      ...[...(macros?.keys() ?? [])].map(key => key.replace(/^\.|\/\d+$/g, '')),
    ],
  );
  // The others are operators.
  const callable = [...new Set(names)].filter(name => /^\w[\w.]*$/.test(name));
  const called = (name: string) => new RegExp(`(?:^|[^\\w])${name.replaceAll('.', '\\.')}\\(`).test(texts);
  expect(callable.length).toBeGreaterThan(100);
  expect(callable.filter(name => !called(name))).toEqual([]);
});

test('forty policies and one, and at least 30 % of each verdict', () => {
  const denied = judged.filter(({ servers }) => servers !== '').length;
  expect(LIBRARY_POLICIES).toHaveLength(41);
  expect(denied / COUNT).toBeGreaterThanOrEqual(0.3);
  expect(denied / COUNT).toBeLessThanOrEqual(0.7);
});

test('the same verdict, in the same words', () => {
  expect(judged).toHaveLength(COUNT);
  const agrees = ({ servers, ours: [first = ''] }: Judged) => {
    const [, denial = servers] = /is forbidden: (ValidatingAdmissionPolicy .*)/s.exec(servers) ?? [];
    // What is behind the API server's words says how to mend it.
    return denial === '' ? first === '' : first.startsWith(`${denial}; `) || first.startsWith(`${denial} (`);
  };
  expect(judged.filter(each => !agrees(each))).toEqual([]);
});
