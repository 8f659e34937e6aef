import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { sourceOf } from '../../lib/kinds/generated';
import { KubeObject } from '../../lib/krm/kube-object';
import { YamlDocument } from '../../lib/yaml/document';
import { isMap, type YamlValue } from '../../lib/yaml/value';
import { restoreImages, useExecutables } from './executables';
import { RenderError } from './render-error';

export interface RenderJob {
  site: string;
  /** Folder of the blueprint. */
  blueprint: string;
  /** Package path in the site's repository. */
  path: string;
  /** Folder for copies. */
  scratch: string;
  kpt: string;
}

export interface RenderedPackage {
  site: string;
  path: string;
  /** Content by path inside the package. */
  files: Map<string, Buffer>;
  /** The objects for the cluster. */
  objects: KubeObject[];
  /** Names of the intents that objects were made from. */
  intents: string[];
  /** Number of results by severity. */
  results: Map<string, number>;
}

/**
 * Renders a copy of a blueprint for a site with real kpt. kpt runs the built functions instead of their images, so no
 * container engine is needed; what comes back names the images again.
 */
export function renderPackage(job: RenderJob): RenderedPackage {
  const folder = join(job.scratch, job.site, job.path);
  cpSync(job.blueprint, folder, { recursive: true });
  setContext(folder, job.site);
  const images = useExecutables(folder);
  const results = runKpt(job, folder);
  restoreImages(folder, images);
  const files = readFolder(folder);
  const objects = [...files].filter(([file]) => /\.ya?ml$/.test(file)).flatMap(([, content]) => parseObjects(content));
  return {
    site: job.site,
    path: job.path,
    files,
    objects: objects.filter(object => !object.isLocalConfig),
    intents: [...new Set(objects.flatMap(object => sourceOf(object)?.name ?? []))].sort(),
    results,
  };
}

/** What a PackageVariant says: the site, and the setters that depend on it (blueprints/management). */
function setContext(folder: string, site: string): void {
  const file = join(folder, 'package-context.yaml');
  const document = new YamlDocument(readFileSync(file));
  const context = { site, 'site-id': site, 'cluster-name': clusterOf(site, join(folder, 'sites.yaml')) };
  for (const [key, value] of Object.entries(context)) document.set(document.root, ['data', key], value);
  writeFileSync(file, document.toBytes());
}

/** The name of a site's cluster; that of the site where its inventory does not say. */
function clusterOf(site: string, inventory: string): string {
  const sites = existsSync(inventory) ? parseObjects(readFileSync(inventory)) : [];
  const own = sites.find(({ kind, name }) => kind === 'Site' && name === site);
  return own?.getString(['spec', 'cluster']) ?? site;
}

function runKpt({ kpt, site, path, scratch }: RenderJob, folder: string): Map<string, number> {
  const resultsFolder = join(scratch, `${site}-results`, path);
  const args = ['fn', 'render', folder, '--allow-exec', '--truncate-output=false', '--results-dir', resultsFolder];
  const run = spawnSync(kpt, args, { encoding: 'utf8' });
  if (run.error) throw new RenderError(`${kpt} could not be started: ${run.error.message}`);
  if (run.status !== 0) {
    throw new RenderError(
      `${withoutScratch(run.stderr)}\n\n${site}: ${path} could not be rendered; nothing was written`,
    );
  }
  return countResults(readFileSync(join(resultsFolder, 'results.yaml')));
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

export function readFolder(folder: string): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    files.set(relative(folder, file), readFileSync(file));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function parseObjects(content: Buffer): KubeObject[] {
  return content
    .toString('utf8')
    .split(/^---$/m)
    .filter(text => /^[^#\s]/m.test(text))
    .map(text => {
      const document = new YamlDocument(Buffer.from(text));
      return new KubeObject(document, document.root);
    });
}
