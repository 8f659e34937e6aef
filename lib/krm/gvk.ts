/** Group, version and kind. `group` is empty for the core group. */
export interface GroupVersionKind {
  group: string;
  version: string;
  kind: string;
}

/** Of Roles and their bindings. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Splits `apps/v1` into group and version, `v1` into the core group and version. */
export function parseApiVersion(apiVersion: string): { group: string; version: string } {
  const slash = apiVersion.indexOf('/');
  if (slash < 0) return { group: '', version: apiVersion };
  return { group: apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1) };
}

/** Which kinds something applies to. A part that is absent matches all; an empty group is the core group, exactly. */
export interface KindMatch {
  group?: string;
  version?: string;
  kind?: string;
}

export function matchesKind(object: GroupVersionKind, match: KindMatch): boolean {
  return (
    (match.kind === undefined || match.kind === object.kind) &&
    (match.group === undefined || match.group === object.group) &&
    (match.version === undefined || match.version === object.version)
  );
}
