import { LOCAL_CONFIG_ANNOTATION } from '../krm/annotations';
import { RBAC_GROUP } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';

/** The name of the ClusterRole that a RootSync takes in place of cluster-admin. */
export const SYNC_ROLE = 'site-sync';

/** What Config Sync does with the objects of a repository. */
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];

const ROLES: Readonly<Record<string, string>> = { ClusterRole: 'clusterroles', Role: 'roles' };

/** What the API serves a kind as. */
export interface ApiResource {
  group: string;
  /** The plural, in lower case. */
  resource: string;
}

/**
 * The ClusterRole with which Config Sync can apply the given objects, and no others. Who makes a role needs what the
 * role allows, and who binds one that is there already needs `bind` (Kubernetes' escalation check), so that is in it
 * too. `namespaces` always are: Config Sync makes those that nobody declares.
 */
export function syncRole(objects: readonly KubeObject[], resourceOf: (object: KubeObject) => ApiResource): YamlMap {
  const rules = new Rules();
  rules.allow('', 'namespaces', VERBS);
  for (const object of objects) {
    const { group, resource } = resourceOf(object);
    rules.allow(group, resource, VERBS);
    if (object.group === RBAC_GROUP) allowWhatItGrants(object, rules, objects);
  }
  return {
    apiVersion: `${RBAC_GROUP}/v1`,
    kind: 'ClusterRole',
    metadata: { name: SYNC_ROLE, annotations: { [LOCAL_CONFIG_ANNOTATION]: 'true' } },
    rules: rules.toList(),
  };
}

function allowWhatItGrants(object: KubeObject, rules: Rules, objects: readonly KubeObject[]): void {
  if (ROLES[object.kind]) for (const rule of listOf(object.get(['rules']))) if (isMap(rule)) rules.include(rule);
  const kind = object.getString(['roleRef', 'kind']) ?? '';
  const name = object.getString(['roleRef', 'name']) ?? '';
  const resource = ROLES[kind];
  const isOwn = objects.some(other => other.group === RBAC_GROUP && other.kind === kind && other.name === name);
  if (resource && !isOwn) {
    rules.include({ apiGroups: [RBAC_GROUP], resources: [resource], resourceNames: [name], verbs: ['bind'] });
  }
}

/** Rules of a role, each resource once per set of verbs. */
class Rules {
  private readonly resources = new Map<string, Set<string>>();
  private readonly others = new Map<string, YamlMap>();

  allow(group: string, resource: string, verbs: readonly string[]): void {
    const key = JSON.stringify([group, verbs]);
    this.resources.set(key, (this.resources.get(key) ?? new Set()).add(resource));
  }

  /** Takes in a rule as somebody wrote it. */
  include(rule: YamlMap): void {
    const { apiGroups, resources, verbs, ...rest } = rule;
    if (Object.keys(rest).length > 0) {
      this.others.set(JSON.stringify(rule), rule);
      return;
    }
    for (const group of texts(apiGroups))
      for (const resource of texts(resources)) this.allow(group, resource, inOrder(texts(verbs)));
  }

  toList(): YamlMap[] {
    const plain = [...this.resources].map(([key, resources]) => {
      const [group, verbs]: [string, string[]] = JSON.parse(key);
      return { key, rule: { apiGroups: [group], resources: [...resources].sort(), verbs } };
    });
    const others = [...this.others].map(([key, rule]) => ({ key, rule }));
    const byKey = (a: { key: string }, b: { key: string }) => (a.key < b.key ? -1 : 1);
    return [...plain.sort(byKey), ...others.sort(byKey)].map(({ rule }) => rule);
  }
}

/** The usual verbs in their usual order, so that equal sets are equal. */
function inOrder(verbs: readonly string[]): string[] {
  const known = VERBS.filter(verb => verbs.includes(verb));
  return [...known, ...verbs.filter(verb => !VERBS.includes(verb)).sort()];
}

function listOf(value: YamlValue | undefined): YamlValue[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: YamlValue | undefined): string[] {
  return listOf(value).map(String);
}
