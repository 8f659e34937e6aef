import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProgramOptions {
  name: string;
  file: string;
  args: readonly string[];
  /** Its working directory, where its log goes too. The whole folder is scratch: it goes if this process dies. */
  folder: string;
  env?: NodeJS.ProcessEnv;
}

/**
 * A shell starts a guard beside the program and becomes the program. The guard reads from a pipe that closes when this
 * process ends, by whatever signal. It is in the program's process group, so the number it kills is nobody else's.
 */
const GUARD = 'exec 3<&0; { read -r _ <&3; kill -KILL $$; rm -rf "$0"; } & exec 3<&-; exec "$@" </dev/null';

/** A server that this process has started, and that cannot outlive it. */
export class Program {
  private readonly child: ChildProcess;
  private readonly exited: Promise<void>;
  private readonly log: string;

  constructor(private readonly options: ProgramOptions) {
    const { name, file, args, folder, env = process.env } = options;
    this.log = join(folder, `${name}.log`);
    const log = openSync(this.log, 'a');
    this.child = spawn('sh', ['-c', GUARD, folder, file, ...args], {
      cwd: folder,
      env,
      detached: true,
      stdio: ['pipe', log, log],
    });
    closeSync(log);
    this.exited = new Promise(resolve => {
      this.child.once('error', resolve).once('exit', () => {
        this.kill();
        resolve();
      });
    });
    this.forget();
  }

  /** Why there is no use in waiting for it; undefined while it runs. */
  ended(): string | undefined {
    const { exitCode, signalCode } = this.child;
    if (exitCode === null && signalCode === null) return undefined;
    return `${this.options.name} ended with ${signalCode ?? exitCode}\n${this.lastLines()}`;
  }

  lastLines(): string {
    return readFileSync(this.log, 'utf8').trimEnd().split('\n').slice(-20).join('\n');
  }

  async stop(): Promise<void> {
    this.child.ref();
    this.kill();
    await this.exited;
  }

  /** Its data is thrown away: there is nothing to shut down in order. */
  private kill(): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, 'SIGKILL');
    } catch {
      // The whole group has ended already.
    }
  }

  /** A program that nobody has stopped does not keep this process waiting. */
  private forget(): void {
    this.child.unref();
    if (this.child.stdin && 'unref' in this.child.stdin && typeof this.child.stdin.unref === 'function')
      this.child.stdin.unref();
  }
}
