import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BenchError } from './bench-error';
import { cached } from './cache';
import { begin } from './progress';
import type { Timing } from './results';
import { rounded, spread } from './statistics';

const SOURCE = 'test/bench/measure';

export interface Program {
  /** One of its own in each call of `measure`. */
  name: string;
  argv: readonly string[];
  /** The file that is piped to it. */
  stdin?: string;
  env?: Record<string, string>;
  /** Whether the beginning of its output is kept with each sample. */
  keepOutput?: boolean;
}

export interface Sample {
  wallNs: number;
  cpuNs: number;
  peakBytes: number;
  output: string;
}

/** Runs programs in turns, `rounds` times after a round to warm up. Throws `BenchError` where one of them fails. */
export function measure(what: string, programs: readonly Program[], rounds: number): Map<string, Sample[]> {
  const stopwatch = buildStopwatch();
  begin(`${what}: ${programs.length} programs in turns, ${rounds} ${rounds === 1 ? 'run' : 'runs'} each`);
  const input = JSON.stringify({ programs, rounds });
  const run = spawnSync(stopwatch, { input, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['pipe', 'pipe', 'inherit'] });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new BenchError(`${what}: a program failed, nothing was measured`);
  return new Map(Object.entries(JSON.parse(run.stdout)));
}

export function timing(samples: readonly Sample[]): Timing {
  return {
    runs: samples.length,
    wallMs: rounded(spread(samples.map(({ wallNs }) => wallNs / 1e6)), 2),
    cpuMs: rounded(spread(samples.map(({ cpuNs }) => cpuNs / 1e6)), 2),
    peakMB: rounded(spread(samples.map(({ peakBytes }) => peakBytes / 1e6)), 1),
  };
}

function buildStopwatch(): string {
  const files = ['go.mod', 'main.go'].map(file => readFileSync(join(SOURCE, file), 'utf8'));
  return cached('measure', files, path => {
    const { error, status, stderr } = spawnSync('go', ['build', '-o', path, '.'], { cwd: SOURCE, encoding: 'utf8' });
    if (error) throw new BenchError('the benchmark is timed by a program in Go: install Go (https://go.dev/dl)');
    if (status !== 0) throw new BenchError(`go build in ${SOURCE}: ${stderr.trim()}`);
  });
}
