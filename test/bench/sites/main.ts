import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { RenderError } from '../../../tools/render/render-error';
import { BenchError } from '../bench-error';
import { measureFleet } from './fleet';
import { fleetReport } from './report';

const USAGE = `Renders a package for many sites as \`make render\` does, and the same with \`cat\` in place of every function.

  bench-sites [--sites 100] [--objects 50] [--kpt kpt]

  --sites    how many sites
  --objects  how many objects the package has for a cluster
  --kpt      the kpt to use`;

const OPTIONS = {
  sites: { type: 'string', default: '100' },
  objects: { type: 'string', default: '50' },
  kpt: { type: 'string', default: 'kpt' },
  help: { type: 'boolean' },
} as const;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  const scratch = mkdtempSync(join(tmpdir(), 'bench-sites-'));
  try {
    const { sites, objects, kpt } = values;
    const fleet = await measureFleet({ sites: Number(sites), objects: Number(objects), kpt, scratch });
    process.stdout.write(`${fleetReport(fleet)}\n`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

main().catch((error: unknown) => {
  if (!(error instanceof BenchError || error instanceof RenderError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
