/**
 * When a field gets its value: `always`; only in place of what is another site's (`others`), where an author may mean
 * something else by it; or never, being set elsewhere and only checked (`checked`).
 */
export type SiteFieldRule = 'always' | 'others' | 'checked';

/** A field that has a site's value. */
export interface SiteFieldEntry {
  /** Any group where it is left out; empty for the core group. */
  group?: string;
  /** Any kind where it is left out. */
  kind?: string;
  path: string;
  value: string;
  rule: SiteFieldRule;
}

const O2IMS = ['o2ims.nephio.org', 'o2ims.oran.org', 'o2ims.provisioning.oran.org'] as const;
const BUNDLES = [
  ['cn.nephio.org', 'CNBundle'],
  ['ran.nephio.org', 'RANBundle'],
  ['tn.nephio.org', 'TNBundle'],
] as const;
const PLMN_CONTEXT = 'spec.targets[*].contexts[attribute=PLMN,condition=IS_ALL_OF|IS_EQUAL_TO|IS_ONE_OF].value';

const ofProvisioning = (path: string, value: string): SiteFieldEntry[] =>
  O2IMS.map(group => ({ group, kind: 'ProvisioningRequest', path, value, rule: 'always' }));

/**
 * The fields that belong to a site. ProvisioningRequest: `templateParameters` as Nephio's template has them
 * (nephio-project/api, O2 IMS examples), and the flat fields of the source systems' per-site translator, which writes
 * it into three groups. NetworkSlice: `plmn` and `targetSite` of the source systems' two shapes; `serviceProfile` and
 * the contexts of bundles are what `expectation-to-bundle` makes of an intent (TS 28.541 PLMNInfo, TS 28.312 PLMN).
 * Labels and annotations: Nephio, and the source systems' renderers. WorkloadCluster and ClusterContext are not here:
 * sites are read from them, and a management package has those of other sites on purpose. Nor are lists of tracking
 * areas: a coverage area may span sites.
 */
export const SITE_FIELDS: readonly SiteFieldEntry[] = [
  ...ofProvisioning('spec.templateParameters.clusterName', 'cluster'),
  ...ofProvisioning('spec.templateParameters.site', 'name'),
  ...ofProvisioning('spec.templateParameters.labels["nephio.org/region"]', 'labels.nephio.org/region'),
  ...ofProvisioning('spec.templateParameters.labels["nephio.org/site-type"]', 'labels.nephio.org/site-type'),
  ...ofProvisioning('spec.targetCluster', 'cluster'),
  ...ofProvisioning('spec.networkConfig.gnbId', 'values.gnbId'),
  ...ofProvisioning('spec.networkConfig.plmnId', 'values.plmnId'),
  ...ofProvisioning('spec.networkConfig.tac', 'values.tac'),
  ...BUNDLES.flatMap(([group, kind]): SiteFieldEntry[] => [
    { group, kind, path: PLMN_CONTEXT, value: 'values.plmnId', rule: 'others' },
    { group, kind, path: `${PLMN_CONTEXT}[*]`, value: 'values.plmnId', rule: 'others' },
  ]),
  { group: 'ran.nephio.org', kind: 'NetworkSlice', path: 'spec.targetSite', value: 'name', rule: 'always' },
  { group: 'workload.nephio.org', kind: 'NetworkSlice', path: 'spec.plmn', value: 'values.plmnId', rule: 'always' },
  { group: 'workload.nephio.org', kind: 'NetworkSlice', path: 'spec.dnn', value: 'values.dnn', rule: 'always' },
  {
    group: 'workload.nephio.org',
    kind: 'NetworkSlice',
    path: 'spec.serviceProfile.plmnInfoList[*].plmnId',
    value: 'values.plmnId',
    rule: 'others',
  },
  {
    group: 'rbac.authorization.k8s.io',
    kind: 'ClusterRoleBinding',
    path: 'subjects[*].namespace',
    value: 'namespace',
    rule: 'checked',
  },
  {
    group: 'rbac.authorization.k8s.io',
    kind: 'RoleBinding',
    path: 'subjects[*].namespace',
    value: 'namespace',
    rule: 'checked',
  },
  { group: '', kind: 'Namespace', path: 'metadata.name', value: 'namespace', rule: 'checked' },
  { path: 'metadata.namespace', value: 'namespace', rule: 'checked' },
  { path: 'metadata.annotations["config.nephio.org/cluster"]', value: 'cluster', rule: 'always' },
  { path: 'metadata.annotations["config.nephio.org/site"]', value: 'name', rule: 'always' },
  { path: 'metadata.labels.site', value: 'name', rule: 'others' },
  { path: 'metadata.labels["site-name"]', value: 'name', rule: 'always' },
  { path: 'metadata.labels["target-site"]', value: 'name', rule: 'always' },
  {
    path: 'spec.jobTemplate.spec.template.metadata.labels["deployment.nephio.org/site"]',
    value: 'name',
    rule: 'others',
  },
  { path: 'spec.podSelector.matchLabels["deployment.nephio.org/site"]', value: 'name', rule: 'others' },
  { path: 'spec.selector.matchLabels["deployment.nephio.org/site"]', value: 'name', rule: 'others' },
  { path: 'spec.selector["deployment.nephio.org/site"]', value: 'name', rule: 'others' },
  { path: 'spec.template.metadata.annotations["nephio.org/cluster-name"]', value: 'cluster', rule: 'others' },
  { path: 'spec.template.metadata.labels["deployment.nephio.org/site"]', value: 'name', rule: 'others' },
];

/** A field that has addresses of its own site. */
export interface AddressFieldEntry {
  /** Any group, and any kind, where they are left out. */
  group?: string | undefined;
  kind?: string | undefined;
  path: string;
}

/**
 * Addresses of a network function itself (Nephio's NFDeployment); those of its neighbours are peers. The annotation is
 * the source systems', beside the one that names the cluster.
 */
export const ADDRESS_FIELDS: readonly AddressFieldEntry[] = [
  ...['ipv4', 'ipv6'].flatMap(family =>
    ['address', 'gateway'].map(field => ({
      group: 'workload.nephio.org',
      kind: 'NFDeployment',
      path: `spec.interfaces[*].${family}.${field}`,
    })),
  ),
  { path: 'metadata.annotations["config.nephio.org/ip"]' },
];

/** A field that names somebody else on purpose. */
export interface PeerFieldEntry {
  group?: string | undefined;
  kind?: string | undefined;
  path: string;
}

/** Groups of the management cluster: their objects are named after the sites they are about, and labelled so. */
const MANAGEMENT = ['config.porch.kpt.dev', 'configsync.gke.io', 'infra.nephio.org'] as const;

/**
 * Fields in which another site's values belong: the far ends of links (Xn, N9, transport), and what objects of the
 * management cluster are about (a PackageVariantSet chooses repositories by such labels). NFDeployment: networkInstances
 * of workload.nephio.org/v1alpha1.
 */
export const PEER_FIELDS: readonly PeerFieldEntry[] = [
  { group: 'workload.nephio.org', kind: 'NFDeployment', path: 'spec.networkInstances[*].bgp.bgpNeighbors' },
  { group: 'workload.nephio.org', kind: 'NFDeployment', path: 'spec.networkInstances[*].peers' },
  ...MANAGEMENT.map(group => ({ group, path: 'metadata.labels.site' })),
  ...MANAGEMENT.map(group => ({ group, path: 'metadata.name' })),
  { path: 'spec.peers' },
];

/** Kinds whose names the source systems' translator makes with the site behind them: `<intent>-<site>`. */
export const NAMED_AFTER_SITE: readonly { group: string; kind: string }[] = [
  ...O2IMS.map(group => ({ group, kind: 'ProvisioningRequest' })),
  { group: 'ran.nephio.org', kind: 'NetworkSlice' },
  { group: 'workload.nephio.org', kind: 'NetworkSlice' },
];
