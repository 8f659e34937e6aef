import { DEFAULT_NAMESPACE } from '../krm/default-namespace';
import { parseApiVersion } from '../krm/gvk';
import { isMap, type YamlMap } from '../yaml/value';
import type { Binding, ParamRef } from './binding';
import { matchesLabels } from './label-selector';
import type { ParamKind, Policy } from './policy';
import { textOf } from './read-value';
import type { ResourceCatalog } from './resource-catalog';

const WITHOUT_PARAMS: CollectedParams = { params: [undefined] };

/** The objects a binding evaluates its policy with; `undefined` among them is an evaluation without any. */
export type CollectedParams = { readonly params: readonly (YamlMap | undefined)[] } | { readonly problem: string };

/** An object that policies may take parameters from; what is in it is read when one does. */
export interface ParamCandidate {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  /** Empty where it names none. */
  readonly namespace: string;
  read(): YamlMap;
}

/** A candidate that is data already. */
export function paramCandidate(object: YamlMap): ParamCandidate {
  const { apiVersion, kind } = object;
  const { name, namespace } = isMap(object.metadata) ? object.metadata : { name: '', namespace: '' };
  return {
    ...{ apiVersion: textOf(apiVersion), kind: textOf(kind), name: textOf(name), namespace: textOf(namespace) },
    read: () => object,
  };
}

/**
 * The objects that policies may take parameters from, by kind. An object that names no namespace is in `default`, as
 * everywhere. Source: `CollectParams` of k8s.io/apiserver, pkg/admission/plugin/policy/generic.
 */
export class ParamStore {
  private readonly byKind = new Map<string, ParamObjects>();
  private readonly collected = new Map<Binding, Map<string, CollectedParams>>();

  /** `candidates`: the first of a kind, namespace and name counts. */
  constructor(
    candidates: Iterable<ParamCandidate>,
    private readonly catalog: ResourceCatalog,
  ) {
    for (const object of candidates) {
      const key = keyOf(object.apiVersion, object.kind);
      const ofKind = this.byKind.get(key) ?? new ParamObjects();
      this.byKind.set(key, ofKind);
      ofKind.add(object);
    }
  }

  /** `namespace`: of the request; empty for what is of the cluster. Found once for each binding and namespace. */
  collect(policy: Policy, binding: Binding, namespace: string): CollectedParams {
    const { paramKind } = policy;
    if (!paramKind || !binding.paramRef) return WITHOUT_PARAMS;
    const ofBinding = this.collected.get(binding) ?? new Map<string, CollectedParams>();
    this.collected.set(binding, ofBinding);
    let collected = ofBinding.get(namespace);
    if (!collected) {
      collected = this.find(paramKind, binding.paramRef, namespace);
      ofBinding.set(namespace, collected);
    }
    return collected;
  }

  private find(paramKind: ParamKind, paramRef: ParamRef, namespace: string): CollectedParams {
    const objects = this.byKind.get(keyOf(paramKind.apiVersion, paramKind.kind)) ?? new ParamObjects();
    const isNamespaced = this.isNamespaced(paramKind, objects, paramRef);
    const place = paramRef.namespace || namespace;
    const problem = refProblem(paramRef, isNamespaced, place);
    if (problem !== undefined) return { problem };
    const params = objects.select(paramRef, isNamespaced ? place : undefined);
    if (params.length === 0 && paramRef.parameterNotFoundAction === 'Deny') {
      return { problem: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
    }
    const { apiVersion } = paramKind;
    return { params: params.map(object => (object.apiVersion === apiVersion ? object : { ...object, apiVersion })) };
  }

  /** Where nobody knows the kind, its objects tell: one with a namespace is not of the cluster. Without any, who asks does. */
  private isNamespaced({ apiVersion, kind }: ParamKind, objects: ParamObjects, { namespace }: ParamRef): boolean {
    const { scope } = this.catalog.kindOf(apiVersion, kind);
    if (scope !== 'unknown') return scope === 'namespaced';
    return objects.isEmpty ? namespace !== '' : objects.hasNamespaces;
  }
}

/** The objects of a kind, by where they are. */
class ParamObjects {
  /** By namespace and name. */
  private readonly objects = new Map<string, Map<string, ParamCandidate>>();
  private readonly known = new Map<ParamCandidate, YamlMap>();
  /** Whether one of them names its namespace. */
  hasNamespaces = false;

  get isEmpty(): boolean {
    return this.objects.size === 0;
  }

  add(object: ParamCandidate): void {
    if (object.namespace !== '') this.hasNamespaces = true;
    const place = object.namespace || DEFAULT_NAMESPACE;
    const here = this.objects.get(place) ?? new Map<string, ParamCandidate>();
    this.objects.set(place, here);
    if (!here.has(object.name)) here.set(object.name, object);
  }

  /** Those that are meant, in a namespace or anywhere. */
  select({ name, selector }: ParamRef, namespace: string | undefined): YamlMap[] {
    const places = namespace === undefined ? [...this.objects.values()] : [this.objects.get(namespace)];
    return places.flatMap(here => {
      if (!here) return [];
      const named = selector ? undefined : here.get(name);
      if (!selector) return named ? [this.read(named)] : [];
      return [...here.values()]
        .map(object => this.read(object))
        .filter(({ metadata }) => matchesLabels(selector, isMap(metadata) ? metadata.labels : null));
    });
  }

  private read(object: ParamCandidate): YamlMap {
    let known = this.known.get(object);
    if (!known) {
      known = object.read();
      this.known.set(object, known);
    }
    return known;
  }
}

/** Whether a binding may take parameters from an object, in some namespace. */
export function mayTake(paramKind: ParamKind, { name, namespace, selector }: ParamRef, object: YamlMap): boolean {
  const metadata = isMap(object.metadata) ? object.metadata : {};
  const isOfKind =
    keyOf(textOf(object.apiVersion), textOf(object.kind)) === keyOf(paramKind.apiVersion, paramKind.kind);
  if (!isOfKind || (namespace !== '' && namespace !== (textOf(metadata.namespace) || DEFAULT_NAMESPACE))) return false;
  return selector ? matchesLabels(selector, metadata.labels) : name === textOf(metadata.name);
}

/** What is wrong with a `paramRef`, in the words of the API server. `place`: the namespace it looks in. */
function refProblem({ namespace, name, selector }: ParamRef, isNamespaced: boolean, place: string): string | undefined {
  if (isNamespaced && place === '') {
    return 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources';
  }
  if (!isNamespaced && namespace !== '') {
    return 'paramRef.namespace must not be provided for a cluster-scoped `paramKind`';
  }
  if (name !== '' && selector) return 'paramRef.name and paramRef.selector are mutually exclusive';
  if (name === '' && !selector) return 'one of name or selector must be provided';
  return selector?.problem;
}

/** Versions of a kind are the same objects. */
function keyOf(apiVersion: string, kind: string): string {
  return `${parseApiVersion(apiVersion).group} ${kind}`;
}
