import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Inventory } from '../../lib/site/inventory';
import type { Site } from '../../lib/site/site';
import { DEPLOYMENTS } from './deployments';
import { readInventoryFile } from './inventory-file';
import { Progress } from './progress';
import { RenderError } from './render-error';
import { INVENTORY_FILE } from './render-package';
import { type Published, renderSites } from './render-sites';
import { repositoryAddresses } from './repository-addresses';
import { shown } from './shown';
import { formatTable } from './table';

const USAGE = `Renders the blueprints once per site with kpt, commits what has changed to a Git repository per site, and shows
what is there.

  render [--out out] [--inventory FILE] [--push ADDRESS] [--kpt kpt] [SITE ...]

  SITE         a site of the inventory; all of them without any
  --out        folder that has the repository <site>-config of each site
  --inventory  file with the Site objects, in the place of the blueprints' sites.yaml
  --push       address of a Git server or folder: agree with the sites' repositories there before (ADDRESS/<repository>.git
               of each Site's spec.values.repository), and push to them after; without it nothing goes over the network
  --kpt        the kpt to use`;

const OPTIONS = {
  out: { type: 'string', default: 'out' },
  inventory: { type: 'string' },
  push: { type: 'string' },
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
  removeWhenStopped(scratch);
  try {
    const published = await renderSites({
      sites,
      blueprints: DEPLOYMENTS.map(({ blueprint, path }) => ({ folder: join('blueprints', blueprint), path })),
      out: resolve(values.out),
      inventory: values.inventory,
      urls: values.push ? repositoryAddresses(sites, values.push) : new Map(),
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

/** With Ctrl+C, say: no `finally` is called then. The exit code is that of a shell, 128 and the signal's number. */
function removeWhenStopped(folder: string): void {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ] as const) {
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(128 + number);
    });
  }
}

function chooseSites(inventory: Inventory, names: readonly string[]): Site[] {
  if (names.length === 0) return inventory.sites;
  const sites = names.map(name => {
    const site = inventory.find(name);
    if (site) return site;
    throw new RenderError(`unknown site ${JSON.stringify(name)}: ${inventory.hint(name)}; nothing was written`);
  });
  // One may be named twice: by its name, and by that of its cluster.
  return [...new Map(sites.map(site => [site.name, site])).values()];
}

function summarize(out: string, { packages, pushed }: Published): string {
  const commits = packages.filter(({ isNew }) => isNew).length;
  const done = commits === 0 ? 'is up to date: nothing changed' : `${commits} commit${commits === 1 ? '' : 's'}`;
  const where = `${shown(resolve(out))}/${commits === 0 ? '' : ':'}`;
  return `${where} ${done}${pushed.length > 0 ? `; pushed: ${pushed.join(', ')}` : ''}`;
}

main().catch((error: unknown) => {
  if (!(error instanceof RenderError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
});
