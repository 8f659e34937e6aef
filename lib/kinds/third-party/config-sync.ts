import type { Fields, ThirdPartyKind } from './shape';

/** Config Sync's kinds. Source: the CRDs of GoogleContainerTools/kpt-config-sync at 52a57392 (2026). */

const SECRET: Fields = { name: 'string' };

const GIT: Fields = {
  'repo!': 'string',
  'auth!': 'ssh|cookiefile|gcenode|gcpserviceaccount|githubapp|token|none',
  branch: 'string',
  revision: 'string',
  dir: 'string',
  period: 'string',
  proxy: 'string',
  noSSLVerify: 'boolean',
  gcpServiceAccountEmail: 'string',
  secretRef: SECRET,
  caCertSecretRef: SECRET,
};

const OCI: Fields = {
  'image!': 'string',
  'auth!': 'gcenode|gcpserviceaccount|k8sserviceaccount|token|none',
  dir: 'string',
  period: 'string',
  gcpServiceAccountEmail: 'string',
  secretRef: SECRET,
  caCertSecretRef: SECRET,
};

const HELM: Fields = {
  'repo!': 'string',
  'chart!': 'string',
  'auth!': 'none|gcpserviceaccount|k8sserviceaccount|token|gcenode',
  version: 'string',
  releaseName: 'string',
  includeCRDs: 'boolean',
  values: 'any',
  valuesFileRefs: [{ name: 'string', dataKey: 'string' }],
  period: 'string',
  gcpServiceAccountEmail: 'string',
  secretRef: SECRET,
  caCertSecretRef: SECRET,
};

const CONTAINER = 'reconciler|git-sync|hydration-controller|oci-sync|helm-sync|gcenode-askpass-sidecar|otel-agent';

const OVERRIDE: Fields = {
  apiServerTimeout: 'string',
  enableShellInRendering: 'boolean',
  gitSyncDepth: 'integer',
  logLevels: [{ 'containerName!': CONTAINER, 'logLevel!': 'integer' }],
  reconcileTimeout: 'string',
  resources: [
    {
      containerName: CONTAINER,
      cpuRequest: 'quantity',
      cpuLimit: 'quantity',
      memoryRequest: 'quantity',
      memoryLimit: 'quantity',
    },
  ],
  statusMode: 'enabled|disabled|',
};

const REPO_SYNC: Fields = {
  spec: {
    sourceType: 'git|oci|helm=git',
    sourceFormat: 'unstructured|',
    git: GIT,
    oci: OCI,
    helm: HELM,
    monitoring: { enabled: 'boolean' },
    override: OVERRIDE,
  },
};

const ROOT_SYNC: Fields = {
  spec: {
    sourceType: 'git|oci|helm=git',
    sourceFormat: 'hierarchy|unstructured|',
    git: GIT,
    oci: OCI,
    helm: { ...HELM, namespace: 'string', deployNamespace: 'string' },
    monitoring: { enabled: 'boolean' },
    override: {
      ...OVERRIDE,
      namespaceStrategy: 'implicit|explicit',
      roleRefs: [{ 'kind!': 'Role|ClusterRole', 'name!': 'string', namespace: 'string' }],
    },
  },
};

const INSTEAD_OF: Record<string, string> = {
  'spec.sync': 'Config Sync prunes by itself; `sourceFormat` stands in `spec`',
  'spec.sourceRepo': 'write `git.repo`',
  'spec.git.secretName': 'write `secretRef: {name: …}`',
  'spec.git.syncRepo': 'write `repo`',
  'spec.git.syncBranch': 'write `branch`',
  'spec.git.policyDir': 'write `dir`',
  'spec.git.secretType': 'write `auth`',
  'spec.git.syncWait': 'write `period`, as 15s',
  'spec.override.apiServerEndpoint': 'Config Sync runs in the cluster that it syncs, so there is no address to give',
};

const CONFIG_SYNC = { group: 'configsync.gke.io', scope: 'Namespaced', instead: INSTEAD_OF } as const;

export const CONFIG_SYNC_KINDS: readonly ThirdPartyKind[] = [
  { ...CONFIG_SYNC, kind: 'RepoSync', plural: 'reposyncs', versions: { v1beta1: REPO_SYNC, v1alpha1: REPO_SYNC } },
  { ...CONFIG_SYNC, kind: 'RootSync', plural: 'rootsyncs', versions: { v1beta1: ROOT_SYNC, v1alpha1: ROOT_SYNC } },
];
