import { describe, expect, test } from '@jest/globals';
import { binding, denial, deployment, enforce, policy, said } from '../../test/support/policies';

/** Of two with one name: the config's counts, then its packs', then the package's. */

const LOCAL = { annotations: { 'config.kubernetes.io/local-config': 'true' } };
const FEW = policy('object.spec.replicas <= 2');
const GUARDED = { packs: [{ name: 'guardrails', params: { maxReplicas: 2 } }] };

function parameters(data: object, metadata: object = {}): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'guardrails', namespace: 'kube-system', ...metadata },
    data,
  });
}

/** What is there twice, and what is denied. */
function twice(documents: readonly string[], settings: object) {
  const results = enforce(documents, settings);
  const warnings = results.filter(({ tags }) => tags?.code?.endsWith('_TWICE'));
  return {
    rules: results.flatMap(({ severity, tags }) => (severity === 'error' ? (tags?.ruleName ?? tags?.rule) : [])),
    warnings: warnings.map(({ tags, message }) => `${tags?.code}: ${message}`),
  };
}

describe('a package does not switch off what its config asks for', () => {
  test('by parameters with the name of those of a pack', () => {
    expect(twice([parameters({ denyPrivileged: 'false' }, LOCAL), deployment()], GUARDED)).toEqual({
      rules: ['maxReplicas'],
      warnings: [
        'PARAMS_TWICE: the parameters in ConfigMap guardrails (namespace kube-system) are there twice: those in the pack guardrails count, not those in the package; if the one in the package is to count, say it in the config (`params`, or `params` of the entry of `packs`); else delete or rename it',
      ],
    });
  });

  test('by parameters with the name of those of the config', () => {
    const settings = { ...GUARDED, params: [JSON.parse(parameters({ maxReplicas: '1' }))] };
    const { rules, warnings } = twice([parameters({}), deployment({ replicas: 2 })], settings);
    expect(rules).toEqual(['maxReplicas']);
    expect(warnings).toEqual([
      expect.stringContaining('those in the functionConfig count, not those in the package; if the one in the package'),
      expect.stringContaining('those in the functionConfig count, not those in the pack guardrails; if the one of the'),
    ]);
  });

  test('by a policy or a binding with the name of one of a pack', () => {
    const named = (document: string) => document.replace('"name":"p"', '"name":"guardrails-replicas"');
    const bound = binding({ policyName: 'guardrails-replicas', validationActions: ['Audit'] });
    const documents = [named(policy('true')), bound.replace('"name":"b"', '"name":"guardrails-replicas"')];
    expect(twice([...documents, deployment()], GUARDED)).toEqual({
      rules: ['maxReplicas'],
      warnings: [
        'POLICY_TWICE: the policy guardrails-replicas is there twice: the one in pack guardrails counts, not the one in the package; if the one in the package is to count, say it in the config (`policies`); else delete or rename it',
        'POLICY_TWICE: the binding guardrails-replicas is there twice: the one in pack guardrails counts, not the one in the package; if the one in the package is to count, say it in the config (`bindings`); else delete or rename it',
      ],
    });
  });

  test('by a policy or a binding with the name of one of the config', () => {
    const settings = { policies: [JSON.parse(FEW)], bindings: [JSON.parse(binding())] };
    const documents = [policy('true'), binding({ validationActions: ['Warn'] }), deployment()];
    expect(said(documents, settings)).toEqual([denial('failed expression: object.spec.replicas <= 2')]);
    expect(twice(documents, settings).warnings).toHaveLength(2);
  });
});

describe('the config may replace what a pack has', () => {
  test('policies and parameters, and it says that it does', () => {
    const own = JSON.parse(
      policy('object.spec.replicas <= 9', {}).replace('"name":"p"', '"name":"guardrails-replicas"'),
    );
    expect(twice([deployment()], { ...GUARDED, policies: [own] })).toEqual({
      rules: [],
      warnings: [
        'POLICY_TWICE: the policy guardrails-replicas is there twice: the one in the functionConfig counts, not the one in pack guardrails; if the one of the pack is to count, delete that in the config',
      ],
    });
    expect(twice([deployment()], { ...GUARDED, params: [JSON.parse(parameters({ maxReplicas: '3' }))] }).rules).toEqual(
      [],
    );
  });
});

describe('what is no conflict is not said', () => {
  test.each([
    ['the same parameters', [parameters({ replicas: '2' }), parameters({ replicas: '2' }, LOCAL)]],
    ['others of the name', [parameters({ replicas: '2' }), parameters({ replicas: '3' }, { namespace: 'core' })]],
    ['objects that no binding takes', ['2', '3'].map(replicas => parameters({ replicas }, { name: 'other' }))],
  ])('%s', (_what, documents) => {
    const limited = policy('params == null || object.spec.replicas <= 9', {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    });
    const bound = binding({ paramRef: { name: 'guardrails', namespace: 'kube-system' } });
    expect(twice([limited, bound, ...documents, deployment()], {}).warnings).toEqual([]);
  });

  test('two in the package are one', () => {
    const limited = policy('object.spec.replicas <= int(params.data.replicas)', {
      paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
    });
    const bound = binding({ paramRef: { name: 'guardrails', namespace: 'kube-system' } });
    const documents = [limited, bound, parameters({ replicas: '3' }), parameters({ replicas: '2' })];
    expect(twice([...documents, deployment()], {})).toEqual({
      rules: [],
      warnings: [expect.stringContaining('those in the package; delete or rename one of them')],
    });
  });
});
