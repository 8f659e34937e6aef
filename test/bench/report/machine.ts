import { spawnSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { runtime } from '../../../tools/images/runtimes';
import type { Machine } from '../results';

/** What the figures depend on, without anything that tells one machine from another of its kind. */
export function describeMachine(kptVersion: string): Machine {
  const versions = {
    node: runtime('node').version,
    bun: runtime('bun').version,
    go: said('go', ['env', 'GOVERSION']).replace(/^go/, ''),
    kpt: kptVersion,
    docker: said('docker', ['version', '--format', '{{.Server.Version}}']),
  };
  const known = Object.entries(versions).filter(([, version]) => version !== '');
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 1e9),
    system: `${type()} ${release()}`,
    versions: Object.fromEntries(known),
  };
}

/** The commit that is measured, marked if files differ from it. */
export function commit(): string {
  return said('git', ['describe', '--always', '--exclude=*', '--dirty']) || 'unknown';
}

function said(program: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(program, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : '';
}
