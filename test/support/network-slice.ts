import { yaml } from './yaml';

/** What `blueprints/network-slice` makes for a site of each of its two intents, and an object to be put beside it. */
export const EMBB_BUNDLES = ['cn-bundle-embb-core.yaml', 'ran-bundle-embb-ran.yaml', 'tn-bundle-embb-transport.yaml'];
export const URLLC_BUNDLES = [
  'cn-bundle-urllc-core.yaml',
  'ran-bundle-urllc-ran.yaml',
  'tn-bundle-urllc-transport.yaml',
];
export const ALL_BUNDLES = [...EMBB_BUNDLES, ...URLLC_BUNDLES].sort();

export const WRITTEN_FOR_EDGE2 = yaml`
  # Written by hand, for edge2.
  apiVersion: v1
  kind: ConfigMap
  metadata:
    name: by-hand # ours
    namespace: intent-to-krm
    annotations:
      intent.nephio.org/target-sites: edge2
  data:
    a: "1"
`;
