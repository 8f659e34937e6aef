import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
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
  /** Seconds for all sites by what runs in the steps, in turns. */
  seconds: Record<FleetProgram, number>;
  /** Seconds for all sites in one go, when everything is there already; on Node.js. */
  againSeconds: number;
  /** Peak of the tool's memory, in MB, after a tenth of the sites and after all of them in one go. */
  peakMB: { first: number; all: number };
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
  const seconds = { node: 0, bun: 0, cat: 0 };
  const turns = inTurns(all);
  let first = 0;
  for (const [i, some] of turns.entries()) {
    for (const program of PROGRAMS) seconds[program] += await render(program, some);
    if (i === 0) first = peakMB();
    const sofar = PROGRAMS.map(program => `${program} ${seconds[program].toFixed(1)} s`);
    say(`turn ${i + 1} of ${turns.length}: ${sofar.join(', ')}`);
  }
  const trees = treesOf(all, join(scratch, 'node'));
  const againSeconds = await render('node', all);
  if (treesOf(all, join(scratch, 'node')) !== trees) throw new BenchError('rendered again, the sites have other trees');
  return { sites, objects, seconds, againSeconds, peakMB: { first, all: peakMB() } };
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

async function timed({ folder, sites, out, kpt, scratch }: Turn): Promise<number> {
  const own = mkdtempSync(join(scratch, 'turn-'));
  const start = performance.now();
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
  rmSync(own, { recursive: true });
  return seconds;
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
