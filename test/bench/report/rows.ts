import type { Machine, Measurement, Platform, Results } from '../results';
import { Figures } from './figures';
import { inWords, megabytes, milliseconds } from './numbers';

/** Tables as rows of cells, for the terminal and for Markdown alike. */
export interface Rows {
  head: string[];
  body: string[][];
}

/** What runs a program, with its version. */
export function platformName(on: Platform, { versions }: Machine): string {
  const names: Record<Platform, string> = {
    node: `Node.js ${versions.node}`,
    bun: `Bun ${versions.bun}`,
    go: `Go ${versions.go ?? ''}`.trim(),
    cat: '-',
  };
  return names[on];
}

/** Every program by size of the list: medians in milliseconds. */
export function functionRows({ functions, machine }: Results): Rows {
  const figures = new Figures({ functions, pipelines: [] });
  const { sizes } = figures;
  const largest = Math.max(...sizes.filter(size => figures.find('cat', 'cat', size)));
  const body = programs(functions).map(({ what, on, config }) => {
    const last = figures.find(what, on, largest, config);
    const ratio = figures.ratio(goTime(figures, what, largest), last?.wallMs.median);
    return [
      what + (config || !isFunction(what) ? '' : ', no config'),
      platformName(on, machine),
      ...sizes.map(size => time(figures.find(what, on, size, config))),
      ratio === undefined ? '-' : `${ratio.toFixed(1)}×`,
      last ? `${last.peakMB.median.toFixed(0)} MB` : '-',
    ];
  });
  const columns = sizes.map(size => (size === 0 ? 'empty list' : inWords(size)));
  const head = ['ms, median', 'on', ...columns, `Go's ÷ it, ${inWords(largest)}`, `peak memory, ${inWords(largest)}`];
  return { head, body };
}

function time(measurement: Measurement | undefined): string {
  if (!measurement) return '-';
  const { insideMs, wallMs } = measurement;
  return insideMs ? `${milliseconds(wallMs.median)} (${milliseconds(insideMs.median)})` : milliseconds(wallMs.median);
}

function isFunction(what: string): boolean {
  return what !== 'empty script' && what !== 'toJS';
}

/** Peers with another name; set-namespace stands in for a set-labels that cannot be had. */
const PEERS: Record<string, string> = {
  'policy-enforcer, 20 rules': 'k8s.io/apiserver',
  'set-labels': 'set-namespace',
  'validate-schema': 'kubeconform',
};

function goTime(figures: Figures, what: string, resources: number): number | undefined {
  return figures.wall(what, 'go', resources) ?? figures.wall(PEERS[what] ?? '', 'go', resources);
}

/** The programs there are, once each; those that do the same stand together. */
function programs(functions: readonly Measurement[]): Pick<Measurement, 'what' | 'on' | 'config'>[] {
  const byName = new Map(
    functions.map(({ what, on, config }) => [`${what} ${on} ${config}`, { what, on, config }] as const),
  );
  const all = [...byName.values()];
  const names = [...new Set(all.map(({ what }) => what))];
  return names.flatMap(name => all.filter(({ what }) => what === name));
}

/** Five steps under kpt by size of the package: medians in milliseconds, and multiples of the same with `cat`. */
export function pipelineRows({ functions, pipelines, machine }: Results): Rows {
  const figures = new Figures({ functions, pipelines });
  const sizes = figures.pipelineSizes;
  const kinds = new Map(pipelines.map(({ via, on }) => [`${via} ${on}`, { via, on }] as const));
  const body = [...kinds.values()].map(({ via, on }) => [
    via === 'exec' ? 'executables' : 'images',
    on === 'cat' ? 'cat' : platformName(on, machine),
    ...sizes.map(size => {
      const wall = figures.pipeline(via, on, size);
      const ratio = figures.ratio(wall, figures.pipeline(via, 'cat', size));
      if (wall === undefined) return '-';
      return on === 'cat' || ratio === undefined
        ? milliseconds(wall)
        : `${milliseconds(wall)} (${ratio.toFixed(2)}× cat)`;
    }),
  ]);
  return { head: ['five steps, ms', 'on', ...sizes.map(inWords)], body };
}

export function imageRows({ images, machine }: Results): Rows {
  const body = images.map(image => [
    image.function,
    platformName(image.on, machine),
    megabytes(image.bytes),
    `${inWords(image.ownBytes)} bytes`,
  ]);
  return { head: ['image', 'on', 'size', 'each further function adds'], body };
}

export function targetRows({ targets }: Results): Rows {
  return {
    head: ['target', 'asked', 'reached', 'verdict', ''],
    body: targets.map(({ what, target, reached, note, verdict }) => [what, target, reached, verdict, note]),
  };
}
