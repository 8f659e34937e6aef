import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageError } from './image-error';
import { pathInImages, runtime } from './runtimes';

/** Node.js as a command: the words before its own options. */
export type NodeCommand = readonly [string, ...string[]];

const SCRIPT = join('tools', 'images', 'code-cache.cjs');
/** V8's hashes, and so the order of what it writes, are the same in every run. */
const OPTIONS = ['--hash-seed=1', '--eval'];
const LARGEST = 1 << 26;

/** The Node.js of this machine that images with a local base have, too. */
export function localNode(): NodeCommand {
  return [runtime('node').binary];
}

/** The Node.js in a base. */
export function nodeOf(base: string): NodeCommand {
  const entrypoint = `--entrypoint=${pathInImages('node')}`;
  return ['docker', 'run', '--rm', '--interactive', '--network=none', entrypoint, base];
}

/**
 * V8's code cache of a bundle, wrapped as a module, for this Node.js alone: what the examples of the function call. The
 * same bundle and examples give the same bytes. Throws `ImageError` if the command fails.
 */
export function codeCache(name: string, bundle: string, [command, ...args]: NodeCommand): Buffer {
  const input = JSON.stringify({ bundle, inputs: exampleInputs(name) });
  const all = [...args, ...OPTIONS, readFileSync(SCRIPT, 'utf8')];
  const { error, status, stdout, stderr } = spawnSync(command, all, { input, maxBuffer: LARGEST });
  if (error || status !== 0 || stderr.length > 0)
    throw new ImageError(`no code cache of ${name} by ${command}: ${error?.message ?? stderr.toString().trim()}`);
  return stdout;
}

function exampleInputs(name: string): string[] {
  const folder = join('functions', name, 'examples');
  return readdirSync(folder)
    .sort()
    .map(example => readFileSync(join(folder, example, 'input.yaml'), 'utf8'));
}
