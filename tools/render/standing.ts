import { join } from 'node:path';
import { BRANCH } from '../../lib/porch/repository';
import type { Site } from '../../lib/site/site';
import { isByTool, TOOLS } from './history';
import { objectHash } from './object-hash';
import { cloneInto, fetchHead, remoteHead } from './remote';
import { RenderError } from './render-error';
import { SiteRepository, type Status } from './site-repository';

/** Where a site's repository stands before a render; nothing of it has been written. */
export interface Standing {
  site: Site;
  repository: SiteRepository;
  /** What has its commits: the repository itself, or a clone that becomes it. */
  source: SiteRepository;
  /** The commit that a render starts from; undefined in an empty repository. */
  tip: string | undefined;
  /** Whether the remote branch has commits that the repository lacks. */
  isBehind: boolean;
  /** Files that git ignores, where packages go. */
  ignored: readonly string[];
  /** Where commits are pushed to. */
  url: string | undefined;
}

export interface SiteAddress {
  site: Site;
  /** Folder of the repository. */
  folder: string;
  /** A remote repository that the folder is to agree with. */
  url: string | undefined;
}

/**
 * Looks at a site's repository, and refuses it with `RenderError` where a render could lose or contradict somebody's
 * work. `paths`: where packages go. `scratch` gets clones.
 */
export async function examine(
  { site, folder, url }: SiteAddress,
  paths: readonly string[],
  scratch: string,
): Promise<Standing> {
  const repository = new SiteRepository(site.name, folder);
  const status = repository.exists ? await checkedStatus(repository, paths) : undefined;
  if (!status && !repository.isFree) {
    throw new RenderError(
      `${repository.name} has files, and is no Git repository: move it away, or put its files under version control (git init --initial-branch ${BRANCH}, git add, git commit)`,
    );
  }
  const local = { site, repository, source: repository, tip: status?.head, ignored: status?.ignored ?? [], url };
  if (url === undefined) return { ...local, isBehind: false };
  const head = await remoteHead(url);
  if (head === undefined || head === status?.head) return { ...local, isBehind: false };
  if (status) return { ...local, ...(await compareWithRemote(repository, status.head, head, url)) };
  const clone = join(scratch, site.name, 'repository');
  await cloneInto(clone, url);
  return { ...local, source: new SiteRepository(site.name, clone), tip: head, isBehind: false };
}

async function checkedStatus(repository: SiteRepository, paths: readonly string[]): Promise<Status> {
  const status = await repository.status(paths);
  const { name } = repository;
  if (status.branch !== BRANCH) {
    throw new RenderError(
      `${name} is on ${status.branch}, not on the branch ${BRANCH}: git -C ${name} switch ${BRANCH}`,
    );
  }
  if (status.changed.length > 0) {
    const mend = (await isBeforeLastRender(repository, paths))
      ? `these are the files from before the last render: if it was stopped before it wrote them, git -C ${name} restore --staged --worktree . does that; if somebody is taking it back, commit them`
      : `commit them, stash them (git -C ${name} stash --include-untracked) or take them back`;
    throw new RenderError(`${name} has changes that are not committed:\n${list(status.changed)}${mend}`);
  }
  return status;
}

/** Whether files and index are what a render started from whose commits are there. */
async function isBeforeLastRender({ git }: SiteRepository, paths: readonly string[]): Promise<boolean> {
  if ((await git.attempt(['diff-files', '--quiet', '--', ...paths])).status !== 0) return false;
  // A render makes a commit per package. In an empty repository there is none.
  const log = await git.attempt(['log', '--first-parent', `-${paths.length}`, `--format=%H %P%x1f${TOOLS}`]);
  for (const commit of log.stdout.trimEnd().split('\n')) {
    const [names = '', tools = ''] = commit.split('\x1f');
    const [name = '', parent = objectHash('tree', new Uint8Array(), name)] = names.trim().split(' ');
    if (!isByTool(tools)) return false;
    if ((await git.attempt(['diff-index', '--cached', '--quiet', parent, '--', ...paths])).status === 0) return true;
  }
  return false;
}

async function compareWithRemote(
  repository: SiteRepository,
  local: string | undefined,
  remote: string,
  url: string,
): Promise<{ tip: string | undefined; isBehind: boolean }> {
  const { git, name } = repository;
  await fetchHead(git, url);
  if (local !== undefined && (await isAncestor(repository, remote, local))) return { tip: local, isBehind: false };
  if (local !== undefined && !(await isAncestor(repository, local, remote))) {
    throw new RenderError(
      `${name} and ${url} have diverged: each has commits that the other lacks: bring them together (git -C ${name} pull --rebase ${url} ${BRANCH}), or move ${name} away to start from what is there`,
    );
  }
  const { changed } = await repository.status([]);
  if (changed.length > 0) {
    throw new RenderError(
      `${url} has newer commits, and ${name} has changes that are not committed:\n${list(changed)}commit them, stash them or take them back`,
    );
  }
  return { tip: remote, isBehind: true };
}

async function isAncestor({ git }: SiteRepository, older: string, newer: string): Promise<boolean> {
  return (await git.attempt(['merge-base', '--is-ancestor', older, newer])).status === 0;
}

function list(paths: readonly string[]): string {
  return paths.map(path => `  ${path}\n`).join('');
}
