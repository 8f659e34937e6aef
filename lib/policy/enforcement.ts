import { Environment } from '../cel/environment';
import { celValue } from '../cel/evaluate/from-yaml';
import type { CelValue } from '../cel/evaluate/value';
import { Places } from '../cel/explain/places';
import type { YamlMap } from '../yaml/value';
import type { Binding, ValidationAction } from './binding';
import { asNewObject, asStoredObject } from './cluster-metadata';
import { type CompiledPolicy, compilePolicy } from './compile-policy';
import { type Match, matchRequest } from './match-resources';
import { type MissingNamespace, Namespaces } from './namespaces';
import { ParamStore } from './params';
import type { Policy } from './policy';
import type { AdmissionRequest } from './request';
import { apiVersionOf, type ResourceCatalog } from './resource-catalog';
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
const CONVERTED: Decision = {
  verdict: 'unknown',
  message: 'the object in another version',
  reason: '',
  isError: true,
};

/** What policies are asked with. */
export interface Surroundings {
  /** Of Kubernetes 1.x. */
  readonly minor: number;
  readonly catalog: ResourceCatalog;
  /** Objects that policies may take parameters from; the first of a name counts. */
  readonly params: readonly YamlMap[];
  readonly namespaces: readonly YamlMap[];
  readonly missingNamespace: MissingNamespace;
  /** Whether objects are as a cluster has them, but for what only it can know; else they are as they are written. */
  readonly isInCluster: boolean;
}

/**
 * Asks policies about requests, in the way of the API server: matching, parameters, conditions, validations. Source:
 * `Dispatch` of k8s.io/apiserver, pkg/admission/plugin/policy/validating.
 */
export class Enforcement {
  private readonly base: Environment;
  private readonly params: ParamStore;
  private readonly namespaces: Namespaces;
  private readonly compiled = new Map<Policy, CompiledPolicy>();
  private readonly paramValues = new Map<YamlMap, CelValue>();

  constructor(
    private readonly policies: readonly BoundPolicy[],
    private readonly surroundings: Surroundings,
  ) {
    const { minor, catalog, params, namespaces, missingNamespace } = surroundings;
    this.base = Environment.ofKubernetes(minor);
    this.params = new ParamStore(params, catalog);
    this.namespaces = new Namespaces(namespaces, missingNamespace);
  }

  /** The names of the namespaces that had to be made up. */
  get synthesisedNamespaces(): string[] {
    return this.namespaces.synthesised;
  }

  *objections(request: AdmissionRequest): Generator<Objection> {
    const view = new ObjectView(request.object, this.surroundings.isInCluster);
    for (const bound of this.policies) {
      if (bound.bindings.length > 0) yield* this.objectionsOf(bound, request, view);
    }
  }

  private *objectionsOf(
    { policy, bindings }: BoundPolicy,
    request: AdmissionRequest,
    view: ObjectView,
  ): Generator<Objection> {
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
    for (const binding of bindings) yield* this.objectionsWith(policy, binding, { request, view, ...matching });
  }

  private *objectionsWith(
    policy: Policy,
    binding: Binding,
    { request, view, match }: { request: AdmissionRequest; view: ObjectView; match: Match },
  ): Generator<Objection> {
    const { matchResources, validationActions } = binding;
    const matching = matchResources ? matchRequest(matchResources, request, this.namespaces.labelsOf) : { match };
    if (!matching) return;
    const collected = 'problem' in matching ? matching : this.params.collect(policy, binding, request.namespace);
    if ('problem' in collected) {
      yield* misconfigured(policy, binding, collected.problem);
      return;
    }
    for (const params of collected.params) {
      const decisions = match.hasSameShape ? this.decide(policy, request, match, view, params) : [CONVERTED];
      for (const decision of decisions) {
        yield { ...decision, policy, binding, actions: decision.isAbsolute ? DENY : validationActions };
      }
    }
  }

  private decide(
    policy: Policy,
    request: AdmissionRequest,
    match: Match,
    view: ObjectView,
    params: YamlMap | undefined,
  ): Decision[] {
    const isNamespace = request.kind.group === '' && request.kind.kind === 'Namespace';
    return validate(this.compiledOf(policy), {
      request,
      match,
      ...view.as(apiVersionOf(match.kind)),
      params: params ? this.paramValue(params) : null,
      namespaceObject: isNamespace ? null : () => this.namespaces.valueOf(request.namespace),
    });
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
      value = asStoredObject(celValue(params), 'params');
      this.paramValues.set(params, value);
    }
    return value;
  }
}

/** An object as expressions see it, in its versions. */
class ObjectView {
  private readonly values = new Map<string, { object: CelValue; places: Places }>();

  constructor(
    private readonly written: YamlMap,
    private readonly isInCluster: boolean,
  ) {}

  as(apiVersion: string): { object: CelValue; places: Places } {
    let view = this.values.get(apiVersion);
    if (view === undefined) {
      const { written } = this;
      const value = celValue(written.apiVersion === apiVersion ? written : { ...written, apiVersion });
      const object = this.isInCluster ? asNewObject(value) : value;
      view = { object, places: new Places(object) };
      this.values.set(apiVersion, view);
    }
    return view;
  }
}

/** An error in the configuration denies, whatever the actions of the binding are, unless failures are ignored. */
function* misconfigured(policy: Policy, binding: Binding | undefined, problem: string): Generator<Objection> {
  if (policy.failurePolicy === 'Ignore') return;
  const message = `failed to configure ${binding ? 'binding' : 'policy'}: ${problem}`;
  yield {
    verdict: 'denied',
    message,
    reason: 'Invalid',
    isError: true,
    isAbsolute: true,
    policy,
    binding,
    actions: DENY,
  };
}
