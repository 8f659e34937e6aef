/** Names that Config Sync gives a meaning. Source: pkg/api and pkg/metadata of GoogleContainerTools/config-sync. */

export const CONFIG_MANAGEMENT_GROUP = 'configmanagement.gke.io';
export const CONFIG_SYNC_GROUP = 'configsync.gke.io';

/** Where the controllers of Config Sync run: their namespaces must not be declared. */
export const ROOT_SYNC_NAMESPACE = 'config-management-system';
export const CONTROLLER_NAMESPACES: readonly string[] = [
  'config-management-monitoring',
  ROOT_SYNC_NAMESPACE,
  'resource-group-system',
];

export const CLUSTER_SELECTOR = 'configmanagement.gke.io/cluster-selector';
export const CLUSTER_NAME_SELECTOR = 'configsync.gke.io/cluster-name-selector';
export const NAMESPACE_SELECTOR = 'configmanagement.gke.io/namespace-selector';
export const MANAGEMENT_MODE = 'configmanagement.gke.io/managed';
export const DELETION_PROPAGATION = 'configsync.gke.io/deletion-propagation-policy';

/** What of its annotations a user may set; it sets the others itself. */
export const USER_ANNOTATIONS: readonly string[] = [
  CLUSTER_NAME_SELECTOR,
  CLUSTER_SELECTOR,
  DELETION_PROPAGATION,
  MANAGEMENT_MODE,
  NAMESPACE_SELECTOR,
];

/** Whether a label or annotation is Config Sync's own. */
export function isConfigSyncKey(key: string): boolean {
  return key.startsWith('config') && (isBelow(key, CONFIG_MANAGEMENT_GROUP) || isBelow(key, CONFIG_SYNC_GROUP));
}

function isBelow(key: string, group: string): boolean {
  return key.startsWith(group) && key[group.length] === '/';
}
