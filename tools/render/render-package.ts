import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { KubeObject } from '../../lib/krm/kube-object';
import { YamlDocument } from '../../lib/yaml/document';
import { isMap, type YamlValue } from '../../lib/yaml/value';

/** Something went wrong that the user can mend; the message says what. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

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
  intents: string[];
  /** Number of results by severity. */
  results: Map<string, number>;
}

const IMAGE = /^(\s*(?:- )?)image: (ghcr\.io\/intent-krm\/([a-z-]+):\S+)$/gm;

/**
 * Renders a copy of a blueprint for a site with real kpt. kpt runs the built functions instead of their images, so no
 * container engine is needed; what comes back names the images again.
 */
export function renderPackage(job: RenderJob): RenderedPackage {
  const folder = join(job.scratch, job.site, job.path);
  cpSync(job.blueprint, folder, { recursive: true });
  setSite(join(folder, 'package-context.yaml'), job.site);
  const images = useExecutables(join(folder, 'Kptfile'));
  const results = runKpt(job, folder);
  restoreImages(join(folder, 'Kptfile'), images);
  const files = readFolder(folder);
  const objects = [...files].filter(([file]) => /\.ya?ml$/.test(file)).flatMap(([, content]) => parseObjects(content));
  return {
    site: job.site,
    path: job.path,
    files,
    objects: objects.filter(object => !object.isLocalConfig),
    intents: [...new Set(objects.flatMap(object => intentOf(object) ?? []))].sort(),
    results,
  };
}

function setSite(file: string, site: string): void {
  const document = new YamlDocument(readFileSync(file));
  document.set(document.root, ['data', 'site'], site);
  writeFileSync(file, document.toBytes());
}

/** Puts the built function in the place of each image; gives the images by executable. */
function useExecutables(kptfile: string): Map<string, string> {
  const images = new Map<string, string>();
  const text = readFileSync(kptfile, 'utf8').replace(IMAGE, (_line, lead: string, image: string, name: string) => {
    const executable = resolve('dist', `${name}.cjs`);
    if (!existsSync(executable))
      throw new RenderError(`${kptfile} names ${image}, but there is no dist/${name}.cjs: run make build`);
    // kpt splits the command as a shell does.
    const command = JSON.stringify(`'${executable}'`);
    images.set(command, image);
    return `${lead}exec: ${command}`;
  });
  writeFileSync(kptfile, text);
  return images;
}

function restoreImages(kptfile: string, images: ReadonlyMap<string, string>): void {
  let text = readFileSync(kptfile, 'utf8');
  for (const [command, image] of images) text = text.replaceAll(`exec: ${command}`, `image: ${image}`);
  writeFileSync(kptfile, text);
}

function runKpt({ kpt, site, path, scratch }: RenderJob, folder: string): Map<string, number> {
  const resultsFolder = join(scratch, `${site}-results`, path);
  const args = ['fn', 'render', folder, '--allow-exec', '--truncate-output=false', '--results-dir', resultsFolder];
  const run = spawnSync(kpt, args, { encoding: 'utf8' });
  if (run.error) throw new RenderError(`${kpt} could not be started: ${run.error.message}`);
  if (run.status !== 0) {
    throw new RenderError(`${run.stderr.trim()}\n\n${site}: ${path} could not be rendered; nothing was written`);
  }
  return countResults(readFileSync(join(resultsFolder, 'results.yaml')));
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

/** The name of the intent that an object was made from. */
function intentOf(object: KubeObject): string | undefined {
  return object.annotations.get('intent.nephio.org/source')?.split('/')[1];
}
