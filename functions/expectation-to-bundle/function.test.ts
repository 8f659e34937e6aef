import { describe, expect, test } from '@jest/globals';
import { FAMILIES } from '../../lib/intent/families';
import { BUNDLES } from '../../lib/kinds/bundle';
import { toCrd } from '../../lib/kinds/custom-resource';
import { configMap, type Data, listOf, type Run, run } from '../../test/support/run';
import { prunedFields } from '../../test/support/structural-schema';
import { yaml } from '../../test/support/yaml';
import { expectationToBundle } from './function';

function input(
  json: unknown,
  name = 'input',
  annotation = 'expectation.28312.3gpp.org/input',
  key = 'expectation.json',
): string {
  const data = { [key]: typeof json === 'string' ? json : JSON.stringify(json) };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, annotations: { [annotation]: 'true' } },
    data,
  });
}

function intent(spec: object, name = 'i'): string {
  const metadata = { name, annotations: { 'config.kubernetes.io/local-config': 'true' } };
  return JSON.stringify({ apiVersion: 'intent.nephio.org/v1alpha1', kind: 'Intent', metadata, spec });
}

function expectation(objectType: string, targets: object[], more: object = {}): Data {
  return { expectationId: 'e', expectationObject: { objectType }, expectationTargets: targets, ...more };
}

const target = (targetName: string, targetValueRange: unknown, targetCondition = 'IS_LESS_THAN') => ({
  targetName,
  targetCondition,
  targetValueRange,
});

/** The objects that were generated, without the annotations of this library and of kpt. */
function generated({ items }: Run): Data[] {
  return items.filter(item => item.metadata.annotations?.['intent.nephio.org/generated-by']).map(withoutBookkeeping);
}

function withoutBookkeeping(item: Data): Data {
  const { annotations, ...metadata } = item.metadata;
  const kept = Object.entries(annotations).filter(
    ([key]) => !/^(?:intent\.nephio\.org|(?:internal\.)?config\.kubernetes\.io)\//.test(key),
  );
  return { ...item, metadata: kept.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(kept) } };
}

const render = (...documents: string[]) => run(expectationToBundle, listOf(documents));

/** The three expectations that the source systems publish with their rendering. */
const PUBLISHED = [
  {
    domain: 'ran',
    id: 'ran-perf-001',
    type: 'ServicePerformance',
    context: ['networkFunction', ['gNB', 'CU', 'DU']],
    target: ['throughput', 'GREATER_THAN', '1000Mbps'],
    object: ['RANFunction', 'ran-cell-001'],
    kind: 'RANBundle',
    spec: {
      networkFunctions: ['CU', 'DU', 'gNB'],
      performance: { throughput: { condition: 'GREATER_THAN', value: '1000Mbps' } },
    },
  },
  {
    domain: 'cn',
    id: 'cn-cap-001',
    type: 'ServiceCapacity',
    context: ['networkSlice', ['slice-urllc']],
    target: ['latency', 'LESS_THAN', '1ms'],
    object: ['CoreNetwork', '5gc-upf-001'],
    kind: 'CNBundle',
    spec: { networkSlices: ['slice-urllc'], capacity: { latency: { condition: 'LESS_THAN', value: '1ms' } } },
  },
  {
    domain: 'tn',
    id: 'tn-cov-001',
    type: 'ServiceCoverage',
    context: ['transportNetwork', ['fronthaul', 'midhaul', 'backhaul']],
    target: ['availability', 'GREATER_THAN_OR_EQUAL', '99.9%'],
    object: ['TransportNetwork', 'tn-segment-001'],
    kind: 'TNBundle',
    spec: {
      transportNetworks: ['backhaul', 'fronthaul', 'midhaul'],
      coverage: { availability: { condition: 'GREATER_THAN_OR_EQUAL', value: '99.9%' } },
    },
  },
] as const;

function shapeA({ id, type, context, target: goal, object }: (typeof PUBLISHED)[number]): Data {
  return {
    intentExpectationId: id,
    intentExpectationType: type,
    intentExpectationContext: {
      contextAttribute: context[0],
      contextCondition: 'EQUAL',
      contextValueRange: context[1],
    },
    intentExpectationTarget: { targetAttribute: goal[0], targetCondition: goal[1], targetValue: goal[2] },
    intentExpectationObject: { objectType: object[0], objectInstance: object[1] },
  };
}

describe('shape A of the source systems', () => {
  test.each(PUBLISHED)('$id equals the published rendering, key order included', published => {
    const { domain, id, type, context, target: goal, object, kind, spec } = published;
    const [record, bundle, ...rest] = generated(render(input(shapeA(published))));
    expect(rest).toEqual([]);
    const expectedRecord = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: `expectation-${id}`,
        namespace: 'intent-to-krm',
        labels: {
          'expectation.nephio.org/id': id,
          'expectation.nephio.org/object-type': object[0],
          'expectation.nephio.org/type': type,
        },
        annotations: {
          'expectation.nephio.org/context-attribute': context[0],
          'expectation.nephio.org/context-condition': 'EQUAL',
          'expectation.nephio.org/target-attribute': goal[0],
          'expectation.nephio.org/target-condition': goal[1],
          'expectation.nephio.org/target-value': goal[2],
        },
      },
      data: {
        'expectation.json': `{
  "intentExpectationId": "${id}",
  "intentExpectationType": "${type}",
  "intentExpectationContext": {
    "contextAttribute": "${context[0]}",
    "contextCondition": "EQUAL",
    "contextValueRange": [${context[1].map(value => JSON.stringify(value)).join(', ')}]
  },
  "intentExpectationTarget": {
    "targetAttribute": "${goal[0]}",
    "targetCondition": "${goal[1]}",
    "targetValue": "${goal[2]}"
  },
  "intentExpectationObject": {
    "objectType": "${object[0]}",
    "objectInstance": "${object[1]}"
  }
}`,
      },
    };
    const expectedBundle = {
      apiVersion: `${domain}.nephio.org/v1alpha1`,
      kind,
      metadata: {
        name: `${domain}-bundle-${id}`,
        namespace: 'intent-to-krm',
        labels: { 'expectation.nephio.org/id': id, 'expectation.nephio.org/type': type },
      },
      spec: { expectationId: id, expectationType: type, ...spec, objectInstance: object[1] },
    };
    expect(JSON.stringify(record, null, 1)).toBe(JSON.stringify(expectedRecord, null, 1));
    expect(JSON.stringify(bundle, null, 1)).toBe(JSON.stringify(expectedBundle, null, 1));
  });

  test('keys in any order give the same', () => {
    const published = PUBLISHED[0];
    const reversed = Object.fromEntries(Object.entries(shapeA(published)).reverse());
    expect(generated(render(input(reversed)))).toEqual(generated(render(input(shapeA(published)))));
  });

  test('what no bundle carries is named in a warning, and the bundle comes without it', () => {
    const odd = { ...shapeA(PUBLISHED[0]), intentExpectationType: 'ServiceCapacity', extra: { deep: 1 } };
    odd.intentExpectationContext.contextAttribute = 'region';
    const { results, exitCode, ...rest } = render(input(odd));
    expect(exitCode).toBe(0);
    const warnings = results.filter(result => result.severity === 'warning').map(result => result.message);
    expect(warnings).toEqual([
      'ConfigMap input: extra is not rendered: it has no place in a bundle',
      'ConfigMap input: ran-perf-001.context is not rendered: a RANBundle lists the context networkFunction, not region',
      'ConfigMap input: ran-perf-001.target is not rendered: a RANBundle carries the target of ServicePerformance, not of ServiceCapacity',
    ]);
    expect(generated({ results, exitCode, ...rest } as Run)[1].spec).toEqual({
      expectationId: 'ran-perf-001',
      expectationType: 'ServiceCapacity',
      objectInstance: 'ran-cell-001',
    });
  });

  test('several in a list, with sites', () => {
    const { items } = render(
      input(
        PUBLISHED.map((published, i) => ({ ...shapeA(published), targetSite: i === 0 ? 'edge1' : ['edge1', 'edge2'] })),
      ),
    );
    const sites = items.slice(1).map(item => item.metadata.annotations['intent.nephio.org/target-sites']);
    expect(sites).toEqual(['edge1', 'edge1', 'edge1,edge2', 'edge1,edge2', 'edge1,edge2', 'edge1,edge2']);
  });
});

describe('shape C of the source systems', () => {
  test('the object follows from the type', () => {
    const c = {
      expectationId: 'cn-cap-001',
      expectationType: 'ServiceCapacity',
      expectationTarget: { targetAttribute: 'latency', targetCondition: 'LESS_THAN', targetValue: '1ms' },
    };
    const [record, bundle] = generated(render(input(c, 'c', 'intent.tmf921.v5/input', 'intent.json')));
    expect(bundle).toMatchObject({
      kind: 'CNBundle',
      metadata: { name: 'cn-bundle-cn-cap-001' },
      spec: {
        expectationId: 'cn-cap-001',
        expectationType: 'ServiceCapacity',
        capacity: { latency: { condition: 'LESS_THAN', value: '1ms' } },
      },
    });
    expect(JSON.parse(record.data['expectation.json'])).toEqual(c);
  });

  test('without a type that implies one, it must be named', () => {
    const c = {
      expectationId: 'x',
      expectationType: 'Other',
      expectationTarget: { targetAttribute: 'a', targetCondition: 'b', targetValue: 'c' },
    };
    expect(render(input(c))).toMatchObject({
      exitCode: 1,
      results: [{ field: { path: 'data["expectation.json"].expectationObject' } }],
    });
  });
});

describe('a 28.312 intent', () => {
  test('every family goes to its domains, with its name as type', () => {
    const kinds = Object.keys(FAMILIES).map(objectType => {
      const objects = generated(render(intent({ intentExpectations: [expectation(objectType, [target('Any', 1)])] })));
      return [
        objectType,
        objects[0].metadata.labels['expectation.nephio.org/type'],
        ...objects.slice(1).map(object => object.kind),
      ];
    });
    expect(kinds).toEqual([
      ['5GC_SUBNETWORK', '5GCNetworkExpectation', 'CNBundle'],
      ['EDGE_SERVICE_SUPPORT', 'EdgeServiceSupportExpectation', 'RANBundle', 'CNBundle'],
      ['RADIO_SERVICE', 'RadioServiceExpectation', 'RANBundle'],
      ['RAN_SUBNETWORK', 'RadioNetworkExpectation', 'RANBundle'],
      ['SUBNETWORK', 'NetworkMaintenanceExpectation', 'RANBundle', 'CNBundle'],
      ['TransportNetwork', 'TransportNetworkExpectation', 'TNBundle'],
    ]);
  });

  test('targets and all their contexts', () => {
    const context = (contextAttribute: string, contextValueRange: unknown) => ({
      contextAttribute,
      contextCondition: 'IS_EQUAL_TO',
      contextValueRange,
    });
    const spec = {
      userLabel: 'label',
      intentPriority: 7,
      expectationSelectivity: 'ALL_OF',
      intentContexts: [context('PLMN', { mcc: '001', mnc: '01' })],
      intentExpectations: [
        {
          ...expectation('RAN_SUBNETWORK', [
            // Specialised targets have a single context, generic ones a list.
            { ...target('WeakRSRPRatio', 5), targetContexts: context('WeakRSRPThreshold', -110), preferenceWeight: 3 },
            target('AveDLRANUEThpt', '1Gbps', 'IS_GREATER_THAN'),
            target('ActiveUEsNum', [100, 200], 'IS_WITHIN_RANGE'),
            target('vendorThing', { window: ['a', 12345678901234567890n.toString()] }, 'IS_ONE_OF'),
          ]),
          expectationVerb: 'ENSURE',
          expectationContexts: [context('ResourceSharingLevel', 'SHARED')],
          expectationObject: {
            objectType: 'RAN_SUBNETWORK',
            objectInstance: 'SubNetwork=1',
            objectContexts: [context('RAT', 'NR')],
          },
        },
      ],
    };
    const [, bundle] = generated(render(intent(spec, 'city')));
    const inherited = [
      { scope: 'Object', attribute: 'RAT', condition: 'IS_EQUAL_TO', value: 'NR' },
      { scope: 'Expectation', attribute: 'ResourceSharingLevel', condition: 'IS_EQUAL_TO', value: 'SHARED' },
      { scope: 'Intent', attribute: 'PLMN', condition: 'IS_EQUAL_TO', value: { mcc: '001', mnc: '01' } },
    ];
    expect(bundle.spec).toEqual({
      expectationId: 'e',
      expectationType: 'RadioNetworkExpectation',
      expectationVerb: 'ENSURE',
      intent: { name: 'city', userLabel: 'label', intentPriority: 7, expectationSelectivity: 'ALL_OF' },
      targets: [
        {
          name: 'WeakRSRPRatio',
          condition: 'IS_LESS_THAN',
          value: 5,
          unit: 'percent',
          normalized: { value: 5, unit: 'percent' },
          preferenceWeight: 3,
          contexts: [
            { scope: 'Target', attribute: 'WeakRSRPThreshold', condition: 'IS_EQUAL_TO', value: -110 },
            ...inherited,
          ],
        },
        {
          name: 'AveDLRANUEThpt',
          condition: 'IS_GREATER_THAN',
          value: '1Gbps',
          unit: 'Gbps',
          normalized: { value: 1000000, unit: 'kbit/s' },
          contexts: inherited,
        },
        {
          name: 'ActiveUEsNum',
          condition: 'IS_WITHIN_RANGE',
          value: [100, 200],
          unit: 'count',
          normalized: { value: [100, 200], unit: 'count' },
          contexts: inherited,
        },
        {
          name: 'vendorThing',
          condition: 'IS_ONE_OF',
          value: { window: ['a', '12345678901234567890'] },
          contexts: inherited,
        },
      ],
      objectInstance: 'SubNetwork=1',
    });
  });

  test('a maintenance expectation gives the RAN and the core their own targets, and both the rest', () => {
    const targets = [
      target('LowSINRRatio', 1),
      target('MaxNumberofPDUsessions', 2),
      target('MaintenanceVersion', 'v2', 'IS_EQUAL_TO'),
    ];
    const [, ran, cn] = generated(render(intent({ intentExpectations: [expectation('SUBNETWORK', targets)] })));
    expect([ran, cn].map(bundle => bundle.spec.targets.map((entry: Data) => entry.name))).toEqual([
      ['LowSINRRatio', 'MaintenanceVersion'],
      ['MaxNumberofPDUsessions', 'MaintenanceVersion'],
    ]);
  });

  test('goes where the intent says; an edge context counts for its own expectation', () => {
    const edge = {
      contextAttribute: 'edgeIdentificationId',
      contextCondition: 'IS_EQUAL_TO',
      contextValueRange: 'edge2',
    };
    const spec = {
      serviceType: 'eMBB',
      targetSite: 'both',
      intentExpectations: [
        expectation('RADIO_SERVICE', [target('DlLatency', 1)], { expectationId: 'a' }),
        expectation('EDGE_SERVICE_SUPPORT', [target('DlLatency', 1)], {
          expectationId: 'b',
          expectationObject: { objectType: 'EDGE_SERVICE_SUPPORT', objectContexts: [edge] },
        }),
      ],
    };
    const { items } = render(intent(spec));
    const placement = items
      .slice(1)
      .map(({ metadata }) => [
        metadata.name,
        metadata.annotations['intent.nephio.org/target-sites'],
        metadata.annotations['intent.nephio.org/service-type'],
      ]);
    expect(placement).toEqual([
      ['expectation-a', 'both', 'eMBB'],
      ['ran-bundle-a', 'both', 'eMBB'],
      ['expectation-b', 'edge2', 'eMBB'],
      ['ran-bundle-b', 'edge2', 'eMBB'],
      ['cn-bundle-b', 'edge2', 'eMBB'],
    ]);
  });

  test('attributes without a place are named, at any depth', () => {
    const spec = {
      intentReportControl: [{ observationPeriod: 60 }],
      intentExpectations: [
        expectation('RADIO_SERVICE', [
          {
            ...target('DlLatency', 1),
            colour: 'red',
            targetContexts: [
              { contextAttribute: 'a', contextCondition: 'IS_ONE_OF', contextValueRange: [], note: 'x' },
            ],
          },
        ]),
      ],
    };
    const { results } = render(intent(spec));
    expect(results.map(({ severity, field }) => [severity, field?.path]).slice(0, 3)).toEqual([
      ['warning', 'spec.intentExpectations[0].expectationTargets[0].colour'],
      ['warning', 'spec.intentExpectations[0].expectationTargets[0].targetContexts[0].note'],
      ['warning', 'spec.intentReportControl'],
    ]);
  });

  test('a deactivated intent is withdrawn', () => {
    const spec = { intentExpectations: [expectation('RADIO_SERVICE', [target('DlLatency', 1)])] };
    const first = render(intent(spec));
    expect(first.items).toHaveLength(3);
    const again = run(
      expectationToBundle,
      first.stdout.replace('"spec":{', '"spec":{"intentAdminState":"DEACTIVATED",'),
    );
    expect(again.items).toHaveLength(1);
    expect(again.results.map(result => result.message).join()).toContain('2 pruned');
  });

  test.each<[string, object, string]>([
    ['no expectations', {}, 'intentExpectations'],
    ['no targets', { intentExpectations: [expectation('RADIO_SERVICE', [])] }, 'expectationTargets'],
    [
      'an unknown object',
      { intentExpectations: [expectation('RADIO_SERVISE', [target('a', 1)])] },
      'did you mean RADIO_SERVICE?',
    ],
    [
      'an unknown condition',
      { intentExpectations: [expectation('RADIO_SERVICE', [target('a', 1, 'IS_LES_THAN')])] },
      'did you mean IS_LESS_THAN?',
    ],
    [
      'a wrong type',
      { intentExpectations: [expectation('RADIO_SERVICE', [target('a', 1)], { expectationId: 5 })] },
      'expectationId',
    ],
  ])('%s is an error that says what was expected', (_name, spec, message) => {
    const { exitCode, results } = render(intent(spec));
    expect(exitCode).toBe(1);
    expect(results[0]).toMatchObject({ severity: 'error', resourceRef: { kind: 'Intent' } });
    expect(results[0]?.message).toContain(message);
  });

  test('no field it writes would be pruned by the CRDs', () => {
    const rich = PUBLISHED.map((published, i) => input(shapeA(published), `a${i}`));
    const standard = Object.keys(FAMILIES).map((objectType, i) =>
      intent(
        {
          userLabel: 'x',
          intentMgmtPurpose: 'FULFILMENT_WITHOUT_NEGOTIATION',
          intentPriority: 1,
          intentPreemptionCapability: true,
          contextSelectivity: 'ALL_OF',
          expectationSelectivity: 'ONE_OF',
          intentExpectations: [
            expectation(
              objectType,
              [
                {
                  ...target('DlLatency', [{ any: 'thing' }]),
                  contextSelectivity: 'ANY_OF',
                  preferenceWeight: 1,
                  targetContexts: {
                    contextAttribute: 'a',
                    contextCondition: 'IS_ONE_OF',
                    contextValueRange: { b: [1] },
                  },
                },
                target('DlLatency', 1),
              ],
              { expectationId: `e${i}`, expectationVerb: 'ENSURE', contextSelectivity: 'ONE_OF', preferenceWeight: 2 },
            ),
          ],
        },
        `i${i}`,
      ),
    );
    const bundles = generated(render(...rich, ...standard)).filter(object => object.kind !== 'ConfigMap');
    const pruned = bundles.flatMap(bundle => {
      const resource = BUNDLES.find(({ kind }) => kind === bundle.kind);
      return resource ? prunedFields(toCrd(resource), bundle) : [bundle.kind];
    });
    expect([bundles.length, pruned]).toEqual([11, []]);
  });
});

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
