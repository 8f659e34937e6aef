import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { BenchError } from '../bench-error';
import { cached } from '../cache';
import { say } from '../progress';

/** The catalog's functions in Go, to measure ours against. */
export interface Peers {
  /** Undefined where it cannot be had. */
  setLabels: Peer | undefined;
  setNamespace: Peer;
}

export interface Peer {
  binary: string;
  /** Module and version. */
  origin: string;
}

/** Pins set-namespace, with checksums, so that nothing but the module proxy need be reached. */
const PINNED = 'test/bench/peers';
const SET_NAMESPACE = 'github.com/kptdev/krm-functions-catalog/functions/go/set-namespace';

/** The catalog has moved: the first that can be had is it. */
const SET_LABELS = [
  'github.com/kptdev/krm-functions-catalog/functions/go/set-labels@v0.2.1',
  // v0.2.0: its tag is none that Go knows.
  'github.com/GoogleContainerTools/kpt-functions-catalog/functions/go/set-labels@c653dc89e364',
];

/** What a proxy does not have is not worth waiting for. */
const INSTALL_TIMEOUT = 120_000;

export function findPeers(): Peers {
  return { setLabels: findSetLabels(), setNamespace: buildSetNamespace() };
}

/** `CATALOG_SET_LABELS` if it names a binary, else the module. */
function findSetLabels(): Peer | undefined {
  const { CATALOG_SET_LABELS: given } = process.env;
  if (given !== undefined && !existsSync(given)) throw new BenchError(`CATALOG_SET_LABELS: there is no ${given}`);
  if (given !== undefined) return { binary: resolve(given), origin: moduleOf(given) };
  for (const module of SET_LABELS) {
    const peer = install(module);
    if (peer) return peer;
  }
  say('targets against set-labels are not measured: CATALOG_SET_LABELS=<binary> brings your own');
  return undefined;
}

function install(module: string): Peer | undefined {
  try {
    const folder = cached('peers/set-labels', [module], path => {
      say(`go install ${module}`);
      go(['install', module], '.', { GOBIN: resolve(path) }, INSTALL_TIMEOUT);
    });
    return { binary: join(folder, 'set-labels'), origin: module };
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    say(`the catalog's set-labels cannot be had as ${error.message}`);
    return undefined;
  }
}

function buildSetNamespace(): Peer {
  const pins = ['go.mod', 'go.sum'].map(file => readFileSync(join(PINNED, file), 'utf8'));
  const version = new RegExp(`^require ${SET_NAMESPACE} (\\S+)$`, 'm').exec(pins[0] ?? '')?.[1];
  const binary = cached('peers/set-namespace', pins, path => {
    say(`go build ${SET_NAMESPACE} (once, about 20 s)`);
    go(['build', '-o', path, SET_NAMESPACE], PINNED, {});
  });
  return { binary, origin: `${SET_NAMESPACE}@${version}` };
}

function go(args: readonly string[], cwd: string, env: Record<string, string>, timeout?: number): void {
  const options = { cwd, env: { ...process.env, ...env }, encoding: 'utf8' as const };
  const run = spawnSync('go', args, timeout === undefined ? options : { ...options, timeout });
  if (run.status === 0) return;
  const said = run.error?.message ?? run.stderr.trim().split('\n').at(-1)?.trim();
  throw new BenchError(`${args.at(-1)}: ${said}`);
}

/** What a binary says of itself; a local build has no version. */
function moduleOf(binary: string): string {
  const { stdout } = spawnSync('go', ['version', '-m', binary], { encoding: 'utf8' });
  const [, module, version] = /^\tmod\t(\S+)\t(\S+)/m.exec(stdout ?? '') ?? [];
  return module ? `${module}@${version}` : basename(binary);
}
