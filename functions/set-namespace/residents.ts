import { namespaceOf } from '../../lib/krm/default-namespace';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { ScopeCatalog } from '../../lib/schema/scope';

const NAMESPACE_PATH = ['metadata', 'namespace'];
const METADATA_PATH = ['metadata'];

/** kpt writes it when it gets a package: `<group>|<kind>|<namespace>|<name>` of the object upstream. */
const ORIGIN_ANNOTATION = 'internal.kpt.dev/upstream-identifier';

/** An object in a namespace, or a Namespace, as it was before any change. */
export interface Resident {
  object: KubeObject;
  isNamespace: boolean;
  /** The namespace it is in, or the Namespace's own name. */
  from: string;
}

/** The objects that have a place in a namespace, by the scope of their kind. `unplaced`: what nothing is known of. */
export function residentsOf(
  objects: readonly KubeObject[],
  scopes: ScopeCatalog,
): { residents: Resident[]; unplaced: KubeObject[] } {
  const residents: Resident[] = [];
  const unplaced: KubeObject[] = [];
  for (const object of objects) {
    const scope = scopes.scopeOf(object);
    if (scope === 'namespaced' || (scope === 'unknown' && object.has(NAMESPACE_PATH))) {
      residents.push({ object, isNamespace: false, from: namespaceOf(object) });
    } else if (scope === 'unknown') unplaced.push(object);
    else if (object.kind === 'Namespace' && object.group === '')
      residents.push({ object, isNamespace: true, from: object.name });
  }
  return { residents, unplaced };
}

/** The namespace that an object was in upstream, or the Namespace's name there; undefined where kpt did not say. */
export function originOf({ object, isNamespace }: Resident): string | undefined {
  const parts = object.annotations.get(ORIGIN_ANNOTATION)?.trim().split('|') ?? [];
  return parts.length === 4 ? parts[isNamespace ? 3 : 2] : undefined;
}

/** Gives whether it was elsewhere. */
export function settle({ object, isNamespace }: Resident, namespace: string): boolean {
  return object.stringMap(METADATA_PATH).set(isNamespace ? 'name' : 'namespace', namespace);
}
