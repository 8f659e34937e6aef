import { describe, expect, test } from '@jest/globals';
import {
  expectation,
  generated,
  input,
  intent,
  PUBLISHED,
  render,
  shapeA,
  target,
} from '../../test/support/expectations';
import { configMap, listOf, run } from '../../test/support/run';
import { yaml } from '../../test/support/yaml';
import { expectationToBundle } from './function';

describe('inputs', () => {
  test.each<[string, string, string]>([
    ['no JSON', input('{"a": '), 'is no JSON'],
    ['a key that stands twice', input('{"intentExpectationId": "a", "intentExpectationId": "b"}'), 'stands twice'],
    [
      'another key in data',
      input({}, 'x', 'expectation.28312.3gpp.org/input', 'other.json'),
      '`data` has other.json: put the JSON under `expectation.json`',
    ],
    ['an unknown shape', input({ serviceType: 'eMBB' }), 'no intent shape that is known (it has serviceType)'],
    [
      'a target that is missing',
      input({
        intentExpectationId: 'a',
        intentExpectationType: 'b',
        intentExpectationObject: { objectType: 'RANFunction' },
      }),
      '`intentExpectationTarget`',
    ],
    [
      'an unknown object type',
      input({ ...shapeA(PUBLISHED[0]), intentExpectationObject: { objectType: 'RANFunktion' } }),
      'did you mean RANFunction?',
    ],
  ])('%s is an error; nothing is generated', (_name, document, message) => {
    const { exitCode, results, items } = render(document);
    expect([exitCode, items.length]).toEqual([1, 1]);
    expect(results[0]?.message).toContain(message);
  });

  test('a ConfigMap without the annotation is no input', () => {
    expect(render(input(shapeA(PUBLISHED[0])).replace('"true"', '"false"')).items).toHaveLength(1);
  });

  test('two expectations of one id are an error that names both', () => {
    const { exitCode, results } = render(input(shapeA(PUBLISHED[0]), 'first'), input(shapeA(PUBLISHED[0]), 'second'));
    expect(exitCode).toBe(1);
    expect(results[0]?.message).toBe(
      'expectation ran-perf-001 of ConfigMap second stands in ConfigMap first too: give one of them another id',
    );
  });

  test('an intent that would be applied to the cluster is warned about', () => {
    const spec = { intentExpectations: [expectation('RADIO_SERVICE', [target('DlLatency', 1)])] };
    const { results } = render(intent(spec).replace('"config.kubernetes.io/local-config":"true"', ''));
    expect(results[0]).toMatchObject({ severity: 'warning', tags: { code: 'INTENT_NOT_LOCAL' } });
  });

  test('integers beyond 2^53 stay exact', () => {
    const spec = {
      intentExpectations: [expectation('RADIO_SERVICE', [target('DlThptPerUE', 'BIG', 'IS_GREATER_THAN')])],
    };
    const { stdout } = render(intent(spec).replace('"BIG"', '9007199254740993'));
    expect(stdout.match(/9007199254740993/g)?.length).toBe(4);
  });

  test('the namespace of new objects comes from the config', () => {
    const list = listOf([input(shapeA(PUBLISHED[0]))], configMap({ namespace: 'ran' }));
    expect(generated(run(expectationToBundle, list)).map(object => object.metadata.namespace)).toEqual(['ran', 'ran']);
    const wrong = run(expectationToBundle, listOf([], configMap({ namespace: 'Not Valid' })));
    expect(wrong.results[0]).toMatchObject({ severity: 'error', field: { path: 'data.namespace' } });
  });
});

describe('a second run', () => {
  const document = yaml`
    apiVersion: intent.nephio.org/v1alpha1
    kind: Intent
    metadata:
      name: i
      annotations:
        config.kubernetes.io/local-config: "true"
    spec:
      intentExpectations:
      - expectationId: a
        expectationObject:
          objectType: RADIO_SERVICE
        expectationTargets:
        - targetName: DlLatency
          targetCondition: IS_LESS_THAN
          targetValueRange: 10
      - expectationId: b
        expectationObject:
          objectType: 5GC_SUBNETWORK
        expectationTargets:
        - targetName: MaxNumberofPDUsessions
          targetCondition: IS_LESS_THAN
          targetValueRange: 10
  `;
  const first = render(document);
  const items = (text: string) => text.slice(0, text.indexOf('\nresults:'));

  test('changes nothing', () => {
    expect(items(run(expectationToBundle, items(first.stdout)).stdout)).toBe(items(first.stdout));
  });

  test('finds its objects by source and role, whatever later functions did to name, namespace and labels', () => {
    const moved = items(first.stdout)
      .replaceAll('namespace: intent-to-krm', 'namespace: edge1 # by set-namespace')
      .replaceAll('name: ran-bundle-a', 'name: edge1-ran-bundle-a')
      .replaceAll('    labels:\n', '    labels:\n      env: prod\n');
    expect(items(run(expectationToBundle, moved).stdout)).toBe(moved);
  });

  test('updates only what it owns, and keeps comments there', () => {
    const commented = items(first.stdout).replace(
      '    - name: DlLatency\n',
      '    # agreed with the customer\n    - name: DlLatency # one way\n',
    );
    const changed = commented.replace(
      'targetValueRange: 10\n    - expectationId: b',
      'targetValueRange: 5\n    - expectationId: b',
    );
    expect(changed).not.toBe(commented);
    const { stdout, results } = run(expectationToBundle, changed);
    const expected = changed
      .replace(
        '      value: 10\n      unit: ms\n      normalized:\n        value: 10',
        '      value: 5\n      unit: ms\n      normalized:\n        value: 5',
      )
      .replace('"targetValueRange": 10', '"targetValueRange": 5');
    expect(items(stdout)).toBe(expected);
    expect(results[0]?.message).toBe(
      'rendered 2 expectations of 1 intents: 0 objects created, 2 updated, 2 unchanged, 0 pruned',
    );
  });

  test('prunes what is no longer wanted, and nothing else', () => {
    const own = '- apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: expectation-mine\n';
    const without = items(first.stdout).replace(/ {4}- expectationId: b[\s\S]*?(?=- apiVersion)/, '');
    const { items: left } = run(expectationToBundle, without.replace('items:\n', `items:\n${own}`));
    expect(left.map(item => item.metadata.name)).toEqual(['expectation-mine', 'i', 'expectation-a', 'ran-bundle-a']);
  });
});

describe('places in the package', () => {
  test('files of their own, in the package of their intent, never on a place that is taken', () => {
    const inSubpackage = JSON.parse(input(shapeA(PUBLISHED[0])));
    inSubpackage.metadata.annotations['internal.config.kubernetes.io/package-path'] = '/root/sub';
    const taken = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'taken',
        annotations: {
          'config.kubernetes.io/path': 'bundles/ran-bundle-ran-perf-001.yaml',
          'internal.config.kubernetes.io/package-path': '/root/sub',
        },
      },
    });
    const { items } = render(JSON.stringify(inSubpackage), taken);
    const places = items
      .slice(2)
      .map(({ metadata: { annotations } }) => [
        annotations['config.kubernetes.io/path'],
        annotations['config.kubernetes.io/index'],
        annotations['internal.config.kubernetes.io/package-path'],
      ]);
    expect(places).toEqual([
      ['expectations/expectation-ran-perf-001.yaml', '0', '/root/sub'],
      ['bundles/ran-bundle-ran-perf-001.yaml', '1', '/root/sub'],
    ]);
  });
});
