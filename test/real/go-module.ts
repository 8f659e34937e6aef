import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UnavailableError } from './unavailable-error';

/** A Go module of ours: it pins the versions of programs that are built from it. */
export class GoModule {
  /** Variables of `env` go into what is built; without any, it shares Go's cache with other builds. */
  constructor(
    private readonly folder: string,
    private readonly env: Record<string, string> = {},
  ) {}

  /** Changes with everything that what is built depends on. */
  hash(): string {
    const hash = createHash('sha256').update(this.go(['version']));
    for (const name of ['go.mod', 'go.sum']) hash.update(this.read(name));
    return hash.digest('hex').slice(0, 12);
  }

  /** The version it pins of a module. */
  version(module: string): string {
    const required = this.read('go.mod').match(/^\s*(?:require )?\S+ v\S+/gm) ?? [];
    const found = required.map(line => line.trim().replace('require ', '').split(' '));
    return found.find(([name]) => name === module)?.[1] ?? '';
  }

  /** The folder with the sources of a module, downloaded if need be. */
  source(module: string): string {
    return JSON.parse(this.go(['mod', 'download', '-json', module])).Dir;
  }

  build(output: string, what: string, flags = ''): void {
    this.go(['build', '-ldflags', `-s -w ${flags}`, '-o', output, what]);
  }

  private go(args: readonly string[]): string {
    const env = { ...process.env, ...this.env };
    try {
      return execFileSync('go', args, { cwd: this.folder, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 2] });
    } catch {
      throw new UnavailableError(
        `go ${args[0]} failed in ${this.folder}: is there Go (https://go.dev/dl), is its proxy reachable?`,
      );
    }
  }

  private read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }
}
