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
  'expectation-to-bundle': { content: 'intents', config: { namespace: 'slices' }, configIsOptional: true },
  'set-labels': { content: 'resources', config: { env: 'prod' }, configIsOptional: false },
  'set-target-site': { content: 'intents', config: { site: 'edge1', sites: SITES }, configIsOptional: true },
  'validate-schema': { content: 'resources', config: { ignoreMissingSchemas: 'true' }, configIsOptional: true },
};

/** The config of the catalog's set-namespace. */
export const NAMESPACE_CONFIG = { namespace: 'prod' };
