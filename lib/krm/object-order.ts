import type { KubeObject } from './kube-object';
import { compareText } from './result';

/** By kind, namespace and name: the same order whatever order a list has. */
export function compareObjects(a: KubeObject, b: KubeObject): number {
  return compareText(a.kind, b.kind) || compareText(a.namespace, b.namespace) || compareText(a.name, b.name);
}
