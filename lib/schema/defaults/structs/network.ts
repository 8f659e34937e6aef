import type { YamlMap } from '../../../yaml/value';
import { isBlank, mapAt, withFallback, withField, withoutField } from '../fields';
import type { StructDefaultsTable } from '../struct-defaults';

const CLIENT_IP_SECONDS = 10_800;
const INSIDE = ['ClusterIP', 'LoadBalancer', 'NodePort'];

/** What is filled into Services and what belongs to them. Source: defaults.go in pkg/apis/{core,discovery,networking}. */
export const NETWORK_DEFAULTS: StructDefaultsTable = {
  CoreV1EndpointPort: { values: { protocol: 'TCP' } },
  DiscoveryV1EndpointPort: { values: { name: '', protocol: 'TCP' } },
  IngressClassParametersReference: { values: { scope: 'Cluster' } },
  NetworkPolicyPort: { values: { protocol: 'TCP' } },
  NetworkPolicySpec: { complete: completeNetworkPolicy },
  ServicePort: {
    values: { protocol: 'TCP' },
    complete: port => (isBlank(port.targetPort) ? withField(port, 'targetPort', port.port ?? 0) : port),
  },
  ServiceSpec: { values: { sessionAffinity: 'None', type: 'ClusterIP' }, complete: completeService },
};

function completeNetworkPolicy(spec: YamlMap): YamlMap {
  return withFallback(spec, 'policyTypes', spec.egress === undefined ? ['Ingress'] : ['Ingress', 'Egress']);
}

function completeService(spec: YamlMap): YamlMap {
  const { type } = spec;
  let complete = completeAffinity(spec);
  if (isExternal(spec)) complete = withFallback(complete, 'externalTrafficPolicy', 'Cluster');
  if (INSIDE.includes(String(type))) complete = withFallback(complete, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') complete = withFallback(complete, 'allocateLoadBalancerNodePorts', true);
  return complete;
}

function completeAffinity(spec: YamlMap): YamlMap {
  if (spec.sessionAffinity === 'None') return withoutField(spec, 'sessionAffinityConfig');
  if (spec.sessionAffinity !== 'ClientIP') return spec;
  const clientIP = mapAt(mapAt(spec, 'sessionAffinityConfig') ?? {}, 'clientIP');
  if (clientIP?.timeoutSeconds !== undefined) return spec;
  return withField(spec, 'sessionAffinityConfig', { clientIP: { timeoutSeconds: CLIENT_IP_SECONDS } });
}

/** Whether it can be reached from outside of the cluster. */
function isExternal({ type, externalIPs }: YamlMap): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && externalIPs !== undefined);
}
