import { describe, expect, test } from '@jest/globals';
import { conditionOf, splitSign } from '../../lib/intent/conditions';
import { sourceObjectType, standardObjectType } from '../../lib/intent/object-types';
import { input, render } from '../../test/support/expectations';
import { fc } from '../../test/support/fast-check';
import type { Data, Run } from '../../test/support/run';
import { intentsOf, objectsOf, SHAPE_PACKAGES, withIntents } from '../../test/support/shapes';

/** No value of an intent is lost: it stands in a field of its own, or a result refuses it. */

type Leaf = { path: string; value: string };

function leavesOf(value: Data, path = ''): Leaf[] {
  if (value === null || value === undefined) return [];
  if (typeof value !== 'object') return [{ path, value: String(value) }];
  return Object.entries(value).flatMap(([key, entry]) =>
    leavesOf(entry, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`),
  );
}

/** What stands in fields: all but the record's copy of the input and the annotation that says what it was made from. */
function renderedValues({ items }: Run): Set<string> {
  const generated = items.filter(item => item.metadata.annotations?.['intent.nephio.org/generated-by']);
  const values = generated.flatMap(({ metadata, spec }: Data) => {
    const { 'intent.nephio.org/source': _source, ...annotations } = metadata.annotations;
    return [...leavesOf({ labels: metadata.labels, annotations, spec })];
  });
  return new Set(values.flatMap(({ value }) => [value, ...value.split(',')]));
}

/** A value as it may have been put into other words: a condition, an object type, a sign taken off. */
function formsOf(value: string): string[] {
  const forms = [conditionOf(value), standardObjectType(value), sourceObjectType(value), splitSign(value)?.rest];
  return [value, value.toUpperCase(), ...forms.filter(form => form !== undefined)];
}

/** Paths that results refuse, without the way to the intent in its object. */
function refusedPaths({ results }: Run): string[] {
  const refused = results.filter(({ tags }) => tags?.code === 'NOT_RENDERED');
  return refused.map(({ field }) =>
    `${field?.path}`.replace(/^(?:spec|data\["[a-z.]+"\])/, '').replaceAll(/\["([^"]+)"\]/g, '.$1'),
  );
}

function lost(run: Run, intents: readonly Data[]): string[] {
  const rendered = renderedValues(run);
  const refused = refusedPaths(run);
  const leaves = intents.flatMap(intent => leavesOf(intent));
  return leaves
    .filter(({ value }) => !formsOf(value).some(form => rendered.has(form)))
    .filter(
      ({ path }) =>
        !refused.some(prefix => path === prefix || path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`)),
    )
    .map(({ path, value }) => `${path}: ${value}`);
}

/** Puts a value under a new key into one of the mappings of an intent. */
function withExtra(intent: Data, at: number, key: string, value: Data): Data {
  const copy = structuredClone(intent);
  const maps: Data[] = [];
  const collect = (node: Data): void => {
    if (typeof node !== 'object' || node === null) return;
    if (!Array.isArray(node)) maps.push(node);
    for (const entry of Object.values(node)) collect(entry);
  };
  collect(copy);
  maps[at % maps.length][key] = value;
  return copy;
}

describe.each(SHAPE_PACKAGES)('%s', name => {
  const objects = objectsOf(name);
  const intents = intentsOf(objects);

  test('every value is rendered or refused', () => {
    const run = render(...withIntents(objects, intents));
    expect([run.exitCode, lost(run, intents)]).toEqual([0, []]);
  });

  test('what anyone adds, anywhere, is rendered or refused', () => {
    const marker = fc.nat(10 ** 9).map(number => `marker${number}`);
    const value = fc.oneof(
      marker,
      fc.array(marker, { minLength: 1, maxLength: 3 }),
      fc.dictionary(fc.constantFrom('a', 'b'), marker, { minKeys: 1 }),
    );
    fc.assert(
      fc.property(fc.nat(1000), marker, value, (at, key, extra) => {
        const changed = intents.map(intent => withExtra(intent, at, key, extra));
        const run = render(...withIntents(objects, changed));
        expect([run.exitCode, lost(run, changed)]).toEqual([0, []]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the ratio in the results', () => {
  test('counts values; a copy in the record is no rendering', () => {
    const { results } = render(
      input({
        intentExpectationId: 'a',
        intentExpectationType: 'ServicePerformance',
        intentExpectationTarget: { targetAttribute: 'latency', targetCondition: 'LESS_THAN', targetValue: '1ms' },
        intentExpectationObject: { objectType: 'RANFunction' },
        remark: { by: 'me', words: ['a', 'b', null], empty: {} },
      }),
    );
    const read = results.find(({ tags }) => tags?.code === 'INTENT_READ');
    expect(read?.message).toContain('6 of 9 values are rendered');
    expect(read?.tags).toMatchObject({ values: '9', rendered: '6' });
  });
});
