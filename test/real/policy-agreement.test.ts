import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { enforce } from '../support/policies';
import { type RealApiServer, startApiServer } from './apiserver/api-server';
import { Judge, type Verdict } from './apiserver/judge';
import type { Setup } from './apiserver/setup';
import { OBJECTS } from './policies/objects';
import { POLICIES, type PolicyCase, SETUP } from './policies/policies';

/** policy-enforcer and a real API server, asked the same: each policy about each object, verdict and message. */

const GROUP = 'admissionregistration.k8s.io/v1';
const counts = { accepted: 0, refused: 0, 'unknown-kind': 0 };
/** Keeps an object for the policy that it is meant for. */
const LABEL = 'asked-by';

let server: RealApiServer;
let judge: Judge;
let setup: Setup;
beforeAll(async () => {
  server = await startApiServer();
  judge = new Judge(server);
  setup = await judge.setUp([...SETUP, ...POLICIES.flatMap(manifestsOf)]);
}, 240_000);
afterAll(async () => {
  await setup?.remove();
  await server.stop();
});

/** A policy with its binding, which is for objects with its label only. */
function manifestsOf({ name, policy, binding = {} }: PolicyCase): object[] {
  const { matchResources = {}, ...more } = binding as { matchResources?: object };
  const objectSelector = { matchLabels: { [LABEL]: name } };
  return [
    { apiVersion: GROUP, kind: 'ValidatingAdmissionPolicy', metadata: { name }, spec: policy },
    {
      apiVersion: GROUP,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: `${name}-here` },
      spec: {
        policyName: name,
        validationActions: ['Deny'],
        ...more,
        matchResources: { ...matchResources, objectSelector },
      },
    },
  ];
}

function labelled(object: object, name: string): object {
  const { metadata, ...more } = object as { metadata: { labels?: object } };
  return { ...more, metadata: { ...metadata, labels: { ...metadata.labels, [LABEL]: name } } };
}

/** What is refused is refused with the first message; warnings are all there. */
interface Said {
  denied: string | undefined;
  warned: string[];
}

function ours(policy: PolicyCase, object: object): Said {
  const documents = [...SETUP.map(local), ...manifestsOf(policy), object].map(each => JSON.stringify(each));
  const results = enforce(documents, { defaulting: true, podProjection: false });
  const texts = (code: string) =>
    results
      .filter(({ tags }) => tags?.code === code)
      .map(({ message }) => message.replace(/(?:; expected .*)? \(policy in .*/s, ''));
  return { denied: texts('POLICY_DENIED')[0], warned: texts('POLICY_WARNED') };
}

/** Kept from being judged itself. */
function local(object: object): object {
  const { metadata, ...more } = object as { metadata: object };
  return { ...more, metadata: { ...metadata, annotations: { 'config.kubernetes.io/local-config': 'true' } } };
}

function theirs({ verdict, message, warnings }: Verdict): Said {
  const denied = verdict === 'accepted' ? undefined : message.replace(/^.*? is forbidden: /, '');
  return { denied, warned: warnings.filter(warning => warning.includes('ValidatingAdmissionPolicy')) };
}

test.each(POLICIES.map(policy => [policy.name, policy] as const))('%s', async (name, policy) => {
  const objects = OBJECTS.map(object => labelled(object, name));
  const verdicts = await Promise.all(objects.map(object => judge.verdict(object)));
  for (const { verdict } of verdicts) counts[verdict]++;
  expect(objects.map(object => ours(policy, object))).toEqual(verdicts.map(theirs));
});

test('many are refused, and many are not', () => {
  expect(counts.refused).toBeGreaterThan(100);
  expect(counts.accepted).toBeGreaterThan(100);
  expect(counts['unknown-kind']).toBe(0);
});
