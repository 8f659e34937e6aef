import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../../lib/site/site';
import { readInventoryFile } from '../../../tools/render/inventory-file';
import { Progress } from '../../../tools/render/progress';
import { renderSites } from '../../../tools/render/render-sites';
import { BenchError } from '../bench-error';
import { say } from '../progress';
import { type FleetProgram, fleetPackages, PROGRAMS } from './fleet-package';

export interface FleetOptions {
  sites: number;
  /** For a cluster, of the package. */
  objects: number;
  kpt: string;
  /** Folder for everything that is written. */
  scratch: string;
}

export interface FleetMeasurement {
  sites: number;
  objects: number;
  /** For all sites by what runs in the steps, in turns. */
  cost: Record<FleetProgram, Cost>;
  /** Seconds for all sites in one go, when everything is there already; on Node.js. */
  againSeconds: number;
  /** Peak of the tool's memory, in MB, after a tenth of the sites and after all of them in one go. */
  peakMB: { first: number; all: number };
}

export interface Cost {
  seconds: number;
  /** Seconds of processor time of kpt, the functions and git; 0 where the system does not say. */
  cpuSeconds: number;
}

/** Sites are rendered in so many turns: other work on the machine meets all programs. */
const TURNS = 10;
const PATH = 'services/network-slice';
const SILENT = new Progress({ write: () => true, isTTY: false });

/** Renders for all sites with every program in turns; then all again, which is to change nothing. */
export async function measureFleet({ sites, objects, kpt, scratch }: FleetOptions): Promise<FleetMeasurement> {
  const { packages, env, inventory } = await fleetPackages(sites, objects, scratch, kpt);
  Object.assign(process.env, env);
  const all = readInventoryFile(inventory).sites;
  const render = (program: FleetProgram, some: readonly Site[]) =>
    timed({ folder: packages.get(program) ?? '', sites: some, out: join(scratch, program), kpt, scratch });
  const zero = (): Cost => ({ seconds: 0, cpuSeconds: 0 });
  const cost = { node: zero(), bun: zero(), copy: zero(), cat: zero() };
  const turns = inTurns(all);
  let first = 0;
  for (const [i, some] of turns.entries()) {
    for (const program of PROGRAMS) add(cost[program], await render(program, some));
    if (i === 0) first = peakMB();
    const sofar = PROGRAMS.map(program => `${program} ${cost[program].seconds.toFixed(1)} s`);
    say(`turn ${i + 1} of ${turns.length}: ${sofar.join(', ')}`);
  }
  const trees = treesOf(all, join(scratch, 'node'));
  const againSeconds = (await render('node', all)).seconds;
  if (treesOf(all, join(scratch, 'node')) !== trees) throw new BenchError('rendered again, the sites have other trees');
  return { sites, objects, cost, againSeconds, peakMB: { first, all: peakMB() } };
}

function inTurns(sites: readonly Site[]): Site[][] {
  const size = Math.ceil(sites.length / TURNS);
  return Array.from({ length: Math.ceil(sites.length / size) }, (_, i) => sites.slice(i * size, (i + 1) * size));
}

interface Turn {
  folder: string;
  sites: readonly Site[];
  out: string;
  kpt: string;
  scratch: string;
}

async function timed({ folder, sites, out, kpt, scratch }: Turn): Promise<Cost> {
  const own = mkdtempSync(join(scratch, 'turn-'));
  const [start, cpuStart] = [performance.now(), childrenCpuSeconds()];
  const blueprints = [{ folder, path: PATH }];
  await renderSites({
    sites,
    blueprints,
    out,
    inventory: undefined,
    urls: new Map(),
    kpt,
    scratch: own,
    progress: SILENT,
  });
  const seconds = (performance.now() - start) / 1000;
  const cpuSeconds = childrenCpuSeconds() - cpuStart;
  rmSync(own, { recursive: true });
  return { seconds, cpuSeconds };
}

function add(sum: Cost, { seconds, cpuSeconds }: Cost): void {
  sum.seconds += seconds;
  sum.cpuSeconds += cpuSeconds;
}

/** Of the processes that have ended (proc(5): cutime and cstime, in ticks of 10 ms); 0 on systems without `/proc`. */
function childrenCpuSeconds(): number {
  if (!existsSync('/proc/self/stat')) return 0;
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

function treesOf(sites: readonly Site[], out: string): string {
  const trees = sites.map(({ name }) => {
    const args = ['-C', join(out, `${name}-config`), 'rev-parse', 'HEAD^{tree}'];
    const { status, stdout, stderr } = spawnSync('git', args, { encoding: 'utf8' });
    if (status !== 0) throw new BenchError(`git rev-parse: ${stderr.trim()}`);
    return stdout;
  });
  return trees.join('');
}

/** Of this process; kpt and the functions are others. */
function peakMB(): number {
  return process.resourceUsage().maxRSS / 1000;
}
