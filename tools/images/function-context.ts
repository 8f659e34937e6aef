import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { wrap } from 'node:module';
import { join, resolve } from 'node:path';
import { codeCache, localNode, type NodeCommand } from './code-cache';
import { fixTimes } from './fixed-times';
import { ImageError } from './image-error';
import { type Variant, version } from './names';
import { runtime } from './runtimes';

export const DOCKERFILE = 'Dockerfile.function';
const START = join('tools', 'images', 'start.cjs');

/** Puts into a new folder what the image of a function is built from. `node`: the Node.js that is going to run it. */
export function stageFunction(name: string, variant: Variant, folder: string, node?: NodeCommand): void {
  const bundle = resolve('dist', `${name}.cjs`);
  if (!existsSync(bundle)) throw new ImageError(`there is no dist/${name}.cjs: run make build`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(DOCKERFILE, join(folder, DOCKERFILE));
  if (variant === 'bun') compile(bundle, folder);
  else cache(name, bundle, folder, node ?? localNode());
  for (const file of readdirSync(folder)) chmodSync(join(folder, file), 0o644);
  fixTimes(folder);
}

/** Bun starts twice as fast from bytecode, which it keeps beside the bundle: function.cjs.jsc. */
function compile(bundle: string, folder: string): void {
  const options = ['--target=bun', '--format=cjs', '--bytecode', '--minify-syntax', '--minify-whitespace'];
  const output = [`--outdir=${folder}`, '--entry-naming=function.cjs'];
  execFileSync(resolve(runtime('bun').binary), ['build', ...options, ...output, bundle], {
    stdio: ['ignore', 'ignore', 2],
  });
}

/** Node.js starts a third faster with code that is compiled: function.cjs.cache, of function.cjs.bundle. */
function cache(name: string, file: string, folder: string, node: NodeCommand): void {
  const bundle = wrap(readFileSync(file, 'utf8').replace(/^#!.*/, ''));
  copyFileSync(START, join(folder, 'function.cjs'));
  writeFileSync(join(folder, 'function.cjs.bundle'), bundle);
  writeFileSync(join(folder, 'function.cjs.cache'), codeCache(name, bundle, node));
}

/** The build arguments of Dockerfile.function. */
export function buildArguments(name: string, base: string): Record<string, string> {
  return { BASE: base, FUNCTION: name, SUMMARY: summary(name), VERSION: version(), REVISION: revision() };
}

function summary(name: string): string {
  const page = readFileSync(join('functions', name, 'README.md'), 'utf8');
  const found = /^<!--mdtogo:Short-->\n(.*)$/m.exec(page)?.[1];
  if (!found) throw new ImageError(`functions/${name}/README.md has no summary (<!--mdtogo:Short-->)`);
  return found;
}

/** The commit that is checked out; says so if files differ from it. */
function revision(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--abbrev=40', '--exclude=*', '--dirty=-modified'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unknown';
  }
}
