import { isMap, type YamlMap, type YamlValue } from '../../../yaml/value';
import { absolutePath, cidr, ip, isIp, pathSegment, subdomain } from '../field-checks';
import {
  at,
  atLeastOne,
  exactlyOne,
  found,
  isEmpty,
  listAt,
  mapAt,
  mapsAt,
  type RuleFinding,
  repeated,
  type StructRules,
} from './struct';

/** What the API server says of networks. Source: pkg/apis/{core,discovery,networking}/validation. */
export const NETWORK_RULES: StructRules = {
  V1EndpointHints: [{ name: 'zones-differ', check: zonesDiffer }],
  V1EndpointSlice: [
    { name: 'addresses-of-type', check: addressesOfType },
    { name: 'ports-have-names', check: slicePortsDiffer },
  ],
  V1EndpointSubset: [
    { name: 'subset-has-addresses', check: subsetHasAddresses },
    { name: 'ports-have-names', check: portsAreNamed },
  ],
  V1HTTPIngressPath: [{ name: 'ingress-path', check: ingressPath }],
  V1IPBlock: [{ name: 'except-in-range', check: exceptInRange }],
  V1Ingress: [
    {
      name: 'ingress-has-rules',
      check: ({ spec }) =>
        isEmpty(at(spec, 'rules')) && at(spec, 'defaultBackend') === undefined
          ? found(['spec'], 'one of defaultBackend, rules must be given')
          : [],
    },
  ],
  V1IngressBackend: [{ name: 'one-backend', check: oneBackend }],
  V1IngressClassParametersReference: [{ name: 'parameters-scope', check: parametersScope }],
  V1IngressServiceBackend: [{ name: 'backend-has-port', check: backendHasPort }],
  V1NetworkPolicyPeer: [
    {
      name: 'peer-selects',
      check: peer => [
        ...atLeastOne(peer, ['ipBlock', 'namespaceSelector', 'podSelector']),
        ...(isMap(peer.ipBlock) && (isMap(peer.podSelector) || isMap(peer.namespaceSelector))
          ? found([], 'ipBlock stands alone: make the selectors another peer')
          : []),
      ],
    },
  ],
  V1NetworkPolicyPort: [{ name: 'port-range', check: portRange }],
  V1NetworkPolicySpec: [{ name: 'policy-types', check: policyTypes }],
  V1Service: [{ name: 'service-has-ports', check: serviceHasPorts }],
  V1ServiceSpec: [
    { name: 'ports-have-names', check: portsHaveNames },
    { name: 'service-type-fits', check: serviceTypeFits },
    { name: 'cluster-ip', check: clusterIp },
    { name: 'ip-families-differ', check: ipFamiliesDiffer },
  ],
};

function addressesOfType(slice: YamlMap): RuleFinding[] {
  return mapsAt(slice, 'endpoints').flatMap((endpoint, i) =>
    listAt(endpoint, 'addresses').flatMap((address, j) => {
      const message =
        typeof address === 'string' || address === null
          ? addressProblem(String(slice.addressType), address ?? '')
          : undefined;
      return message === undefined ? [] : found(['endpoints', i, 'addresses', j], message);
    }),
  );
}

function addressProblem(type: string, address: string): string | undefined {
  if (type === 'FQDN')
    return subdomain(address.replace(/\.$/, '')) ?? (address.includes('.') ? undefined : `${address} has no domain`);
  if (type !== 'IPv4' && type !== 'IPv6') return undefined;
  const isRight = isIp(address) && address.includes(':') === (type === 'IPv6');
  return isRight ? undefined : `${JSON.stringify(address)} is no ${type} address`;
}

function slicePortsDiffer(slice: YamlMap): RuleFinding[] {
  const seen = new Set<string>();
  return mapsAt(slice, 'ports').flatMap(({ name }, i) => {
    const key = String(name ?? '');
    if (seen.has(key))
      return found(['ports', i, 'name'], `another port is called ${JSON.stringify(key)} too: rename one`);
    seen.add(key);
    return [];
  });
}

function zonesDiffer(hints: YamlMap): RuleFinding[] {
  return repeated(mapsAt(hints, 'forZones'), zone => zone.name).flatMap(({ index, key }) =>
    found(['forZones', index, 'name'], `${key} is there twice`),
  );
}

function subsetHasAddresses(subset: YamlMap): RuleFinding[] {
  return isEmpty(subset.addresses) && isEmpty(subset.notReadyAddresses)
    ? found([], 'one of addresses, notReadyAddresses must be given')
    : [];
}

function portsAreNamed(subset: YamlMap): RuleFinding[] {
  const ports = mapsAt(subset, 'ports');
  if (ports.length < 2) return [];
  return ports.flatMap(({ name }, i) =>
    isEmpty(name) ? found(['ports', i, 'name'], 'each of several ports needs a name') : [],
  );
}

/** Of several ports each has a name, another than the others. */
function portsHaveNames(spec: YamlMap): RuleFinding[] {
  const ports = mapsAt(spec, 'ports');
  if (ports.length < 2) return [];
  return [
    ...portsAreNamed(spec),
    ...repeated(ports, port => port.name).flatMap(({ index, key }) =>
      found(['ports', index, 'name'], `another port is called ${key} too: rename one`),
    ),
  ];
}

const PATH_PARTS = ['//', '/./', '/../', '%2f', '%2F'];

function ingressPath({ path, pathType }: YamlMap): RuleFinding[] {
  const text = typeof path === 'string' ? path : '';
  if (pathType !== 'Exact' && pathType !== 'Prefix') {
    const message = text === '' ? undefined : absolutePath(text);
    return message === undefined ? [] : found(['path'], message);
  }
  const wrong = absolutePath(text);
  if (wrong) return found(['path'], wrong);
  const part = PATH_PARTS.find(each => text.includes(each)) ?? ['/..', '/.'].find(end => text.endsWith(end));
  return part === undefined ? [] : found(['path'], `${JSON.stringify(text)} must not hold ${part}`);
}

function exceptInRange(block: YamlMap): RuleFinding[] {
  const range = block.cidr;
  if (typeof range !== 'string' || cidr(range)) return [];
  return listAt(block, 'except').flatMap((part, i) =>
    typeof part === 'string' && !cidr(part) && !isWithin(part, range)
      ? found(['except', i], `${part} is not within ${range}`)
      : [],
  );
}

/** Whether a range of addresses is a part of another, and not all of it. */
function isWithin(inner: string, outer: string): boolean {
  const [a, b] = [bitsOf(inner), bitsOf(outer)];
  return a.isLong === b.isLong && a.length > b.length && a.bits.startsWith(b.bits.slice(0, b.length));
}

function bitsOf(range: string): { bits: string; length: number; isLong: boolean } {
  const [address = '', length = ''] = range.split('/');
  const isLong = address.includes(':');
  const numbers = isLong ? hextets(address) : address.split('.').map(Number);
  return {
    bits: numbers.map(each => each.toString(2).padStart(isLong ? 16 : 8, '0')).join(''),
    length: Number(length),
    isLong,
  };
}

function hextets(address: string): number[] {
  const [head = '', tail] = address.split('::');
  const read = (text: string) => (text === '' ? [] : text.split(':').map(each => Number.parseInt(each, 16)));
  if (tail === undefined) return read(head);
  const zeros = Array<number>(Math.max(0, 8 - read(head).length - read(tail).length)).fill(0);
  return [...read(head), ...zeros, ...read(tail)];
}

function oneBackend(backend: YamlMap): RuleFinding[] {
  const { resource } = backend;
  const names = isMap(resource) ? ['kind', 'name'] : [];
  return [
    ...exactlyOne(backend, ['resource', 'service']),
    ...names.flatMap(name => {
      const message = isEmpty(at(resource, name)) ? 'it is required' : pathSegment(at(resource, name) ?? '');
      return message === undefined ? [] : found(['resource', name], message);
    }),
    ...groupProblems(resource),
  ];
}

function groupProblems(resource: YamlValue | undefined): RuleFinding[] {
  const group = at(resource, 'apiGroup');
  const message = isEmpty(group) ? undefined : subdomain(group ?? '');
  return message === undefined ? [] : found(['resource', 'apiGroup'], message);
}

function parametersScope({ scope, namespace }: YamlMap): RuleFinding[] {
  if (scope === 'Namespace' && isEmpty(namespace)) return found(['namespace'], 'scope Namespace needs it');
  const hasNamespace = namespace !== undefined && namespace !== null;
  return scope !== 'Namespace' && hasNamespace ? found(['namespace'], 'scope Cluster has none: leave it out') : [];
}

function backendHasPort({ port }: YamlMap): RuleFinding[] {
  const { name, number } = mapAt(port);
  const both = !isEmpty(name) && typeof number === 'number' && number !== 0;
  if (both) return found([], "only one of the port's name, number may be given");
  return isEmpty(name) && !number ? found([], 'its port needs a name or a number') : [];
}

function portRange({ port, endPort }: YamlMap): RuleFinding[] {
  if (typeof endPort !== 'number') return [];
  if (typeof port !== 'number') return found(['endPort'], 'it needs a port that is a number');
  return endPort < port ? found(['endPort'], `${endPort}: it must be at least the port`) : [];
}

function policyTypes({ policyTypes: types }: YamlMap): RuleFinding[] {
  return Array.isArray(types) && types.length > 2 ? found(['policyTypes'], 'at most two are allowed') : [];
}

function serviceHasPorts({ spec }: YamlMap): RuleFinding[] {
  const mayHaveNone = at(spec, 'type') === 'ExternalName' || at(spec, 'clusterIP') === 'None';
  if (mayHaveNone || mapsAt(spec, 'ports').length > 0) return [];
  return found(['spec', 'ports'], 'a Service needs a port, unless its clusterIP is None');
}

/** What only some types of Services have. */
function serviceTypeFits(spec: YamlMap): RuleFinding[] {
  const type = isEmpty(spec.type) ? 'ClusterIP' : String(spec.type);
  const isBalanced = type === 'LoadBalancer';
  const isReached = isBalanced || type === 'NodePort';
  const has = (name: string) => spec[name] !== undefined && spec[name] !== null;
  const only = (name: string, types: string) => found([name], `type ${type} has none, only ${types} has: leave it out`);
  return [
    ...(isBalanced
      ? []
      : ['allocateLoadBalancerNodePorts', 'loadBalancerClass'].filter(has).flatMap(name => only(name, 'LoadBalancer'))),
    ...(isBalanced || isEmpty(spec.loadBalancerSourceRanges) ? [] : only('loadBalancerSourceRanges', 'LoadBalancer')),
    ...(isReached || isEmpty(spec.externalTrafficPolicy) || !isEmpty(spec.externalIPs)
      ? []
      : only('externalTrafficPolicy', 'NodePort or LoadBalancer')),
    ...(isReached
      ? []
      : mapsAt(spec, 'ports').flatMap(({ nodePort }, i) =>
          nodePort
            ? only('nodePort', 'NodePort or LoadBalancer').map(({ message }) => ({
                path: ['ports', i, 'nodePort'],
                message,
              }))
            : [],
        )),
    ...(type === 'ExternalName' ? externalName(spec) : []),
    ...(spec.healthCheckNodePort && !(isBalanced && spec.externalTrafficPolicy === 'Local')
      ? only('healthCheckNodePort', 'LoadBalancer with externalTrafficPolicy Local')
      : []),
  ];
}

function externalName({ externalName: name, clusterIP }: YamlMap): RuleFinding[] {
  const problem = isEmpty(name) ? 'type ExternalName needs it' : subdomain(String(name).replace(/\.$/, ''));
  return [
    ...(problem ? found(['externalName'], problem) : []),
    ...(isEmpty(clusterIP) || clusterIP === 'None'
      ? []
      : found(['clusterIP'], 'type ExternalName has none: leave it out')),
  ];
}

function clusterIp({ type, clusterIP }: YamlMap): RuleFinding[] {
  if (isEmpty(clusterIP) || type === 'ExternalName' || typeof clusterIP !== 'string') return [];
  if (clusterIP === 'None') {
    return type === 'NodePort' || type === 'LoadBalancer'
      ? found(['clusterIP'], `type ${type} needs an address: leave it out`)
      : [];
  }
  const message = ip(clusterIP);
  return message === undefined ? [] : found(['clusterIPs', 0], message);
}

function ipFamiliesDiffer(spec: YamlMap): RuleFinding[] {
  return repeated(listAt(spec, 'ipFamilies'), family => family).flatMap(({ index, key }) =>
    found(['ipFamilies', index], `${key} is there twice`),
  );
}
