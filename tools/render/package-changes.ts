import { readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type FileHistory, readHistory } from './history';
import { objectHash } from './object-hash';
import { listFiles } from './package-folder';
import { RenderError } from './render-error';
import type { SiteRepository, TreeEntry } from './site-repository';

/** What rendering a package changes in a site's repository; paths are those of the repository. */
export interface PackageChanges {
  path: string;
  /** Files that get the content that was rendered. */
  writes: { path: string; mode: string }[];
  /** Files that earlier renders wrote, and this one did not. */
  deletes: string[];
  /** What deserves a word: commits of others that this one writes over. */
  notes: string[];
}

/** Compares a rendered folder with what a commit of the repository has at the package's path. */
export async function compareWithCommit(
  repository: SiteRepository,
  commit: string | undefined,
  { path, folder }: { path: string; folder: string },
): Promise<PackageChanges> {
  const present = commit === undefined ? new Map<string, TreeEntry>() : await repository.tree(commit, [path]);
  const rendered = new Map(listFiles(folder).map(file => [posix.join(path, file), join(folder, file)]));
  const writes = [...rendered].flatMap(([file, source]) => {
    const mode = statSync(source).mode & 0o100 ? '100755' : '100644';
    return isSame(present.get(file), mode, source) ? [] : [{ path: file, mode }];
  });
  const others = [...present.keys()].filter(file => !rendered.has(file));
  const changed = writes.filter(file => present.has(file.path));
  const mayBeForeign = others.length > 0 || changed.length > 0;
  const history = commit !== undefined && mayBeForeign ? await readHistory(repository.git, commit, path) : new Map();
  const deletes = others.filter(file => history.get(file)?.isOwn);
  const isForeign = (file: string) => !history.get(file)?.isOwn;
  refuseOverwriting(repository, changed.map(file => file.path).filter(isForeign));
  refuseReplacement(repository, [...rendered.keys()], others.filter(isForeign));
  return {
    path,
    writes,
    deletes,
    notes: noteOthers(repository, [...changed.map(file => file.path), ...deletes], history),
  };
}

/** What a render has once written over, it would own, and take away some day. */
function refuseOverwriting(repository: SiteRepository, foreign: readonly string[]): void {
  if (foreign.length === 0) return;
  const [it, was] = foreign.length === 1 ? ['it', 'was'] : ['they', 'were'];
  throw new RenderError(
    `${repository.name}: ${foreign.join(', ')} would be rendered over, but ${it} ${was} made by somebody else: rename or move what is theirs, or delete it in a commit where the rendered one is to take its place; nothing was written`,
  );
}

/** Git would take a folder away for a file of its name, and a file for a folder. */
function refuseReplacement(repository: SiteRepository, rendered: readonly string[], foreign: readonly string[]): void {
  const [files, folders] = [new Set(foreign), new Set(foreign.flatMap(foldersOf))];
  const inTheWay = rendered.find(file => folders.has(file) || foldersOf(file).some(folder => files.has(folder)));
  if (inTheWay === undefined) return;
  throw new RenderError(
    `${repository.name}: ${inTheWay} would take the place of files that no render has made: move them away; nothing was written`,
  );
}

function foldersOf(file: string): string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

function isSame(entry: TreeEntry | undefined, mode: string, source: string): boolean {
  return entry?.mode === mode && entry.hash === objectHash('blob', readFileSync(source), entry.hash);
}

/** A line per commit of others that had the last word on files that change now. */
function noteOthers(
  repository: SiteRepository,
  files: readonly string[],
  history: ReadonlyMap<string, FileHistory>,
): string[] {
  const byCommit = new Map<string, string[]>();
  for (const file of files) {
    const last = history.get(file);
    if (!last || last.isRendered) continue;
    const commit = `${last.commit.name} (${last.commit.subject})`;
    byCommit.set(commit, [...(byCommit.get(commit) ?? []), file]);
  }
  return [...byCommit].map(
    ([commit, changed]) => `${repository.name}: rendered over what commit ${commit} changed: ${changed.join(', ')}`,
  );
}
