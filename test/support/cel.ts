import { spawnSync } from 'node:child_process';

/** The program of test/cel, if `make` has built it. */
export const celProgram = process.env.CEL_VALUES;

/** What becomes of an expression: a value as text, an error of its run, or a problem of its compilation. */
export interface Answer {
  type?: string;
  value?: string;
  error?: string;
  problem?: string;
  cost: number;
}

/** Asks the CEL library of Kubernetes, in one process. */
export function askKubernetes(expressions: readonly string[]): Answer[] {
  const input = expressions.map(expression => `${JSON.stringify(expression)}\n`).join('');
  const { status, stdout, stderr, error } = spawnSync(celProgram ?? '', {
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${celProgram} has failed: ${stderr.slice(0, 2000)}`);
  return stdout
    .split('\n')
    .slice(0, -1)
    .map(line => JSON.parse(line));
}
