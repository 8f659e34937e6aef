import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { ImageError } from './image-error';
import { architecture, type Libraries } from './runtimes';

/** What apt would download for these packages: file name and checksum of each, sorted. Reads apt's lists only. */
export function debianPackages(packages: readonly string[]): { file: string; checksum: string }[] {
  return inScratch(folder => {
    const lines = apt(folder, ['--print-uris', ...packages])
      .trim()
      .split('\n');
    const found = lines.map(line => {
      const [, file = '', , checksum = ''] = line.split(' ');
      return { file, checksum };
    });
    return found.sort((a, b) => (a.file < b.file ? -1 : 1));
  });
}

/** Downloads packages (apt verifies what it gets) and puts their libraries, and the loader, into a root folder. */
export function copyLibraries(libraries: Libraries, root: string): void {
  const { triplet, loader } = architecture();
  const target = join(root, 'lib', triplet);
  mkdirSync(target, { recursive: true });
  inScratch(folder => {
    apt(folder, Object.keys(libraries));
    const extracted = join(folder, 'extracted');
    for (const file of readdirSync(folder)) execFileSync('dpkg', ['--extract', join(folder, file), extracted]);
    for (const library of [basename(loader), ...Object.values(libraries).flat()]) {
      // Releases differ in where a package has its libraries.
      const places = ['lib', 'usr/lib'].map(place => join(extracted, place, triplet, library));
      const found = places.find(existsSync);
      if (!found) throw new ImageError(`none of ${Object.keys(libraries).join(', ')} holds ${library}`);
      cpSync(realpathSync(found), join(target, library));
    }
  });
  mkdirSync(join(root, dirname(loader)), { recursive: true });
  symlinkSync(join('/lib', triplet, basename(loader)), join(root, loader));
}

function apt(folder: string, args: readonly string[]): string {
  try {
    return execFileSync('apt-get', ['download', '--quiet', '--quiet', ...args], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new ImageError(`a local base is made of Debian's packages (on Debian, run apt-get update first): ${said}`);
  }
}

function inScratch<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'libraries-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
