import { describe, expect, test } from '@jest/globals';
import { labelValueProblem } from '../../lib/krm/label-syntax';
import { expectation, generated, input, intent, render, target } from '../../test/support/expectations';
import { type Data, listOf, type Run, run } from '../../test/support/run';
import { validateSchema } from '../validate-schema/function';

/** Input that nobody should send ends in clean errors, or in objects that a cluster takes. */

const radio = (targets: object[], more: object = {}) =>
  intent({ intentExpectations: [expectation('RADIO_SERVICE', targets, more)] });

/** No stack trace, no defect, bounded results. */
function expectClean({ results, stderr, stdout }: Run): void {
  expect(results.map(({ tags }) => tags?.code)).not.toContain('INTERNAL');
  expect(stderr).not.toMatch(/\n\s+at |RangeError|TypeError/);
  expect(Buffer.byteLength(stderr)).toBeLessThanOrEqual(16 * 1024);
  const bytes = Buffer.byteLength(stdout.slice(stdout.lastIndexOf('\nresults:')));
  expect(bytes).toBeLessThanOrEqual(300 * 1024);
}

function expectValid(result: Run): void {
  expect(result.exitCode).toBe(0);
  const objects = result.items.filter((item: Data) => item.metadata.annotations?.['intent.nephio.org/generated-by']);
  expect(objects.length).toBeGreaterThan(0);
  expect(run(validateSchema, listOf(objects.map((item: Data) => JSON.stringify(item))))).toMatchObject({
    exitCode: 0,
    stderr: '',
  });
}

const LONG = 'x'.repeat(10_000);

describe('texts of 10,000 characters', () => {
  test.each<[string, string]>([
    ['an id', radio([target('a', 1)], { expectationId: LONG })],
    ['a target', radio([target(LONG, 1)])],
    ['a value', radio([target('DlLatency', LONG)])],
    ['digits, as many as a number may have', radio([target('vendor', '9'.repeat(300))])],
    ['a unit, which is a text then', radio([target('throughput', `1${LONG}`)])],
    ['digits and a unit', radio([target('throughput', `${'9'.repeat(10_000)}Mbps`)])],
    [
      'a context',
      radio([
        {
          ...target('a', 1),
          targetContexts: { contextAttribute: LONG, contextCondition: '<', contextValueRange: LONG },
        },
      ]),
    ],
    ['a key', radio([{ ...target('a', 1), [LONG]: 1 }])],
    [
      'an instance',
      radio([target('a', 1)], { expectationObject: { objectType: 'RADIO_SERVICE', objectInstance: LONG } }),
    ],
  ])('%s is rendered', (_name, document) => {
    const result = render(document);
    expectClean(result);
    expectValid(result);
  });

  test.each<[string, string]>([
    ['a condition', radio([target('a', 1, LONG)])],
    ['an object type', intent({ intentExpectations: [expectation(LONG, [target('a', 1)])] })],
    ['plain text', input(LONG)],
    ['keys', input({ [LONG]: 1 })],
    [
      'an object type of a source system',
      input({
        intentExpectationId: 'a',
        intentExpectationType: 'b',
        intentExpectationTarget: { targetAttribute: 'a', targetCondition: 'b', targetValue: 'c' },
        intentExpectationObject: { objectType: LONG },
      }),
    ],
  ])('%s is an error', (_name, document) => {
    const result = render(document);
    expect(result.exitCode).toBe(1);
    expectClean(result);
  });
});

describe('ids', () => {
  const IDS = [
    '核心-网络',
    '😀',
    '-',
    '..',
    '__proto__',
    'constructor',
    'A_B',
    'a b\nc',
    '"',
    'a'.repeat(64),
    '\u00e9',
    'e\u0301',
    '../../etc',
    'ns/name',
    'true',
    '0x1',
    'null',
  ];

  test('of any kind have valid names and labels, each its own, and are kept', () => {
    const expectations = IDS.map(id => expectation('RADIO_SERVICE', [target('a', 1)], { expectationId: id }));
    const result = render(intent({ intentExpectations: expectations }));
    expectValid(result);
    const bundles = generated(result).filter(({ kind }) => kind === 'RANBundle');
    expect(bundles.map(({ spec }) => spec.expectationId)).toEqual(IDS);
    expect(new Set(bundles.map(({ metadata }) => metadata.name)).size).toBe(IDS.length);
    for (const { metadata, spec } of bundles) {
      expect(labelValueProblem(metadata.labels['expectation.nephio.org/id'])).toBeUndefined();
      const original = metadata.annotations?.['expectation.nephio.org/original-id'];
      expect(original ?? metadata.labels['expectation.nephio.org/id']).toBe(spec.expectationId);
    }
  });

  test('of an empty text are an error', () => {
    expect(render(radio([target('a', 1)], { expectationId: '' })).exitCode).toBe(1);
  });
});

describe('lists of 1,000 items', () => {
  test.each<[string, string]>([
    ['targets', radio(Array.from({ length: 1000 }, (_, i) => target(`t${i}`, i)))],
    [
      'values',
      radio([
        target(
          'a',
          Array.from({ length: 1000 }, (_, i) => i),
          'IS_ONE_OF',
        ),
      ]),
    ],
    [
      'contexts',
      radio([target('a', 1)], {
        expectationContexts: Array.from({ length: 1000 }, (_, i) => ({
          contextAttribute: `c${i}`,
          contextCondition: '=',
          contextValueRange: i,
        })),
      }),
    ],
    [
      'expectations',
      intent({
        intentExpectations: Array.from({ length: 1000 }, (_, i) =>
          expectation('RADIO_SERVICE', [target('a', 1)], { expectationId: `e${i}` }),
        ),
      }),
    ],
    ['intents', input(Array.from({ length: 1000 }, () => ({ intent: 'x', requirements: { latency: '<1ms' } })))],
  ])('%s are rendered', (_name, document) => {
    const result = render(document);
    expectClean(result);
    expect(result.exitCode).toBe(0);
  });

  test('wrong items are all counted, few are shown', () => {
    const result = render(radio(Array.from({ length: 1000 }, (_, i) => target(`t${i}`, i, 'NEVER'))));
    expect(result.exitCode).toBe(1);
    expectClean(result);
  });
});

describe('depth', () => {
  const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

  test.each([
    ['in JSON', input(nested(100_000))],
    ['in a list of lists', input('['.repeat(100_000) + ']'.repeat(100_000))],
    ['in an object', radio([target('a', 'DEEP')]).replace('"DEEP"', nested(50_000))],
  ])('%s is a clean error', (_name, document) => {
    const result = run2(document);
    expect(result.exitCode).toBe(1);
    expectClean(result);
  });

  test('that a reader can follow is rendered', () => {
    const result = render(radio([target('a', 'DEEP', 'IS_EQUAL_TO')]).replace('"DEEP"', nested(50)));
    expectValid(result);
  });
});

/** Input may be so deep that nothing is given back but a line. */
function run2(document: string): Run {
  const { exitCode, stdout, stderr } = render(document);
  return { exitCode, stdout, stderr, items: [], results: [] };
}

test('aliases are followed, and alias bombs refused', () => {
  const shared = [
    'apiVersion: intent.nephio.org/v1alpha1',
    'kind: Intent',
    'metadata: {name: i, annotations: {config.kubernetes.io/local-config: "true"}}',
    'spec:',
    '  intentExpectations:',
    '  - &one',
    '    expectationId: a',
    '    expectationObject: {objectType: RADIO_SERVICE}',
    '    expectationTargets: [{targetName: DlLatency, targetCondition: IS_LESS_THAN, targetValueRange: 5}]',
    '  - <<: *one',
    '    expectationId: b',
  ].join('\n');
  expectValid(render(shared));
  const bomb = `a0: &a0 [x, x]\n${Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n')}`;
  const result = render(input(bomb));
  expect(result.exitCode).toBe(1);
  expectClean(result);
});
