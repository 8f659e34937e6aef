import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BRANCH } from '../../lib/porch/repository';
import { Git } from './git';
import { shown } from './shown';

/** A blob of a tree. */
export interface TreeEntry {
  mode: string;
  hash: string;
}

export interface Status {
  /** The commit that is checked out; undefined before the first one. */
  head: string | undefined;
  /** `(detached)` where no branch is checked out. */
  branch: string;
  /** Paths with changes that are not committed, new files among them. */
  changed: string[];
  /** Files that git was told to ignore. */
  ignored: string[];
}

/** The Git repository of a site: what its cluster applies, and whatever else people keep there. */
export class SiteRepository {
  readonly git: Git;

  constructor(
    readonly site: string,
    readonly folder: string,
  ) {
    this.git = new Git(folder);
  }

  /** As users of the command know it. */
  get name(): string {
    return shown(this.folder);
  }

  get exists(): boolean {
    return existsSync(join(this.folder, '.git'));
  }

  /** Whether a new repository can be made here. */
  get isFree(): boolean {
    return !existsSync(this.folder) || readdirSync(this.folder).length === 0;
  }

  /** The state of the given paths, or of everything. */
  async status(paths: readonly string[]): Promise<Status> {
    const args = [
      'status',
      '--porcelain=v2',
      '--branch',
      '--untracked-files=all',
      '--ignored=matching',
      '--no-renames',
    ];
    const status: Status = { head: undefined, branch: '', changed: [], ignored: [] };
    for (const line of (await this.git.run([...args, '-z', '--', ...paths])).split('\0')) {
      const words = line.split(' ');
      const oid = headerValue(line, 'oid');
      if (oid !== undefined) status.head = oid === '(initial)' ? undefined : oid;
      status.branch = headerValue(line, 'head') ?? status.branch;
      const fields = FIELDS_BEFORE_PATH[words[0] ?? ''];
      if (fields !== undefined) status.changed.push(words.slice(fields).join(' '));
      if (words[0] === '!') status.ignored.push(line.slice(2));
    }
    return status;
  }

  /** The files of a commit below some paths, by path. */
  async tree(commit: string, paths: readonly string[]): Promise<Map<string, TreeEntry>> {
    const listed = await this.git.run(['ls-tree', '-r', '-z', '--full-tree', commit, '--', ...paths]);
    const files = new Map<string, TreeEntry>();
    for (const line of listed.split('\0')) {
      const [, mode, hash, path] = /^(\d+) \w+ (\w+)\t(.*)$/s.exec(line) ?? [];
      if (mode && hash && path) files.set(path, { mode, hash });
    }
    return files;
  }

  /** The abbreviated name of the newest commit that changed something below a path. */
  async lastCommit(path: string): Promise<string> {
    return (await this.git.run(['log', '-1', '--format=%h', BRANCH, '--', path])).trim();
  }
}

/** Where the path begins in a line about a change (git-status, porcelain format version 2). */
const FIELDS_BEFORE_PATH: Readonly<Record<string, number>> = { '1': 8, u: 10, '?': 1 };

function headerValue(line: string, name: string): string | undefined {
  const prefix = `# branch.${name} `;
  return line.startsWith(prefix) ? line.slice(prefix.length) : undefined;
}
