import { createInterface } from 'node:readline';
import { typeText } from '../../../lib/cel/check/type';
import { Environment } from '../../../lib/cel/environment';
import { jsonText } from './json-text';

/**
 * Evaluates expressions, for the conformance cases of CEL: reads lines `{"id","expr"}`, writes `{"id","value","type"}`,
 * `{"id","error"}` or `{"id","compileError"}`. No variables are there. The version of Kubernetes (1.x) may be given.
 */
async function main(): Promise<void> {
  const environment = Environment.ofKubernetes(Number(process.argv[2] ?? 35));
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() !== '') console.log(answer(JSON.parse(line), environment));
  }
}

function answer({ id, expr }: { id: string; expr: string }, environment: Environment): string {
  const program = environment.compile(expr);
  if ('problem' in program) return JSON.stringify({ id, compileError: program.problem });
  const outcome = program.run({});
  const type = typeText(program.type);
  if ('error' in outcome) return JSON.stringify({ id, error: outcome.error, type });
  return `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"value":${jsonText(outcome.value)}}`;
}

void main();
