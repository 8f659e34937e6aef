import { LABEL_SELECTOR, OBJECT_REFERENCE } from './kubernetes';
import type { Fields, ThirdPartyKind } from './shape';

/** Nephio's kinds. Source: the CRDs of nephio-project/api at 7710e08 (2025), and of nokia/k8s-ipam at de66a47 for claims. */

const LIFECYCLE: Fields = { deletionPolicy: 'delete|orphan=delete' };

const NETWORK_INTERFACES: Fields = {
  'kind!': 'interface|bridgedomain=interface',
  interfaceName: 'string',
  bridgeDomainName: 'string',
  nodeName: 'string',
  attachmentType: 'none|vlan',
  selector: LABEL_SELECTOR,
};

const PREFIX: Fields = { 'prefix!': 'string', labels: 'string{}' };

const CAPACITY: Fields = {
  maxUplinkThroughput: 'quantity',
  maxDownlinkThroughput: 'quantity',
  maxSessions: 'integer',
  maxSubscribers: 'integer',
  maxNFConnections: 'integer',
};

const ADDRESS: Fields = { 'address!': 'string', gateway: 'string' };

const NF_DEPLOYMENT: Fields = {
  provider: 'string',
  capacity: CAPACITY,
  interfaces: [{ 'name!': 'string', ipv4: ADDRESS, ipv6: ADDRESS, vlanID: 'integer' }],
  networkInstances: [
    {
      'name!': 'string',
      interfaces: 'string[]',
      peers: [{ name: 'string', ipv4: ADDRESS, ipv6: ADDRESS }],
      dataNetworks: [{ name: 'string', pool: [{ 'prefix!': 'string' }] }],
      bgp: {
        'autonomousSystem!': 'integer',
        'routerID!': 'string',
        'bgpNeighbors!': [{ 'address!': 'string', name: 'string', 'peerAS!': 'integer' }],
      },
    },
  ],
  parametersRefs: [{ apiVersion: 'string', kind: 'string', name: 'string' }],
};

const IP_PREFIX_KIND = 'network|loopback|pool|aggregate=network';

/** By group, kind, plural: what `spec` holds, in v1alpha1. Sorted. */
const SPECS: readonly (readonly [group: string, kind: string, plural: string, spec: Fields])[] = [
  [
    'infra.nephio.org',
    'ClusterContext',
    'clustercontexts',
    { siteCode: 'string', cniConfig: { 'cniType!': 'string', 'masterInterface!': 'string' } },
  ],
  [
    'infra.nephio.org',
    'Network',
    'networks',
    {
      'topology!': 'string',
      bridgeDomains: [{ 'name!': 'string', interfaces: [NETWORK_INTERFACES] }],
      routingTables: [{ 'name!': 'string', 'prefixes!': [PREFIX], interfaces: [NETWORK_INTERFACES] }],
    },
  ],
  [
    'infra.nephio.org',
    'Repository',
    'repositories',
    {
      description: 'string',
      defaultBranch: 'string',
      gitignores: 'string',
      issueLabels: 'string',
      license: 'string',
      lifecycle: LIFECYCLE,
      private: 'boolean',
      readme: 'string',
      trustModel: 'default|collaborator|committer|collaboratorcommitter',
    },
  ],
  ['infra.nephio.org', 'Token', 'tokens', { lifecycle: LIFECYCLE }],
  [
    'infra.nephio.org',
    'WorkloadCluster',
    'workloadclusters',
    { clusterName: 'string', cnis: 'string[]', masterInterface: 'string' },
  ],
  [
    'ipam.resource.nephio.org',
    'IPClaim',
    'ipclaims',
    {
      'kind!': IP_PREFIX_KIND,
      'networkInstance!': OBJECT_REFERENCE,
      prefix: 'string',
      prefixLength: 'integer',
      createPrefix: 'boolean',
      index: 'integer',
      addressFamily: 'ipv4|ipv6',
      labels: 'string{}',
      selector: LABEL_SELECTOR,
    },
  ],
  [
    'ipam.resource.nephio.org',
    'IPPrefix',
    'ipprefixes',
    { 'kind!': IP_PREFIX_KIND, 'networkInstance!': OBJECT_REFERENCE, 'prefix!': 'string', labels: 'string{}' },
  ],
  ['ipam.resource.nephio.org', 'NetworkInstance', 'networkinstances', { 'prefixes!': [PREFIX] }],
  ['ref.nephio.org', 'Config', 'configs', { config: 'object' }],
  ['req.nephio.org', 'Capacity', 'capacities', CAPACITY],
  [
    'req.nephio.org',
    'DataNetwork',
    'datanetworks',
    {
      'networkInstance!': OBJECT_REFERENCE,
      pools: [{ name: 'string', prefixLength: 'integer', ipFamily: 'ipv4|ipv6' }],
    },
  ],
  ['req.nephio.org', 'Dependency', 'dependencies', { 'packageName!': 'string', injectors: [OBJECT_REFERENCE] }],
  [
    'req.nephio.org',
    'Interface',
    'interfaces',
    {
      'networkInstance!': OBJECT_REFERENCE,
      cniType: 'sriov|ipvlan|macvlan',
      attachmentType: 'none|vlan',
      ipFamilyPolicy: 'none|ipv6-only|ipv4-only|dual-stack',
    },
  ],
  [
    'vlan.resource.nephio.org',
    'VLANClaim',
    'vlanclaims',
    {
      vlanIndex: OBJECT_REFERENCE,
      // What the index was called first.
      vlanDatabase: OBJECT_REFERENCE,
      vlanID: 'integer',
      range: 'string',
      labels: 'string{}',
      selector: LABEL_SELECTOR,
    },
  ],
  ['vlan.resource.nephio.org', 'VLANIndex', 'vlanindices', { labels: 'string{}' }],
  ['workload.nephio.org', 'NFConfig', 'nfconfigs', { configRefs: 'object[]' }],
  ['workload.nephio.org', 'NFDeployment', 'nfdeployments', NF_DEPLOYMENT],
];

/** What to write in place of fields of one kind that are often given to another. */
const INSTEAD_OF: Record<string, Record<string, string>> = {
  ClusterContext: {
    'spec.clusterName': 'it is a field of WorkloadCluster; the name of a ClusterContext is metadata.name',
    'spec.cnis': 'it is a field of WorkloadCluster; here write `cniConfig: {cniType: …, masterInterface: …}`',
    'spec.provider': 'no kind of infra.nephio.org has it: write it as a label',
    'spec.site': 'write `siteCode`',
  },
  WorkloadCluster: {
    'spec.siteCode': 'it is a field of ClusterContext; facts of the site are labels here (nephio.org/site-type …)',
    'spec.cniConfig': 'it is a field of ClusterContext; here write `cnis` and `masterInterface`',
    'spec.labels': 'write them as metadata.labels',
  },
};

export const NEPHIO_KINDS: readonly ThirdPartyKind[] = [
  ...SPECS.map(([group, kind, plural, spec]) => ({
    group,
    kind,
    plural,
    scope: 'Namespaced' as const,
    versions: { v1alpha1: { spec } },
    instead: INSTEAD_OF[kind] ?? {},
  })),
  {
    group: 'req.nephio.org',
    kind: 'NetworkInstance',
    plural: 'networkinstances',
    scope: 'Cluster',
    versions: { v1alpha1: { spec: { networkName: 'string' } } },
  },
];
