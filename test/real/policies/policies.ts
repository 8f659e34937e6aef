/** A policy, and how it is bound: fields of the two specs, beside those of every one here. */
export interface PolicyCase {
  readonly name: string;
  readonly policy: object;
  readonly binding?: object;
}

const ANY = { apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE'], resources: ['*'] };
const EVERYTHING = { matchConstraints: { resourceRules: [ANY] } };
const LIMITS = { apiVersion: 'v1', kind: 'ConfigMap' };

function validations(...expressions: string[]): object {
  return { ...EVERYTHING, validations: expressions.map(expression => ({ expression })) };
}

function matching(match: object): object {
  return { matchConstraints: { resourceRules: [ANY], ...match }, validations: [{ expression: 'false' }] };
}

/** Objects that policies need, in the namespace `guarded` and in `default`. */
export const SETUP: readonly object[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'guarded', labels: { guarded: 'yes' } } },
  ...['default', 'guarded'].map((namespace, i) => ({
    ...LIMITS,
    metadata: { name: 'limits', namespace, labels: { limits: 'yes' } },
    data: { replicas: String(i + 2) },
  })),
  { ...LIMITS, metadata: { name: 'more', namespace: 'default', labels: { limits: 'yes' } }, data: { replicas: '9' } },
];

const SHARED_VARIABLES = [
  { name: 'spec', expression: "object.kind == 'Pod' ? object.spec : object.spec.template.spec" },
  { name: 'containers', expression: 'variables.spec.containers + variables.spec.?initContainers.orValue([])' },
  { name: 'broken', expression: 'object.spec.missing.field' },
];

export const POLICIES: readonly PolicyCase[] = [
  { name: 'replicas', policy: validations("object.kind != 'Deployment' || object.spec.replicas <= 5") },
  { name: 'no-such-key', policy: validations('object.spec.replicas <= 5') },
  { name: 'ignored', policy: { ...validations('object.spec.replicas <= 5'), failurePolicy: 'Ignore' } },
  {
    name: 'warned',
    policy: validations('object.spec.replicas <= 5'),
    binding: { validationActions: ['Warn', 'Audit'] },
  },
  { name: 'audited', policy: validations('false'), binding: { validationActions: ['Audit'] } },
  {
    name: 'presence',
    policy: validations('!has(object.spec) || (!has(object.spec.paused) && !has(object.spec.hostNetwork))'),
  },
  {
    name: 'written-by-the-server',
    policy: validations(
      'has(object.metadata.uid) && has(object.metadata.creationTimestamp)',
      "object.metadata.exists(k, k == 'uid') && !has(object.metadata.resourceVersion)",
      'has(request.userInfo) && has(request.options) && !has(request.subResource)',
      '!has(object.metadata.creationTimestamp)',
    ),
  },
  {
    name: 'annotations',
    policy: validations('!has(object.metadata.annotations) || object.metadata.annotations.size() > 0'),
  },
  {
    name: 'messages',
    policy: {
      ...EVERYTHING,
      validations: [
        {
          expression: '!has(object.spec)',
          messageExpression: "' ' + object.kind + ' ' + string(object.spec.replicas) + ' '",
          message: 'without replicas',
          reason: 'Forbidden',
        },
      ],
    },
  },
  {
    name: 'pull-policy',
    policy: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['', 'apps'], apiVersions: ['v1'], operations: ['*'], resources: ['pods', 'deployments'] },
        ],
      },
      variables: SHARED_VARIABLES,
      validations: [{ expression: "variables.containers.all(c, c.imagePullPolicy == 'IfNotPresent')" }],
    },
  },
  {
    name: 'broken-variable',
    policy: { ...EVERYTHING, variables: SHARED_VARIABLES, validations: [{ expression: 'variables.broken == 1' }] },
  },
  {
    name: 'untouched-variable',
    policy: {
      ...EVERYTHING,
      variables: SHARED_VARIABLES,
      validations: [{ expression: "object.kind != 'Pod' || variables.containers.size() > 1" }],
    },
  },
  {
    name: 'conditions',
    policy: {
      ...validations('false'),
      matchConditions: [
        { name: 'a', expression: 'object.spec.replicas > 5' },
        { name: 'b', expression: "object.kind != 'Service'" },
      ],
    },
  },
  {
    name: 'conditions-ignored',
    policy: {
      ...validations('false'),
      failurePolicy: 'Ignore',
      matchConditions: [{ name: 'a', expression: 'object.spec.replicas > 5' }],
    },
  },
  {
    name: 'request',
    policy: validations(
      "request.kind.kind + '/' + request.resource.resource + '/' + request.?namespace.orValue('none') + '/' + request.name in ['Deployment/deployments/default/web', 'Namespace/namespaces/new/new']",
    ),
  },
  {
    name: 'namespace',
    policy: validations("namespaceObject == null || namespaceObject.metadata.?labels.guarded.orValue('no') == 'yes'"),
  },
  {
    name: 'namespace-name',
    policy: validations("namespaceObject.metadata.labels['kubernetes.io/metadata.name'] == 'guarded'"),
  },
  { name: 'of-namespaces', policy: matching({ namespaceSelector: { matchLabels: { guarded: 'yes' } } }) },
  { name: 'of-namespaced', policy: matching({ resourceRules: [{ ...ANY, scope: 'Namespaced' }] }) },
  { name: 'of-cluster', policy: matching({ resourceRules: [{ ...ANY, scope: 'Cluster' }] }) },
  { name: 'excluding', policy: matching({ excludeResourceRules: [{ ...ANY, resources: ['pods', 'services'] }] }) },
  { name: 'by-name', policy: matching({ resourceRules: [{ ...ANY, resourceNames: ['web', 'new'] }] }) },
  { name: 'subresources', policy: matching({ resourceRules: [{ ...ANY, resources: ['*/status', 'deployments/*'] }] }) },
  {
    name: 'bound-to-some',
    policy: validations('false'),
    binding: { matchResources: { excludeResourceRules: [{ ...ANY, resources: ['deployments'] }] } },
  },
  {
    name: 'param',
    policy: {
      ...validations("object.kind != 'Deployment' || object.spec.replicas <= int(params.data.replicas)"),
      paramKind: LIMITS,
    },
    binding: { paramRef: { name: 'limits', parameterNotFoundAction: 'Deny' } },
  },
  {
    name: 'params',
    policy: {
      ...validations("object.kind != 'Deployment' || object.spec.replicas > int(params.data.replicas)"),
      paramKind: LIMITS,
    },
    binding: {
      paramRef: { selector: { matchLabels: { limits: 'yes' } }, namespace: 'default', parameterNotFoundAction: 'Deny' },
    },
  },
  {
    name: 'no-param',
    policy: { ...validations('false'), paramKind: LIMITS },
    binding: { paramRef: { name: 'nowhere', namespace: 'default', parameterNotFoundAction: 'Deny' } },
  },
  {
    name: 'no-param-allowed',
    policy: { ...validations('false'), paramKind: LIMITS },
    binding: { paramRef: { name: 'nowhere', namespace: 'default', parameterNotFoundAction: 'Allow' } },
  },
  { name: 'no-param-ref', policy: { ...validations('params != null'), paramKind: LIMITS } },
  {
    name: 'audit-error',
    policy: { ...EVERYTHING, auditAnnotations: [{ key: 'k', valueExpression: 'string(object.spec.replicas)' }] },
    binding: { validationActions: ['Audit'] },
  },
  {
    name: 'cost',
    policy: validations(
      `[${Array(130).fill(0).join(', ')}].all(a, [${Array(130).fill(0).join(', ')}].all(b, [${Array(130).fill(0).join(', ')}].all(c, a + b + c == 0)))`,
    ),
  },
];
