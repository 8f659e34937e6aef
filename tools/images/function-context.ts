import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fixTimes } from './fixed-times';
import { ImageError } from './image-error';
import { type Variant, version } from './names';
import { runtime } from './runtimes';

export const DOCKERFILE = 'Dockerfile.function';

/** Puts into a new folder what the image of a function is built from. */
export function stageFunction(name: string, variant: Variant, folder: string): void {
  const bundle = resolve('dist', `${name}.cjs`);
  if (!existsSync(bundle)) throw new ImageError(`there is no dist/${name}.cjs: run make build`);
  mkdirSync(folder, { recursive: true });
  copyFileSync(DOCKERFILE, join(folder, DOCKERFILE));
  if (variant === 'bun') compile(bundle, folder);
  else copyFileSync(bundle, join(folder, 'function.cjs'));
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
