import type { YamlMap, YamlValue } from '../../../yaml/value';
import { amountOf } from '../quantity';
import { isExtended, containerResource as resourceName } from '../resource-names';
import {
  at,
  atMostOne,
  below,
  exactlyOne,
  found,
  given,
  isEmpty,
  listAt,
  mapAt,
  mapsAt,
  type RuleFinding,
  repeated,
  type StructRules,
} from './struct';

/** What the API server says of containers. Source: pkg/apis/core/validation, `validateContainers` and below. */
export const CONTAINER_RULES: StructRules = {
  V1Container: [
    {
      name: 'resources-fit',
      check: container => resourceProblems(mapAt(container, 'resources')).map(below('resources')),
    },
    { name: 'mounts-differ', check: mountsDiffer },
    { name: 'mount-propagation', check: mountPropagation },
    { name: 'security-context-fits', check: securityContextFits },
    { name: 'probe-success-threshold', check: successThresholds },
  ],
  V1EnvFromSource: [{ name: 'one-env-source', check: source => exactlyOne(source, ['configMapRef', 'secretRef']) }],
  V1EnvVar: [{ name: 'value-or-source', check: valueOrSource }],
  V1EnvVarSource: [
    {
      name: 'one-source',
      check: source =>
        exactlyOne(source, ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef']),
    },
    { name: 'env-field-path', check: envFieldPath },
  ],
  V1LifecycleHandler: [
    { name: 'one-handler', check: hook => exactlyOne(hook, ['exec', 'httpGet', 'sleep', 'tcpSocket']) },
  ],
  V1Probe: [{ name: 'one-handler', check: probe => exactlyOne(probe, ['exec', 'grpc', 'httpGet', 'tcpSocket']) }],
  V1ResourceFieldSelector: [{ name: 'container-resource', check: containerResource }],
  V1SeccompProfile: [
    { name: 'local-profile', check: profile => localProfile(profile, at(profile, 'localhostProfile') === undefined) },
  ],
  V1AppArmorProfile: [
    { name: 'local-profile', check: profile => localProfile(profile, isEmpty(profile.localhostProfile)) },
  ],
  V1VolumeMount: [
    { name: 'one-sub-path', check: mount => atMostOne(mount, ['subPath', 'subPathExpr']) },
    { name: 'recursive-read-only', check: recursiveReadOnly },
  ],
};

/** `V1ResourceRequirements`: names, amounts, and that requests are within the limits. */
function resourceProblems(resources: YamlMap): RuleFinding[] {
  if (isEmpty(resources)) return [];
  const limits = mapAt(resources, 'limits');
  const requests = mapAt(resources, 'requests');
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  const pages = names.filter(name => name.startsWith('hugepages-'));
  const lacksCpu = pages.length > 0 && !names.includes('cpu') && !names.includes('memory');
  return [
    ...Object.entries(limits).flatMap(([name, amount]) => resourceProblem('limits', name, amount)),
    ...Object.entries(requests).flatMap(([name, amount]) => [
      ...resourceProblem('requests', name, amount),
      ...requestProblem(name, amount, limits[name]),
    ]),
    ...(lacksCpu ? found([], 'hugepages need cpu or memory beside them') : []),
  ];
}

function resourceProblem(list: string, name: string, amount: YamlValue): RuleFinding[] {
  const wrongName = resourceName(name);
  if (wrongName) return found([list, name], wrongName);
  const value = amountOf(String(amount ?? 0));
  if (value < 0) return found([list, name], `${String(amount)}: it must be at least 0`);
  return isExtended(name) && !Number.isInteger(value)
    ? found([list, name], `${String(amount)}: it must be a whole number`)
    : [];
}

/** Its request is its limit. */
const isFixed = (name: string) => isExtended(name) || name.startsWith('hugepages-');

function requestProblem(name: string, request: YamlValue, limit: YamlValue | undefined): RuleFinding[] {
  const path = ['requests', name];
  if (limit === undefined) {
    return isFixed(name) ? found(['limits'], `${name} needs a limit as high as its request`) : [];
  }
  // Null is 0.
  const difference = amountOf(String(request ?? 0)) - amountOf(String(limit ?? 0));
  if (difference > 0) {
    const message = `the request of ${String(request)} is more than the limit of ${String(limit ?? 0)}: lower it, or raise the limit`;
    return found(path, message);
  }
  return isFixed(name) && difference !== 0 ? found(path, `it must be equal to the limit of ${String(limit)}`) : [];
}

/** Mount paths and device paths are different, in themselves and from each other. */
function mountsDiffer(container: YamlMap): RuleFinding[] {
  const mounts = mapsAt(container, 'volumeMounts').map(({ mountPath }) => mountPath);
  const devices = mapsAt(container, 'volumeDevices');
  const taken = new Set(mounts);
  return devices.flatMap(({ devicePath }, i) =>
    typeof devicePath === 'string' && taken.has(devicePath)
      ? found(['volumeDevices', i, 'devicePath'], `a volume is mounted at ${devicePath} already`)
      : [],
  );
}

function mountPropagation(container: YamlMap): RuleFinding[] {
  if (at(container, 'securityContext', 'privileged') === true) return [];
  return mapsAt(container, 'volumeMounts').flatMap(({ mountPropagation: propagation }, i) =>
    propagation === 'Bidirectional'
      ? found(['volumeMounts', i, 'mountPropagation'], 'Bidirectional needs a privileged container')
      : [],
  );
}

function recursiveReadOnly({
  recursiveReadOnly: mode,
  readOnly,
  mountPropagation: propagation,
}: YamlMap): RuleFinding[] {
  if (mode !== 'Enabled' && mode !== 'IfPossible') return [];
  if (readOnly !== true) return found(['recursiveReadOnly'], `${mode} needs readOnly: true`);
  return isEmpty(propagation) || propagation === 'None'
    ? []
    : found(['recursiveReadOnly'], `${mode} needs mountPropagation None`);
}

function securityContextFits({ securityContext }: YamlMap): RuleFinding[] {
  const context = mapAt(securityContext);
  if (context.allowPrivilegeEscalation !== false) return [];
  if (context.privileged === true) {
    return found(['securityContext'], 'a privileged container may escalate: leave allowPrivilegeEscalation out');
  }
  return listAt(context, 'capabilities', 'add').includes('CAP_SYS_ADMIN')
    ? found(['securityContext'], 'with CAP_SYS_ADMIN, allowPrivilegeEscalation must not be false')
    : [];
}

function successThresholds(container: YamlMap): RuleFinding[] {
  return ['livenessProbe', 'startupProbe']
    .flatMap(name => {
      const threshold = at(container, name, 'successThreshold');
      return typeof threshold === 'number' && threshold > 1
        ? found([name, 'successThreshold'], `${threshold}: it must be 1 here`)
        : [];
    })
    .concat(
      at(container, 'readinessProbe', 'terminationGracePeriodSeconds') === undefined
        ? []
        : found(['readinessProbe', 'terminationGracePeriodSeconds'], 'a readiness probe ends nothing: leave it out'),
    );
}

/** An empty text is as if there were no value. */
function valueOrSource(variable: YamlMap): RuleFinding[] {
  return given(variable, ['value', 'valueFrom']).length < 2
    ? []
    : found(['valueFrom'], 'only one of value, valueFrom may be given');
}

const ENV_FIELDS = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

function envFieldPath({ fieldRef }: YamlMap): RuleFinding[] {
  const path = at(fieldRef, 'fieldPath');
  if (typeof path !== 'string' || path === '' || ENV_FIELDS.includes(path)) return [];
  if (/^metadata\.(?:labels|annotations)\['.+'\]$/.test(path)) return [];
  return found(
    ['fieldRef', 'fieldPath'],
    `${JSON.stringify(path)} is no field for a variable: use ${ENV_FIELDS.join(', ')}, metadata.labels['…'] or metadata.annotations['…']`,
  );
}

function containerResource({ resource }: YamlMap): RuleFinding[] {
  if (typeof resource !== 'string' || resource === '') return [];
  return /^(?:limits|requests)\.(?:cpu|memory|ephemeral-storage|hugepages-.+)$/.test(resource)
    ? []
    : found(['resource'], `${JSON.stringify(resource)} is no resource: use limits.cpu, requests.memory and the like`);
}

function localProfile({ type, localhostProfile }: YamlMap, lacksProfile: boolean): RuleFinding[] {
  const isLocal = type === 'Localhost';
  if (isLocal && lacksProfile) return found(['localhostProfile'], 'type Localhost needs a profile');
  if (!isLocal && localhostProfile !== undefined && localhostProfile !== null) {
    return found(['localhostProfile'], 'only type Localhost has a profile');
  }
  return [];
}

/** Port names that a container has twice, and host ports that are other than the container's in the host's network. */
export function portProblems(podSpec: YamlMap, list: string): RuleFinding[] {
  const isHost = podSpec.hostNetwork === true;
  return mapsAt(podSpec, list).flatMap((container, i) => [
    ...repeated(mapsAt(container, 'ports'), port => port.name).flatMap(({ index, key }) =>
      found([list, i, 'ports', index, 'name'], `another port is called ${key} too: rename one`),
    ),
    ...mapsAt(container, 'ports').flatMap(({ hostPort, containerPort }, j) =>
      isHost && typeof hostPort === 'number' && hostPort !== 0 && hostPort !== containerPort
        ? found([list, i, 'ports', j, 'hostPort'], 'with hostNetwork it must be the containerPort')
        : [],
    ),
  ]);
}

export function hostPortProblems(podSpec: YamlMap): RuleFinding[] {
  const isHost = podSpec.hostNetwork === true;
  const hasHostPort = (port: YamlMap) => isHost || Boolean(port.hostPort);
  if (!mapsAt(podSpec, 'containers').some(container => mapsAt(container, 'ports').some(hasHostPort))) return [];
  const ports = mapsAt(podSpec, 'containers').flatMap((container, i) =>
    mapsAt(container, 'ports').map((port, j) => ({ port, path: ['containers', i, 'ports', j, 'hostPort'] })),
  );
  return repeated(ports, ({ port: { hostPort, containerPort, protocol, hostIP } }) => {
    const number = hostPort || (isHost ? containerPort : undefined);
    return number && `${String(protocol || 'TCP')} ${String(hostIP ?? '')} ${String(number)}`;
  }).map(({ index, key }) => ({
    path: ports[index]?.path ?? [],
    message: `host port ${key.replace(/ +/g, ' ')} is there twice`,
  }));
}
