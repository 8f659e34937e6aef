import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ImageError } from '../../tools/images/image-error';
import { runBench } from './bench';
import { BenchError } from './bench-error';
import { PLANS } from './plan';
import { readmeReport } from './report/markdown';
import { plot } from './report/plot';
import { withReport } from './report/readme';
import { terminalReport } from './report/terminal';
import type { Results } from './results';

const USAGE = `Times every function on lists of several sizes, on Node.js and on Bun, beside the catalog's functions in Go
and \`cat\`; and pipelines of five functions under kpt. Prints tables.

  bench [--plan full|quick|smallest] [--kpt kpt] [--out FOLDER] [--readme FILE] [--date DATE]

  --plan    how much and how often: full takes about ten minutes, quick one or two
  --kpt     the kpt to use
  --out     folder that gets results.json and results.svg
  --readme  page that gets the report, between <!-- bench:begin --> and <!-- bench:end -->; needs --out
  --date    the day, for the report

CATALOG_SET_LABELS=<binary> is the catalog's set-labels, where its module cannot be had.`;

const OPTIONS = {
  plan: { type: 'string', default: 'full' },
  kpt: { type: 'string', default: 'kpt' },
  out: { type: 'string' },
  readme: { type: 'string' },
  date: { type: 'string' },
  help: { type: 'boolean' },
} as const;

function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  const { kpt, out, readme, date } = values;
  const plan = PLANS[values.plan];
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return;
  }
  if (!plan) throw new BenchError(`there is no plan ${values.plan}: choose ${Object.keys(PLANS).join(', ')}`);
  if (readme && !out) throw new BenchError('--readme needs --out: the page shows the plot');
  // The page is looked at before ten minutes of work, not after.
  if (readme) withReport(readFileSync(readme, 'utf8'), '');
  const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const results = runBench({ plan, kpt, kptVersion: versionOf(kpt), scratch, date });
    if (out) writeResults(results, out);
    if (out && readme) writeReport(results, out, readme);
    process.stdout.write(`${terminalReport(results)}\n`);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function versionOf(kpt: string): string {
  const { status, stdout } = spawnSync(kpt, ['version'], { encoding: 'utf8' });
  if (status !== 0) throw new BenchError(`${kpt} does not run: install kpt (https://kpt.dev/installation)`);
  return stdout.trim();
}

function writeResults(results: Results, out: string): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'results.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(out, 'results.svg'), plot(results));
}

function writeReport(results: Results, out: string, readme: string): void {
  const report = readmeReport(results, relative(dirname(readme), out));
  writeFileSync(readme, withReport(readFileSync(readme, 'utf8'), report));
}

try {
  main();
} catch (error) {
  if (!(error instanceof BenchError || error instanceof ImageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
