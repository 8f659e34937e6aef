import { isMap, type YamlMap } from '../../../yaml/value';
import { host, subdomain } from '../field-checks';
import {
  at,
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

const RULE = [{ name: 'wildcard-alone', check: wildcardsAlone }];
const WEBHOOK = [
  { name: 'webhook-name', check: webhookName },
  { name: 'review-versions', check: reviewVersions },
];

/**
 * What the API server says of admission and of API services. Source: pkg/apis/admissionregistration/validation;
 * pkg/apis/apiregistration/validation of kube-aggregator.
 */
export const ADMISSION_RULES: StructRules = {
  AdmissionregistrationV1WebhookClientConfig: [{ name: 'one-client', check: oneClient }],
  ApiextensionsV1WebhookClientConfig: [{ name: 'one-client', check: oneClient }],
  V1APIService: [{ name: 'api-service-name', check: apiServiceName }],
  V1APIServiceSpec: [{ name: 'api-service-trust', check: apiServiceTrust }],
  V1MutatingAdmissionPolicySpec: [{ name: 'policy-matches', check: policyMatches }],
  V1MutatingWebhook: WEBHOOK,
  V1Mutation: [{ name: 'mutation-of-type', check: mutationOfType }],
  V1NamedRuleWithOperations: [...RULE, { name: 'resource-names-differ', check: resourceNamesDiffer }],
  V1ParamRef: [{ name: 'one-parameter', check: oneParameter }],
  V1RuleWithOperations: RULE,
  V1ValidatingAdmissionPolicySpec: [
    { name: 'policy-matches', check: policyMatches },
    { name: 'policy-validates', check: policyValidates },
  ],
  V1ValidatingAdmissionPolicyBindingSpec: [{ name: 'actions-fit', check: actionsFit }],
  V1ValidatingWebhook: WEBHOOK,
  V1Validation: [{ name: 'message-of-one-line', check: messageOfOneLine }],
};

function oneClient(config: YamlMap): RuleFinding[] {
  const { url, service } = config;
  if (given(config, ['url', 'service']).length !== 1)
    return exactlyOne(config, ['url', 'service'])
      .slice(0, 1)
      .map(finding => ({ ...finding, path: [] }));
  if (typeof url === 'string') {
    const isPlain = /^https:\/\/[^/?#@\s]+(?:\/[^?#]*)?$/i.test(url);
    return isPlain
      ? []
      : found(
          ['url'],
          `${JSON.stringify(url)} is no address: write https://host/path, without user, query or fragment`,
        );
  }
  const path = at(service, 'path');
  const message = typeof path === 'string' ? servicePathProblem(path) : undefined;
  return message === undefined ? [] : found(['service', 'path'], message);
}

/** `/pods`: its segments are names of DNS. */
function servicePathProblem(path: string): string | undefined {
  if (path === '' || path === '/') return undefined;
  const segments = path.replace(/^\//, '').replace(/\/$/, '').split('/');
  if (!path.startsWith('/')) return 'it must begin with "/"';
  return segments.map(segment => subdomain(segment)).find(problem => problem !== undefined);
}

function apiServiceName({ metadata, spec }: YamlMap): RuleFinding[] {
  const { group, version } = mapAt(spec);
  const expected = `${String(version ?? '')}.${String(group ?? '')}`;
  const name = at(metadata, 'name');
  return typeof name !== 'string' || name === '' || name === expected
    ? []
    : found(['metadata', 'name'], `it must be ${expected}: version.group`);
}

function apiServiceTrust({ service, insecureSkipTLSVerify, caBundle }: YamlMap): RuleFinding[] {
  if (!isMap(service)) {
    return insecureSkipTLSVerify === true
      ? found(['insecureSkipTLSVerify'], 'without a service it must not be true')
      : [];
  }
  return insecureSkipTLSVerify === true && !isEmpty(caBundle)
    ? found(['insecureSkipTLSVerify'], 'with a caBundle it must not be true')
    : [];
}

function mutationOfType(mutation: YamlMap): RuleFinding[] {
  const fields: Record<string, string> = { ApplyConfiguration: 'applyConfiguration', JSONPatch: 'jsonPatch' };
  const own = fields[String(mutation.patchType)];
  if (own === undefined) return [];
  const other = own === 'jsonPatch' ? 'applyConfiguration' : 'jsonPatch';
  return [
    ...(isMap(mutation[own]) ? [] : found([own], `patchType ${String(mutation.patchType)} needs it`)),
    ...(isMap(mutation[other]) ? found([other], `patchType ${String(mutation.patchType)} has none: leave it out`) : []),
  ];
}

function wildcardsAlone(rule: YamlMap): RuleFinding[] {
  const lists = ['apiGroups', 'apiVersions', 'operations'].flatMap(name => {
    const list = listAt(rule, name);
    return list.length > 1 && list.includes('*') ? found([name], '"*" stands alone: delete the others') : [];
  });
  const resources = listAt(rule, 'resources');
  const isAll = resources.includes('*') && resources.some(each => each !== '*' && !String(each).includes('/'));
  return [
    ...lists,
    ...(isAll ? found(['resources'], '"*" stands alone, but for subresources: delete the others') : []),
  ];
}

function resourceNamesDiffer(rule: YamlMap): RuleFinding[] {
  return repeated(listAt(rule, 'resourceNames'), name => name).flatMap(({ index, key }) =>
    found(['resourceNames', index], `${key} is there twice`),
  );
}

function oneParameter(ref: YamlMap): RuleFinding[] {
  const { name, selector } = ref;
  if (isEmpty(name) && !isMap(selector)) return found([], 'one of name, selector must be given');
  return !isEmpty(name) && isMap(selector)
    ? [
        ...found(['name'], 'only one of name, selector may be given'),
        ...found(['selector'], 'only one of name, selector may be given'),
      ]
    : [];
}

function policyMatches({ matchConstraints }: YamlMap): RuleFinding[] {
  return isMap(matchConstraints) && isEmpty(matchConstraints.resourceRules)
    ? found(['matchConstraints', 'resourceRules'], 'a policy must say what it is for')
    : [];
}

function policyValidates(spec: YamlMap): RuleFinding[] {
  const isIdle = isEmpty(spec.validations) && isEmpty(spec.auditAnnotations);
  const message = 'one of validations, auditAnnotations must be given';
  return [
    ...(isIdle ? [...found(['validations'], message), ...found(['auditAnnotations'], message)] : []),
    ...repeated(mapsAt(spec, 'auditAnnotations'), each => each.key).flatMap(({ index, key }) =>
      found(['auditAnnotations', index, 'key'], `${key} is there twice`),
    ),
  ];
}

function actionsFit(spec: YamlMap): RuleFinding[] {
  const actions = listAt(spec, 'validationActions');
  return actions.includes('Deny') && actions.includes('Warn')
    ? found(['validationActions'], 'Deny and Warn exclude each other')
    : [];
}

function webhookName({ name }: YamlMap): RuleFinding[] {
  if (typeof name !== 'string' || name === '') return [];
  const message =
    host(name) ??
    (name.split('.').length < 3
      ? `${JSON.stringify(name)} needs a domain of three parts: write pods.policies.example.com`
      : undefined);
  return message === undefined ? [] : found(['name'], message);
}

/** One that API servers know must be among them. */
function reviewVersions(webhook: YamlMap): RuleFinding[] {
  const versions = listAt(webhook, 'admissionReviewVersions');
  if (versions.length === 0) return [];
  return [
    ...(versions.includes('v1') || versions.includes('v1beta1')
      ? []
      : found(['admissionReviewVersions'], 'one of v1, v1beta1 must be among them')),
    ...repeated(versions, version => version).flatMap(({ index, key }) =>
      found(['admissionReviewVersions', index], `${key} is there twice`),
    ),
  ];
}

function messageOfOneLine({ expression, message, messageExpression }: YamlMap): RuleFinding[] {
  const isText = typeof message === 'string' && message !== '';
  return [
    ...(isText && message.trim() === '' ? found(['message'], 'it must not be blank') : []),
    ...(isText && message.trim() !== '' && /[\n\r]/.test(message) ? found(['message'], 'it must be of one line') : []),
    ...(!isText && typeof expression === 'string' && /[\n\r]/.test(expression.trim())
      ? found(['message'], 'an expression of several lines needs a message')
      : []),
    ...(typeof messageExpression === 'string' && messageExpression !== '' && messageExpression.trim() === ''
      ? found(['messageExpression'], 'it must not be blank')
      : []),
  ];
}
