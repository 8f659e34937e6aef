import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { restoreImages, useExecutables } from '../../tools/render/executables';

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** A package in a Git repository of its own, rendered by real kpt with the built functions. */
export class KptPackage {
  readonly folder: string;

  /** Copies a folder, or starts empty. */
  constructor(source?: string) {
    this.folder = join(realpathSync(mkdtempSync(join(tmpdir(), 'kpt-package-'))), 'package');
    mkdirSync(this.folder);
    if (source) cpSync(source, this.folder, { recursive: true });
    this.git('init', '--quiet');
    this.commit('start');
  }

  remove(): void {
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }

  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), content);
  }

  render(): Finished {
    const images = useExecutables(this.folder);
    const finished = kpt(['fn', 'render', this.folder, '--allow-exec', '--truncate-output=false']);
    restoreImages(this.folder, images);
    return finished;
  }

  eval(name: string, args: readonly string[], options: readonly string[] = []): Finished {
    return kpt([
      'fn',
      'eval',
      this.folder,
      '--exec',
      executable(name),
      '--truncate-output=false',
      ...options,
      '--',
      ...args,
    ]);
  }

  commit(message: string): void {
    this.git('add', '--all', '--force');
    this.git('commit', '--quiet', '--allow-empty', '--message', message);
  }

  /** What has changed since the last commit; files that are new too. */
  diff(): string {
    this.git('add', '--all', '--force');
    return this.git('diff', '--cached', '--no-color', '--no-ext-diff').replace(/^index .*\n/gm, '');
  }

  git(...args: string[]): string {
    return git(this.folder, ...args);
  }
}

export function git(folder: string, ...args: string[]): string {
  const identity = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'core.autocrlf=false'];
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: folder, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Runs the kpt that `make test` chose. */
export function kpt(args: readonly string[], cwd?: string): Finished {
  const run = spawnSync(process.env.KPT ?? 'kpt', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    ...(cwd ? { cwd } : {}),
  });
  if (run.error) throw run.error;
  return { status: run.status, stdout: run.stdout, stderr: run.stderr };
}

export function executable(name: string): string {
  return join(__dirname, '../../dist', `${name}.cjs`);
}
