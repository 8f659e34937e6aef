import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

const ROOT = join(__dirname, '../..');

/** A project of an SDK user: it depends on the SDK, and on this library as it was built. */
export class SdkProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'sdk-'));

  constructor() {
    const modules = join(this.folder, 'node_modules');
    // The files that package.json names: a link to all of ROOT would bring a second SDK, ours.
    for (const part of ['package.json', 'dist/sdk'])
      cpSync(join(ROOT, part), join(modules, 'intent-krm', part), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules/kpt-functions'), join(modules, 'kpt-functions'));
  }

  /** Bundles a TypeScript source into an executable file; gives its path. */
  bundle(name: string, source: string): string {
    const entry = join(this.folder, `${name}.ts`);
    const outfile = join(this.folder, `${name}.cjs`);
    writeFileSync(entry, source);
    const banner = { js: '#!/usr/bin/env node' };
    buildSync({ entryPoints: [entry], outfile, bundle: true, platform: 'node', banner, logLevel: 'error' });
    chmodSync(outfile, 0o755);
    return outfile;
  }

  /** Checks the types of all sources, as a user's strict compiler does. */
  check(): { status: number | null; stdout: string } {
    const options = { strict: true, noEmit: true, module: 'node20', target: 'es2022', skipLibCheck: true };
    const config = { compilerOptions: { ...options, types: [] }, include: ['*.ts'] };
    writeFileSync(join(this.folder, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', this.folder], { encoding: 'utf8' });
    return { status, stdout };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
