import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { PACK_NAMES } from '../../lib/policy/packs';
import type { YamlMap } from '../../lib/yaml/value';
import {
  GOOD_OBJECTS,
  OF_CLUSTERS,
  PACK_CASES,
  type PackCase,
  SEPARATED,
  VERSIONED,
} from '../../test/support/pack-cases';
import { listOf, run } from '../../test/support/run';
import { policyEnforcer } from './function';

/** The rules that deny an object, by the names that their messages begin with. */
function rulesAgainst(object: YamlMap, { pack, params = {}, version }: Omit<PackCase, 'object' | 'rule'>): string[] {
  const config = {
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'PolicyEnforcer',
    metadata: { name: 'packs' },
    packs: [{ name: pack, params, ...(version && { version }) }],
  };
  const { results } = run(
    policyEnforcer,
    listOf([JSON.stringify(object), JSON.stringify(SEPARATED)], JSON.stringify(config)),
  );
  const errors = results.filter(({ severity }) => severity === 'error');
  return errors.map(({ message }) => /denied request: (\w+): /.exec(message)?.[1] ?? message);
}

test.each(PACK_NAMES)('%s has nothing against good objects, and what clusters write themselves', pack => {
  const objects = [...GOOD_OBJECTS, ...OF_CLUSTERS];
  expect(objects.map(object => rulesAgainst(object, { pack }))).toEqual(objects.map(() => []));
});

describe.each(PACK_CASES)('$pack, $rule', ({ rule, object, ...pack }) => {
  test(`denies ${object.kind}s`, () => {
    expect(rulesAgainst(object, pack)).toContain(rule);
  });
});

test.each(VERSIONED)(
  '$rule changes with $since of the standard',
  ({ rule, object, until = '', since = '', ...pack }) => {
    expect(rulesAgainst(object, { ...pack, version: until })).toEqual([rule]);
    expect(rulesAgainst(object, { ...pack, version: since })).toEqual([]);
  },
);

test('a volume that is written with nothing but its name is an emptyDir to be, without defaults too', () => {
  const pod = structuredClone(GOOD_OBJECTS.find(({ kind }) => kind === 'Pod')) as YamlMap;
  const spec = pod.spec as YamlMap;
  const denied = (volume: YamlMap) => {
    const object = JSON.stringify({ ...pod, spec: { ...spec, volumes: [volume] } });
    const config = {
      apiVersion: 'intent.nephio.org/v1alpha1',
      kind: 'PolicyEnforcer',
      metadata: { name: 'packs' },
      packs: [{ name: 'pss-restricted' }],
      defaulting: false,
    };
    return run(policyEnforcer, listOf([object], JSON.stringify(config))).results.flatMap(
      ({ message }) => /restrictedVolumes/.exec(message) ?? [],
    );
  };
  expect(denied({ name: 'scratch' })).toEqual([]);
  expect(denied({ name: 'scratch', flocker: {} })).toEqual(['restrictedVolumes']);
});

test('each rule of each pack has a case', () => {
  const rules = PACK_NAMES.flatMap(pack => {
    const text = readFileSync(`blueprints/policies/${pack}.yaml`, 'utf8');
    return [...text.matchAll(/(?:message: "|messageExpression: >-\n\s+["'])(\w+): /g)].map(
      ([, rule]) => `${pack} ${rule}`,
    );
  });
  const cases = new Set(PACK_CASES.map(({ pack, rule }) => `${pack} ${rule}`));
  expect(rules.length).toBeGreaterThan(45);
  expect([...new Set(rules)].filter(rule => !cases.has(rule))).toEqual([]);
});

describe('on a cluster, where nobody reads parameters before they count', () => {
  /** The pack as a package has it, with these parameters only. */
  function found(pack: string, data: string): string[] {
    const documents = readFileSync(`blueprints/policies/${pack}.yaml`, 'utf8').split(/^---$/m);
    const [, ...policies] = documents;
    const params = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${pack}, namespace: kube-system}\ndata: ${data}\n`;
    const spec = { hostNetwork: true, containers: [{ name: 'a', image: 'a', securityContext: { privileged: true } }] };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a', namespace: 'core' }, spec };
    const { results } = run(policyEnforcer, listOf([params, ...policies, JSON.stringify(pod)]));
    return results.flatMap(({ severity, tags }) => (severity === 'error' ? (tags?.ruleName ?? '?') : [])).sort();
  }

  test.each([
    ['{minReplicas: ""}', ['denyHostNetwork', 'denyPrivileged']],
    ['{denyHostNetwork: "no", denyPrivileged: "False"}', ['denyHostNetwork', 'denyPrivileged']],
    ['{denyHostNetwork: "false", denyPrivileged: "false"}', []],
  ])('only "false" switches a guardrail off: %s', (data, expected) => {
    expect(found('guardrails', data)).toEqual(expected);
  });

  test('and a rule of hardening, but for the one that is off without a word', () => {
    const all = found('hardening', '{allowedRegistries: ""}');
    expect(all).toEqual([
      'dropAllCapabilities',
      'limitsAndRequests',
      'noLatestTag',
      'probes',
      'readOnlyRootFilesystem',
    ]);
    expect(found('hardening', '{imageDigest: "yes"}')).toEqual([...all, 'imageDigest'].sort());
    expect(found('hardening', '{probes: "false"}')).toEqual(all.filter(rule => rule !== 'probes'));
  });
});
