import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RenderError } from './render-error';
import { type RenderedPackage, renderPackage } from './render-package';
import { planChanges, writeChanges } from './site-folder';
import { formatTable } from './table';

const USAGE = `Renders the blueprints once per site with kpt, and shows what came of it.

  render [--out out] [--kpt kpt] SITE ...

  SITE     a site of the blueprints' sites.yaml
  --out    folder that gets <site>-config/ for each site
  --kpt    the kpt to use`;

/** The blueprints, and the package path each has in a site's repository. */
const PACKAGES: readonly { blueprint: string; path: string }[] = [
  { blueprint: 'cluster-baseline', path: 'baseline' },
  { blueprint: 'network-slice', path: 'services/network-slice' },
];

function main(): void {
  const { values, positionals: sites } = parseArgs({
    allowPositionals: true,
    options: {
      out: { type: 'string', default: 'out' },
      kpt: { type: 'string', default: 'kpt' },
      help: { type: 'boolean' },
    },
  });
  if (values.help || sites.length === 0) {
    console.log(USAGE);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'intent-krm-'));
  try {
    const packages = sites.flatMap(site => renderSite(site, scratch, values.kpt));
    // Everything is rendered before anything is written: a failure leaves the output as it was.
    const changes = planChanges(resolve(values.out), packages);
    writeChanges(changes);
    console.log(formatTable(packages));
    for (const line of changes.notes) console.log(line);
    console.log(changes.summary);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function renderSite(site: string, scratch: string, kpt: string): RenderedPackage[] {
  return PACKAGES.map(({ blueprint, path }) => {
    console.log(`${site}: rendering ${blueprint} into ${path}/`);
    return renderPackage({ site, blueprint: join('blueprints', blueprint), path, scratch, kpt });
  });
}

try {
  main();
} catch (error) {
  if (!(error instanceof RenderError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
