import { BRANCH } from '../../lib/porch/repository';
import { CredentialSearch } from '../../lib/site/credentials';
import { type Git, runGit } from './git';
import { RenderError } from './render-error';

const REF = `refs/heads/${BRANCH}`;

/** Where the branch of a remote repository stands; undefined where it has none yet. Throws where git cannot reach it. */
export async function remoteHead(url: string): Promise<string | undefined> {
  refuseCredentials(url);
  const { status, stdout, stderr } = await runGit(['ls-remote', '--quiet', '--', url, REF]);
  if (status !== 0) {
    throw new RenderError(
      `${url} cannot be reached: ${lastLines(stderr)}: check the address, the network and your rights`,
    );
  }
  return stdout.split('\t')[0] || undefined;
}

/** Gets the commits of a remote branch, and changes nothing else. */
export async function fetchHead(git: Git, url: string): Promise<void> {
  await git.run(['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--', url, REF]);
}

/** A repository with what a remote one has, without its files. */
export async function cloneInto(folder: string, url: string): Promise<void> {
  const options = ['--quiet', '--no-checkout', '--no-local', '--template=', '--branch', BRANCH];
  const { status, stderr } = await runGit(['clone', ...options, '--', url, folder]);
  if (status !== 0) throw new RenderError(`${url} cannot be cloned: ${lastLines(stderr)}`);
}

export async function push(git: Git, url: string): Promise<void> {
  const { status, stderr } = await git.attempt(['push', '--quiet', '--no-follow-tags', '--', url, `${REF}:${REF}`]);
  if (status !== 0) throw new RenderError(`${url} did not take the push: ${lastLines(stderr)}`);
}

/** Who sees the list of processes sees what git is called with; a clone keeps its address, and manifests have it. */
export function refuseCredentials(url: string): void {
  if (new CredentialSearch().pathsIn(url).length === 0) return;
  const address = url.replace(/\/\/[^/]*@/, '//').replace(/[?#].*$/s, '');
  throw new RenderError(
    `the address of ${address} has a password or token in it: leave it out, and let a credential helper of git or an SSH key say it`,
  );
}

function lastLines(stderr: string): string {
  return stderr
    .trim()
    .split('\n')
    .filter(line => line !== '')
    .slice(0, 3)
    .join(' ');
}
