import { LOCAL_CONFIG_ANNOTATION } from '../krm/annotations';
import type { YamlMap } from '../yaml/value';
import { BRANCH } from './repository';

/** The namespace of Config Sync. */
export const CONFIG_SYNC_NAMESPACE = 'config-management-system';

export interface RootSyncSettings {
  /** Address of the site's repository. */
  address: string;
  /** Name of the Secret with the token, or for an SSH address the key, that may read it; made by hand, never written. */
  secret: string;
  /** Name of the ClusterRole that Config Sync acts with. */
  role: string;
}

/**
 * The RootSync that makes Config Sync on a site's cluster follow the site's repository. It has only fields of the API
 * (v1beta1): others are dropped without a word. As `local-config` it may be kept in the repository it is about, where it
 * must not manage itself (KNV1069). Without the branch, Config Sync would follow `master`.
 */
export function rootSync({ address, secret, role }: RootSyncSettings): YamlMap {
  return {
    apiVersion: 'configsync.gke.io/v1beta1',
    kind: 'RootSync',
    metadata: {
      name: 'root-sync',
      namespace: CONFIG_SYNC_NAMESPACE,
      annotations: { [LOCAL_CONFIG_ANNOTATION]: 'true' },
    },
    spec: {
      sourceType: 'git',
      sourceFormat: 'unstructured',
      git: { repo: address, branch: BRANCH, period: '30s', auth: authOf(address), secretRef: { name: secret } },
      override: { roleRefs: [{ kind: 'ClusterRole', name: role }] },
    },
  };
}

/** What the Secret holds: over SSH (`git@host:path` is an address of it, too) a key, else a token. */
function authOf(address: string): 'ssh' | 'token' {
  return /^(?:ssh:|[^/:]+@[^/]+:)/.test(address) ? 'ssh' : 'token';
}
