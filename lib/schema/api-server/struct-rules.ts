import type { Path } from '../../yaml/path';
import { isMap, valueInside, type YamlMap, type YamlValue } from '../../yaml/value';
import { compareQuantities } from './quantity';

/** What a rule finds in a struct: where, from the struct on, and what. */
export interface RuleFinding {
  path: Path;
  message: string;
}

export interface StructRule {
  name: string;
  check(struct: YamlMap): RuleFinding[];
}

const WORKLOADS = ['V1DaemonSetSpec', 'V1DeploymentSpec', 'V1ReplicaSetSpec', 'V1StatefulSetSpec'];

/**
 * What the API server says of several fields together; by type of the packs.
 * Source: pkg/apis/<group>/validation of kubernetes/kubernetes 1.36.
 */
export const STRUCT_RULES: Record<string, readonly StructRule[]> = {
  ...Object.fromEntries(
    WORKLOADS.map(type => [
      type,
      [
        { name: 'selector-matches-template', check: selectorMatchesTemplate },
        { name: 'restart-policy-always', check: restartPolicyAlways },
        { name: 'mounts-have-volumes', check: mountsHaveVolumes },
      ],
    ]),
  ),
  V1ClusterRoleBinding: [{ name: 'account-has-namespace', check: accountsHaveNamespaces }],
  V1Container: [
    { name: 'container-has-image', check: containerHasImage },
    { name: 'requests-within-limits', check: requestsWithinLimits },
  ],
  V1EnvVar: [{ name: 'value-or-source', check: env => atMostOne(env, ['value', 'valueFrom']) }],
  V1EnvVarSource: [
    {
      name: 'one-source',
      check: source =>
        exactlyOne(source, ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef']),
    },
  ],
  V1Ingress: [
    {
      name: 'ingress-has-rules',
      check: ({ spec }) => atLeastOne(mapAt(spec), ['defaultBackend', 'rules']).map(below('spec')),
    },
  ],
  V1IngressBackend: [{ name: 'one-backend', check: backend => exactlyOne(backend, ['resource', 'service']) }],
  V1IngressServiceBackend: [
    {
      name: 'backend-has-port',
      check: ({ port }) => exactlyOne(isMap(port) ? port : {}, ['name', 'number']).map(below('port')),
    },
  ],
  V1JobSpec: [
    { name: 'job-restart-policy', check: jobRestartPolicy },
    { name: 'mounts-have-volumes', check: mountsHaveVolumes },
  ],
  V1LifecycleHandler: [
    { name: 'one-handler', check: hook => exactlyOne(hook, ['exec', 'httpGet', 'sleep', 'tcpSocket']) },
  ],
  V1NetworkPolicyPeer: [
    {
      name: 'peer-selects',
      check: peer => atLeastOne(peer, ['ipBlock', 'namespaceSelector', 'podSelector']),
    },
  ],
  V1PersistentVolumeClaim: [{ name: 'claim-asks-for-storage', check: claimAsksForStorage }],
  V1Pod: [{ name: 'mounts-have-volumes', check: pod => mountsOf(pod.spec, ['spec'], []) }],
  V1PodSpec: [{ name: 'container-names-differ', check: containerNamesDiffer }],
  V1PolicyRule: [{ name: 'rule-names-resources', check: ruleNamesResources }],
  V1Probe: [{ name: 'one-handler', check: probe => exactlyOne(probe, ['exec', 'grpc', 'httpGet', 'tcpSocket']) }],
  V1ReplicationControllerSpec: [
    { name: 'selector-matches-template', check: controllerMatchesTemplate },
    { name: 'mounts-have-volumes', check: mountsHaveVolumes },
  ],
  V1Service: [{ name: 'service-has-ports', check: serviceHasPorts }],
  V1ServiceSpec: [{ name: 'ports-have-names', check: portsHaveNames }],
  V2MetricTarget: [
    {
      name: 'target-has-value',
      check: target => atLeastOne(target, ['averageUtilization', 'averageValue', 'value']),
    },
  ],
};

/** What stands at a path; undefined where there is nothing, or null. */
function at(value: YamlValue | undefined, ...path: string[]): YamlValue | undefined {
  return (value === undefined ? undefined : valueInside(value, path)) ?? undefined;
}

function mapAt(value: YamlValue | undefined, ...path: string[]): YamlMap {
  const found = at(value, ...path);
  return isMap(found) ? found : {};
}

function mapsAt(value: YamlValue | undefined, ...path: string[]): YamlMap[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found.map(each => (isMap(each) ? each : {})) : [];
}

function selectorMatchesTemplate(spec: YamlMap): RuleFinding[] {
  if (!isMap(spec.selector)) return [];
  const labels = mapAt(spec.template, 'metadata', 'labels');
  const wanted = Object.entries(mapAt(spec.selector, 'matchLabels'));
  const expressions = mapsAt(spec.selector, 'matchExpressions');
  if (wanted.length === 0 && expressions.length === 0) {
    return [{ path: ['selector'], message: 'an empty selector is not allowed: give it labels of the template' }];
  }
  const missing = wanted.filter(([key, value]) => labels[key] !== value).map(([key, value]) => `${key}: ${value}`);
  const unmet = expressions.filter(expression => !meets(labels, expression)).map(({ key }) => String(key));
  if (missing.length + unmet.length === 0) return [];
  const message = `the selector does not match the labels of the template: they lack ${[...missing, ...unmet].join(', ')}`;
  return [{ path: ['template', 'metadata', 'labels'], message }];
}

/** Its selector is a plain mapping, and the labels of the template where it is left out. */
function controllerMatchesTemplate({ selector, template }: YamlMap): RuleFinding[] {
  if (!isMap(selector) || Object.keys(selector).length === 0) return [];
  return selectorMatchesTemplate({ selector: { matchLabels: selector }, template: template ?? null });
}

function meets(labels: YamlMap, { key, operator, values }: YamlMap): boolean {
  const label = labels[String(key)];
  const isIn = Array.isArray(values) && label !== undefined && values.includes(label);
  if (operator === 'In') return isIn;
  if (operator === 'NotIn') return !isIn;
  return operator === 'Exists' ? label !== undefined : label === undefined;
}

function restartPolicyAlways({ template }: YamlMap): RuleFinding[] {
  const policy = at(template, 'spec', 'restartPolicy');
  if (policy === undefined || policy === 'Always') return [];
  return [{ path: ['template', 'spec', 'restartPolicy'], message: `it must be Always here, not ${String(policy)}` }];
}

function jobRestartPolicy({ template }: YamlMap): RuleFinding[] {
  if (['OnFailure', 'Never'].includes(String(at(template, 'spec', 'restartPolicy')))) return [];
  return [{ path: ['template', 'spec', 'restartPolicy'], message: 'a Job needs OnFailure or Never here' }];
}

function mountsHaveVolumes({ template, volumeClaimTemplates }: YamlMap): RuleFinding[] {
  const claims = mapsAt({ volumeClaimTemplates: volumeClaimTemplates ?? null }, 'volumeClaimTemplates');
  return mountsOf(
    at(template, 'spec'),
    ['template', 'spec'],
    claims.map(claim => at(claim, 'metadata', 'name')),
  );
}

function mountsOf(podSpec: YamlValue | undefined, path: Path, claims: readonly unknown[]): RuleFinding[] {
  const names = new Set([...mapsAt(podSpec, 'volumes').map(({ name }) => name), ...claims]);
  return ['initContainers', 'containers'].flatMap(list =>
    mapsAt(podSpec, list).flatMap((container, i) =>
      mapsAt(container, 'volumeMounts').flatMap(({ name }, j) => {
        if (typeof name !== 'string' || names.has(name)) return [];
        const message = `there is no volume ${JSON.stringify(name)}: add it to \`volumes\`, or mount another`;
        return [{ path: [...path, list, i, 'volumeMounts', j, 'name'], message }];
      }),
    ),
  );
}

function containerHasImage(container: YamlMap): RuleFinding[] {
  return at(container, 'image') === undefined ? [{ path: ['image'], message: 'a container needs an image' }] : [];
}

function requestsWithinLimits({ resources }: YamlMap): RuleFinding[] {
  const limits = mapAt(resources, 'limits');
  return Object.entries(mapAt(resources, 'requests')).flatMap(([name, request]) => {
    const limit = limits[name];
    if (limit === undefined || limit === null || !(compareQuantities(String(request), String(limit)) > 0)) return [];
    const message = `the request of ${String(request)} is more than the limit of ${String(limit)}: lower it, or raise the limit`;
    return [{ path: ['resources', 'requests', name], message }];
  });
}

/** In a RoleBinding the namespace may be left out. */
function accountsHaveNamespaces(binding: YamlMap): RuleFinding[] {
  return mapsAt(binding, 'subjects').flatMap(({ kind, namespace }, i) =>
    kind === 'ServiceAccount' && !namespace
      ? [{ path: ['subjects', i, 'namespace'], message: 'a ServiceAccount is in a namespace: name it' }]
      : [],
  );
}

/** Puts what was found at a field of the struct. */
function below(field: string): (finding: RuleFinding) => RuleFinding {
  return ({ path, message }) => ({ path: [field, ...path], message });
}

function given(struct: YamlMap, names: readonly string[]): string[] {
  return names.filter(name => struct[name] !== undefined && struct[name] !== null && struct[name] !== '');
}

function atMostOne(struct: YamlMap, names: readonly string[]): RuleFinding[] {
  const [, second] = given(struct, names);
  return second === undefined ? [] : [{ path: [second], message: `only one of ${names.join(', ')} may be given` }];
}

function atLeastOne(struct: YamlMap, names: readonly string[]): RuleFinding[] {
  return given(struct, names).length > 0 ? [] : [{ path: [], message: `one of ${names.join(', ')} must be given` }];
}

function exactlyOne(struct: YamlMap, names: readonly string[]): RuleFinding[] {
  return [...atLeastOne(struct, names), ...atMostOne(struct, names)];
}

function claimAsksForStorage({ spec }: YamlMap): RuleFinding[] {
  const modes = at(spec, 'accessModes');
  return [
    ...(Array.isArray(modes) && modes.length > 0
      ? []
      : [{ path: ['spec', 'accessModes'], message: 'a claim needs at least one access mode' }]),
    ...(at(spec, 'resources', 'requests', 'storage') !== undefined
      ? []
      : [
          { path: ['spec', 'resources', 'requests', 'storage'], message: 'a claim must say how much storage it needs' },
        ]),
  ];
}

function containerNamesDiffer(podSpec: YamlMap): RuleFinding[] {
  const names = new Set(mapsAt(podSpec, 'containers').map(({ name }) => name));
  return mapsAt(podSpec, 'initContainers').flatMap(({ name }, i) =>
    typeof name === 'string' && names.has(name)
      ? [{ path: ['initContainers', i, 'name'], message: `a container is called ${name} too: rename one` }]
      : [],
  );
}

function ruleNamesResources(rule: YamlMap): RuleFinding[] {
  const isEmpty = (name: string) => !Array.isArray(rule[name]) || (rule[name] as YamlValue[]).length === 0;
  if (!isEmpty('nonResourceURLs')) return [];
  return ['apiGroups', 'resources']
    .filter(isEmpty)
    .map(name => ({ path: [name], message: 'a rule needs it, unless it names nonResourceURLs' }));
}

function serviceHasPorts({ spec }: YamlMap): RuleFinding[] {
  const mayHaveNone = at(spec, 'type') === 'ExternalName' || at(spec, 'clusterIP') === 'None';
  if (mayHaveNone || mapsAt(spec, 'ports').length > 0) return [];
  return [{ path: ['spec', 'ports'], message: 'a Service needs a port, unless its clusterIP is None' }];
}

function portsHaveNames(spec: YamlMap): RuleFinding[] {
  const ports = mapsAt(spec, 'ports');
  if (ports.length < 2) return [];
  return ports.flatMap(({ name }, i) => {
    if (typeof name !== 'string' || name === '') {
      return [{ path: ['ports', i, 'name'], message: 'each of several ports needs a name' }];
    }
    const isSecond = ports.findIndex(each => each.name === name) < i;
    return isSecond ? [{ path: ['ports', i, 'name'], message: `another port is called ${name} too: rename one` }] : [];
  });
}
