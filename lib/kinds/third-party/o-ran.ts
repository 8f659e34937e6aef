import type { Fields, ThirdPartyKind } from './shape';

/** Kinds of O-RAN's O2 interface. Source: the CRDs of nephio-project/api at 7710e08 (2025). */

const TEMPLATE: Fields = {
  name: 'string',
  description: 'string',
  'templateName!': 'string',
  'templateVersion!': 'string',
  'templateParameters!': 'object',
};

/** Fields of a request that come from other CRDs of the same name. */
const PARAMETER = 'what the template asks for stands in `templateParameters`';

const INSTEAD_OF: Record<string, string> = {
  'spec.clusterName': PARAMETER,
  'spec.networkConfig': PARAMETER,
  'spec.parameters': 'write `templateParameters`',
  'spec.resourceRequirements': PARAMETER,
  'spec.slaRequirements': PARAMETER,
  'spec.targetCluster': PARAMETER,
};

export const O_RAN_KINDS: readonly ThirdPartyKind[] = [
  {
    group: 'focom.nephio.org',
    kind: 'FocomProvisioningRequest',
    plural: 'focomprovisioningrequests',
    scope: 'Namespaced',
    versions: { v1alpha1: { spec: { ...TEMPLATE, 'oCloudId!': 'string', 'oCloudNamespace!': 'string' } } },
  },
  {
    group: 'focom.nephio.org',
    kind: 'OCloud',
    plural: 'oclouds',
    scope: 'Namespaced',
    versions: {
      v1alpha1: { spec: { 'o2imsSecret!': { 'secretRef!': { 'name!': 'string', 'namespace!': 'string' } } } },
    },
  },
  {
    group: 'o2ims.provisioning.oran.org',
    kind: 'ProvisioningRequest',
    plural: 'provisioningrequests',
    scope: 'Cluster',
    versions: { v1alpha1: { spec: TEMPLATE } },
    instead: INSTEAD_OF,
  },
  {
    group: 'provisioning.oran.org',
    kind: 'TemplateInfo',
    plural: 'templateinfoes',
    scope: 'Namespaced',
    versions: {
      v1alpha1: {
        spec: { 'templateName!': 'string', 'templateVersion!': 'string', 'templateParameterSchema!': 'string' },
      },
    },
  },
];
