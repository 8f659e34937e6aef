import type { Fields, ThirdPartyKind } from './shape';

/**
 * The Kptfile, which kpt reads strictly: a field that it does not know is an error. `status` and the locks are kpt's
 * and Porch's own. Source: `pkg/api/kptfile/v1` of kptdev/kpt v1.0.0-beta.61, and `tag` of 2026.
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
  name: 'string',
  selectors: [SELECTOR],
  exclude: [SELECTOR],
};

const KPTFILE: Fields = {
  upstream: {
    type: 'string',
    git: { repo: 'string', directory: 'string', ref: 'string' },
    updateStrategy: 'resource-merge|fast-forward|force-delete-replace|copy-merge',
  },
  upstreamLock: { type: 'string', git: 'object' },
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
