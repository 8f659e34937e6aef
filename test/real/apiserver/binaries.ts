import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, cachedBinary } from '../cached-binary';
import { GoModule } from '../go-module';
import { UnavailableError } from '../unavailable-error';

const kubernetes = new GoModule('test/real/apiserver');
const DEBIAN_PACKAGE = 'etcd-server';

/** The pinned kube-apiserver, built on first use. */
export function kubeApiServer(): string {
  return fromKubernetes('kube-apiserver', '3 to 10 minutes');
}

/** kubectl of the same version. */
export function kubectl(): string {
  return fromKubernetes('kubectl', '1 to 3 minutes');
}

function fromKubernetes(name: string, duration: string): string {
  return cachedBinary(name, kubernetes.hash(), file => {
    const version = kubernetes.version('k8s.io/kubernetes');
    process.stderr.write(`building ${name} ${version} into ${CACHE} (once, ${duration})\n`);
    // A build from modules does not know which version it is of.
    const [, major, minor] = /^v(\d+)\.(\d+)/.exec(version) ?? [];
    const stamps = { gitVersion: version, gitMajor: major, gitMinor: minor };
    const flags = Object.entries(stamps).map(([key, value]) => `-X k8s.io/component-base/version.${key}=${value}`);
    kubernetes.build(file, `k8s.io/kubernetes/cmd/${name}`, flags.join(' '));
  });
}

/** The etcd on PATH, else Debian's, taken out of its package: nothing is installed, and no service is started. */
export function etcd(): string {
  if (answers('etcd', ['--version'])) return 'etcd';
  return cachedBinary('etcd', `etcd-${process.arch}`, (file, scratch) => {
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

function answers(file: string, args: readonly string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
