import { policyEnforcer } from '../../functions/policy-enforcer/function';
import type { Result } from '../../lib/krm/result';
import { listOf, run } from './run';

/** What else a policy says, as fields of its spec. */
export type PolicySpec = object;

const GROUP = 'admissionregistration.k8s.io/v1';
export const DEPLOYMENTS = {
  resourceRules: [{ apiGroups: ['apps'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['deployments'] }],
};

/** A policy `p` for Deployments, with one validation or the ones given. */
export function policy(expression: string | object[], spec: PolicySpec = {}): string {
  const validations = typeof expression === 'string' ? [{ expression }] : expression;
  return JSON.stringify({
    apiVersion: GROUP,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'p' },
    spec: { matchConstraints: DEPLOYMENTS, validations, ...spec },
  });
}

/** A binding `b` of `p` that denies. */
export function binding(spec: PolicySpec = {}): string {
  return JSON.stringify({
    apiVersion: GROUP,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'b' },
    spec: { policyName: 'p', validationActions: ['Deny'], ...spec },
  });
}

/** A Deployment `web` with these fields of its spec, and of its metadata. */
export function deployment(spec: object = { replicas: 3 }, metadata: object = {}): string {
  return JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', ...metadata }, spec });
}

/** A config with these settings; objects are judged as they are written unless it says otherwise. */
export function enforcerConfig(settings: object = {}): string {
  return JSON.stringify({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'PolicyEnforcer',
    metadata: { name: 'config' },
    defaulting: false,
    ...settings,
  });
}

/** What policy-enforcer finds. */
export function enforce(documents: readonly string[], settings: object = {}): Result[] {
  return run(policyEnforcer, listOf(documents, enforcerConfig(settings))).results;
}

/** What the API server would say of the objects: the results of policies, without what to do about it. */
export function said(documents: readonly string[], settings: object = {}): string[] {
  return enforce(documents, settings)
    .filter(({ tags }) => tags?.code?.startsWith('POLICY_') && tags.policy !== undefined)
    .map(({ severity, message }) => `${severity}: ${message.replace(/(?:; expected .*)? \(policy in .*/s, '')}`);
}

/** The codes of all results but the summary. */
export function codes(documents: readonly string[], settings: object = {}): string[] {
  return enforce(documents, settings)
    .map(({ tags }) => tags?.code ?? '')
    .filter(code => code !== 'POLICIES_CHECKED');
}

/** The text of a denial by `p` with `b`. */
export function denial(message: string): string {
  return `error: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: ${message}`;
}
