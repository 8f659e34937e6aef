import type { KptFunc } from 'kpt-functions';
import { failWith, readInput, writeOutcome } from '../process';
import { evaluateKptFunc, nameOf } from './evaluate';

/**
 * The SDK's `run`, with this library's process protocol: an SDK function becomes a program by changing one import.
 * A function that never settles, or ends the process, fails: no output and exit code 0 would make kpt delete the package.
 */
export async function run(kptFunc: KptFunc): Promise<void> {
  const name = nameOf(kptFunc);
  const guard = new ExitGuard(name);
  try {
    const input = readInput(name, `${(kptFunc.usage ?? '').trimEnd()}\n`);
    if (input) writeOutcome(await evaluateKptFunc(kptFunc, input));
  } catch (error) {
    failWith(name, error);
  }
  guard.release();
}

/** Turns every end of the process before the outcome is written into a failure with one line. */
class ExitGuard {
  private isOpen = true;

  constructor(private readonly name: string) {
    process.on('exit', () => {
      if (this.isOpen) failWith(name, 'the function ended before its promise was settled: nothing was changed');
    });
    // What the function threw where nobody waits for it: from a timer, say, or in a promise that is not awaited.
    process.on('uncaughtException', error => this.fail(error));
  }

  release(): void {
    this.isOpen = false;
  }

  private fail(error: Error): void {
    this.release();
    failWith(this.name, error);
    process.exit();
  }
}
