import type { ThirdPartyKind } from './shape';

/** Source: the CRD of k8snetworkplumbingwg/network-attachment-definition-client. */
export const MULTUS_KINDS: readonly ThirdPartyKind[] = [
  {
    group: 'k8s.cni.cncf.io',
    kind: 'NetworkAttachmentDefinition',
    plural: 'network-attachment-definitions',
    scope: 'Namespaced',
    versions: { v1: { spec: { config: 'string' } } },
  },
];
