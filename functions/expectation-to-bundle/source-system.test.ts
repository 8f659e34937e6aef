import { describe, expect, test } from '@jest/globals';
import { generated, input, PUBLISHED, render, shapeA } from '../../test/support/expectations';
import type { Run } from '../../test/support/run';

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

  test('what the published fields have no place for goes into targets; what is in no shape is named in a warning', () => {
    const odd = { ...shapeA(PUBLISHED[0]), intentExpectationType: 'ServiceCapacity', extra: { deep: 1 } };
    odd.intentExpectationContext.contextAttribute = 'region';
    const { results, exitCode, ...rest } = render(input(odd));
    expect(exitCode).toBe(0);
    const warnings = results.filter(result => result.severity === 'warning').map(result => result.message);
    expect(warnings).toEqual(['ConfigMap input: extra is not rendered: it has no place in a bundle']);
    expect(generated({ results, exitCode, ...rest } as Run)[1].spec).toEqual({
      expectationId: 'ran-perf-001',
      expectationType: 'ServiceCapacity',
      targets: [
        {
          name: 'throughput',
          condition: 'IS_GREATER_THAN',
          value: '1000Mbps',
          unit: 'Mbps',
          normalized: { value: 1000000, unit: 'kbit/s' },
          contexts: [
            { scope: 'Expectation', attribute: 'region', condition: 'IS_EQUAL_TO', value: ['gNB', 'CU', 'DU'] },
          ],
        },
      ],
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
