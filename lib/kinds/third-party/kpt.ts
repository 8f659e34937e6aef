import type { Fields, ThirdPartyKind } from './shape';

/**
 * The Kptfile, which kpt reads strictly: a field that it does not know is an error. `status` and the locks are kpt's
 * and Porch's own. Source: `api/kptfile/v1` of kptdev/kpt at 00534089 (2026), which has all that older ones have.
 */

/** kpt takes numbers and booleans for texts. */
const TEXTS = 'any{}';

const SELECTOR: Fields = {
  apiVersion: 'string',
  kind: 'string',
  name: 'string',
  namespace: 'string',
  labels: TEXTS,
  annotations: TEXTS,
};

const FUNCTION: Fields = {
  image: 'string',
  tag: 'string',
  exec: 'string',
  configPath: 'string',
  configMap: TEXTS,
  configRef: { apiVersion: 'string', 'kind!': 'string', 'name!': 'string', namespace: 'string' },
  name: 'string',
  selectors: [SELECTOR],
  exclude: [SELECTOR],
  when: 'string',
  resourceFileRegexp: 'string',
};

const KPTFILE: Fields = {
  upstream: {
    type: 'string',
    git: { repo: 'string', directory: 'string', ref: 'string' },
    updateStrategy: 'resource-merge|fast-forward|force-delete-replace|copy-merge',
    preserveExplicitNull: 'boolean',
  },
  upstreamLock: 'object',
  info: {
    site: 'string',
    emails: 'string[]',
    license: 'string',
    licenseFile: 'string',
    description: 'string',
    keywords: 'string[]',
    man: 'string',
    readinessGates: [{ 'conditionType!': 'string' }],
  },
  pipeline: { mutators: [FUNCTION], validators: [FUNCTION] },
  inventory: { namespace: 'string', name: 'string', inventoryID: 'string', labels: TEXTS, annotations: TEXTS },
};

export const KPT_KINDS: readonly ThirdPartyKind[] = [
  { group: 'kpt.dev', kind: 'Kptfile', plural: 'kptfiles', scope: 'Namespaced', versions: { v1: KPTFILE } },
];
