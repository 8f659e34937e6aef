import type { Platform, Results } from '../results';
import { Figures } from './figures';
import { inWords, milliseconds } from './numbers';
import { platformName } from './rows';
import { element, text } from './svg';

interface Series {
  name: string;
  on: Platform;
  points: { x: number; ms: number }[];
}

const [WIDTH, HEIGHT] = [760, 420];
const AREA = { left: 76, right: 560, top: 56, bottom: 356 };

const TITLE = 'Labels set on all resources of a package, one process, median';

/** A background of its own keeps it readable wherever it is shown. */
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #24292f; }
.title { font-size: 15px; font-weight: 600; }
.background { fill: #ffffff; }
.grid { stroke: #d0d7de; }
polyline { fill: none; stroke: currentColor; stroke-width: 2.5; }
circle, .name { fill: currentColor; }
.go { color: #0b7285; }
.node { color: #2b8a3e; }
.bun { color: #d6336c; }
.cat { color: #6c757d; }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3; }
  .background { fill: #0d1117; }
  .grid { stroke: #30363d; }
  .name { fill: currentColor; }
  .go { color: #66d9e8; }
  .node { color: #8ce99a; }
  .bun { color: #faa2c1; }
  .cat { color: #adb5bd; }
}
`;

/** Time of set-labels by number of resources, on a logarithmic scale. */
export function plot(results: Results): string {
  const figures = new Figures(results);
  const sizes = figures.sizes.filter(size => figures.find('cat', 'cat', size));
  const series = seriesOf(results, figures, sizes);
  const scale = scaleOf(series.flatMap(({ points }) => points.map(({ ms }) => ms)));
  const parts = [
    element('title', {}, TITLE),
    element('style', {}, STYLE),
    element('rect', { class: 'background', width: WIDTH, height: HEIGHT, rx: 6 }),
    text(TITLE, { class: 'title', x: 20, y: 30 }),
    ...scale.ticks.flatMap(ms => gridLine(ms, scale.y(ms))),
    ...sizes.map((size, i) =>
      text(size === 0 ? 'empty list' : inWords(size), {
        x: column(i, sizes.length),
        y: AREA.bottom + 24,
        'text-anchor': 'middle',
      }),
    ),
    text('resources', { x: (AREA.left + AREA.right) / 2, y: AREA.bottom + 48, 'text-anchor': 'middle' }),
    text('milliseconds (logarithmic)', { transform: `translate(20 ${middle()}) rotate(-90)`, 'text-anchor': 'middle' }),
    ...series.flatMap(one => line(one, sizes.length, scale.y)),
    ...endLabels(series, scale.y),
  ];
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: 'img',
    'aria-label': TITLE,
  };
  return `${element('svg', attributes, ...parts)}\n`;
}

function seriesOf({ machine }: Results, figures: Figures, sizes: readonly number[]): Series[] {
  const peer = figures.find('set-labels', 'go', 0) ? 'set-labels' : 'set-namespace';
  const shown: { what: string; on: Platform; name: string }[] = [
    { what: peer, on: 'go', name: `${peer} in Go` },
    { what: 'set-labels', on: 'node', name: platformName('node', machine) },
    { what: 'set-labels', on: 'bun', name: platformName('bun', machine) },
    { what: 'cat', on: 'cat', name: 'cat' },
  ];
  const series = shown.map(({ what, on, name }) => ({
    name,
    on,
    points: sizes.flatMap((size, x) => {
      const ms = figures.wall(what, on, size);
      return ms === undefined ? [] : [{ x, ms }];
    }),
  }));
  return series.filter(({ points }) => points.length > 0);
}

/** Whole powers of ten around all values. */
function scaleOf(values: readonly number[]): { y: (ms: number) => number; ticks: number[] } {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const y = (ms: number) => AREA.bottom - ((Math.log10(ms) - low) / (high - low)) * (AREA.bottom - AREA.top);
  return { y, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}

function gridLine(ms: number, y: number): string[] {
  return [
    element('line', { class: 'grid', x1: AREA.left, x2: AREA.right, y1: y, y2: y }),
    text(inWords(ms), { x: AREA.left - 8, y: y + 4, 'text-anchor': 'end' }),
  ];
}

function line({ on, points }: Series, columns: number, y: (ms: number) => number): string[] {
  const at = points.map(({ x, ms }) => ({ x: column(x, columns), y: y(ms) }));
  const path = at.map(point => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(' ');
  return [
    element('polyline', { class: on, points: path }),
    ...at.map(point => element('circle', { class: on, cx: point.x, cy: point.y, r: 3.5 })),
  ];
}

const LABEL_HEIGHT = 18;

/** Names behind the last points, from the slowest down, never one on the other. */
function endLabels(series: readonly Series[], y: (ms: number) => number): string[] {
  let lowest = Number.NEGATIVE_INFINITY;
  const last = series.flatMap(({ name, on, points }) => points.slice(-1).map(({ ms }) => ({ name, on, ms })));
  return last
    .sort((a, b) => b.ms - a.ms)
    .map(({ name, on, ms }) => {
      lowest = Math.max(y(ms) + 4, lowest + LABEL_HEIGHT);
      return text(`${name}: ${milliseconds(ms)} ms`, { class: `name ${on}`, x: AREA.right + 10, y: lowest });
    });
}

function column(i: number, columns: number): number {
  const margin = 30;
  const width = AREA.right - AREA.left - 2 * margin;
  return AREA.left + margin + (columns > 1 ? (i * width) / (columns - 1) : width / 2);
}

function middle(): number {
  return (AREA.top + AREA.bottom) / 2;
}
