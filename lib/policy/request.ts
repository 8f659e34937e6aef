import type { GroupVersionKind } from '../krm/gvk';
import type { YamlMap } from '../yaml/value';

/** Group, version and plural name of what the API server serves. */
export interface GroupVersionResource {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
}

/** Another version of the same resource. */
export interface Equivalent {
  readonly resource: GroupVersionResource;
  readonly kind: GroupVersionKind;
  /** Whether an object is converted by its `apiVersion` alone; else only the API server knows what it looks like. */
  readonly hasSameShape: boolean;
}

/** An object that is to be created, as the API server hands it to admission policies. */
export interface AdmissionRequest {
  readonly kind: GroupVersionKind;
  readonly resource: GroupVersionResource;
  readonly name: string;
  /** Empty for what is of the cluster; for a Namespace, its own name. */
  readonly namespace: string;
  readonly object: YamlMap;
  readonly equivalents: readonly Equivalent[];
}
