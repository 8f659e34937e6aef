import { DEPENDS_ON_ANNOTATION } from '../../krm/annotations';
import type { KubeObject } from '../../krm/kube-object';
import type { Resident } from './resident';

const DEPENDS_ON_PATH = ['metadata', 'annotations', DEPENDS_ON_ANNOTATION];

/** Objects that are applied after others. */
export function dependents(objects: readonly KubeObject[]): KubeObject[] {
  return objects.filter(object => object.has(DEPENDS_ON_PATH));
}

/**
 * For each object that moves: how `depends-on` names it before, and after. `others`: namespaces that it may be named by
 * beside its own.
 */
export function movedReferences(
  moving: readonly Resident[],
  namespace: string,
  others: Iterable<string> = [],
): Map<string, string> {
  const names = [...others];
  return new Map(
    moving.flatMap(resident =>
      [...names, resident.from].map((from): [string, string] => [
        reference(resident, from),
        reference(resident, namespace),
      ]),
    ),
  );
}

/** The annotation is a list of references with commas between them. Gives whether it has changed. */
export function updateDependsOn(object: KubeObject, moved: ReadonlyMap<string, string>): boolean {
  const text = object.annotations.get(DEPENDS_ON_ANNOTATION) ?? '';
  const updated = text.split(',').map(part => {
    const old = part.trim();
    return part.replace(old, () => moved.get(old) ?? old);
  });
  return object.annotations.set(DEPENDS_ON_ANNOTATION, updated.join(','));
}

/** `<group>/namespaces/<namespace>/<kind>/<name>`, without the middle for a cluster-scoped object. */
function reference({ object, isNamespace }: Resident, namespace: string): string {
  const { group, kind } = object;
  return isNamespace ? `${group}/${kind}/${namespace}` : `${group}/namespaces/${namespace}/${kind}/${object.name}`;
}
