import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { sourceOf } from '../../lib/kinds/generated';
import type { Site } from '../../lib/site/site';
import { YamlDocument } from '../../lib/yaml/document';
import { isMap, type YamlValue } from '../../lib/yaml/value';
import { restoreImages, useExecutables } from './executables';
import { listFiles, readObjects } from './package-folder';
import { runProgram } from './program';
import { RenderError } from './render-error';

export interface RenderJob {
  site: Site;
  /** Folder of the blueprint. */
  blueprint: string;
  /** Package path in the site's repository. */
  path: string;
  /** File with the sites there are, if it is not the blueprint's own. */
  inventory?: string | undefined;
  /** Folder for copies. */
  scratch: string;
  kpt: string;
}

/** What came of a render: the package is a folder, so that a hundred of them need no memory. */
export interface RenderedPackage {
  site: string;
  blueprint: string;
  path: string;
  /** Folder that holds the files. */
  folder: string;
  /** The kind of each object for the cluster. */
  kinds: string[];
  /** Names of the intents that objects were made from. */
  intents: string[];
  /** Number of results by severity. */
  results: Map<string, number>;
}

/**
 * Renders a copy of a blueprint for a site with real kpt. kpt runs the built functions instead of their images, so no
 * container engine is needed; what comes back names the images again.
 */
export async function renderPackage(job: RenderJob): Promise<RenderedPackage> {
  const { site, blueprint, path, scratch } = job;
  const folder = join(scratch, site.name, 'packages', path);
  cpSync(blueprint, folder, { recursive: true });
  if (job.inventory) cpSync(job.inventory, join(folder, INVENTORY_FILE));
  setContext(folder, site);
  const images = useExecutables(folder);
  const results = await runKpt(job, folder);
  restoreImages(folder, images);
  // The sites are the same in every package, and nothing of them is for a cluster.
  const files = listFiles(folder).filter(file => /\.ya?ml$/.test(file) && file !== INVENTORY_FILE);
  const objects = files.flatMap(file => readObjects(join(folder, file)));
  return {
    site: site.name,
    blueprint: basename(blueprint),
    path,
    folder,
    kinds: objects.filter(object => !object.isLocalConfig).map(object => object.kind),
    intents: [...new Set(objects.flatMap(object => sourceOf(object)?.name ?? []))].sort(),
    results,
  };
}

/** Where a blueprint has the sites there are. */
export const INVENTORY_FILE = 'sites.yaml';

/** What a PackageVariant says: the site, and the setters that depend on it (blueprints/management). */
function setContext(folder: string, { name, cluster }: Site): void {
  const file = join(folder, 'package-context.yaml');
  if (!existsSync(file)) throw new RenderError(`${file} is missing: a package learns its site from it`);
  const document = new YamlDocument(readFileSync(file));
  const context = { site: name, 'site-id': name, 'cluster-name': cluster };
  for (const [key, value] of Object.entries(context)) document.set(document.root, ['data', key], value);
  writeFileSync(file, document.toBytes());
}

async function runKpt({ kpt, site, path, scratch }: RenderJob, folder: string): Promise<Map<string, number>> {
  const resultsFolder = join(scratch, site.name, 'results', path);
  const args = ['fn', 'render', folder, '--allow-exec', '--truncate-output=false', '--results-dir', resultsFolder];
  const { status, stderr } = await runProgram(kpt, args);
  if (status !== 0) {
    throw new RenderError(
      `${withoutScratch(stderr)}\n\n${site.name}: ${path} could not be rendered; nothing was written`,
    );
  }
  const results = join(resultsFolder, 'results.yaml');
  // A package without functions has no results.
  return existsSync(results) ? countResults(readFileSync(results)) : new Map();
}

/** kpt points to its results file; this one goes with the scratch folder. */
function withoutScratch(output: string): string {
  return output.replace(/^For complete results, see .*$/m, '').trim();
}

function countResults(bytes: Buffer): Map<string, number> {
  const document = new YamlDocument(bytes);
  const counts = new Map<string, number>();
  for (const run of listOf(document.get(document.root, ['items']))) {
    for (const result of listOf(isMap(run) ? run.results : null)) {
      const severity = isMap(result) ? String(result.severity) : 'error';
      counts.set(severity, (counts.get(severity) ?? 0) + 1);
    }
  }
  return counts;
}

function listOf(value: YamlValue | undefined): YamlValue[] {
  return Array.isArray(value) ? value : [];
}
