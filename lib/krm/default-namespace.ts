import type { KubeObject } from './kube-object';

/** Where the API server, and Config Sync, put a namespaced object that says nothing. */
export const DEFAULT_NAMESPACE = 'default';

/** The namespace that a namespaced object is in, once it is applied. */
export function namespaceOf({ namespace }: KubeObject): string {
  return namespace || DEFAULT_NAMESPACE;
}
