import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../../lib/site/site';
import { readInventoryFile } from '../../../tools/render/inventory-file';
import { Progress } from '../../../tools/render/progress';
import { renderSites } from '../../../tools/render/render-sites';
import { BenchError } from '../bench-error';
import { say } from '../progress';
import { fleetPackage } from './fleet-package';

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
  /** Seconds for all sites with our functions, in turns with those below. */
  functionsSeconds: number;
  /** Seconds for all sites with `cat` in place of every function. */
  catSeconds: number;
  /** Seconds for all sites in one go, when everything is there already. */
  againSeconds: number;
  /** Peak of the tool's memory, in MB, after a tenth of the sites and after all of them in one go. */
  peakMB: { first: number; all: number };
}

/** Sites are rendered in so many turns: other work on the machine meets both sides. */
const TURNS = 10;
const PATH = 'services/network-slice';
const SILENT = new Progress({ write: () => true, isTTY: false });

/** Renders for all sites with functions and with `cat`, in turns; then all again, which is to change nothing. */
export async function measureFleet({ sites, objects, kpt, scratch }: FleetOptions): Promise<FleetMeasurement> {
  const made = await fleetPackage(sites, objects, scratch, kpt);
  const all = readInventoryFile(made.inventory).sites;
  const out = join(scratch, 'out');
  const render = (folder: string, some: readonly Site[], to = out) =>
    timed({ folder, sites: some, out: to, kpt, scratch });
  await render(made.functions, all.slice(0, 2), join(scratch, 'warm'));
  const [functionsTimes, catTimes]: [number[], number[]] = [[], []];
  let first = 0;
  for (const [i, some] of inTurns(all).entries()) {
    functionsTimes.push(await render(made.functions, some));
    if (i === 0) first = peakMB();
    catTimes.push(await render(made.cat, some, join(scratch, 'cat')));
    say(
      `turn ${i + 1} of ${TURNS}: ${(functionsTimes.at(-1) ?? 0).toFixed(1)} s, cat ${(catTimes.at(-1) ?? 0).toFixed(1)} s`,
    );
  }
  const trees = treesOf(all, out);
  const againSeconds = await render(made.functions, all);
  const peak = { first, all: peakMB() };
  if (treesOf(all, out) !== trees) throw new BenchError('rendered again, the sites have other trees');
  const sum = (times: readonly number[]) => times.reduce((a, b) => a + b, 0);
  return {
    ...{ sites, objects, againSeconds },
    functionsSeconds: sum(functionsTimes),
    catSeconds: sum(catTimes),
    peakMB: peak,
  };
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
