import type { Path } from '../../lib/yaml/path';
import { cloneValue, setInside, type YamlMap, type YamlValue } from '../../lib/yaml/value';

/** An object, and what a rule of a pack has against it. */
export interface PackCase {
  pack: string;
  /** What the message begins with: the rule's name. */
  rule: string;
  object: YamlMap;
  /** In place of the pack's own. */
  params?: Record<string, string>;
  version?: string;
}

const METADATA = { name: 'upf', namespace: 'core', labels: { app: 'upf' } };

/** A Pod that no pack has anything against. */
export const GOOD_POD: YamlMap = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: METADATA,
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'upf',
        image: 'registry.example.com:5000/upf:1.2',
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
        },
        resources: { limits: { cpu: '2', memory: '1Gi' }, requests: { cpu: '2', memory: '1Gi' } },
        livenessProbe: { httpGet: { port: 80, path: '/live' } },
        readinessProbe: { tcpSocket: { port: 80 } },
        env: [
          { name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'upf', key: 'password' } } },
          { name: 'TOKEN_PATH', value: '/var/run/token' },
        ],
      },
    ],
    volumes: [{ name: 'config', configMap: { name: 'upf' } }, { name: 'scratch' }],
  },
};

const GOOD_DEPLOYMENT: YamlMap = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: METADATA,
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'upf' } },
    template: { metadata: { labels: { app: 'upf' } }, spec: GOOD_POD.spec ?? null },
  },
};

const GOOD_SLICE: YamlMap = {
  apiVersion: 'workload.nephio.org/v1alpha1',
  kind: 'NetworkSlice',
  metadata: METADATA,
  spec: {
    intent: 'embb',
    expectationIds: ['embb-ran'],
    replicas: 1,
    sNssai: { sst: 1, sd: '0000A1' },
    serviceProfile: {
      serviceProfileId: 'embb',
      sst: 1,
      dLLatency: 10,
      dLThptPerUE: { guaThpt: 1000, maxThpt: 2000 },
      uLThptPerSlice: { guaThpt: 10_000 },
      plmnInfoList: [{ plmnId: { mcc: '001', mnc: '01' }, snssai: { sst: 1, sd: '0000A1' } }],
    },
  },
};

const GOOD_BUNDLE: YamlMap = {
  apiVersion: 'ran.nephio.org/v1alpha1',
  kind: 'RANBundle',
  metadata: METADATA,
  spec: {
    expectationId: 'embb-ran',
    expectationType: 'RadioServiceExpectation',
    targets: [
      target('DlThptPerUE', 'IS_GREATER_THAN', 1000, 'kbit/s'),
      target('DlLatency', 'IS_LESS_THAN', 10, 'ms'),
      target('throughput', 'IS_GREATER_THAN', 10_000, 'kbit/s'),
      { name: 'Availability', condition: 'IS_WITHIN_RANGE', value: [99, 100] },
    ],
  },
};

function target(name: string, condition: string, value: number, unit: string): YamlMap {
  return { name, condition, value, unit, normalized: { value, unit } };
}

/** What the Pods of a namespace need beside them, as one of our own rules has it. */
export const SEPARATED: YamlMap = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'all', namespace: 'core' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
};

/** What no pack has anything against. */
export const GOOD_OBJECTS: readonly YamlMap[] = [
  GOOD_POD,
  GOOD_DEPLOYMENT,
  GOOD_SLICE,
  GOOD_BUNDLE,
  { apiVersion: 'v1', kind: 'Service', metadata: METADATA, spec: { ports: [{ port: 80 }] } },
  { apiVersion: 'v1', kind: 'ConfigMap', metadata: METADATA, data: { secretName: 'upf', level: 'info' } },
  { apiVersion: 'v1', kind: 'Secret', metadata: METADATA, type: 'Opaque' },
];

/** The good object with something else at a path. */
function changed(good: YamlMap, path: Path, value: YamlValue): YamlMap {
  return setInside(cloneValue(good), path, value) as YamlMap;
}

function pod(pack: string, rule: string, path: Path, value: YamlValue, version?: string): PackCase {
  const one = { pack, rule, object: changed(GOOD_POD, ['spec', ...path], value) };
  return version === undefined ? one : { ...one, version };
}

const CONTAINER: Path = ['containers', 0];
const CONTEXT: Path = [...CONTAINER, 'securityContext'];
/** What only debuggers and init containers bring. */
const PRIVILEGED = { name: 'side', image: 'side:1', securityContext: { privileged: true } };

const BASELINE: readonly PackCase[] = [
  ['hostNamespaces', ['hostNetwork'], true] as const,
  ['hostNamespaces', ['hostPID'], true] as const,
  ['hostNamespaces', ['hostIPC'], true] as const,
  ['hostPathVolumes', ['volumes', 0], { name: 'config', hostPath: { path: '/dev/hugepages' } }] as const,
  ['privileged', [...CONTEXT], { privileged: true }] as const,
  ['privileged', ['initContainers'], [PRIVILEGED]] as const,
  ['capabilities_baseline', [...CONTEXT, 'capabilities', 'add'], ['NET_ADMIN']] as const,
  ['hostPorts', [...CONTAINER, 'ports'], [{ containerPort: 80, hostPort: 80 }]] as const,
  ['appArmorProfile', [...CONTEXT, 'appArmorProfile'], { type: 'Unconfined' }] as const,
  ['seLinuxOptions', [...CONTEXT, 'seLinuxOptions'], { type: 'spc_t' }] as const,
  ['seLinuxOptions', ['securityContext', 'seLinuxOptions'], { user: 'root' }] as const,
  ['seccompProfile_baseline', ['securityContext', 'seccompProfile'], { type: 'Unconfined' }] as const,
  ['sysctls', ['securityContext', 'sysctls'], [{ name: 'kernel.msgmax', value: '1' }]] as const,
  ['hostProbesAndHostLifecycle', [...CONTAINER, 'livenessProbe', 'httpGet', 'host'], '10.0.0.1'] as const,
  [
    'hostProbesAndHostLifecycle',
    [...CONTAINER, 'lifecycle'],
    { preStop: { httpGet: { port: 80, host: 'example.com' } } },
  ] as const,
].map(([rule, path, value]) => pod('pss-baseline', rule, path, value as YamlValue));

/** The API server takes Unmasked with a user namespace only. */
const UNMASKED = changed(
  changed(GOOD_POD, ['spec', 'hostUsers'], false),
  ['spec', ...CONTEXT, 'procMount'],
  'Unmasked',
);

/** For Windows, hostProcess goes with the network of the node. */
const HOST_PROCESS: PackCase = {
  pack: 'pss-baseline',
  rule: 'windowsHostProcess',
  object: {
    ...GOOD_POD,
    spec: {
      hostNetwork: true,
      securityContext: { windowsOptions: { hostProcess: true } },
      containers: [{ name: 'upf', image: 'upf:1' }],
    },
  },
};

const RESTRICTED: readonly PackCase[] = [
  ['allowPrivilegeEscalation', [...CONTEXT, 'allowPrivilegeEscalation'], true] as const,
  ['capabilities_restricted', [...CONTEXT, 'capabilities', 'drop'], ['NET_RAW']] as const,
  ['capabilities_restricted', [...CONTEXT, 'capabilities', 'add'], ['CHOWN']] as const,
  ['restrictedVolumes', ['volumes', 0], { name: 'config', nfs: { server: 'a', path: '/' } }] as const,
  ['runAsNonRoot', [...CONTEXT, 'runAsNonRoot'], false] as const,
  ['runAsNonRoot', ['securityContext', 'runAsNonRoot'], false] as const,
  ['runAsUser', [...CONTEXT, 'runAsUser'], 0] as const,
  ['seccompProfile_restricted', ['securityContext'], { runAsNonRoot: true }] as const,
].map(([rule, path, value]) => pod('pss-restricted', rule, path, value as YamlValue));

/** What versions of the standard disagree about. */
export const VERSIONED: readonly (PackCase & { until?: string; since?: string })[] = [
  {
    ...pod('pss-baseline', 'sysctls', ['securityContext', 'sysctls'], [{ name: 'net.ipv4.tcp_rmem', value: '1' }]),
    until: 'v1.31',
    since: 'v1.32',
  },
  {
    ...pod(
      'pss-baseline',
      'sysctls',
      ['securityContext', 'sysctls'],
      [{ name: 'net.ipv4.tcp_fin_timeout', value: '1' }],
    ),
    until: 'v1.28',
    since: 'v1.29',
  },
  {
    ...pod(
      'pss-baseline',
      'sysctls',
      ['securityContext', 'sysctls'],
      [{ name: 'net.ipv4.ip_local_reserved_ports', value: '1' }],
    ),
    until: 'v1.26',
    since: 'v1.27',
  },
  {
    ...pod('pss-baseline', 'seLinuxOptions', [...CONTEXT, 'seLinuxOptions'], { type: 'container_engine_t' }),
    until: 'v1.30',
    since: 'v1.31',
  },
];

const guardrail = (rule: string, params: Record<string, string>, object: YamlMap): PackCase => ({
  pack: 'guardrails',
  rule,
  params,
  object,
});
const rbac = (kind: string): YamlMap => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind,
  metadata: kind.startsWith('Cluster') ? { name: 'upf' } : METADATA,
  rules: [],
});
const AUTOSCALER: YamlMap = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: METADATA,
  spec: { maxReplicas: 9, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'upf' } },
};
const CRD: YamlMap = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'cells.example.com' },
  spec: {
    group: 'example.com',
    scope: 'Namespaced',
    names: { kind: 'Cell', plural: 'cells' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }],
  },
};

/** Where what runs the nodes is. */
const SYSTEM = { ...METADATA, namespace: 'kube-system' };
const IN_SYSTEM: readonly YamlMap[] = [
  { ...changed(GOOD_POD, ['spec', 'hostNetwork'], true), metadata: SYSTEM },
  { ...GOOD_DEPLOYMENT, metadata: SYSTEM },
  { ...rbac('Role'), metadata: SYSTEM },
];
const [SYSTEM_POD = {}, SYSTEM_DEPLOYMENT = {}, SYSTEM_ROLE = {}] = IN_SYSTEM;
const apiService = (service: YamlMap): YamlMap => ({
  apiVersion: 'apiregistration.k8s.io/v1',
  kind: 'APIService',
  metadata: { name: 'v1.example.com' },
  spec: { group: 'example.com', version: 'v1', groupPriorityMinimum: 1000, versionPriority: 15, ...service },
});

/** What a cluster writes itself, so that guardrails leave it alone. */
export const OF_CLUSTERS: readonly YamlMap[] = [
  ...IN_SYSTEM,
  { apiVersion: 'storage.k8s.io/v1', kind: 'CSINode', metadata: { name: 'node1' }, spec: { drivers: [] } },
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'VolumeAttachment',
    metadata: { name: 'a' },
    spec: { attacher: 'csi.example.com', nodeName: 'node1', source: { persistentVolumeName: 'v' } },
  },
  apiService({}),
];

const GUARDRAILS: readonly PackCase[] = [
  ...[
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'IngressClass',
      metadata: { name: 'upf' },
      spec: { controller: 'example.com/upf' },
    },
    { apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'upf' }, handler: 'runc' },
    { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'upf' }, value: 1 },
    { apiVersion: 'storage.k8s.io/v1', kind: 'CSIDriver', metadata: { name: 'csi.example.com' }, spec: {} },
    apiService({ service: { name: 'upf', namespace: 'core' }, insecureSkipTLSVerify: true }),
  ].map(object => guardrail('denyClusterScoped', {}, object)),
  guardrail('denyClusterScoped', { denyCRDChanges: 'false' }, CRD),
  guardrail('denyRBACChanges', { exemptNamespaces: '' }, SYSTEM_ROLE),
  guardrail('denyHostNetwork', { exemptNamespaces: 'ran, sim' }, SYSTEM_POD),
  guardrail('allowedNamespaces', { allowedNamespaces: 'core' }, SYSTEM_DEPLOYMENT),
  guardrail('forbiddenKinds', { forbiddenKinds: 'Deployment', exemptNamespaces: '' }, SYSTEM_DEPLOYMENT),
  guardrail('requiredLabels', { requiredLabels: 'team', exemptNamespaces: '' }, SYSTEM_DEPLOYMENT),
  guardrail('maxReplicas', { maxReplicas: '2', exemptNamespaces: '' }, SYSTEM_DEPLOYMENT),
  guardrail('denyClusterScoped', {}, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } }),
  guardrail('denyClusterScoped', { denyRBACChanges: 'false' }, rbac('ClusterRole')),
  guardrail('denyRBACChanges', {}, rbac('Role')),
  guardrail('denyCRDChanges', { denyClusterScoped: 'false' }, CRD),
  guardrail('denyPrivileged', {}, changed(GOOD_POD, ['spec', 'initContainers'], [PRIVILEGED])),
  // What is neither true nor false leaves a rule on.
  guardrail('denyPrivileged', { denyPrivileged: 'False' }, changed(GOOD_POD, ['spec', 'initContainers'], [PRIVILEGED])),
  guardrail('denyHostNetwork', {}, changed(GOOD_POD, ['spec', 'hostNetwork'], true)),
  guardrail('allowedNamespaces', { allowedNamespaces: 'ran, sim' }, GOOD_DEPLOYMENT),
  guardrail(
    'allowedNamespaces',
    { allowedNamespaces: 'ran', denyClusterScoped: 'false' },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'other' } },
  ),
  guardrail('forbiddenKinds', { forbiddenKinds: 'Secret,Deployment' }, GOOD_DEPLOYMENT),
  guardrail('requiredLabels', { requiredLabels: 'app, oran.ai/intent-id' }, GOOD_DEPLOYMENT),
  guardrail('minReplicas', { minReplicas: '4' }, GOOD_DEPLOYMENT),
  guardrail('maxReplicas', { maxReplicas: '2' }, GOOD_DEPLOYMENT),
  guardrail('minReplicas', { minReplicas: '2' }, AUTOSCALER),
  guardrail('maxReplicas', { maxReplicas: '8' }, AUTOSCALER),
  guardrail('namePattern', { namePattern: '[a-z]+-[a-z0-9]+' }, GOOD_DEPLOYMENT),
];

const hardening = (rule: string, path: Path, value: YamlValue, params: Record<string, string> = {}): PackCase => ({
  pack: 'hardening',
  rule,
  params,
  object: changed(GOOD_POD, ['spec', ...path], value),
});

const HARDENING: readonly PackCase[] = [
  hardening('limitsAndRequests', [...CONTAINER, 'resources'], { limits: { cpu: '1' } }),
  hardening('noLatestTag', [...CONTAINER, 'image'], 'registry.example.com:5000/upf'),
  hardening('noLatestTag', [...CONTAINER, 'image'], 'upf:latest'),
  hardening('imageDigest', [], GOOD_POD.spec ?? null, { imageDigest: 'true' }),
  hardening('allowedRegistries', [], GOOD_POD.spec ?? null, { allowedRegistries: 'ghcr.io/a/, ghcr.io/b/' }),
  hardening('readOnlyRootFilesystem', [...CONTEXT, 'readOnlyRootFilesystem'], false),
  hardening('readOnlyRootFilesystem', [...CONTEXT, 'readOnlyRootFilesystem'], false, { readOnlyRootFilesystem: 'no' }),
  hardening('dropAllCapabilities', [...CONTEXT, 'capabilities'], { drop: ['NET_RAW'] }),
  hardening('probes', [...CONTAINER, 'readinessProbe'], null),
  hardening('noPlaintextSecrets', [...CONTAINER, 'env'], [{ name: 'DB_PASSWORD', value: 'x' }]),
  {
    pack: 'hardening',
    rule: 'noPlaintextSecrets',
    object: { apiVersion: 'v1', kind: 'Secret', metadata: METADATA, stringData: { key: 'x' } },
  },
  {
    pack: 'hardening',
    rule: 'noPlaintextSecrets',
    object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: METADATA, data: { dbPassword: 'x' } },
  },
];

const slice = (rule: string, params: Record<string, string>, object: YamlMap = GOOD_SLICE): PackCase => ({
  pack: 'slice',
  rule,
  params,
  object,
});

const SLICES: readonly PackCase[] = [
  slice('sst', {}, changed(GOOD_SLICE, ['spec', 'serviceProfile', 'sst'], 256)),
  slice('allowedSST', { allowedSST: '2, 3' }),
  slice('sd', {}, changed(GOOD_SLICE, ['spec', 'sNssai', 'sd'], 'A1')),
  slice('minSD', { minSD: '0000b0' }),
  slice('maxSD', { maxSD: '0000A0' }),
  slice('minLatency', { minLatency: '10.5' }),
  slice('maxThroughputPerUE', { maxThroughputPerUE: '1999' }),
  slice('maxThroughputPerSlice', { maxThroughputPerSlice: '9999' }),
  slice('minLatency', { minLatency: '11' }, GOOD_BUNDLE),
  slice('maxThroughputPerUE', { maxThroughputPerUE: '999' }, GOOD_BUNDLE),
  slice('maxThroughputPerSlice', { maxThroughputPerSlice: '9999' }, GOOD_BUNDLE),
];

/** For each rule of the packs, objects that it denies. */
export const PACK_CASES: readonly PackCase[] = [
  ...BASELINE,
  { pack: 'pss-baseline', rule: 'procMount', object: UNMASKED, params: { version: 'v1.34' } },
  { pack: 'pss-restricted', rule: 'procMount_restricted', object: UNMASKED },
  HOST_PROCESS,
  ...RESTRICTED,
  ...GUARDRAILS,
  ...HARDENING,
  ...SLICES,
];
