import type { KubeObject } from '../../krm/kube-object';

const METADATA_PATH = ['metadata'];

/** An object in a namespace, or a Namespace, as it was before any change. */
export interface Resident {
  object: KubeObject;
  isNamespace: boolean;
  /** The namespace it is in, or the Namespace's own name. */
  from: string;
}

/** Gives whether it was elsewhere. */
export function settle({ object, isNamespace }: Resident, namespace: string): boolean {
  return object.stringMap(METADATA_PATH).set(isNamespace ? 'name' : 'namespace', namespace);
}
