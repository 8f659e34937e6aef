import { describe, expect, test } from '@jest/globals';
import type { Measurement } from '../results';
import { EXAMPLE, measured, resultsOf } from './example-results';

const find = (what: RegExp, functions: Measurement[]) =>
  resultsOf(functions).targets.filter(target => what.test(target.what));

describe('a target', () => {
  test('that is reached is met, also just so', () => {
    const goAndBun = (ms: number) => [
      measured('set-labels', 'go', 1_000, 300),
      measured('set-labels', 'bun', 1_000, ms),
    ];
    const target = (ms: number) => find(/1,000 resources, Bun: Go's time/, goAndBun(ms))[0];
    expect(target(20)).toMatchObject({ target: '≥ 10×', reached: '15.00×', verdict: 'met' });
    expect(target(30)).toMatchObject({ reached: '10.00×', verdict: 'met' });
    expect(target(31)).toMatchObject({ reached: '9.68×', verdict: 'missed' });
  });

  test('that was not measured says so', () => {
    expect(find(/set-labels.*peak memory/, [])).toMatchObject([
      { target: '≤ 140 MB', reached: '-', note: '', verdict: 'not measured' },
      { verdict: 'not measured' },
    ]);
  });

  test('is judged by its figure, not by what is shown of it', () => {
    const memory = { peakMB: { median: 140.04, min: 0, max: 0 } };
    const [target] = find(/set-labels.*Node.js: peak memory/, [measured('set-labels', 'node', 10_000, 1, memory)]);
    expect(target).toMatchObject({ reached: '140.0 MB', verdict: 'missed' });
  });
});

test('the slowest function counts for the start, and the start of the runtime stands beside it', () => {
  const targets = find(/empty list, with a ConfigMap, Bun/, [
    measured('set-labels', 'bun', 0, 12),
    measured('set-target-site', 'bun', 0, 16),
    measured('set-target-site', 'bun', 0, 9, { config: false }),
    measured('empty script', 'bun', 0, 5, { config: false }),
  ]);
  expect(targets).toMatchObject([
    { target: '≤ 15 ms', reached: '16.0 ms', verdict: 'missed', note: 'set-target-site; an empty script 5.0 ms' },
  ]);
});

test('policies are measured by what they take over an empty list, and beside the evaluator of the API server', () => {
  const targets = find(/policy-enforcer/, [
    measured('policy-enforcer', 'node', 0, 50),
    measured('policy-enforcer', 'node', 1_000, 210),
    measured('policy-enforcer, 20 rules', 'node', 10_000, 950),
    measured('k8s.io/apiserver', 'go', 10_000, 1_900),
  ]);
  expect(targets).toMatchObject([
    { target: '≤ 150 ms', reached: '160.0 ms', verdict: 'missed', note: 'an empty list 50.0 ms' },
    { target: '≤ 1000 ms', reached: '900.0 ms', verdict: 'met' },
    { verdict: 'not measured' },
    { what: expect.stringContaining("k8s.io/apiserver's time ÷ it"), reached: '2.00×', verdict: 'met' },
  ]);
});

describe('growth of the time per resource', () => {
  /** Milliseconds beyond the start, by size. */
  const linear = (small: number, middle: number, large: number) =>
    find(/100,000, Bun/, [
      measured('set-labels', 'bun', 0, 10),
      measured('set-labels', 'bun', 1_000, 10 + small),
      measured('set-labels', 'bun', 10_000, 10 + middle),
      measured('set-labels', 'bun', 100_000, 10 + large),
    ])[0];

  test('is from any size to a larger one', () => {
    expect(linear(20, 200, 2_000)).toMatchObject({
      reached: '1.00×',
      verdict: 'met',
      note: '20.0, 20.0, 20.0 µs each',
    });
    expect(linear(20, 100, 1_300)).toMatchObject({ reached: '1.30×', verdict: 'missed' });
  });

  test('is below 1 where larger lists cost less each', () => {
    expect(linear(30, 200, 1_500)).toMatchObject({ reached: '0.75×', verdict: 'met' });
  });
});

test('reading all values counts without the start of the process', () => {
  const insideMs = { median: 600, min: 0, max: 0 };
  const reading = measured('toJS', 'node', 10_000, 700, { config: false, insideMs });
  expect(find(/toJS/, [reading])).toMatchObject([{ reached: '600.0 ms', verdict: 'met' }]);
});

test('a pipeline is measured by the same with cat', () => {
  const [target] = EXAMPLE.targets.filter(({ what }) => what.includes('under kpt'));
  expect(target).toMatchObject({ target: '≤ 1.1×', reached: '1.05×', verdict: 'met' });
});
