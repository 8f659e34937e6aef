import { BenchError } from '../bench-error';
import type { Content } from './package-files';

export interface FunctionInput {
  content: Content;
  /** `data` of its functionConfig. */
  config: Record<string, string>;
  /** Whether it also runs without a functionConfig. */
  configIsOptional: boolean;
}

const SITES = '[{name: edge1, cluster: edge-cluster-01, groups: [both]}]';

/** What gives each function work to do, by its name. */
export const FUNCTION_INPUTS: Record<string, FunctionInput> = {
  'apply-setters': { content: 'marked', config: { env: 'prod' }, configIsOptional: true },
  'expectation-to-bundle': { content: 'intents', config: { namespace: 'slices' }, configIsOptional: true },
  'policy-enforcer': { content: 'resources', config: { packs: '[pss-baseline, guardrails]' }, configIsOptional: true },
  'set-labels': { content: 'resources', config: { env: 'prod' }, configIsOptional: false },
  'set-namespace': { content: 'resources', config: { namespace: 'prod' }, configIsOptional: false },
  'set-target-site': { content: 'intents', config: { site: 'edge1', sites: SITES }, configIsOptional: true },
  'validate-schema': { content: 'resources', config: { ignoreMissingSchemas: 'true' }, configIsOptional: true },
};

/** Throws `BenchError` for a function that is not in the table. */
export function inputOf(name: string): FunctionInput {
  const input = FUNCTION_INPUTS[name];
  if (!input) throw new BenchError(`test/bench/inputs/function-inputs.ts does not say what gives ${name} work to do`);
  return input;
}
