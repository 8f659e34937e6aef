import { celValue } from '../cel/evaluate/from-yaml';
import type { CelValue } from '../cel/evaluate/value';
import { Places } from '../cel/explain/places';
import type { YamlMap } from '../yaml/value';
import type { Binding, ValidationAction } from './binding';
import { asNewObject, asStoredObject } from './cluster-metadata';
import { type Match, type MatchResources, matchOfResource, matchRequest } from './match-resources';
import { type MissingNamespace, Namespaces } from './namespaces';
import { type ParamCandidate, ParamStore } from './params';
import type { Policy } from './policy';
import type { PolicyCompiler } from './policy-compiler';
import type { AdmissionRequest, Equivalent, GroupVersionResource } from './request';
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
  readonly compiler: PolicyCompiler;
  readonly catalog: ResourceCatalog;
  /** Objects that policies may take parameters from; the first of a name counts. */
  readonly params: readonly ParamCandidate[];
  readonly namespaces: readonly YamlMap[];
  readonly missingNamespace: MissingNamespace;
  /** Whether objects are as a cluster has them, but for what only it can know; else they are as they are written. */
  readonly isInCluster: boolean;
}

/** A resource, with its other versions. */
type Served = Pick<AdmissionRequest, 'resource' | 'equivalents'>;

/** A policy with what is to be asked of requests for one resource. */
interface PolicyForResource {
  readonly policy: Policy;
  readonly matchConstraints: MatchResources | undefined;
  readonly bindings: readonly BindingForResource[];
}

interface BindingForResource {
  readonly binding: Binding;
  readonly matchResources: MatchResources | undefined;
}

/** A request that policies are asked about, and what they have found. */
interface Asked {
  readonly request: AdmissionRequest;
  readonly view: ObjectView;
  readonly found: Objection[];
}

/**
 * Asks policies about requests, in the way of the API server: matching, parameters, conditions, validations. Source:
 * `Dispatch` of k8s.io/apiserver, pkg/admission/plugin/policy/validating.
 */
export class Enforcement {
  private readonly params: ParamStore;
  private readonly namespaces: Namespaces;
  private readonly byResource = new Map<GroupVersionResource, readonly PolicyForResource[]>();
  private readonly paramValues = new Map<YamlMap, CelValue>();

  constructor(
    private readonly policies: readonly BoundPolicy[],
    private readonly surroundings: Surroundings,
  ) {
    const { catalog, params, namespaces, missingNamespace } = surroundings;
    this.params = new ParamStore(params, catalog);
    this.namespaces = new Namespaces(namespaces, missingNamespace);
  }

  /** The names of the namespaces that had to be made up. */
  get synthesisedNamespaces(): string[] {
    return this.namespaces.synthesised;
  }

  /** Whether any policy is for objects of a kind, as far as that shows without one. */
  isAbout(served: Served): boolean {
    return this.policiesFor(served).length > 0;
  }

  objections(request: AdmissionRequest): Objection[] {
    const policies = this.policiesFor(request);
    if (policies.length === 0) return [];
    const asked = { request, view: new ObjectView(request.object, this.surroundings.isInCluster), found: [] };
    for (const bound of policies) this.ask(bound, asked);
    return asked.found;
  }

  private policiesFor({ resource, equivalents }: Served): readonly PolicyForResource[] {
    let policies = this.byResource.get(resource);
    if (!policies) {
      policies = this.policies.flatMap(bound => forResource(bound, resource, equivalents) ?? []);
      this.byResource.set(resource, policies);
    }
    return policies;
  }

  private ask({ policy, matchConstraints, bindings }: PolicyForResource, asked: Asked): void {
    if (!matchConstraints) {
      asked.found.push(...misconfigured(policy, undefined, 'policy contained no match constraints, a required field'));
      return;
    }
    const matching = matchRequest(matchConstraints, asked.request, this.namespaces.labelsOf);
    if (!matching) return;
    if ('problem' in matching) {
      asked.found.push(...misconfigured(policy, undefined, matching.problem));
      return;
    }
    for (const each of bindings) this.askWith(policy, each, matching.match, asked);
  }

  private askWith(policy: Policy, { binding, matchResources }: BindingForResource, match: Match, asked: Asked): void {
    const { request, found } = asked;
    const matching = matchResources ? matchRequest(matchResources, request, this.namespaces.labelsOf) : { match };
    if (!matching) return;
    const collected = 'problem' in matching ? matching : this.params.collect(policy, binding, request.namespace);
    if ('problem' in collected) {
      found.push(...misconfigured(policy, binding, collected.problem));
      return;
    }
    for (const params of collected.params) {
      const decisions = match.hasSameShape ? this.decide(policy, asked, match, params) : [CONVERTED];
      for (const decision of decisions) {
        found.push({ ...decision, policy, binding, actions: decision.isAbsolute ? DENY : binding.validationActions });
      }
    }
  }

  private decide(policy: Policy, { request, view }: Asked, match: Match, params: YamlMap | undefined): Decision[] {
    const isNamespace = request.kind.group === '' && request.kind.kind === 'Namespace';
    return validate(this.surroundings.compiler.compile(policy), {
      request,
      match,
      ...view.as(apiVersionOf(match.kind)),
      params: params ? this.paramValue(params) : null,
      namespaceObject: isNamespace ? null : () => this.namespaces.valueOf(request.namespace),
    });
  }

  private paramValue(params: YamlMap): CelValue {
    let value = this.paramValues.get(params);
    if (value === undefined) {
      value = asStoredObject(params, 'params');
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
      const value = written.apiVersion === apiVersion ? written : { ...written, apiVersion };
      const object = this.isInCluster ? asNewObject(value) : celValue(value);
      view = { object, places: new Places(object) };
      this.values.set(apiVersion, view);
    }
    return view;
  }
}

/** Undefined where the policy is not for a resource, or not in effect. */
function forResource(
  { policy, bindings }: BoundPolicy,
  resource: GroupVersionResource,
  equivalents: readonly Equivalent[],
): PolicyForResource | undefined {
  if (bindings.length === 0) return undefined;
  const matchConstraints = policy.matchConstraints && matchOfResource(policy.matchConstraints, resource, equivalents);
  if (policy.matchConstraints && !matchConstraints) return undefined;
  const own = bindings.flatMap(binding => {
    const matchResources = binding.matchResources && matchOfResource(binding.matchResources, resource, equivalents);
    return binding.matchResources && !matchResources ? [] : [{ binding, matchResources }];
  });
  // What is wrong with the policy itself counts whatever its bindings are for.
  return { policy, matchConstraints, bindings: own };
}

/** An error in the configuration denies, whatever the actions of the binding are, unless failures are ignored. */
function misconfigured(policy: Policy, binding: Binding | undefined, problem: string): Objection[] {
  if (policy.failurePolicy === 'Ignore') return [];
  const message = `failed to configure ${binding ? 'binding' : 'policy'}: ${problem}`;
  const decision = { verdict: 'denied', message, reason: 'Invalid', isError: true, isAbsolute: true } as const;
  return [{ ...decision, policy, binding, actions: DENY }];
}
