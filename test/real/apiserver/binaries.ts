import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { locked } from '../lock';
import { UnavailableError } from '../unavailable-error';

const MODULE = 'test/real/apiserver';
const CACHE = '.cache/real';
const PACKAGE = 'k8s.io/kubernetes/cmd/kube-apiserver';
const DEBIAN_PACKAGE = 'etcd-server';

/** The pinned kube-apiserver, built on first use. */
export function kubeApiServer(): string {
  return binary('kube-apiserver', buildHash(), file => {
    const version = pinnedVersion();
    process.stderr.write(`building kube-apiserver ${version} into ${CACHE} (once, 3 to 10 minutes)\n`);
    // A build from modules does not know which version it is of.
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
    const stamps = { gitVersion: version, gitMajor: major, gitMinor: minor };
    const flags = Object.entries(stamps).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
    go(['build', '-ldflags', ['-s', '-w', ...flags].join(' '), '-o', file, PACKAGE]);
  });
}

/** The etcd on PATH, else Debian's, taken out of its package: nothing is installed, and no service is started. */
export function etcd(): string {
  if (answers('etcd', ['--version'])) return 'etcd';
  return binary('etcd', `etcd-${process.arch}`, (file, scratch) => {
    process.stderr.write(`downloading Debian's ${DEBIAN_PACKAGE} into ${CACHE} (once)\n`);
    try {
      execFileSync('apt-get', ['download', '--quiet', '--quiet', DEBIAN_PACKAGE], { cwd: scratch, stdio: 'pipe' });
      const [archive = ''] = readdirSync(scratch).filter(name => name.endsWith('.deb'));
      execFileSync('dpkg', ['--extract', join(scratch, archive), scratch]);
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      throw new UnavailableError(`there is no etcd on PATH, and no package of it (apt-get update first): ${said}`);
    }
    renameSync(join(scratch, 'usr/bin/etcd'), file);
  });
}

/** A binary in the cache, made by one process at a time. It gets its name when it is complete. */
function binary(name: string, version: string, make: (file: string, scratch: string) => void): string {
  const folder = resolve(CACHE, version);
  const file = join(folder, name);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  return locked(`${file}.lock`, () => {
    if (existsSync(file)) return file;
    const scratch = mkdtempSync(join(folder, 'scratch-'));
    try {
      make(join(scratch, name), scratch);
      renameSync(join(scratch, name), file);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
    return file;
  });
}

function buildHash(): string {
  const hash = createHash('sha256').update(go(['version']));
  for (const name of ['go.mod', 'go.sum']) hash.update(readFileSync(join(MODULE, name)));
  return hash.digest('hex').slice(0, 12);
}

function pinnedVersion(): string {
  const found = /^\s*(?:require )?k8s\.io\/kubernetes (v\S+)/m.exec(readFileSync(join(MODULE, 'go.mod'), 'utf8'));
  return found?.[1] ?? '';
}

function go(args: readonly string[]): string {
  try {
    return execFileSync('go', args, { cwd: MODULE, encoding: 'utf8', stdio: ['ignore', 'pipe', 2] });
  } catch {
    throw new UnavailableError(
      `go ${args[0]} failed in ${MODULE}: is there Go (https://go.dev/dl), is its proxy reachable?`,
    );
  }
}

function answers(file: string, args: readonly string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
