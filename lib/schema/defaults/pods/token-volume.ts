import { isMap, type YamlMap, type YamlValue } from '../../../yaml/value';
import { itemsAt, withField, withItems } from '../fields';

/** Whether a ServiceAccount has its token mounted into Pods; undefined where it does not say so, or is not known. */
export type MountsToken = (namespace: string, account: string) => boolean | undefined;

const PREFIX = 'kube-api-access-';
/** Of the volume that is added: its end is random in a cluster. */
export const TOKEN_VOLUME = `${PREFIX}xxxxx`;
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Containers that are there when a Pod is created. */
const LISTS = ['initContainers', 'containers'];

/** A token for the API server, the certificate to know it by, and the namespace. */
const PROJECTED: YamlMap = {
  sources: [
    { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    {
      downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] },
    },
  ],
  defaultMode: 420,
};

/**
 * The spec of a Pod with the volume by which its containers reach the API server, where they are to. Source: the admission
 * plugin ServiceAccount of kubernetes/kubernetes.
 */
export function withTokenVolume(spec: YamlMap, namespace: YamlValue | undefined, mountsToken: MountsToken): YamlMap {
  const { automountServiceAccountToken: own, serviceAccountName } = spec;
  const account = String(serviceAccountName ?? '');
  const isMounted = typeof own === 'boolean' ? own : (mountsToken(String(namespace ?? ''), account) ?? true);
  if (!isMounted) return spec;
  const present = itemsAt(spec, 'volumes').find(({ name }) => String(name).startsWith(PREFIX));
  const name = present?.name ?? TOKEN_VOLUME;
  const mounted = LISTS.reduce(
    (complete, list) => withItems(complete, list, container => withMount(container, name)),
    spec,
  );
  if (mounted === spec || present) return mounted;
  const volumes = Array.isArray(spec.volumes) ? spec.volumes : [];
  return withField(mounted, 'volumes', [...volumes, { name, projected: PROJECTED }]);
}

function withMount(container: YamlMap, name: YamlValue): YamlMap {
  const mounts = Array.isArray(container.volumeMounts) ? container.volumeMounts : [];
  if (mounts.some(mount => isMap(mount) && mount.mountPath === MOUNT_PATH)) return container;
  return withField(container, 'volumeMounts', [...mounts, { name, readOnly: true, mountPath: MOUNT_PATH }]);
}
