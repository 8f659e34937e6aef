import {
  apiVersion,
  identifier,
  keyName,
  kindName,
  labelKey,
  letterLabel,
  notEmpty,
  OPTIONAL,
  orEmpty,
  PORT,
  pathSegment,
  range,
  required,
  subdomain,
  words,
  wordsOrEmpty,
} from '../field-checks';
import type { FieldRules } from '../field-rules';

const OPERATIONS = words('*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE');
const FAILURE_POLICIES = words('Fail', 'Ignore');
const MATCH_POLICIES = words('Equivalent', 'Exact');
const RULE = {
  apiGroups: required(),
  apiVersions: required(),
  'apiVersions[]': notEmpty,
  operations: required(),
  'operations[]': OPERATIONS,
  resources: required(),
  'resources[]': notEmpty,
  scope: words('*', 'Cluster', 'Namespaced'),
};
const WEBHOOK = {
  admissionReviewVersions: required(),
  'admissionReviewVersions[]': letterLabel,
  failurePolicy: FAILURE_POLICIES,
  matchPolicy: MATCH_POLICIES,
  sideEffects: required(words('None', 'NoneOnDryRun')),
  timeoutSeconds: range(1, 30),
};

/**
 * What the API server says of the fields of admission, of CRDs and of API services. Source:
 * pkg/apis/admissionregistration/validation; pkg/apis/apiextensions/validation of apiextensions-apiserver;
 * pkg/apis/apiregistration/validation of kube-aggregator.
 */
export const ADMISSION_FIELDS: FieldRules = {
  AdmissionregistrationV1ServiceReference: { name: required(), namespace: required(), port: PORT },
  ApiextensionsV1ServiceReference: { name: required(), namespace: required(), port: PORT },
  ApiregistrationV1ServiceReference: { name: required(), namespace: required(), port: PORT },
  V1APIServiceSpec: {
    group: subdomain,
    groupPriorityMinimum: range(1, 20000),
    version: required(letterLabel),
    versionPriority: range(1, 1000),
  },
  V1ApplyConfiguration: { expression: required() },
  V1AuditAnnotation: { key: required(keyName), valueExpression: required() },
  V1CustomResourceColumnDefinition: {
    format: wordsOrEmpty('byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'),
    jsonPath: required(),
    name: required(),
    type: required(words('boolean', 'date', 'integer', 'number', 'string')),
  },
  V1CustomResourceConversion: { strategy: required(words('None', 'Webhook')) },
  V1CustomResourceDefinitionNames: {
    'categories[]': letterLabel,
    kind: required(kindName),
    listKind: orEmpty(kindName),
    plural: required(letterLabel),
    'shortNames[]': letterLabel,
    singular: orEmpty(letterLabel),
  },
  V1CustomResourceDefinitionSpec: {
    group: required(subdomain),
    scope: required(words('Cluster', 'Namespaced')),
    versions: required(),
  },
  V1CustomResourceDefinitionVersion: {
    name: required(letterLabel),
    schema: { isRequired: true },
    served: OPTIONAL,
    storage: OPTIONAL,
  },
  V1CustomResourceSubresourceScale: { specReplicasPath: required(), statusReplicasPath: required() },
  V1CustomResourceValidation: { openAPIV3Schema: { isRequired: true } },
  V1JSONPatch: { expression: required() },
  V1MatchCondition: { expression: required(), name: required(labelKey) },
  V1MatchResources: { matchPolicy: MATCH_POLICIES },
  V1MutatingAdmissionPolicySpec: {
    failurePolicy: FAILURE_POLICIES,
    matchConstraints: { isRequired: true },
    mutations: required(),
    reinvocationPolicy: required(words('IfNeeded', 'Never')),
  },
  V1MutatingAdmissionPolicyBindingSpec: { policyName: required(subdomain) },
  V1MutatingAdmissionPolicy: { spec: { isRequired: true } },
  V1MutatingAdmissionPolicyBinding: { spec: { isRequired: true } },
  V1MutatingWebhook: { ...WEBHOOK, reinvocationPolicy: words('IfNeeded', 'Never') },
  V1Mutation: { patchType: required(words('ApplyConfiguration', 'JSONPatch')) },
  V1NamedRuleWithOperations: { ...RULE, 'resourceNames[]': pathSegment },
  V1ParamKind: { apiVersion: required(apiVersion), kind: required(kindName) },
  V1ParamRef: { name: pathSegment, parameterNotFoundAction: required(words('Allow', 'Deny')) },
  V1RuleWithOperations: RULE,
  V1SelectableField: { jsonPath: required() },
  V1ValidatingAdmissionPolicy: { spec: { isRequired: true } },
  V1ValidatingAdmissionPolicyBindingSpec: {
    policyName: required(subdomain),
    validationActions: required(),
    'validationActions[]': words('Audit', 'Deny', 'Warn'),
  },
  V1ValidatingAdmissionPolicySpec: { failurePolicy: FAILURE_POLICIES, matchConstraints: { isRequired: true } },
  V1ValidatingWebhook: WEBHOOK,
  V1Validation: {
    expression: required(),
    reason: words('Forbidden', 'Invalid', 'RequestEntityTooLarge', 'Unauthorized'),
  },
  V1ValidationRule: {
    reason: words('FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'),
    rule: required(),
  },
  V1Variable: { expression: required(), name: required(identifier) },
};
