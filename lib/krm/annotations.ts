/** Annotations of kpt, Config Sync and Nephio that functions read; see the KRM Functions Specification v1. */
export const PATH_ANNOTATION = 'config.kubernetes.io/path';
export const INDEX_ANNOTATION = 'config.kubernetes.io/index';
export const INTERNAL_PATH_ANNOTATION = 'internal.config.kubernetes.io/path';
export const INTERNAL_INDEX_ANNOTATION = 'internal.config.kubernetes.io/index';
export const PACKAGE_PATH_ANNOTATION = 'internal.config.kubernetes.io/package-path';

/** Any value but "false" keeps an object out of the cluster: `kpt live` and Config Sync skip it. */
export const LOCAL_CONFIG_ANNOTATION = 'config.kubernetes.io/local-config';
export const LOCAL_CONFIG_PATH: readonly string[] = ['metadata', 'annotations', LOCAL_CONFIG_ANNOTATION];

/** The objects that an object is applied after, by `kpt live` and Config Sync. */
export const DEPENDS_ON_ANNOTATION = 'config.kubernetes.io/depends-on';

/** Porch puts it on an object whose `spec` or `data` it filled from the management cluster. */
export const INJECTED_RESOURCE_ANNOTATION = 'kpt.dev/injected-resource';

/** Marks an object whose `spec` or `data` Porch fills from the management cluster. */
export const CONFIG_INJECTION_ANNOTATION = 'kpt.dev/config-injection';

/** The style of the lists in an object's file: `wide` or `compact`. kpt writes the file by it. */
export const SEQUENCE_INDENT_ANNOTATION = 'internal.config.kubernetes.io/seqindent';

/** Which object of its upstream package an object is (`kpt pkg get`). */
export const UPSTREAM_IDENTIFIER_ANNOTATION = 'internal.kpt.dev/upstream-identifier';

const BOOKKEEPING_PREFIXES = ['internal.config.kubernetes.io/', 'internal.config.k8s.io/'];
const LEGACY_ID_ANNOTATION = 'config.k8s.io/id';

/** Annotations by which kpt finds the file, the place in it and the comments of an object; they are in no file. */
export function isBookkeeping(annotation: string): boolean {
  return (
    [PATH_ANNOTATION, INDEX_ANNOTATION, LEGACY_ID_ANNOTATION].includes(annotation) ||
    BOOKKEEPING_PREFIXES.some(prefix => annotation.startsWith(prefix))
  );
}
