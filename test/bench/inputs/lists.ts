import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../bench-error';
import { cached } from '../cache';
import { say } from '../progress';
import { inWords } from '../report/numbers';
import { type Content, packageFiles } from './package-files';

/** kpt needs 1.3 GB of memory for this many resources, and twice as much for twice as many. */
const LARGEST_PACKAGE = 10_000;

const ITEMS = '\nitems:\n';

/** ResourceLists as functions get them: generated packages, read by the real kpt. Kept between runs. */
export class Lists {
  constructor(
    private readonly kpt: string,
    private readonly kptVersion: string,
  ) {}

  /** The file of a list with so many resources, and a functionConfig with this `data` if there is one. */
  file(content: Content, resources: number, config?: Record<string, string>): string {
    const list = this.source(content, resources);
    if (!config) return list;
    const tail = functionConfig(config);
    return cached(`lists/${content}-${resources}-with-config`, [list, tail], path => {
      copyFileSync(list, path);
      appendFileSync(path, tail);
    });
  }

  /** The same resources as plain documents, for programs that know no ResourceList. */
  documents(content: Content, resources: number): string {
    const files = [...packageFiles(content, resources).values()];
    return cached(`lists/${content}-${resources}-documents`, files, path => writeFileSync(path, files.join('---\n')));
  }

  private source(content: Content, resources: number): string {
    const packages = chunks(resources).map(({ first, count }) => packageFiles(content, count, first));
    const ingredients = [this.kptVersion, ...packages.flatMap(files => [...files].flat())];
    return cached(`lists/${content}-${resources}`, ingredients, path => {
      say(`kpt fn source: a package of ${inWords(resources)} ${content}`);
      packages.forEach((files, i) => {
        const list = this.read(files);
        // From the second package on, only the items: kpt writes `items:` last.
        appendFileSync(path, i === 0 ? list : list.subarray(list.indexOf(ITEMS) + ITEMS.length));
      });
    });
  }

  private read(files: ReadonlyMap<string, string>): Buffer {
    const scratch = mkdtempSync(join(tmpdir(), 'bench-'));
    try {
      const [folder, list] = [join(scratch, 'package'), join(scratch, 'list.yaml')];
      writePackage(folder, files);
      const output = openSync(list, 'w');
      const stdio = ['ignore', output, 'pipe'] as const;
      const run = spawnSync(this.kpt, ['fn', 'source', folder], { encoding: 'utf8', stdio: [...stdio] });
      closeSync(output);
      if (run.status !== 0) throw new BenchError(`kpt fn source: ${run.error?.message ?? run.stderr.trim()}`);
      return readFileSync(list);
    } finally {
      rmSync(scratch, { recursive: true });
    }
  }
}

export function writePackage(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, content] of files) writeFileSync(join(folder, file), content);
}

/** Two bundles and two ConfigMaps come of an intent, which is every tenth object. */
export function sourcesOf(resources: number): number {
  let sources = 0;
  while (sources + 4 * Math.floor(sources / 10) < resources) sources++;
  return sources;
}

function chunks(resources: number): { first: number; count: number }[] {
  const count = Math.max(1, Math.ceil(resources / LARGEST_PACKAGE));
  return Array.from({ length: count }, (_, i) => {
    const first = i * LARGEST_PACKAGE;
    return { first, count: Math.min(LARGEST_PACKAGE, resources - first) };
  });
}

/** What kpt makes of `configMap:` in a Kptfile: `data` in flow style, behind the items. */
function functionConfig(data: Record<string, string>): string {
  const entries = Object.entries(data).map(([key, value]) => `${key}: ${quoted(value)}`);
  const metadata = '  apiVersion: v1\n  kind: ConfigMap\n  metadata:\n    name: function-input\n';
  return `functionConfig:\n${metadata}  data: {${entries.join(', ')}}\n`;
}

function quoted(value: string): string {
  return /^[a-z0-9-]+$/.test(value) ? value : `'${value}'`;
}
