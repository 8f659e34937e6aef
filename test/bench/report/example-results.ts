import type { Measurement, PipelineMeasurement, Platform, Results, Timing } from '../results';
import { evaluateTargets } from './targets';

/** Results for tests, in which every figure is what a test says it is. */

export function timed(ms: number, peakMB = 50): Timing {
  const same = (value: number) => ({ median: value, min: value, max: value });
  return { runs: 1, wallMs: same(ms), cpuMs: same(ms), peakMB: same(peakMB) };
}

export function measured(
  what: string,
  on: Platform,
  resources: number,
  ms: number,
  more: Partial<Measurement> = {},
): Measurement {
  return { what, on, resources, config: true, ...timed(ms), ...more };
}

export function pipeline(via: 'exec' | 'image', on: Platform, ms: number): PipelineMeasurement {
  return { via, on, resources: 1_000, ...timed(ms) };
}

export function resultsOf(functions: Measurement[], pipelines: PipelineMeasurement[] = []): Results {
  const versions = { node: '24.0.0', bun: '1.4.0', go: '1.26.0', kpt: '1.0.0', docker: '20.10' };
  return {
    date: '2026-01-02',
    commit: 'abc1234',
    machine: { cpu: 'A <CPU> & more', cores: 2, memoryGB: 24, system: 'Linux 6', versions },
    peers: { 'set-labels': 'example.com/set-labels@v1' },
    functions,
    pipelines,
    images: [{ function: 'set-labels', on: 'bun', bytes: 111_200_000, ownBytes: 754_791 }],
    notes: ['A note.'],
    targets: evaluateTargets({ functions, pipelines }),
  };
}

/** set-labels beside Go's and `cat`, on two sizes. */
export const EXAMPLE = resultsOf(
  [
    measured('set-labels', 'node', 0, 30),
    measured('set-labels', 'bun', 0, 12.34),
    measured('set-labels', 'go', 0, 4),
    measured('cat', 'cat', 0, 1),
    measured('empty script', 'bun', 0, 5, { config: false }),
    measured('set-labels', 'node', 10_000, 200),
    measured('set-labels', 'bun', 10_000, 150),
    measured('set-labels', 'go', 10_000, 3_000, timed(3_000, 1_200)),
    measured('cat', 'cat', 10_000, 8),
  ],
  [pipeline('exec', 'bun', 7_350), pipeline('exec', 'cat', 7_000)],
);
