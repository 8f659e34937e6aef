import type { Measured, Measurement, Target, Verdict } from '../results';
import { Figures } from './figures';
import { inWords } from './numbers';

/** What was aimed at before anything was measured; a miss is shown as one. */

interface Goal {
  what: string;
  limit: number;
  is: 'at least' | 'at most';
  unit: '×' | ' ms' | ' MB';
  reached(figures: Figures): number | undefined;
  /** What else a reader should know of the figure. */
  besides?(figures: Figures): string | undefined;
}

type Ours = 'node' | 'bun';

const RUNTIME: Record<Ours, string> = { node: 'Node.js', bun: 'Bun' };

const GOALS: readonly Goal[] = [
  fasterThanGo('set-labels', 'node', 10_000, 13),
  fasterThanGo('set-labels', 'bun', 10_000, 18),
  fasterThanGo('set-labels', 'node', 1_000, 5),
  fasterThanGo('set-labels', 'bun', 1_000, 10),
  {
    what: "set-labels, 100 resources, Node.js: time ÷ Go's",
    limit: 1.3,
    is: 'at most',
    unit: '×',
    reached: figures => figures.ratio(labels(figures, 'node', 100), labels(figures, 'go', 100)),
  },
  fasterThanGo('set-labels', 'bun', 100, 1.5),
  peakMemory('set-labels', 'node', 140),
  peakMemory('set-labels', 'bun', 140),
  fasterThanGo('set-namespace', 'node', 10_000, 13),
  fasterThanGo('set-namespace', 'bun', 10_000, 18),
  fasterThanGo('apply-setters', 'node', 10_000, 8),
  fasterThanGo('apply-setters', 'bun', 10_000, 8),
  lighterThanGo('apply-setters', 'node', 10_000, 8),
  lighterThanGo('apply-setters', 'bun', 10_000, 8),
  fasterThanGo('validate-schema', 'node', 1_000, 1.5, 'kubeconform'),
  fasterThanGo('validate-schema', 'node', 10_000, 2, 'kubeconform'),
  peakMemory('validate-schema', 'node', 250),
  overEmptyList('policy-enforcer', 'node', 1_000, 150, 'all packs'),
  overEmptyList('policy-enforcer, 20 rules', 'node', 10_000, 1_000),
  fasterThanGo('policy-enforcer, 20 rules', 'node', 1_000, 1, 'k8s.io/apiserver'),
  fasterThanGo('policy-enforcer, 20 rules', 'node', 10_000, 1, 'k8s.io/apiserver'),
  start('bun', false, 8),
  start('bun', true, 15),
  start('node', false, 25),
  start('node', true, 35),
  {
    what: 'toJS of 10,000 resources, Node.js',
    limit: 650,
    is: 'at most',
    unit: ' ms',
    reached: figures => figures.find('toJS', 'node', 10_000, false)?.insideMs?.median,
  },
  {
    what: "five executables under kpt, 1,000 resources, Bun: time ÷ cat's",
    limit: 1.1,
    is: 'at most',
    unit: '×',
    reached: figures => figures.ratio(figures.pipeline('exec', 'bun', 1_000), figures.pipeline('exec', 'cat', 1_000)),
  },
  linear('node'),
  linear('bun'),
];

export function evaluateTargets(measured: Pick<Measured, 'functions' | 'pipelines'>): Target[] {
  const figures = new Figures(measured);
  return GOALS.map(goal => {
    const reached = goal.reached(figures);
    const sign = goal.is === 'at least' ? '≥' : '≤';
    return {
      what: goal.what,
      target: `${sign} ${goal.limit}${goal.unit}`,
      reached: reached === undefined ? '-' : shown(reached, goal.unit),
      note: reached === undefined ? '' : (goal.besides?.(figures) ?? ''),
      verdict: judge(goal, reached),
    };
  });
}

function judge({ is, limit }: Goal, reached: number | undefined): Verdict {
  if (reached === undefined) return 'not measured';
  return (is === 'at least' ? reached >= limit : reached <= limit) ? 'met' : 'missed';
}

function shown(reached: number, unit: Goal['unit']): string {
  return `${reached.toFixed(unit === '×' ? 2 : 1)}${unit}`;
}

/** `peer`: what the program in Go is called, where not as ours. */
function fasterThanGo(what: string, on: Ours, resources: number, limit: number, peer = what): Goal {
  return {
    what: `${what}, ${inWords(resources)} resources, ${RUNTIME[on]}: ${peer === what ? "Go's" : `${peer}'s`} time ÷ it`,
    limit,
    is: 'at least',
    unit: '×',
    reached: figures => figures.ratio(figures.wall(peer, 'go', resources), figures.wall(what, on, resources)),
  };
}

function labels(figures: Figures, on: Ours | 'go', resources: number): number | undefined {
  return figures.wall('set-labels', on, resources);
}

function lighterThanGo(what: string, on: Ours, resources: number, limit: number): Goal {
  return {
    what: `${what}, ${inWords(resources)} resources, ${RUNTIME[on]}: Go's peak memory ÷ its own`,
    limit,
    is: 'at least',
    unit: '×',
    reached: figures => {
      const [go, own] = (['go', on] as const).map(each => figures.find(what, each, resources)?.peakMB.median);
      return figures.ratio(go, own);
    },
  };
}

function peakMemory(what: string, on: Ours, limit: number): Goal {
  return {
    what: `${what}, 10,000 resources, ${RUNTIME[on]}: peak memory`,
    limit,
    is: 'at most',
    unit: ' MB',
    reached: figures => figures.find(what, on, 10_000)?.peakMB.median,
  };
}

/** What a function takes for its resources alone. `how`: with what, where its name does not say so. */
function overEmptyList(what: string, on: Ours, resources: number, limit: number, how?: string): Goal {
  const [name = what] = what.split(',');
  const empty = (figures: Figures) => figures.wall(name, on, 0);
  return {
    what: `${what}${how === undefined ? '' : `, ${how}`}, ${inWords(resources)} resources, ${RUNTIME[on]}: time over an empty list`,
    limit,
    is: 'at most',
    unit: ' ms',
    reached: figures => {
      const [all, start] = [figures.wall(what, on, resources), empty(figures)];
      return all === undefined || start === undefined ? undefined : all - start;
    },
    besides: figures => `an empty list ${empty(figures)?.toFixed(1)} ms`,
  };
}

/** The slowest function counts. */
function start(on: Ours, config: boolean, limit: number): Goal {
  const slowest = (figures: Figures) =>
    figures
      .startsOf(on, config)
      .reduce<Measurement | undefined>(
        (slower, one) => (slower && slower.wallMs.median >= one.wallMs.median ? slower : one),
        undefined,
      );
  return {
    what: `empty list, ${config ? 'with a ConfigMap' : 'no config'}, ${RUNTIME[on]}: slowest function`,
    limit,
    is: 'at most',
    unit: ' ms',
    reached: figures => slowest(figures)?.wallMs.median,
    besides: figures => {
      const runtime = figures.find('empty script', on, 0, false)?.wallMs.median;
      return runtime === undefined ? undefined : `${slowest(figures)?.what}; an empty script ${runtime.toFixed(1)} ms`;
    },
  };
}

const LINEAR_SIZES = [1_000, 10_000, 100_000];

/** Time per resource, without the start: how much it grows at most from one size to any larger one. */
function linear(on: Ours): Goal {
  const perResource = (figures: Figures) => {
    const empty = labels(figures, on, 0);
    return LINEAR_SIZES.flatMap(resources => {
      const wall = labels(figures, on, resources);
      return wall === undefined || empty === undefined ? [] : [((wall - empty) * 1_000) / resources];
    });
  };
  return {
    what: `set-labels, 1,000 to 100,000, ${RUNTIME[on]}: growth per resource`,
    limit: 1.2,
    is: 'at most',
    unit: '×',
    reached: figures => {
      const times = perResource(figures);
      if (times.length < LINEAR_SIZES.length) return undefined;
      const growths = times.flatMap((time, i) => times.slice(i + 1).map(later => later / time));
      return Math.max(...growths);
    },
    besides: figures =>
      `${perResource(figures)
        .map(time => time.toFixed(1))
        .join(', ')} µs each`,
  };
}
