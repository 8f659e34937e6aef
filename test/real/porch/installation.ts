/** Porch's own manifests, in its sources: kinds and rights. Those of its Pods have no use here. */
export const MANIFESTS = [
  'api/porchconfig/v1alpha1/config.porch.kpt.dev_repositories.yaml',
  'internal/api/porchinternal/v1alpha1/config.porch.kpt.dev_packagerevs.yaml',
  'controllers/config/crd/bases',
  'controllers/config/rbac',
  'controllers/packagevariants/config/rbac',
  'controllers/packagevariantsets/config/rbac',
];

/** Who the controllers are to the API server. */
export const CONTROLLERS = 'system:serviceaccount:porch-system:porch-controllers';

/** Tells the API server where Porch is: the aggregator takes a Service's `externalName` for the host. */
export function registration(port: number): object[] {
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'porch-system' } },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'api', namespace: 'porch-system' },
      spec: { type: 'ExternalName', externalName: 'localhost' },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1alpha1.porch.kpt.dev' },
      spec: {
        group: 'porch.kpt.dev',
        version: 'v1alpha1',
        groupPriorityMinimum: 1000,
        versionPriority: 15,
        insecureSkipTLSVerify: true,
        service: { namespace: 'porch-system', name: 'api', port },
      },
    },
  ];
}
