import { describe, expect, test } from '@jest/globals';
import { CONTEXTS, type ContextDefinition } from '../../lib/intent/contexts';
import { STANDARD_OBJECT_TYPES } from '../../lib/intent/object-types';
import { concerns, TARGETS, type TargetDefinition } from '../../lib/intent/targets';
import { expectation, generated, intent, render, target } from '../../test/support/expectations';
import { listOf, run } from '../../test/support/run';
import { expectationToBundle } from './function';

/** Every target and context of every release is rendered. */

const VALUES: Record<TargetDefinition['kind'], unknown> = { integer: 7, number: 7.5, range: [1, 7], text: 'v7' };

const CONTEXT_VALUES: Record<ContextDefinition['kind'], unknown> = {
  area: [{ geoPolygon: [{ latitude: 1.5, longitude: 2 }] }],
  frequency: [{ arfcn: 620000, freqband: 'n78' }],
  number: 1,
  plmn: [{ mcc: '001', mnc: '01' }],
  set: ['one', 'two'],
  tac: ['0001', '000002'],
  text: 'edge1',
  time: { startTime: '2026-05-01T10:00:00Z', endTime: '2026-05-01T11:00:00Z' },
  ueGroup: [{ pLMNId: { mcc: '001', mnc: '01' }, fiveQI: 9, sNssai: { sst: 1, sd: '0000AB' } }],
};

const rows = TARGETS.flatMap(definition =>
  definition.objectTypes.map(objectType => [definition.name, objectType, definition] as const),
);

describe('every target', () => {
  test.each(rows)('%s of %s', (name, objectType, { kind, condition, unit }) => {
    const goal = target(name, VALUES[kind], condition);
    const result = render(intent({ intentExpectations: [expectation(objectType, [goal])] }));
    const bundles = generated(result).filter(({ kind }) => kind !== 'ConfigMap');
    const domains = STANDARD_OBJECT_TYPES[objectType]?.domains.filter(domain => concerns(objectType, name, domain));
    expect(bundles.map(bundle => bundle.kind)).toEqual(domains?.map(domain => `${domain.toUpperCase()}Bundle`));
    for (const { spec } of bundles) {
      expect(spec.targets).toMatchObject([{ name, condition, value: VALUES[kind] }]);
      expect(spec.targets[0].normalized?.unit).toBe(kind === 'text' ? undefined : unit);
    }
    expect(result.results.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  test.each(rows.filter(([, , { serviceProfile }]) => serviceProfile))(
    '%s of %s is in the ServiceProfile',
    (name, objectType, { kind, condition, serviceProfile }) => {
      const documents = [
        intent({ intentExpectations: [expectation(objectType, [target(name, VALUES[kind], condition)])] }),
      ];
      const config =
        '{apiVersion: intent.nephio.org/v1alpha1, kind: ExpectationToBundle, metadata: {name: c}, outputs: [bundles, NetworkSlice]}';
      const { items } = run(expectationToBundle, listOf(documents, config));
      const slice = items.find(item => item.kind === 'NetworkSlice');
      for (const field of serviceProfile ?? []) expect(JSON.stringify(slice.spec.serviceProfile[field])).toContain('7');
    },
  );
});

describe('every context', () => {
  const places = CONTEXTS.flatMap(definition =>
    definition.of.map(of => [definition.name, definition.scope, of, definition] as const),
  );

  test.each(places)('%s of %s %s', (name, scope, of, { kind, condition }) => {
    const context = { contextAttribute: name, contextCondition: condition, contextValueRange: CONTEXT_VALUES[kind] };
    const objectType = scope === 'Object' ? of : 'RAN_SUBNETWORK';
    const goal = target(scope === 'Target' ? of : 'vendor', 7);
    const result = render(
      intent({
        intentExpectations: [
          expectation(objectType, [scope === 'Target' ? { ...goal, targetContexts: context } : goal], {
            ...(scope === 'Expectation' && { expectationContexts: [context] }),
            expectationObject: { objectType, ...(scope === 'Object' && { objectContexts: [context] }) },
          }),
        ],
      }),
    );
    const bundles = generated(result).filter(item => item.kind !== 'ConfigMap');
    expect(bundles.length).toBeGreaterThan(0);
    for (const { spec } of bundles) {
      expect(spec.targets[0].contexts).toEqual([{ scope, attribute: name, condition, value: CONTEXT_VALUES[kind] }]);
    }
    expect(result.results.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
});
