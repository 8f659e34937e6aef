import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BRANCH } from '../../lib/porch/repository';
import type { Git } from './git';
import { objectHash } from './object-hash';
import type { PackageChanges } from './package-changes';
import type { Standing } from './standing';

/** A commit to make. */
export interface Draft {
  message: string;
  changes: PackageChanges;
  /** Folder with the rendered package. */
  folder: string;
}

/** Used where git has nobody configured. */
const NOBODY = ['-c', 'user.name=intent-krm', '-c', 'user.email=render@intent-krm.invalid'];

/** Brings a site's repository to where a render starts from, and makes the commits; the files follow. */
export async function commitChanges(standing: Standing, drafts: readonly Draft[]): Promise<void> {
  const { repository, tip } = standing;
  await prepare(standing);
  if (drafts.length === 0) return;
  const { git } = repository;
  await git.run(['fast-import', '--quiet', '--done'], { input: [...commitStream(await identity(git), tip, drafts)] });
  const head = (await git.run(['rev-parse', BRANCH])).trim();
  // What is not committed in other folders stays as it is, staged or not.
  await git.attempt(['update-index', '-q', '--refresh']);
  await git.run(['read-tree', '-m', '-u', tip ?? objectHash('tree', new Uint8Array(), head), head]);
}

async function prepare({ repository, source, tip, isBehind, url }: Standing): Promise<void> {
  const { folder, git } = repository;
  if (source !== repository) {
    cpSync(source.folder, folder, { recursive: true });
    await git.run(['reset', '--hard', '--quiet']);
  } else if (!repository.exists) {
    mkdirSync(folder, { recursive: true });
    await git.run(['init', '--quiet', '--template=', `--initial-branch=${BRANCH}`]);
    if (url !== undefined) await git.run(['remote', 'add', 'origin', url]);
  } else if (isBehind && tip !== undefined) await git.run(['merge', '--ff-only', '--quiet', tip]);
}

interface Identity {
  author: string;
  committer: string;
}

/** Who commits, and when, as git knows it: from the environment or a configuration, never guessed from the machine. */
async function identity(git: Git): Promise<Identity> {
  const [author, committer] = await Promise.all(['AUTHOR', 'COMMITTER'].map(role => person(git, `GIT_${role}_IDENT`)));
  return { author: author ?? '', committer: committer ?? '' };
}

async function person(git: Git, variable: string): Promise<string> {
  const configured = await git.attempt(['-c', 'user.useConfigOnly=true', 'var', variable]);
  if (configured.status === 0) return configured.stdout.trim();
  return (await git.run([...NOBODY, 'var', variable])).trim();
}

/** What git-fast-import reads: one process for any number of commits, and files byte for byte as they were rendered. */
function* commitStream(
  { author, committer }: Identity,
  tip: string | undefined,
  drafts: readonly Draft[],
): Generator<string | Uint8Array> {
  yield 'feature done\n';
  for (const [i, { message, changes, folder }] of drafts.entries()) {
    yield `commit refs/heads/${BRANCH}\nauthor ${author}\ncommitter ${committer}\n`;
    yield* data(Buffer.from(message));
    if (i === 0 && tip !== undefined) yield `from ${tip}\n`;
    for (const path of changes.deletes) yield `D ${quoted(path)}\n`;
    for (const { path, mode } of changes.writes) {
      yield `M ${mode} inline ${quoted(path)}\n`;
      yield* data(readFileSync(join(folder, path.slice(changes.path.length + 1))));
    }
    yield '\n';
  }
  yield 'done\n';
}

function* data(content: Uint8Array): Generator<string | Uint8Array> {
  yield `data ${content.byteLength}\n`;
  yield content;
  yield '\n';
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`;
}
