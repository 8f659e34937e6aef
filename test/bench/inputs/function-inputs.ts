import { BenchError } from '../bench-error';
import type { Content } from './package-files';

export interface FunctionInput {
  content: Content;
  /** `data` of its functionConfig. */
  config: Record<string, string>;
  /** Whether it also runs without a functionConfig. */
  configIsOptional: boolean;
}

/** All packs; what they find are warnings, as a function that fails would not be timed. */
const PACKS = `[${['guardrails', 'hardening', 'pss-restricted', 'slice']
  .map(name => `{name: ${name}, actions: [Warn]}`)
  .join(', ')}]`;
const SITES = '[{name: edge1, cluster: edge-cluster-01, groups: [both]}]';

/** What gives each function work to do, by its name. */
export const FUNCTION_INPUTS: Record<string, FunctionInput> = {
  'apply-setters': { content: 'marked', config: { env: 'prod' }, configIsOptional: true },
  'expectation-to-bundle': { content: 'intents', config: { namespace: 'slices' }, configIsOptional: true },
  'policy-enforcer': { content: 'resources', config: { packs: PACKS }, configIsOptional: true },
  'set-labels': { content: 'resources', config: { env: 'prod' }, configIsOptional: false },
  'set-namespace': { content: 'resources', config: { namespace: 'prod' }, configIsOptional: false },
  'set-target-site': { content: 'intents', config: { site: 'edge1', sites: SITES }, configIsOptional: true },
  'validate-schema': { content: 'resources', config: { ignoreMissingSchemas: 'true' }, configIsOptional: true },
};

/** What a function is timed at. */
export interface Task extends FunctionInput {
  /** What it is called in the results: as the function, where that has no other work. */
  what: string;
  function: string;
}

/** Policies that the package has itself. */
export const RULES_TASK: Task = {
  what: 'policy-enforcer, 20 rules',
  function: 'policy-enforcer',
  content: 'rules',
  config: { defaulting: 'true' },
  configIsOptional: true,
};

/** Other work of functions, which only shows with something to do. */
const FURTHER_TASKS: readonly Task[] = [RULES_TASK];

/** The work of a function that it is timed at with so many resources. */
export function tasksOf(name: string, resources: number): Task[] {
  const further = FURTHER_TASKS.filter(task => task.function === name && resources > 0);
  return [{ what: name, function: name, ...inputOf(name) }, ...further];
}

/** Throws `BenchError` for a function that is not in the table. */
export function inputOf(name: string): FunctionInput {
  const input = FUNCTION_INPUTS[name];
  if (!input) throw new BenchError(`test/bench/inputs/function-inputs.ts does not say what gives ${name} work to do`);
  return input;
}
