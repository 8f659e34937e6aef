import type { KubeObject, StringMap } from '../../krm/kube-object';
import { dependents, movedReferences, updateDependsOn } from './depends-on';
import { moveReferences, type NamespaceReference } from './namespace-references';
import { type Resident, settle } from './resident';

/** What goes where. */
export interface Relocation {
  moving: readonly Resident[];
  namespace: string;
  /** Namespaces that move whole: what is there already may be named by one of them. */
  others?: Iterable<string>;
  /** Whether a reference to a namespace, or a place for one, follows. */
  follows(map: StringMap, reference: NamespaceReference): boolean;
}

/**
 * Moves objects and Namespaces to a namespace, and what refers to them: the namespaces in fields of other objects, and
 * `depends-on`. Gives the number of values written. That no two become one is for the caller to ask before.
 */
export function relocate(objects: readonly KubeObject[], { moving, namespace, others, follows }: Relocation): number {
  const depending = dependents(objects);
  const moved = depending.length > 0 ? movedReferences(moving, namespace, others) : new Map<string, string>();
  let written = moving.filter(resident => settle(resident, namespace)).length;
  for (const object of objects) written += moveReferences(object, namespace, follows);
  return written + depending.filter(object => updateDependsOn(object, moved)).length;
}
