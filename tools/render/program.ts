import { spawn } from 'node:child_process';
import { RenderError } from './render-error';

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface ProgramOptions {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  /** Goes to the program's stdin, piece by piece as the program reads it. */
  input?: Iterable<string | Uint8Array>;
}

/** Runs a program to its end, without a shell. Throws `RenderError` where it cannot be started. */
export function runProgram(command: string, args: readonly string[], options: ProgramOptions = {}): Promise<Finished> {
  const { input, ...settings } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...settings, stdio: ['pipe', 'pipe', 'pipe'] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => stdout.push(part));
    child.stderr.on('data', (part: Buffer) => stderr.push(part));
    child.on('error', error => reject(new RenderError(`${command} could not be started: ${error.message}`)));
    child.on('close', status => {
      resolve({ status, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() });
    });
    // A program that ends without reading says why on stderr.
    child.stdin.on('error', () => {});
    for (const part of input ?? []) child.stdin.write(part);
    child.stdin.end();
  });
}
