import type { YamlMap } from '../yaml/value';
import { Environment } from '../cel/environment';
import { celValue } from '../cel/evaluate/from-yaml';
import type { CelValue } from '../cel/evaluate/value';
import type { Binding, ValidationAction } from './binding';
import { type CompiledPolicy, compilePolicy } from './compile-policy';
import { type Match, matchRequest } from './match-resources';
import type { Namespaces } from './namespaces';
import type { ParamStore } from './params';
import type { Policy } from './policy';
import { apiVersionOf } from './resource-catalog';
import type { AdmissionRequest } from './request';
import { type Decision, validate } from './validate';

/** A policy with the bindings that put it into effect. */
export interface BoundPolicy {
  readonly policy: Policy;
  readonly bindings: readonly Binding[];
}

/** What a policy has against a request. */
export interface Objection extends Decision {
  readonly policy: Policy;
  /** Undefined where the policy itself is at fault. */
  readonly binding: Binding | undefined;
  /** What the binding wants to become of it. */
  readonly actions: readonly ValidationAction[];
}

const DENY: readonly ValidationAction[] = ['Deny'];
const CONVERTED = 'the object in another version';

/**
 * Asks policies about requests, in the way of the API server: matching, parameters, conditions, validations. Source:
 * `Dispatch` of k8s.io/apiserver, pkg/admission/plugin/policy/validating.
 */
export class Enforcement {
  private readonly base: Environment;
  private readonly compiled = new Map<Policy, CompiledPolicy>();
  private readonly paramValues = new Map<YamlMap, CelValue>();

  /** `minor`: of Kubernetes 1.x. */
  constructor(
    minor: number,
    private readonly policies: readonly BoundPolicy[],
    private readonly params: ParamStore,
    private readonly namespaces: Namespaces,
  ) {
    this.base = Environment.ofKubernetes(minor);
  }

  *objections(request: AdmissionRequest): Generator<Objection> {
    for (const bound of this.policies) {
      if (bound.bindings.length > 0) yield* this.objectionsOf(bound, request);
    }
  }

  private *objectionsOf({ policy, bindings }: BoundPolicy, request: AdmissionRequest): Generator<Objection> {
    const { matchConstraints } = policy;
    if (!matchConstraints) {
      yield* misconfigured(policy, undefined, 'policy contained no match constraints, a required field');
      return;
    }
    const matching = matchRequest(matchConstraints, request, this.namespaces.labelsOf);
    if (!matching) return;
    if ('problem' in matching) {
      yield* misconfigured(policy, undefined, matching.problem);
      return;
    }
    for (const binding of bindings) yield* this.objectionsWith(policy, binding, request, matching.match);
  }

  private *objectionsWith(policy: Policy, binding: Binding, request: AdmissionRequest, match: Match): Generator<Objection> {
    const { matchResources, validationActions } = binding;
    const matching = matchResources ? matchRequest(matchResources, request, this.namespaces.labelsOf) : { match };
    if (!matching) return;
    if ('problem' in matching) {
      yield* misconfigured(policy, binding, matching.problem);
      return;
    }
    const isNamespace = request.kind.group === '' && request.kind.kind === 'Namespace';
    const collected = this.params.collect(policy, binding, request.namespace);
    if ('problem' in collected) {
      yield* misconfigured(policy, binding, collected.problem);
      return;
    }
    if (!match.hasSameShape && collected.params.length > 0) {
      const unknown: Decision = { verdict: 'unknown', message: CONVERTED, reason: '', isError: true };
      yield { ...unknown, policy, binding, actions: validationActions };
      return;
    }
    for (const params of collected.params) {
      const decisions = validate(this.compiledOf(policy), {
        request,
        match,
        object: request.celObject(apiVersionOf(match.kind)),
        params: params ? this.paramValue(params) : null,
        namespaceObject: isNamespace ? null : this.namespaces.valueOf(request.namespace),
      });
      for (const decision of decisions) {
        yield { ...decision, policy, binding, actions: decision.isAbsolute ? DENY : validationActions };
      }
    }
  }

  private compiledOf(policy: Policy): CompiledPolicy {
    let compiled = this.compiled.get(policy);
    if (!compiled) {
      compiled = compilePolicy(policy, this.base);
      this.compiled.set(policy, compiled);
    }
    return compiled;
  }

  private paramValue(params: YamlMap): CelValue {
    let value = this.paramValues.get(params);
    if (value === undefined) {
      value = celValue(params);
      this.paramValues.set(params, value);
    }
    return value;
  }
}

/** An error in the configuration denies, whatever the actions of the binding are, unless failures are ignored. */
function* misconfigured(
  policy: Policy,
  binding: Binding | undefined,
  problem: string,
): Generator<Objection> {
  if (policy.failurePolicy === 'Ignore') return;
  const message = `failed to configure ${binding ? 'binding' : 'policy'}: ${problem}`;
  yield { verdict: 'denied', message, reason: 'Invalid', isError: true, isAbsolute: true, policy, binding, actions: DENY };
}
