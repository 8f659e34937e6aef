import type { KubeObject } from './kube-object';

/**
 * Chooses objects; every part that is given must match exactly. kpt has `selectors` of its own in the Kptfile, but
 * their cost grows with the square of the package (kpt `MergeWithInput`): 115 s for 5,000 resources.
 */
export interface Selector {
  apiVersion?: string;
  /** The API group; empty for the core group. */
  group?: string;
  version?: string;
  kind?: string;
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  /** A file of the package, or with a slash at the end everything in a folder. */
  path?: string;
}

export interface Selection {
  /** Objects that any of these choose; all where there are none. */
  match?: readonly Selector[];
  /** Of those, not the ones that any of these choose. */
  exclude?: readonly Selector[];
}

/** Whether a selection chooses an object. `file`: the object's path in the root package. */
export function isSelected(selection: Selection, object: KubeObject, file: string): boolean {
  const { match, exclude } = selection;
  if (match && match.length > 0 && !match.some(selector => matchesSelector(selector, object, file))) return false;
  return !exclude?.some(selector => matchesSelector(selector, object, file));
}

export function matchesSelector(selector: Selector, object: KubeObject, file: string): boolean {
  for (const part of ['apiVersion', 'group', 'version', 'kind', 'name', 'namespace'] as const) {
    if (selector[part] !== undefined && selector[part] !== object[part]) return false;
  }
  const { labels = {}, annotations = {}, path } = selector;
  if (path !== undefined && !(path.endsWith('/') ? file.startsWith(path) : file === path)) return false;
  return (
    Object.entries(labels).every(([key, value]) => object.labels.get(key) === value) &&
    Object.entries(annotations).every(([key, value]) => object.annotations.get(key) === value)
  );
}
