import { describe, expect, test } from '@jest/globals';
import { resourceName } from '../../lib/intent/names';
import { input, intent, render, target } from '../../test/support/expectations';
import type { Data, Run } from '../../test/support/run';
import { site } from '../../test/support/sites';

const CODES = /_CONFLICT$/;

/** `TYPE rule` of each conflict, by severity. */
const conflictsOf = ({ results }: Run) =>
  results.flatMap(({ tags, severity }) =>
    CODES.test(tags?.code ?? '') ? [`${severity} ${tags?.code} ${tags?.rule}`] : [],
  );

function radio(id: string, targets: object[], more: object = {}, object: object = {}): Data {
  return {
    expectationId: id,
    expectationObject: { objectType: 'RADIO_SERVICE', objectInstance: 'RadioService=1', ...object },
    expectationTargets: targets,
    ...more,
  };
}

const context = (contextAttribute: string, contextValueRange: unknown, contextCondition = 'IS_ALL_OF') => ({
  contextAttribute,
  contextCondition,
  contextValueRange,
});
const cells = (...names: string[]) => ({ objectContexts: [context('Cell', names)] });
const times = (start: string, end: string) => ({
  expectationContexts: [
    context('ServiceStartTime', start, 'IS_EQUAL_TO'),
    context('ServiceEndTime', end, 'IS_EQUAL_TO'),
  ],
});
const below = (value: unknown) => target('DlLatency', value);
const above = (value: unknown, condition = 'IS_GREATER_THAN') => target('speed', value, condition);

/** One intent with these expectations. */
const one = (expectations: object[], more: object = {}, name = 'i') =>
  intent({ intentExpectations: expectations, ...more }, name);

describe('rules, one fixture each', () => {
  test.each<[string, string[], string[]]>([
    [
      'targets of one expectation exclude each other',
      [one([radio('a', [target('x', '5ms'), target('x', '9ms', 'IS_GREATER_THAN')])])],
      ['error TARGET_CONFLICT NOTHING_FULFILS_BOTH'],
    ],
    [
      'expectations of one intent exclude each other',
      [one([radio('a', [target('x', '5ms')]), radio('b', [target('x', '9ms', 'IS_GREATER_THAN')])])],
      ['error EXPECTATION_CONFLICT NOTHING_FULFILS_BOTH'],
    ],
    [
      'intents exclude each other',
      [one([radio('a', [target('x', '5ms')])]), one([radio('b', [target('x', '9ms', 'IS_GREATER_THAN')])], {}, 'j')],
      ['error INTENT_CONFLICT NOTHING_FULFILS_BOTH'],
    ],
    [
      'a range whose ends are exchanged',
      [one([radio('a', [target('x', ['9ms', '5ms'], 'IS_WITHIN_RANGE')])])],
      ['error TARGET_CONFLICT NOTHING_FULFILS_IT'],
    ],
    [
      'a ratio beyond 100 %',
      [one([radio('a', [target('availability', '101%', 'IS_GREATER_THAN')])])],
      ['error TARGET_CONFLICT RATIO_OUT_OF_BOUNDS'],
    ],
    [
      'another condition than the specialised target has',
      [one([radio('a', [target('DlLatency', 5, 'IS_GREATER_THAN')])])],
      ['warning TARGET_CONFLICT WRONG_CONDITION'],
    ],
    [
      'an end before the start, in whatever zone',
      [one([radio('a', [below(5)], times('2026-05-01T10:00:00Z', '2026-05-01T11:00:00+02:00'))])],
      ['error EXPECTATION_CONFLICT END_BEFORE_START'],
    ],
    [
      'a service type with the SST of another one',
      [
        one([radio('a', [below(5)], {}, { objectContexts: [context('ServiceType', 2, 'IS_EQUAL_TO')] })], {
          serviceType: 'eMBB',
        }),
      ],
      ['error EXPECTATION_CONFLICT SST_CONTRADICTION'],
    ],
    [
      'two SSTs for one object',
      [
        one([
          radio(
            'a',
            [below(5)],
            {},
            {
              objectContexts: [context('ServiceType', 2, 'IS_EQUAL_TO'), context('UEGroup', [{ sNssai: { sst: 1 } }])],
            },
          ),
        ]),
      ],
      ['error EXPECTATION_CONFLICT SST_CONTRADICTION'],
    ],
  ])('%s', (_name, documents, expected) => {
    const run = render(...documents);
    expect([run.exitCode, conflictsOf(run)]).toEqual([expected[0]?.startsWith('error') ? 1 : 0, expected]);
  });

  test('a finding names both sides, says how to mend it, and leads to the field', () => {
    const { results } = render(
      one([radio('a', [target('x', '5ms')])]),
      one([radio('b', [target('x', '9ms', 'IS_GREATER_THAN')])], {}, 'j'),
    );
    expect(results[0]).toMatchObject({
      message:
        'Intent j and Intent i: no value fulfils both x IS_LESS_THAN "5ms" (expectation a) and x IS_GREATER_THAN "9ms" (expectation b) of RadioService=1: modify one of the two, delete it, or give them contexts that do not meet',
      field: { path: 'spec.intentExpectations[0].expectationTargets[0]' },
      tags: { conflictingExpectation: 'a', conflictingTarget: 'x', recommendedSolutions: 'MODIFY' },
    });
  });

  test('duplicates, and ids whose names are the same', () => {
    const { results } = render(one([radio('a', [below(1)]), radio('a', [below(1)])]));
    expect(results[0]?.tags?.code).toBe('DUPLICATE_EXPECTATION');
    const taken = resourceName('A B');
    const collision = render(one([radio('A B', [below(1)]), radio(taken, [below(1)])]));
    expect(collision.results[0]).toMatchObject({ severity: 'error', tags: { code: 'NAME_COLLISION' } });
    expect(collision.results[0]?.message).toBe(
      `expectations A B (Intent i) and ${taken} (Intent i) would both be called ${taken}: give one of them another id`,
    );
  });
});

describe('bounds', () => {
  test.each<[string, Data, Data, boolean]>([
    ['below 5 and above 5', target('x', '5ms'), target('x', '5ms', '>'), true],
    ['below 5 and from 5', target('x', '5ms'), target('x', '5ms', '>='), true],
    ['up to 5 and from 5', target('x', '5ms', '<='), target('x', '5ms', '>='), false],
    ['up to 5 and from 5000 µs', target('x', '5ms', '<='), target('x', '5000us', '>='), false],
    ['up to 5 and above 5000 µs', target('x', '5ms', '<='), target('x', '5000us', '>'), true],
    ['two limits of one side', target('x', '5ms'), target('x', '9ms'), false],
    ['4 to 5 in milliseconds', target('x', '5ms'), target('x', '4ms', '>'), false],
    ['4 to 5 in whole milliseconds', target('UlLatency', 5), target('UlLatency', 4, '>'), true],
    ['3 to 5 in whole milliseconds', target('UlLatency', 5), target('UlLatency', 3, '>'), false],
    ['one of and above', target('x', ['1ms', '2ms'], 'IS_ONE_OF'), target('x', '2ms', '>'), true],
    ['one of and from', target('x', ['1ms', '2ms'], 'IS_ONE_OF'), target('x', '2ms', '>='), false],
    ['equal and not one of', target('x', '1ms', '='), target('x', ['1ms'], 'IS_NOT_ONE_OF'), true],
    ['texts', target('x', 'v1', '='), target('x', ['v2', 'v3'], 'IS_ONE_OF'), true],
    ['a common text', target('x', 'v2', '='), target('x', ['v2', 'v3'], 'IS_ONE_OF'), false],
    ['what cannot be compared', target('x', { a: 1 }, '='), target('x', { a: 2 }, '='), false],
    ['ranges that touch', target('x', ['1ms', '2ms'], 'between'), target('x', ['2ms', '3ms'], 'between'), false],
    ['ranges apart', target('x', ['1ms', '2ms'], 'between'), target('x', ['3ms', '4ms'], 'between'), true],
  ])('%s', (_name, first, second, isConflict) => {
    const found = conflictsOf(render(one([radio('a', [first]), radio('b', [second])])));
    expect(found.filter(line => line.includes('NOTHING_FULFILS_BOTH')).length).toBe(isConflict ? 1 : 0);
  });
});

describe('no conflict', () => {
  const apart = (left: Data[], right: Data[] = [], more: object = {}) =>
    render(
      one(
        [radio('a', [target('x', '5ms')], left[0], left[1]), radio('b', [target('x', '9ms', '>')], right[0], right[1])],
        more,
      ),
    );

  test.each<[string, Run, number]>([
    ['other cells', apart([{}, cells('1', '2')], [{}, cells('3')]), 0],
    ['a common cell', apart([{}, cells('1', '2')], [{}, cells('2', '3')]), 1],
    ['a cell, and all cells', apart([{}, cells('1')], []), 1],
    [
      'other tracking areas',
      apart(
        [{}, { objectContexts: [context('CoverageAreaTac', ['000001'])] }],
        [{}, { objectContexts: [context('CoverageAreaTac', ['000002'])] }],
      ),
      0,
    ],
    [
      'other times',
      apart(
        [times('2026-05-01T10:00:00Z', '2026-05-01T11:00:00Z')],
        [times('2026-05-01T12:00:00Z', '2026-05-01T13:00:00Z')],
      ),
      0,
    ],
    [
      'times without a zone are not told apart',
      apart(
        [times('2026-05-01T10:00:00', '2026-05-01T11:00:00')],
        [times('2026-05-02T12:00:00', '2026-05-02T13:00:00')],
      ),
      1,
    ],
    ['alternatives', apart([], [], { expectationSelectivity: 'ONE_OF' }), 0],
    [
      'contexts that are alternatives',
      apart([{ contextSelectivity: 'ONE_OF' }, { objectContexts: [context('Cell', ['1']), context('Cell', ['2'])] }]),
      0,
    ],
    ['other objects', apart([{}, { objectInstance: 'RadioService=2' }]), 0],
    ['objects without a name', apart([{}, { objectInstance: undefined }], [{}, { objectInstance: undefined }]), 0],
  ])('%s', (_name, run, count) => {
    expect(conflictsOf(run)).toHaveLength(count);
  });

  test('other sites; a group is its members', () => {
    const at = (targetSite: string, name: string, goal: object) => one([radio(name, [goal])], { targetSite }, name);
    const sites = [site('edge1', { groups: ['both'] }), site('edge2', { groups: ['both'] })];
    const [low, high] = [target('x', '5ms'), target('x', '9ms', '>')];
    expect(conflictsOf(render(at('edge1', 'a', low), at('edge2', 'b', high), ...sites))).toEqual([]);
    expect(conflictsOf(render(at('edge1', 'a', low), at('both', 'b', high), ...sites))).toHaveLength(1);
  });

  test('UE groups of several slices', () => {
    const groups = context('UEGroup', [{ sNssai: { sst: 1 } }, { sNssai: { sst: 2 } }]);
    const spec = radio('a', [below(5)], {}, { objectContexts: [groups] });
    expect(conflictsOf(render(one([spec], { serviceType: 'eMBB' })))).toEqual([]);
  });

  test('a deactivated intent', () => {
    const off = one([radio('b', [target('x', '9ms', '>')])], { intentAdminState: 'DEACTIVATED' }, 'j');
    expect(conflictsOf(render(one([radio('a', [target('x', '5ms')])]), off))).toEqual([]);
  });
});

describe('many targets of one object', () => {
  const many = (count: number, value: (i: number) => object) =>
    one(Array.from({ length: count }, (_, i) => radio(`e${i}`, [value(i)])));

  test('agree without being compared in pairs', () => {
    const run = render(many(3000, i => above(i, i % 2 ? 'IS_EQUAL_TO_OR_GREATER_THAN' : 'IS_GREATER_THAN')));
    expect([run.exitCode, conflictsOf(run)]).toEqual([0, []]);
    const texts = render(many(3000, () => target('x', 'v1', '=')));
    expect(texts.results.map(({ tags }) => tags?.code)).not.toContain('CONFLICTS_UNFINISHED');
  });

  test('are compared within bounds, however many contexts they have', () => {
    const run = render(
      one(
        Array.from({ length: 120 }, (_, i) =>
          radio(
            `e${i}`,
            [target('x', `${i}ms`, '=')],
            {},
            {
              objectContexts: Array.from({ length: 100 }, (_cell, n) => context('Cell', [`${i}-${n}`])),
            },
          ),
        ),
      ),
    );
    expect([run.exitCode, conflictsOf(run)]).toEqual([0, []]);
    expect(run.results.map(({ tags }) => tags?.code)).toContain('CONFLICTS_UNFINISHED');
  });

  test('contradict each other so often that it says so', () => {
    const run = render(many(400, i => target('x', `${i}ms`, '=')));
    expect(conflictsOf(run)).toHaveLength(50);
    expect(run.results.find(({ tags }) => tags?.code === 'CONFLICTS_UNFINISHED')?.message).toContain(
      '400 expectations state x of RadioService=1',
    );
  });
});

test('published expectations of one object contradict each other too', () => {
  const published = (id: string, targetCondition: string) => ({
    intentExpectationId: id,
    intentExpectationType: 'ServicePerformance',
    intentExpectationTarget: { targetAttribute: 'latency', targetCondition, targetValue: '5ms' },
    intentExpectationObject: { objectType: 'RANFunction', objectInstance: 'cell-1' },
  });
  const run = render(input([published('a', 'LESS_THAN'), published('b', 'GREATER_THAN')]));
  expect(conflictsOf(run)).toEqual(['error INTENT_CONFLICT NOTHING_FULFILS_BOTH']);
});
