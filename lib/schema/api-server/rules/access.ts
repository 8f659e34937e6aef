import { RBAC_GROUP } from '../../../krm/gvk';
import { isMap, type YamlMap } from '../../../yaml/value';
import { labelValue, subdomain } from '../field-checks';
import { amountOf } from '../quantity';
import { anyResource, containerResource } from '../resource-names';
import {
  at,
  below,
  found,
  given,
  isEmpty,
  listAt,
  mapAt,
  mapsAt,
  type RuleFinding,
  repeated,
  type StructRules,
  show,
} from './struct';

/**
 * What the API server says of access, quotas, priorities and data. Source:
 * pkg/apis/{coordination,core,flowcontrol,rbac,scheduling}/validation.
 */
export const ACCESS_RULES: StructRules = {
  FlowcontrolV1Subject: [{ name: 'subject-of-kind', check: subjectOfKind }],
  RbacV1Subject: [{ name: 'subject-of-kind', check: accountOrGroup }],
  V1CertificateSigningRequestSpec: [{ name: 'usages-differ', check: usagesDiffer }],
  V1ClusterRole: [{ name: 'rule-names-resources', check: role => rulesNameResources(role, false) }],
  V1ClusterRoleBinding: [
    { name: 'account-has-namespace', check: accountsHaveNamespaces },
    { name: 'binding-names-cluster-role', check: bindsClusterRole },
  ],
  V1ConfigMap: [{ name: 'keys-differ', onlyWith: 'binaryData', check: keysDiffer }],
  V1FlowSchemaSpec: [{ name: 'exempt-precedence', check: exemptPrecedence }],
  V1LabelSelectorRequirement: [{ name: 'expression-values', check: expressionValues }],
  V1LimitRangeItem: [{ name: 'limits-in-order', check: limitsInOrder }],
  V1LimitRangeSpec: [{ name: 'limit-types-differ', check: limitTypesDiffer }],
  V1LimitResponse: [{ name: 'queuing-fits', check: queuingFits }],
  V1PolicyRulesWithSubjects: [{ name: 'flow-has-rules', check: flowHasRules }],
  V1Namespace: [{ name: 'pod-security-labels', check: podSecurityLabels }],
  V1NonResourcePolicyRule: [
    { name: 'wildcard-alone', check: rule => wildcardAlone(rule, ['nonResourceURLs', 'verbs']) },
  ],
  V1PriorityClass: [{ name: 'system-priority', check: systemPriority }],
  V1PriorityLevelConfiguration: [{ name: 'level-fits-type', check: levelFitsType }],
  V1QueuingConfiguration: [{ name: 'hand-within-queues', check: handWithinQueues }],
  V1ResourcePolicyRule: [
    { name: 'wildcard-alone', check: rule => wildcardAlone(rule, ['apiGroups', 'namespaces', 'resources', 'verbs']) },
    { name: 'flow-scope', check: flowScope },
  ],
  V1ResourceQuotaSpec: [{ name: 'quota-scopes', check: quotaScopes }],
  V1Role: [{ name: 'rule-names-resources', check: role => rulesNameResources(role, true) }],
  V1ServiceAccount: [{ name: 'secrets-have-names', onlyWith: 'secrets', check: secretsHaveNames }],
  V1Scheduling: [{ name: 'tolerations-differ', check: tolerationsDiffer }],
  V1ScopedResourceSelectorRequirement: [{ name: 'scope-values', check: scopeValues }],
  V1Secret: [{ name: 'secret-type-keys', onlyWith: 'type', check: secretTypeKeys }],
};

const FLOW_SUBJECTS: Record<string, string> = { Group: 'group', ServiceAccount: 'serviceAccount', User: 'user' };

function subjectOfKind(subject: YamlMap): RuleFinding[] {
  const own = FLOW_SUBJECTS[String(subject.kind)];
  if (own === undefined) return [];
  const others = given(
    subject,
    Object.values(FLOW_SUBJECTS).filter(name => name !== own),
  );
  return [
    ...(isMap(subject[own]) ? [] : found([own], `kind ${String(subject.kind)} needs it`)),
    ...others.flatMap(name => found([name], `kind ${String(subject.kind)} has none: leave it out`)),
  ];
}

function usagesDiffer(spec: YamlMap): RuleFinding[] {
  return repeated(listAt(spec, 'usages'), usage => usage).flatMap(({ index, key }) =>
    found(['usages', index], `${key} is there twice`),
  );
}

function accountOrGroup({ kind, apiGroup, name }: YamlMap): RuleFinding[] {
  if (kind === 'ServiceAccount') {
    const message = isEmpty(name) ? undefined : subdomain(String(name));
    return [
      ...(message === undefined ? [] : found(['name'], message)),
      ...(isEmpty(apiGroup) ? [] : found(['apiGroup'], 'a ServiceAccount has none: leave it out')),
    ];
  }
  if (isEmpty(apiGroup) || (kind !== 'User' && kind !== 'Group')) return [];
  return apiGroup === RBAC_GROUP ? [] : found(['apiGroup'], `it must be ${RBAC_GROUP}`);
}

function rulesNameResources(role: YamlMap, isNamespaced: boolean): RuleFinding[] {
  return mapsAt(role, 'rules').flatMap((rule, i) => ruleNamesResources(rule, isNamespaced).map(below('rules', i)));
}

function ruleNamesResources(rule: YamlMap, isNamespaced: boolean): RuleFinding[] {
  const names = ['apiGroups', 'resources', 'resourceNames'];
  if (!isEmpty(rule.nonResourceURLs)) {
    if (isNamespaced) return found(['nonResourceURLs'], 'a Role has none, only a ClusterRole has');
    return names.every(name => isEmpty(rule[name]))
      ? []
      : found(['nonResourceURLs'], 'a rule is of these or of resources: make it two rules');
  }
  return ['apiGroups', 'resources']
    .filter(name => isEmpty(rule[name]))
    .flatMap(name => found([name], 'a rule needs it, unless it names nonResourceURLs'));
}

/** In a RoleBinding the namespace may be left out. */
function accountsHaveNamespaces(binding: YamlMap): RuleFinding[] {
  return mapsAt(binding, 'subjects').flatMap(({ kind, namespace }, i) =>
    kind === 'ServiceAccount' && !namespace
      ? found(['subjects', i, 'namespace'], 'a ServiceAccount is in a namespace: name it')
      : [],
  );
}

function bindsClusterRole({ roleRef }: YamlMap): RuleFinding[] {
  return at(roleRef, 'kind') === 'Role' ? found(['roleRef', 'kind'], 'a ClusterRoleBinding needs a ClusterRole') : [];
}

function keysDiffer({ data, binaryData }: YamlMap): RuleFinding[] {
  const keys = new Set(Object.keys(mapAt(data)));
  return Object.keys(mapAt(binaryData)).flatMap(key =>
    keys.has(key) ? found(['data', key], 'the key is in binaryData too: rename one') : [],
  );
}

function exemptPrecedence({ matchingPrecedence }: YamlMap): RuleFinding[] {
  return matchingPrecedence === 1 ? found(['matchingPrecedence'], '1 is for the schema "exempt" only') : [];
}

function expressionValues(expression: YamlMap): RuleFinding[] {
  const { operator } = expression;
  const values = listAt(expression, 'values');
  const count = values.length;
  if ((operator === 'In' || operator === 'NotIn') && count === 0) return found(['values'], `${operator} needs values`);
  if ((operator === 'Exists' || operator === 'DoesNotExist') && count > 0)
    return found(['values'], `${operator} has no values`);
  return values.flatMap((value, i) => {
    const message = labelValue(value);
    return message === undefined ? [] : found(['values', i], message);
  });
}

const LIMITS = ['default', 'defaultRequest', 'max', 'maxLimitRequestRatio', 'min'];

/** min ≤ defaultRequest ≤ default ≤ max. */
function limitsInOrder(item: YamlMap): RuleFinding[] {
  const names = [...new Set(LIMITS.flatMap(list => Object.keys(mapAt(item, list))))];
  const isStorage = item.type === 'PersistentVolumeClaim';
  return [
    ...(item.type === 'Pod'
      ? ['default', 'defaultRequest']
          .filter(list => isMap(item[list]))
          .flatMap(list => found([list], 'type Pod has none: leave it out'))
      : []),
    ...(isStorage && at(item, 'min', 'storage') === undefined && at(item, 'max', 'storage') === undefined
      ? found(['limits'], 'type PersistentVolumeClaim needs min or max of storage')
      : []),
    ...limitNames(item),
    ...names.flatMap(name => limitProblems(item, name)),
  ];
}

function limitNames(item: YamlMap): RuleFinding[] {
  const check = item.type === 'Pod' || item.type === 'Container' ? containerResource : anyResource;
  return LIMITS.flatMap(list =>
    Object.keys(mapAt(item, list)).flatMap(name => {
      const message = check(name);
      return message === undefined ? [] : found([list, name], message);
    }),
  );
}

const PAIRS = [
  ['min', 'max', 'min'],
  ['min', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'max', 'defaultRequest'],
  ['defaultRequest', 'default', 'defaultRequest'],
  ['min', 'default', 'default'],
  ['default', 'max', 'default'],
] as const;

function limitProblems(item: YamlMap, name: string): RuleFinding[] {
  const amount = (list: string) => {
    const amounts = mapAt(item, list);
    return Object.hasOwn(amounts, name) ? amountOf(String(amounts[name] ?? 0)) : undefined;
  };
  const pairs = PAIRS.flatMap(([less, more, field]) => {
    const [a, b] = [amount(less), amount(more)];
    return a !== undefined && b !== undefined && a > b ? found([field, name], `${less} must be at most ${more}`) : [];
  });
  const ratio = amount('maxLimitRequestRatio');
  const [least, most] = [amount('min'), amount('max')];
  const isWide = ratio !== undefined && least && most && ratio > most / least;
  return [
    ...pairs,
    ...(ratio !== undefined && ratio < 1 ? found(['maxLimitRequestRatio', name], 'it must be at least 1') : []),
    ...(isWide ? found(['maxLimitRequestRatio', name], 'it must be at most max / min') : []),
  ];
}

function limitTypesDiffer(spec: YamlMap): RuleFinding[] {
  return repeated(mapsAt(spec, 'limits'), item => item.type).flatMap(({ index, key }) =>
    found(['limits', index, 'type'], `${key} is there twice`),
  );
}

function queuingFits({ type, queuing }: YamlMap): RuleFinding[] {
  if (type === 'Queue' && !isMap(queuing)) return found(['queuing'], 'type Queue needs it');
  return type === 'Reject' && isMap(queuing) ? found(['queuing'], 'type Reject has none: leave it out') : [];
}

function flowHasRules(rule: YamlMap): RuleFinding[] {
  return isEmpty(rule.resourceRules) && isEmpty(rule.nonResourceRules)
    ? found([], 'one of resourceRules, nonResourceRules must be given')
    : [];
}

function wildcardAlone(rule: YamlMap, names: readonly string[]): RuleFinding[] {
  return names.flatMap(name => {
    const list = listAt(rule, name);
    return list.length > 1 && list.includes('*') ? found([name], '"*" stands alone: delete the others') : [];
  });
}

function flowScope({ clusterScope, namespaces }: YamlMap): RuleFinding[] {
  return isEmpty(namespaces) && clusterScope !== true
    ? found(['namespaces'], 'a rule needs it, unless clusterScope is true')
    : [];
}

/** Of Pod Security admission. */
function podSecurityLabels({ metadata }: YamlMap): RuleFinding[] {
  return Object.entries(mapAt(metadata, 'labels')).flatMap(([key, value]) => {
    const [, mode, isVersion] = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)(-version)?$/.exec(key) ?? [];
    if (mode === undefined) return [];
    const isRight = isVersion
      ? /^(?:latest|v1\.(?:0|[1-9]\d*))$/.test(String(value))
      : /^(?:privileged|baseline|restricted)$/.test(String(value));
    const expected = isVersion ? 'latest, or v1.36' : 'privileged, baseline or restricted';
    return isRight ? [] : found(['metadata', 'labels', key], `${show(value)}: it must be ${expected}`);
  });
}

/** Server-side apply, and so Config Sync, tells them apart by name. */
function secretsHaveNames(account: YamlMap): RuleFinding[] {
  return mapsAt(account, 'secrets').flatMap(({ name }, i) =>
    name === undefined ? found(['secrets', i, 'name'], 'server-side apply (Config Sync) needs it') : [],
  );
}

function tolerationsDiffer(scheduling: YamlMap): RuleFinding[] {
  return repeated(mapsAt(scheduling, 'tolerations'), show).flatMap(({ index }) =>
    found(['tolerations', index], 'the same toleration is there twice'),
  );
}

function systemPriority({ metadata }: YamlMap): RuleFinding[] {
  const name = at(metadata, 'name');
  return typeof name === 'string' && name.startsWith('system-')
    ? found(['metadata', 'name'], 'names with system- are those of Kubernetes')
    : [];
}

function levelFitsType({ metadata, spec }: YamlMap): RuleFinding[] {
  const { type, limited, exempt } = mapAt(spec);
  const isExempt = at(metadata, 'name') === 'exempt';
  if (type === 'Limited') {
    return [
      ...(isMap(limited) ? [] : found(['spec', 'limited'], 'type Limited needs it')),
      ...(isMap(exempt) ? found(['spec', 'exempt'], 'type Limited has none: leave it out') : []),
    ];
  }
  if (type !== 'Exempt') return [];
  return [
    ...(isExempt ? [] : found(['spec', 'type'], 'only the level "exempt" is Exempt')),
    ...(isMap(limited) ? found(['spec', 'limited'], 'type Exempt has none: leave it out') : []),
  ];
}

function handWithinQueues({ handSize = 8, queues = 64 }: YamlMap): RuleFinding[] {
  const hand = typeof handSize === 'number' && handSize !== 0 ? handSize : 8;
  const all = typeof queues === 'number' && queues !== 0 ? queues : 64;
  if (hand > all) return found(['handSize'], `${hand}: it must be at most queues (${all})`);
  let bits = 0;
  for (let i = 0; i < hand && bits <= 60; i++) bits += Math.log2(all - i);
  return Math.ceil(bits - 1e-9) > 60
    ? found(['handSize'], `${hand} of ${all} queues are too many ways to shuffle: lower one`)
    : [];
}

const SCOPES = [
  'BestEffort',
  'CrossNamespacePodAffinity',
  'NotBestEffort',
  'NotTerminating',
  'PriorityClass',
  'Terminating',
  'VolumeAttributesClass',
];
const OPPOSITES = [
  ['BestEffort', 'NotBestEffort'],
  ['NotTerminating', 'Terminating'],
] as const;

function quotaScopes(spec: YamlMap): RuleFinding[] {
  const list = listAt(spec, 'scopes');
  const unknown = list.filter(scope => !SCOPES.includes(String(scope)));
  const pair = OPPOSITES.find(both => both.every(scope => list.includes(scope)));
  if (unknown.length > 0) return found(['scopes'], `${unknown.map(String).join(', ')}: there are ${SCOPES.join(', ')}`);
  return pair ? found(['scopes'], `${pair.join(' and ')} exclude each other`) : [];
}

function scopeValues({ scopeName, operator, values }: YamlMap): RuleFinding[] {
  const count = Array.isArray(values) ? values.length : 0;
  const takesValues = scopeName === 'PriorityClass' || scopeName === 'VolumeAttributesClass';
  if (!takesValues && operator !== 'Exists') return found(['operator'], `${String(scopeName)} needs Exists`);
  if ((operator === 'In' || operator === 'NotIn') && count === 0) return found(['values'], `${operator} needs values`);
  return (operator === 'Exists' || operator === 'DoesNotExist') && count > 0
    ? found(['values'], `${operator} has no values`)
    : [];
}

/** The keys that a Secret of a type must have. */
const SECRET_KEYS: Record<string, readonly string[]> = {
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

const DOCKER_KEYS: Record<string, string> = {
  'kubernetes.io/dockercfg': '.dockercfg',
  'kubernetes.io/dockerconfigjson': '.dockerconfigjson',
};

/** Whether a key is there and holds anything but a mapping; `stringData` comes before `data`, which is in base64. */
function isNoJson(key: string, data: YamlMap, stringData: YamlMap): boolean {
  const plain = stringData[key] ?? undefined;
  const encoded = data[key] ?? undefined;
  if (plain === undefined && encoded === undefined) return false;
  const text = plain === undefined ? Buffer.from(String(encoded), 'base64').toString() : String(plain);
  try {
    return !isMap(JSON.parse(text)) && text.trim() !== 'null';
  } catch {
    return true;
  }
}

function secretTypeKeys({ type, data, stringData, metadata }: YamlMap): RuleFinding[] {
  // Null is an empty text there.
  const has = (key: string) => Object.hasOwn(mapAt(data), key) || Object.hasOwn(mapAt(stringData), key);
  const name = String(type);
  if (name === 'kubernetes.io/basic-auth') {
    return has('username') || has('password')
      ? []
      : found(['data', 'username'], 'it needs username or password').concat(
          found(['data', 'password'], 'it needs username or password'),
        );
  }
  if (name === 'kubernetes.io/service-account-token') {
    return isEmpty(at(metadata, 'annotations', 'kubernetes.io/service-account.name'))
      ? found(
          ['metadata', 'annotations', 'kubernetes.io/service-account.name'],
          'a token needs the name of its account',
        )
      : [];
  }
  const wrong = DOCKER_KEYS[name] !== undefined && isNoJson(DOCKER_KEYS[name], mapAt(data), mapAt(stringData));
  if (wrong) return found(['data', DOCKER_KEYS[name] ?? ''], 'it must be a mapping in JSON');
  return (SECRET_KEYS[name] ?? [])
    .filter(key => !has(key))
    .flatMap(key => found(['data', key], `type ${name} needs it`));
}
