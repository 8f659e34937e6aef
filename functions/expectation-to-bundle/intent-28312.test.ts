import { describe, expect, test } from '@jest/globals';
import { STANDARD_OBJECT_TYPES } from '../../lib/intent/object-types';
import { BUNDLES } from '../../lib/kinds/bundle';
import { toCrd } from '../../lib/kinds/custom-resource';
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
import { type Data, run } from '../../test/support/run';
import { prunedFields } from '../../test/support/structural-schema';
import { expectationToBundle } from './function';

describe('a 28.312 intent', () => {
  test('every family goes to its domains, with its name as type', () => {
    const kinds = Object.keys(STANDARD_OBJECT_TYPES).map(objectType => {
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

  test('throughput as an object keeps its two values, in the base unit', () => {
    const value = { servAttrCom: {}, guaThpt: 50000, maxThpt: '0.2Gbps' };
    const [, bundle] = generated(
      render(
        intent({
          intentExpectations: [expectation('RADIO_SERVICE', [target('DlThptPerUE', value, 'IS_GREATER_THAN')])],
        }),
      ),
    );
    expect(bundle.spec.targets[0]).toMatchObject({
      value,
      unit: 'kbit/s',
      normalized: { value: { guaThpt: 50000, maxThpt: 200000 }, unit: 'kbit/s' },
    });
  });

  test('what the specialised target cannot say goes out as a generic one, with a warning', () => {
    const { results, exitCode } = render(
      intent({
        intentExpectations: [expectation('RADIO_SERVICE', [target('DlLatency', '500us'), target('UlLatency', 'low')])],
      }),
    );
    const warnings = results.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
    expect([exitCode, warnings]).toEqual([
      0,
      [
        'Intent i: DlLatency: TS 28.312 has whole numbers of ms, this is a fraction: it goes out as a generic target',
        'Intent i: UlLatency "low" is no number: it goes out as a generic target, not as the one of TS 28.312',
      ],
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

  const edges = (contextCondition: string, contextValueRange: unknown) => ({
    contextAttribute: 'edgeIdentificationId',
    contextCondition,
    contextValueRange,
  });

  test('the innermost edge contexts count', () => {
    const inner = { expectationContexts: [edges('IS_ONE_OF', ['edge2', 'edge3'])] };
    const spec = {
      targetSite: 'both',
      intentContexts: [edges('IS_ALL_OF', ['edge1'])],
      intentExpectations: [
        expectation('RADIO_SERVICE', [target('DlLatency', 1)], { expectationId: 'a' }),
        expectation('RADIO_SERVICE', [target('DlLatency', 1)], { expectationId: 'b', ...inner }),
      ],
    };
    const { items } = render(intent(spec));
    const placement = items
      .filter(({ kind }) => kind === 'RANBundle')
      .map(({ metadata }) => [metadata.name, metadata.annotations['intent.nephio.org/target-sites']]);
    expect(placement).toEqual([
      ['ran-bundle-a', 'edge1'],
      ['ran-bundle-b', 'edge2,edge3'],
    ]);
  });

  test.each(['IS_NOT_ONE_OF', 'IS_WITHIN_RANGE'])(
    'an edge context with %s is refused: it names no edge to go to',
    word => {
      const spec = {
        intentExpectations: [
          expectation('EDGE_SERVICE_SUPPORT', [target('DlLatency', 1)], {
            expectationObject: { objectType: 'EDGE_SERVICE_SUPPORT', objectContexts: [edges(word, ['edge1'])] },
          }),
        ],
      };
      const { results, exitCode, items } = render(intent(spec));
      expect([exitCode, items.length]).toEqual([1, 1]);
      expect(results[0]).toMatchObject({
        severity: 'error',
        field: { path: 'spec.intentExpectations[0].expectationObject.objectContexts[0].contextCondition' },
        message: expect.stringContaining(
          `edgeIdentificationId with ${word} does not say which sites the intent is for: name them, with IS_ALL_OF, IS_EQUAL_TO, IS_ONE_OF, or leave the context out and give the intent a \`targetSite\``,
        ),
      });
    },
  );

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
    const standard = Object.keys(STANDARD_OBJECT_TYPES).map((objectType, i) =>
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
