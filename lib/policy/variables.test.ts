import { describe, expect, test } from '@jest/globals';
import { yaml } from '../../test/support/yaml';
import { Environment } from '../cel/environment';
import { celValue } from '../cel/evaluate/from-yaml';
import type { CelValue } from '../cel/evaluate/value';
import { Places } from '../cel/explain/places';
import { YamlDocument } from '../yaml/document';
import { isMap } from '../yaml/value';
import { Activation, type Input } from './activation';
import { type CompiledPolicy, compilePolicy } from './compile-policy';
import { evaluateExpressions } from './evaluate-expressions';
import { readPolicy } from './policy';

const POLICY = yaml`
  metadata: {name: names}
  spec:
    paramKind: {apiVersion: v1, kind: ConfigMap}
    variables:
    - {name: allowed, expression: "params.data.names.split(',')"}
    - {name: few, expression: "variables.allowed.size() < 3"}
    - {name: own, expression: "variables.few ? [object.metadata.name] : []"}
    - {name: wrong, expression: "int(object.metadata.name)"}
    validations:
    - {expression: "variables.own.all(n, n in variables.allowed)"}
    - {expression: "variables.own.size() == 1"}
    - {expression: "variables.wrong > 0"}
`;
const BUDGET = 1_000_000;

function compiled(): CompiledPolicy {
  const document = new YamlDocument(Buffer.from(POLICY));
  const value = document.get(document.root, []);
  if (!isMap(value)) throw new TypeError('no policy');
  return compilePolicy(readPolicy(value, 'the test'), Environment.ofKubernetes(36));
}

function inputOf(name: string, params: CelValue): Input {
  const gvk = { group: '', version: 'v1', kind: 'Pod' };
  const resource = { group: '', version: 'v1', resource: 'pods' };
  const written = { metadata: { name } };
  const object = celValue(written);
  return {
    request: { kind: gvk, resource, name, namespace: '', object: written, equivalents: [] },
    match: { kind: gvk, resource, hasSameShape: true },
    ...{ object, places: new Places(object), params, namespaceObject: null },
  };
}

/** What the validations give, and what all of them cost. */
function run(policy: CompiledPolicy, activation: Activation) {
  const outcome = evaluateExpressions(policy.validations, activation, BUDGET);
  if ('problem' in outcome) throw new TypeError(outcome.problem);
  return { evaluations: outcome.evaluations, cost: BUDGET - outcome.remaining };
}

describe('variables', () => {
  const params = celValue({ data: { names: 'a,b' } });

  test('cost each kind of expressions what they cost the first one, though they are found once', () => {
    const policy = compiled();
    const activation = new Activation(policy, inputOf('a', params));
    const [first, second] = [run(policy, activation), run(policy, activation)];
    expect(second).toEqual(first);
    expect(first.cost).toBeGreaterThan(10);
  });

  test('that depend on parameters alone cost every request the same, and give each what is its own', () => {
    const policy = compiled();
    const runs = ['a', 'b', 'c', 'a'].map(name => run(policy, new Activation(policy, inputOf(name, params))));
    const values = runs.map(({ evaluations: [allowed] }) => allowed);
    expect(values).toMatchObject([{ value: true }, { value: true }, { value: false }, { value: true }]);
    expect(runs[3]).toEqual(runs[0]);
    expect(runs[1]?.cost).toBe(runs[0]?.cost);
  });

  test('are those of other parameters where there are others', () => {
    const policy = compiled();
    const other = celValue({ data: { names: 'a,b,c' } });
    const sizes = [params, other, params].map(each => run(policy, new Activation(policy, inputOf('a', each))));
    expect(sizes.map(({ evaluations: [, size] }) => size)).toMatchObject([
      { value: true },
      { value: false },
      { value: true },
    ]);
  });

  test('keep their errors', () => {
    const policy = compiled();
    const activation = new Activation(policy, inputOf('a', params));
    for (const { evaluations } of [run(policy, activation), run(policy, activation)]) {
      expect(evaluations[2]).toMatchObject({
        error: expect.stringContaining('composited variable "wrong" fails to evaluate: type conversion error'),
      });
    }
  });
});
