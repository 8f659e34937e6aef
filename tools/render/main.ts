import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Inventory, Site } from '../../lib/site/inventory';
import { readInventoryFile } from './inventory-file';
import { Progress } from './progress';
import { RenderError } from './render-error';
import { INVENTORY_FILE } from './render-package';
import { type Blueprint, type Published, renderSites } from './render-sites';
import { shown } from './shown';
import { formatTable } from './table';

const USAGE = `Renders the blueprints once per site with kpt, commits what has changed to a Git repository per site, and shows
what is there.

  render [--out out] [--inventory FILE] [--push] [--kpt kpt] [SITE ...]

  SITE         a site of the inventory; all of them without any
  --out        folder that has the repository <site>-config of each site
  --inventory  file with the Site objects, in the place of the blueprints' sites.yaml
  --push       agree with the sites' remote repositories before, and push to them after; without it nothing goes over
               the network
  --kpt        the kpt to use`;

const BLUEPRINTS: readonly Blueprint[] = [
  { folder: join('blueprints', 'cluster-baseline'), path: 'baseline' },
  { folder: join('blueprints', 'network-slice'), path: 'services/network-slice' },
];

const OPTIONS = {
  out: { type: 'string', default: 'out' },
  inventory: { type: 'string' },
  push: { type: 'boolean', default: false },
  kpt: { type: 'string', default: 'kpt' },
  help: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const inventoryFile = values.inventory ?? join('blueprints', 'network-slice', INVENTORY_FILE);
  const sites = chooseSites(readInventoryFile(inventoryFile), positionals);
  const scratch = mkdtempSync(join(tmpdir(), 'intent-krm-'));
  try {
    const published = await renderSites({
      sites,
      blueprints: BLUEPRINTS,
      out: resolve(values.out),
      inventory: values.inventory,
      urls: values.push ? addresses(sites) : new Map(),
      kpt: values.kpt,
      scratch,
      progress: new Progress(process.stderr),
    });
    console.log(formatTable(published.packages));
    for (const note of published.notes) console.log(note);
    console.log(summarize(values.out, published));
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function chooseSites(inventory: Inventory, names: readonly string[]): Site[] {
  if (names.length === 0) return inventory.sites;
  return [...new Set(names)].map(name => {
    const site = inventory.find(name);
    if (site) return site;
    throw new RenderError(`unknown site ${JSON.stringify(name)}: ${inventory.hint(name)}; nothing was written`);
  });
}

/** The remote repository of each site. Throws where a site has none: what was asked for would be done in part. */
function addresses(sites: readonly Site[]): Map<string, string> {
  throw new Error(`not yet: ${sites.length}`);
}

function summarize(out: string, { packages, pushed }: Published): string {
  const commits = packages.filter(({ isNew }) => isNew).length;
  const done = commits === 0 ? 'is up to date: nothing changed' : `${commits} commits`;
  const where = `${shown(resolve(out))}/${commits === 0 ? '' : ':'}`;
  return `${where} ${done}${pushed.length > 0 ? `; pushed: ${pushed.join(', ')}` : ''}`;
}

main().catch((error: unknown) => {
  if (!(error instanceof RenderError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
