import { describe, expect, test } from '@jest/globals';
import { PACK_NAMES, packObjects } from '../../lib/policy/packs';
import { isMap } from '../../lib/yaml/value';
import { deployment, enforce } from '../../test/support/policies';
import { PACK_PARAMETERS, parameterProblem } from './pack-parameters';

/** Parameters of packs that nobody can read are errors: they would switch off a rule without a word. */

function defaultsOf(pack: string): [string, string][] {
  const data = packObjects(pack).find(({ kind }) => kind === 'ConfigMap')?.data;
  return Object.entries(isMap(data) ? data : {}).map(([name, value]) => [name, String(value)]);
}

test.each(PACK_NAMES)('%s: all of its parameters are known, and what it comes with is fit', pack => {
  const defaults = defaultsOf(pack);
  expect(Object.keys(PACK_PARAMETERS[pack] ?? {}).sort()).toEqual(defaults.map(([name]) => name).sort());
  expect(defaults.flatMap(([name, value]) => parameterProblem(pack, name, value) ?? [])).toEqual([]);
});

describe.each([
  ['guardrails', 'denyPrivileged', ['true', 'false'], ['True', 'yes', 'on', '1', '', 'false ']],
  ['guardrails', 'maxReplicas', ['', '0', '5'], ['five', '5.5', '-1', '5 ', '99999999999999999999']],
  ['guardrails', 'namePattern', ['', '[a-z]+', 'a|b'], ['[', '(?=a)', 'a)|(b', '\\1']],
  ['guardrails', 'allowedNamespaces', ['', 'core', 'core, ran,'], ['core ran', 'Core', 'core;ran', ',']],
  ['guardrails', 'forbiddenKinds', ['', 'Pod', 'Pod,Secret'], ['pods', 'Pod Secret', 'v1/Pod']],
  ['guardrails', 'requiredLabels', ['', 'app', 'app, oran.ai/intent-id'], ['app team', 'app=web', '-a']],
  ['hardening', 'allowedRegistries', ['', 'ghcr.io/a/, r.example.com:5000/b'], ['ghcr.io ghcr.io', 'https://a b']],
  ['pss-baseline', 'version', ['latest', 'v1.25', 'v1.36'], ['v1.3', 'v1.24', 'v1.99', 'v1.037', 'new', '']],
  ['slice', 'allowedSST', ['', '1', '1, 2, 255'], ['256', 'eMBB', '01', '1;2']],
  ['slice', 'minSD', ['', '0000A1', 'ffffff'], ['A1', '0x00A1', '0000G1']],
  ['slice', 'minLatency', ['', '0.1', '5', '1e+21'], ['1ms', '-1', '.5', 'Infinity']],
])('%s, %s', (pack, parameter, fit, unfit) => {
  test.each(fit)('may be %j', value => {
    expect(parameterProblem(pack, parameter, value)).toBeUndefined();
  });

  test.each(unfit)('may not be %j', value => {
    expect(parameterProblem(pack, parameter, value)).toContain(JSON.stringify(value));
  });
});

describe('the error says what is there and what is expected, once', () => {
  const problems = (settings: object) =>
    enforce([deployment({ replicas: 9 }), deployment({}, { name: 'other' })], settings).flatMap(
      ({ severity, message, field }) => (severity === 'error' ? [`${field?.path} ${message}`] : []),
    );

  test.each([
    [
      { name: 'guardrails', params: { denyPrivileged: 'yes' } },
      'packs functionConfig: the pack guardrails cannot take `denyPrivileged: "yes"`: write true or false',
    ],
    [
      { name: 'guardrails', params: { maxReplicas: 'five' } },
      'packs functionConfig: the pack guardrails cannot take `maxReplicas: "five"`: write a whole number, 5, or "" for none',
    ],
    [
      { name: 'guardrails', params: { namePattern: '[' } },
      'packs functionConfig: the pack guardrails cannot take `namePattern: "["`: write a regular expression (RE2), or "" for none',
    ],
    [
      { name: 'pss-restricted', version: 'v1.99' },
      'packs functionConfig: the pack pss-restricted has no version "v1.99": write latest, or v1.34 (from v1.25 to v1.36)',
    ],
    [
      { name: 'slice', params: { minSD: 1 } },
      'packs functionConfig: the pack slice cannot take `minSD: "1"`: write six hexadecimal digits in quotes, "0000A1", or "" for none',
    ],
    // Whatever site it is for.
    [
      { name: 'slice', siteSelector: 'edge1', params: { minLatency: 'low' } },
      'packs functionConfig: the pack slice cannot take `minLatency: "low"`: write a number, 0.5, or "" for none',
    ],
  ])('%j', (pack, message) => {
    expect(problems({ packs: [pack] })).toEqual([message]);
  });

  test('in parameters that the config has in place of those of a pack too', () => {
    const metadata = { name: 'guardrails', namespace: 'kube-system' };
    const configMap = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    const settings = {
      packs: ['guardrails'],
      params: [{ ...configMap, data: { denyHostNetwork: 'no', maxReplica: '1' } }],
    };
    expect(problems(settings)).toEqual([
      'params functionConfig: `params`, ConfigMap guardrails: the pack guardrails cannot take `denyHostNetwork: "no"`: write true or false',
      expect.stringContaining('has no parameter `maxReplica`: did you mean `maxReplicas`? it has'),
    ]);
    expect(
      problems({ ...settings, params: [{ ...configMap, metadata: { name: 'guardrails', namespace: 'core' } }] }),
    ).toEqual([]);
  });
});
