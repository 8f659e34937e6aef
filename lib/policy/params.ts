import { parseApiVersion } from '../krm/gvk';
import { isMap, type YamlMap } from '../yaml/value';
import type { Binding } from './binding';
import { matchesLabels } from './label-selector';
import type { ParamKind, Policy } from './policy';
import { textOf } from './read-value';
import type { ResourceCatalog } from './resource-catalog';

/** Where the API server puts what names no namespace. */
const DEFAULT_NAMESPACE = 'default';

/** The objects a binding evaluates its policy with; `undefined` among them is an evaluation without any. */
export type CollectedParams = { readonly params: readonly (YamlMap | undefined)[] } | { readonly problem: string };

/**
 * The objects that policies may take parameters from, by kind. An object that names no namespace is in `default`, as
 * everywhere. Source: `CollectParams` of k8s.io/apiserver, pkg/admission/plugin/policy/generic.
 */
export class ParamStore {
  private readonly byKind = new Map<string, Map<string, YamlMap>>();

  /** `candidates`: the first of a kind, namespace and name counts. */
  constructor(
    candidates: Iterable<YamlMap>,
    private readonly catalog: ResourceCatalog,
  ) {
    for (const object of candidates) {
      const key = keyOf(textOf(object.apiVersion), textOf(object.kind));
      const ofKind = this.byKind.get(key) ?? new Map<string, YamlMap>();
      this.byKind.set(key, ofKind);
      const place = `${namespaceOf(object)}/${nameOf(object)}`;
      if (!ofKind.has(place)) ofKind.set(place, object);
    }
  }

  /** `namespace`: of the request; empty for what is of the cluster. */
  collect({ paramKind }: Policy, { paramRef }: Binding, namespace: string): CollectedParams {
    if (!paramKind || !paramRef) return { params: [undefined] };
    const objects = [...(this.byKind.get(keyOf(paramKind.apiVersion, paramKind.kind))?.values() ?? [])];
    const isNamespaced = this.isNamespaced(paramKind, objects);
    const place = paramRef.namespace || namespace;
    if (isNamespaced && place === '') {
      return { problem: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' };
    }
    if (!isNamespaced && paramRef.namespace !== '') {
      return { problem: 'paramRef.namespace must not be provided for a cluster-scoped `paramKind`' };
    }
    const { name, selector } = paramRef;
    if (name !== '' && selector) return { problem: 'paramRef.name and paramRef.selector are mutually exclusive' };
    if (name === '' && !selector) return { problem: 'one of name or selector must be provided' };
    if (selector?.problem !== undefined) return { problem: selector.problem };
    const here = isNamespaced ? objects.filter(object => namespaceOf(object) === place) : objects;
    const params = here.filter(({ metadata }) => {
      if (!isMap(metadata)) return false;
      return selector ? matchesLabels(selector, metadata.labels) : textOf(metadata.name) === name;
    });
    if (params.length === 0 && paramRef.parameterNotFoundAction === 'Deny') {
      return { problem: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
    }
    const { apiVersion } = paramKind;
    return { params: params.map(object => (object.apiVersion === apiVersion ? object : { ...object, apiVersion })) };
  }

  /** Where nobody knows the kind, its objects tell: one with a namespace is not of the cluster. */
  private isNamespaced({ apiVersion, kind }: ParamKind, objects: readonly YamlMap[]): boolean {
    const { scope } = this.catalog.kindOf(apiVersion, kind);
    if (scope !== 'unknown') return scope === 'namespaced';
    return objects.some(({ metadata }) => isMap(metadata) && textOf(metadata.namespace) !== '');
  }
}

/** Versions of a kind are the same objects. */
function keyOf(apiVersion: string, kind: string): string {
  return `${parseApiVersion(apiVersion).group} ${kind}`;
}

function nameOf({ metadata }: YamlMap): string {
  return isMap(metadata) ? textOf(metadata.name) : '';
}

function namespaceOf({ metadata }: YamlMap): string {
  return (isMap(metadata) && textOf(metadata.namespace)) || DEFAULT_NAMESPACE;
}
