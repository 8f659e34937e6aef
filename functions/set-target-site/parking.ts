import { PARKED_ANNOTATION } from '../../lib/kinds/names';
import { LOCAL_CONFIG_ANNOTATION } from '../../lib/krm/annotations';
import type { KubeObject } from '../../lib/krm/kube-object';
import { unstamp } from './stamp';

/**
 * A hand-written object for other sites stays in the package but out of the cluster. It is never deleted: a file that
 * a downstream package has deleted does not come back through the three-way merge of an upgrade.
 */
export function park(object: KubeObject): void {
  parkAs('true', object);
}

/** What a fan-out makes copies of stays in the package, to be edited, and out of every cluster. */
export function parkTemplate(object: KubeObject): void {
  if (object.isLocalConfig && !isParked(object)) return;
  parkAs('fan-out', object);
}

function parkAs(mark: string, object: KubeObject): void {
  unstamp(object);
  object.annotations.set(LOCAL_CONFIG_ANNOTATION, 'true');
  object.annotations.set(PARKED_ANNOTATION, mark);
}

export function unpark(object: KubeObject): void {
  if (!isParked(object)) return;
  object.annotations.delete(LOCAL_CONFIG_ANNOTATION);
  object.annotations.delete(PARKED_ANNOTATION);
}

export function isParked(object: KubeObject): boolean {
  return object.annotations.has(PARKED_ANNOTATION);
}
