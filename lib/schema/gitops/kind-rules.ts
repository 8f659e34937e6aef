import type { KubeObject } from '../../krm/kube-object';
import {
  CLUSTER_NAME_SELECTOR,
  CLUSTER_SELECTOR,
  CONFIG_MANAGEMENT_GROUP,
  CONFIG_SYNC_GROUP,
  CONTROLLER_NAMESPACES,
} from './config-sync-names';
import type { GitOpsFinding } from './rules';
import { checkRepoSync, checkRootSync } from './sync-rules';

type KindRule = (object: KubeObject) => GitOpsFinding[];

/** Kinds that only hierarchical repositories have, or none. */
const CONFIG_MANAGEMENT_KINDS: Record<string, KindRule> = {
  Cluster: selectorNotAllowed,
  ClusterSelector: selectorNotAllowed,
  HierarchyConfig: hierarchicalKind,
  NamespaceSelector: selectorNotAllowed,
  Repo: hierarchicalKind,
  Sync: () => [
    { rule: 'reserved-group', path: ['kind'], message: 'a Sync is made by Config Sync, never declared: delete it' },
  ],
};

/** The API versions in which Config Sync wants the kinds that `extensions` once had. */
const MOVED_KINDS: Record<string, string> = {
  DaemonSet: 'apps/v1',
  Deployment: 'apps/v1',
  Ingress: 'networking.k8s.io/v1',
  NetworkPolicy: 'networking.k8s.io/v1',
  PodSecurityPolicy: 'policy/v1beta1',
  ReplicaSet: 'apps/v1',
  StatefulSet: 'apps/v1',
};

/** The rules of single kinds, by API group. */
const KIND_RULES: Record<string, Record<string, KindRule>> = {
  '': { Namespace: controllerNamespace },
  'apiextensions.k8s.io': { CustomResourceDefinition: checkCrd },
  'clusterregistry.k8s.io': { Cluster: selectorNotAllowed },
  [CONFIG_MANAGEMENT_GROUP]: CONFIG_MANAGEMENT_KINDS,
  [CONFIG_SYNC_GROUP]: { RepoSync: checkRepoSync, RootSync: checkRootSync },
  extensions: Object.fromEntries(Object.keys(MOVED_KINDS).map(kind => [kind, movedKind])),
  'kpt.dev': { ResourceGroup: inventory },
};

/** What Config Sync finds in an object because of its kind. */
export function checkSyncedKind(object: KubeObject, findings: GitOpsFinding[]): void {
  const { group, kind } = object;
  const rules = Object.hasOwn(KIND_RULES, group) ? KIND_RULES[group] : undefined;
  const rule = rules && Object.hasOwn(rules, kind) ? rules[kind] : undefined;
  if (rule) findings.push(...rule(object));
}

function controllerNamespace({ name }: KubeObject): GitOpsFinding[] {
  if (!CONTROLLER_NAMESPACES.includes(name)) return [];
  const message = `the namespace ${name} is Config Sync's own, and must not be declared: delete this object`;
  return [{ rule: 'controller-namespace', path: ['metadata', 'name'], message, current: name }];
}

function checkCrd(object: KubeObject): GitOpsFinding[] {
  const group = object.getString(['spec', 'group']) ?? '';
  const plural = object.getString(['spec', 'names', 'plural']) ?? '';
  const findings: GitOpsFinding[] = [];
  const expected = `${plural}.${group}`;
  if (object.name !== expected && plural !== '' && group !== '') {
    const message = `the name of a CustomResourceDefinition is <plural>.<group>: ${expected}, not ${object.name}`;
    findings.push({
      rule: 'crd-name',
      path: ['metadata', 'name'],
      message,
      current: object.name,
      proposed: expected,
    });
  }
  if (group === CONFIG_MANAGEMENT_GROUP || group === CONFIG_SYNC_GROUP) {
    const message = `${group} is Config Sync's own group: it takes no CustomResourceDefinition of it, delete this one`;
    findings.push({ rule: 'reserved-group', path: ['spec', 'group'], message, current: group });
  }
  return findings;
}

function hierarchicalKind({ kind }: KubeObject): GitOpsFinding[] {
  const message = `a ${kind} is refused where sourceFormat is unstructured, as Nephio has it: delete it`;
  return [{ rule: 'hierarchical-kind', path: ['kind'], message }];
}

function movedKind({ kind }: KubeObject): GitOpsFinding[] {
  const proposed = MOVED_KINDS[kind];
  const message = `${kind} is no longer in the group extensions: use ${proposed}`;
  return [{ rule: 'deprecated-kind', path: ['kind'], message, proposed }];
}

function inventory(): GitOpsFinding[] {
  const message =
    'a ResourceGroup is the list that `kpt live` and Config Sync keep of what they applied: keep it out of what is synced, in another folder or as local-config';
  return [{ rule: 'inventory-in-package', path: ['kind'], message }];
}

function selectorNotAllowed({ annotations, kind }: KubeObject): GitOpsFinding[] {
  const selectors = annotations.keys().filter(key => key === CLUSTER_SELECTOR || key === CLUSTER_NAME_SELECTOR);
  return selectors.map(key => ({
    rule: 'selector-not-allowed',
    path: ['metadata', 'annotations', key],
    message: `a ${kind} is for every cluster, so the annotation ${key} is refused: delete it`,
  }));
}
