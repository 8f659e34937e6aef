import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { BenchError } from '../bench-error';
import { cached } from '../cache';
import { type FunctionInput, inputOf, RULES_TASK } from '../inputs/function-inputs';
import { say } from '../progress';
import { SCHEMA_FILE, strictSchemas } from './kubeconform';

/** A program in Go that does what a function of ours does. */
export interface Peer {
  name: string;
  /** Of what ours do, that which is the same. */
  task: string;
  argv: string[];
  /** Module and version. */
  origin: string;
  /** What it reads: a ResourceList with this `data` in its functionConfig, or plain documents. */
  input: Pick<FunctionInput, 'content' | 'config'> | 'documents';
  /** What it prints: a list, a summary in JSON, or how many objects it denies. */
  gives: 'list' | 'summary' | 'count';
}

type Pinned = Pick<Peer, 'name' | 'task' | 'argv' | 'origin' | 'gives'>;

/** Pins the peers, with checksums, so that nothing but the module proxy need be reached. */
const PINNED = 'test/bench/peers';
const SET_NAMESPACE = 'github.com/kptdev/krm-functions-catalog/functions/go/set-namespace';
const APPLY_SETTERS = 'github.com/kptdev/krm-functions-catalog/functions/go/apply-setters';
/** It needs another version of kyaml. */
const APPLY_SETTERS_PINNED = `${PINNED}/apply-setters`;
const KUBECONFORM = 'github.com/yannh/kubeconform';
/** A program of this repository, around the evaluator of the API server. */
const ADMISSION = `${PINNED}/admission`;
const API_SERVER = 'k8s.io/apiserver';

/** The catalog has moved: the first that can be had is it. */
const SET_LABELS = [
  'github.com/kptdev/krm-functions-catalog/functions/go/set-labels@v0.2.1',
  // v0.2.0: its tag is none that Go knows.
  'github.com/GoogleContainerTools/kpt-functions-catalog/functions/go/set-labels@c653dc89e364',
];

/** What a proxy does not have is not worth waiting for. */
const INSTALL_TIMEOUT = 120_000;

/** All there are; set-labels cannot be had everywhere. */
export function findPeers(): Peer[] {
  const setLabels = findSetLabels();
  const setNamespace = { ...pinned('set-namespace', SET_NAMESPACE), input: inputOf('set-namespace') };
  const applySetters = {
    ...pinned('apply-setters', APPLY_SETTERS, '', APPLY_SETTERS_PINNED),
    input: inputOf('apply-setters'),
  };
  return [applySetters, ...(setLabels ? [setLabels] : []), setNamespace, kubeconform(), apiServer()];
}

/** The evaluator of admission policies in the API server. */
function apiServer(): Peer {
  const argv = [built('admission', ADMISSION, '.', [readFileSync(join(ADMISSION, 'main.go'), 'utf8')])];
  const about = { name: API_SERVER, task: RULES_TASK.what, input: RULES_TASK, gives: 'count' } as const;
  return { ...about, argv, origin: origin(API_SERVER, ADMISSION) };
}

/** Strict, and as forgiving as ours is told to be about kinds without a schema. */
function kubeconform(): Peer {
  const { argv, ...about } = pinned('kubeconform', KUBECONFORM, 'cmd/kubeconform');
  const schemas = join(strictSchemas(), SCHEMA_FILE);
  const options = ['-strict', '-ignore-missing-schemas', '-schema-location', schemas, '-summary', '-output', 'json'];
  return { ...about, argv: [...argv, ...options], task: 'validate-schema', input: 'documents', gives: 'summary' };
}

/** `CATALOG_SET_LABELS` if it names a binary, else the module. */
function findSetLabels(): Peer | undefined {
  const { CATALOG_SET_LABELS: given } = process.env;
  if (given !== undefined && !existsSync(given)) throw new BenchError(`CATALOG_SET_LABELS: there is no ${given}`);
  if (given !== undefined) return setLabels(resolve(given), moduleOf(given));
  for (const module of SET_LABELS) {
    const peer = install(module);
    if (peer) return peer;
  }
  say('targets against set-labels are not measured: CATALOG_SET_LABELS=<binary> brings your own');
  return undefined;
}

function setLabels(binary: string, origin: string): Peer {
  const about = { name: 'set-labels', task: 'set-labels', input: inputOf('set-labels'), gives: 'list' } as const;
  return { ...about, argv: [binary], origin };
}

function install(module: string): Peer | undefined {
  try {
    const folder = cached('peers/set-labels', [module], path => {
      say(`go install ${module}`);
      go(['install', module], '.', { GOBIN: resolve(path) }, INSTALL_TIMEOUT);
    });
    return setLabels(join(folder, 'set-labels'), module);
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    say(`the catalog's set-labels cannot be had as ${error.message}`);
    return undefined;
  }
}

/** A program of a module that is pinned. */
function pinned(name: string, module: string, folder = '', pinnedIn = PINNED): Pinned {
  const argv = [built(name, pinnedIn, join(module, folder))];
  return { name, task: name, argv, origin: origin(module, pinnedIn), gives: 'list' };
}

/** The binary of a package, built once. `pinnedIn`: the folder with its go.mod; `sources`: what else it is made of. */
function built(name: string, pinnedIn: string, target: string, sources: readonly string[] = []): string {
  return cached(`peers/${name}`, [...pinsIn(pinnedIn), ...sources], path => {
    say(`go build ${target === '.' ? pinnedIn : target} (once, about 20 s)`);
    go(['build', '-o', path, target], pinnedIn, {});
  });
}

/** A module with the version that is pinned. */
function origin(module: string, pinnedIn: string): string {
  const [manifest] = pinsIn(pinnedIn);
  return `${module}@${new RegExp(`^\\s*(?:require )?${module} (\\S+)$`, 'm').exec(manifest)?.[1]}`;
}

function pinsIn(folder: string): [manifest: string, sums: string] {
  return [readFileSync(join(folder, 'go.mod'), 'utf8'), readFileSync(join(folder, 'go.sum'), 'utf8')];
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
