import type { Path } from '../../../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../../../yaml/value';
import { labelKey, labelValue, subdomain } from '../field-checks';
import { hostPortProblems, portProblems } from './containers';
import {
  at,
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

const METADATA_RULE = { name: 'template-metadata', check: templateMetadata };

/** What the API server says of Pods and of templates. Source: pkg/apis/core/validation, `ValidatePodSpec` and below. */
export const POD_RULES: StructRules = {
  V1NodeSelectorRequirement: [{ name: 'expression-values', check: nodeExpressionValues }],
  V1PersistentVolumeClaimTemplate: [METADATA_RULE],
  V1NodeAffinity: [
    {
      name: 'node-affinity-values',
      check: affinity => affinityValues(affinity, 'requiredDuringSchedulingIgnoredDuringExecution'),
    },
  ],
  V1Pod: [
    { name: 'mounts-have-volumes', check: pod => mountsOf(pod.spec, ['spec'], []) },
    { name: 'image-spelling', check: imageSpelling },
  ],
  V1PodSpec: [
    { name: 'container-names-differ', check: containerNamesDiffer },
    { name: 'ports-differ', check: spec => ['containers', 'initContainers'].flatMap(list => portProblems(spec, list)) },
    { name: 'host-ports-differ', check: hostPortProblems },
    { name: 'dns-config-fits', check: dnsConfigFits },
    { name: 'one-process-namespace', check: oneProcessNamespace },
    { name: 'init-container-hooks', check: initContainerHooks },
    { name: 'sysctl-name', check: sysctlNames },
  ],
  V1PodTemplateSpec: [METADATA_RULE],
  V1ResourceClaimTemplateSpec: [METADATA_RULE, { name: 'template-without-name', check: templateWithoutName }],
  V1Toleration: [{ name: 'toleration-fits', check: tolerationFits }],
  V1VolumeNodeAffinity: [{ name: 'node-affinity-values', check: affinity => affinityValues(affinity, 'required') }],
  V1TopologySpreadConstraint: [{ name: 'min-domains', check: minDomains }],
};

/** `V1PodTemplate` and the workloads: what their Pods mount. */
export const TEMPLATE_RULE = { name: 'mounts-have-volumes', check: mountsHaveVolumes };

export function templateMetadata({ metadata }: YamlMap): RuleFinding[] {
  const labels = Object.entries(mapAt(metadata, 'labels'));
  return [
    ...labels.flatMap(([key, value]) => problem('labels', key, labelKey(key) ?? labelValue(value))),
    ...Object.keys(mapAt(metadata, 'annotations')).flatMap(key =>
      problem('annotations', key, labelKey(key.toLowerCase())),
    ),
  ];
}

/** The claims get names of their own. */
function templateWithoutName({ metadata }: YamlMap): RuleFinding[] {
  return ['generateName', 'name', 'namespace'].flatMap(name =>
    isEmpty(at(metadata, name)) ? [] : found(['metadata', name], 'a claim gets its own: leave it out'),
  );
}

function problem(map: string, key: string, message: string | undefined): RuleFinding[] {
  return message === undefined ? [] : found(['metadata', map, key], message);
}

function mountsHaveVolumes(spec: YamlMap): RuleFinding[] {
  const claims = mapsAt(spec, 'volumeClaimTemplates');
  return mountsOf(
    at(spec, 'template', 'spec'),
    ['template', 'spec'],
    claims.map(claim => at(claim, 'metadata', 'name')),
  );
}

/** `claims`: the names of claims that are volumes too. */
function mountsOf(podSpec: YamlValue | undefined, path: Path, claims: readonly unknown[]): RuleFinding[] {
  const volumes = mapsAt(podSpec, 'volumes');
  const isClaim = ({ persistentVolumeClaim, ephemeral }: YamlMap) => isMap(persistentVolumeClaim) || isMap(ephemeral);
  const mountable = new Set<unknown>([...volumes.map(({ name }) => name), ...claims]);
  const devices = new Set<unknown>([...volumes.filter(isClaim).map(({ name }) => name), ...claims]);
  const findings: RuleFinding[] = [];
  for (const list of ['initContainers', 'containers']) {
    mapsAt(podSpec, list).forEach((container, i) => {
      findings.push(...unknownNames(container, 'volumeMounts', mountable, [...path, list, i]));
      findings.push(...unknownNames(container, 'volumeDevices', devices, [...path, list, i]));
    });
  }
  return findings;
}

function unknownNames(container: YamlMap, field: string, names: ReadonlySet<unknown>, path: Path): RuleFinding[] {
  const mounts = mapsAt(container, field);
  if (mounts.every(({ name }) => names.has(name))) return [];
  return mounts.flatMap(({ name }, i) => {
    if (typeof name !== 'string' || name === '' || names.has(name)) return [];
    const what = field === 'volumeMounts' ? 'volume' : 'volume of a claim';
    const message = `there is no ${what} ${JSON.stringify(name)}: add it to \`volumes\`, or mount another`;
    return found([...path, field, i, 'name'], message);
  });
}

/** Templates may have them: they are older than this rule. */
function imageSpelling({ spec }: YamlMap): RuleFinding[] {
  return ['initContainers', 'containers'].flatMap(list =>
    mapsAt(spec, list).flatMap(({ image }, i) =>
      typeof image === 'string' && image !== image.trim()
        ? found(['spec', list, i, 'image'], 'there must be no spaces around it')
        : [],
    ),
  );
}

function affinityValues(affinity: YamlMap, name: string): RuleFinding[] {
  return mapsAt(affinity, name, 'nodeSelectorTerms').flatMap((term, i) =>
    mapsAt(term, 'matchExpressions').flatMap((expression, j) =>
      listAt(expression, 'values').flatMap((value, k) => {
        const message = labelValue(value);
        const path = [name, 'nodeSelectorTerms', i, 'matchExpressions', j, 'values', k];
        return message === undefined ? [] : found(path, message);
      }),
    ),
  );
}

function containerNamesDiffer(podSpec: YamlMap): RuleFinding[] {
  const names = new Set(mapsAt(podSpec, 'containers').map(({ name }) => name));
  return mapsAt(podSpec, 'initContainers').flatMap(({ name }, i) =>
    typeof name === 'string' && names.has(name)
      ? found(['initContainers', i, 'name'], `a container is called ${name} too: rename one`)
      : [],
  );
}

function dnsConfigFits({ dnsPolicy, dnsConfig }: YamlMap): RuleFinding[] {
  const servers = listAt(dnsConfig, 'nameservers');
  if (dnsPolicy === 'None' && servers.length === 0) {
    return found(isMap(dnsConfig) ? ['dnsConfig', 'nameservers'] : ['dnsConfig'], 'dnsPolicy None needs a nameserver');
  }
  const searches = listAt(dnsConfig, 'searches');
  return [
    ...(servers.length > 3 ? found(['dnsConfig', 'nameservers'], 'at most 3 nameservers are allowed') : []),
    ...(searches.length > 32 ? found(['dnsConfig', 'searches'], 'at most 32 search paths are allowed') : []),
    ...searches.flatMap((search, i) => {
      const text =
        typeof search === 'string' && search !== '.' ? search.replace(/\.$/, '').replaceAll('_', '-') : 'dot';
      const message = subdomain(text);
      return message === undefined ? [] : found(['dnsConfig', 'searches', i], message);
    }),
  ];
}

function oneProcessNamespace({ hostPID, shareProcessNamespace }: YamlMap): RuleFinding[] {
  return hostPID === true && shareProcessNamespace === true
    ? found(['shareProcessNamespace'], 'it and hostPID must not both be true')
    : [];
}

/** Only what stays beside the other containers has hooks and probes. */
function initContainerHooks(podSpec: YamlMap): RuleFinding[] {
  const hooks = ['lifecycle', 'livenessProbe', 'readinessProbe', 'startupProbe'];
  return mapsAt(podSpec, 'initContainers').flatMap((container, i) =>
    container.restartPolicy === 'Always'
      ? []
      : given(container, hooks).flatMap(name =>
          found(['initContainers', i, name], 'an init container needs restartPolicy Always for it'),
        ),
  );
}

const SYSCTL = /^[a-z0-9](?:[-_a-z0-9]*[a-z0-9])?(?:[./][a-z0-9](?:[-_a-z0-9]*[a-z0-9])?)*$/;

function isSysctl(name: string): boolean {
  return name.length <= 253 && SYSCTL.test(name);
}

function sysctlNames({ securityContext }: YamlMap): RuleFinding[] {
  const sysctls = mapsAt(securityContext, 'sysctls');
  if (sysctls.length === 0) return [];
  return [
    ...sysctls.flatMap((sysctl, i) =>
      typeof sysctl.name === 'string' && sysctl.name !== '' && !isSysctl(sysctl.name)
        ? found(['securityContext', 'sysctls', i, 'name'], `${JSON.stringify(sysctl.name)} is no name of a sysctl`)
        : [],
    ),
    ...repeated(sysctls, sysctl => sysctl.name).flatMap(({ index, key }) =>
      found(['securityContext', 'sysctls', index, 'name'], `${key} is there twice`),
    ),
  ];
}

function tolerationFits({ key, operator, value, effect, tolerationSeconds }: YamlMap): RuleFinding[] {
  const isEqual = isEmpty(operator) || operator === 'Equal';
  const wrong = isEqual && typeof value === 'string' ? labelValue(value) : undefined;
  return [
    ...(isEmpty(key) && operator !== 'Exists' ? found(['operator'], 'without a key it must be Exists') : []),
    ...(operator === 'Exists' && !isEmpty(value) ? found(['value'], 'with the operator Exists it must be empty') : []),
    ...(wrong === undefined ? [] : found(['value'], wrong)),
    ...(tolerationSeconds !== undefined && tolerationSeconds !== null && effect !== 'NoExecute'
      ? found(['effect'], 'tolerationSeconds needs NoExecute')
      : []),
  ];
}

function minDomains({ minDomains: least, whenUnsatisfiable }: YamlMap): RuleFinding[] {
  return least !== undefined && least !== null && whenUnsatisfiable !== 'DoNotSchedule'
    ? found(['minDomains'], 'it needs whenUnsatisfiable DoNotSchedule')
    : [];
}

function nodeExpressionValues({ operator, values }: YamlMap): RuleFinding[] {
  const count = Array.isArray(values) ? values.length : 0;
  if ((operator === 'In' || operator === 'NotIn') && count === 0) return found(['values'], `${operator} needs values`);
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0) {
    return found(['values'], `${operator} has no values`);
  }
  return (operator === 'Gt' || operator === 'Lt') && count !== 1
    ? found(['values'], `${operator} needs one value`)
    : [];
}
