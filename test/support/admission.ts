import { JUDGED_BY } from './judged-objects';
import type { LibraryPolicy } from './library-policies';

const API_GROUPS: Record<LibraryPolicy['resource'], string> = {
  configmaps: '',
  deployments: 'apps',
  pods: '',
  services: '',
};

/** The objects that put a policy into effect, for the objects that have its name in the label `judged-by`. */
export function policyObjects(policy: LibraryPolicy): [policy: object, binding: object] {
  const { name, resource, variables = {}, matchConditions = {}, failurePolicy, rules } = policy;
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const named = (expressions: Record<string, string>) =>
    Object.entries(expressions).map(([key, expression]) => ({ name: key, expression }));
  const resourceRule = {
    apiGroups: [API_GROUPS[resource]],
    apiVersions: ['v1'],
    operations: ['CREATE'],
    resources: [resource],
  };
  const spec = {
    ...(failurePolicy && { failurePolicy }),
    matchConstraints: { resourceRules: [resourceRule] },
    matchConditions: named(matchConditions),
    variables: named(variables),
    validations: rules,
  };
  const objectSelector = { matchLabels: { [JUDGED_BY]: name } };
  const binding = { policyName: name, validationActions: ['Deny'], matchResources: { objectSelector } };
  return [
    { apiVersion, kind: 'ValidatingAdmissionPolicy', metadata: { name }, spec },
    { apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata: { name }, spec: binding },
  ];
}
