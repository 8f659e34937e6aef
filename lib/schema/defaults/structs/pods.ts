import { assignKey, isMap, type YamlMap } from '../../../yaml/value';
import { mapAt, withFallback, withField, withoutField } from '../fields';
import { isLatest } from '../image-tag';
import { canonicalAmount } from '../quantity-text';
import type { StructDefaultsTable } from '../struct-defaults';

const MODE = 0o644;
const VOLUME_SOURCES_APART = ['name'];

const CONTAINER = {
  values: { terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' },
  complete: (container: YamlMap) => withFallback(container, 'imagePullPolicy', pullPolicy(container.image)),
};
const AMOUNTS = { complete: withAmounts('limits', 'requests') };

/** What is filled into the parts of Pods and their templates. Source: pkg/apis/core/v1/defaults.go and zz_generated.defaults.go. */
export const POD_DEFAULTS: StructDefaultsTable = {
  AzureDiskVolumeSource: { values: { cachingMode: 'ReadWrite', fsType: 'ext4', kind: 'Shared', readOnly: false } },
  ConfigMapVolumeSource: { values: { defaultMode: MODE } },
  Container: CONTAINER,
  ContainerPort: { values: { protocol: 'TCP' } },
  DownwardAPIVolumeSource: { values: { defaultMode: MODE } },
  EphemeralContainer: CONTAINER,
  FileKeySelector: { values: { optional: false } },
  GRPCAction: { values: { service: '' } },
  HTTPGetAction: { values: { path: '/', scheme: 'HTTP' } },
  HostPathVolumeSource: { values: { type: '' } },
  ISCSIPersistentVolumeSource: { values: { iscsiInterface: 'default' } },
  ISCSIVolumeSource: { values: { iscsiInterface: 'default' } },
  ObjectFieldSelector: { values: { apiVersion: 'v1' } },
  PodSpec: {
    values: {
      dnsPolicy: 'ClusterFirst',
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      terminationGracePeriodSeconds: 30,
    },
    complete: spec => withAlias(withAmounts('overhead')(spec)),
  },
  Probe: { values: { failureThreshold: 3, periodSeconds: 10, successThreshold: 1, timeoutSeconds: 1 } },
  ProjectedVolumeSource: { values: { defaultMode: MODE } },
  RBDPersistentVolumeSource: { values: { keyring: '/etc/ceph/keyring', pool: 'rbd', user: 'admin' } },
  RBDVolumeSource: { values: { keyring: '/etc/ceph/keyring', pool: 'rbd', user: 'admin' } },
  ResourceRequirements: AMOUNTS,
  ScaleIOPersistentVolumeSource: { values: { fsType: 'xfs', storageMode: 'ThinProvisioned' } },
  ScaleIOVolumeSource: { values: { fsType: 'xfs', storageMode: 'ThinProvisioned' } },
  SecretVolumeSource: { values: { defaultMode: MODE } },
  ServiceAccountTokenProjection: { values: { expirationSeconds: 3600 } },
  Volume: { complete: completeVolume },
  VolumeResourceRequirements: AMOUNTS,
};

function pullPolicy(image: unknown): string {
  return typeof image === 'string' && isLatest(image) ? 'Always' : 'IfNotPresent';
}

function completeVolume(volume: YamlMap): YamlMap {
  const hasSource = Object.keys(volume).some(name => !VOLUME_SOURCES_APART.includes(name));
  if (!hasSource) return withField(volume, 'emptyDir', {});
  const image = mapAt(volume, 'image');
  if (!image) return volume;
  const complete = withFallback(image, 'pullPolicy', pullPolicy(image.reference));
  return complete === image ? volume : withField(volume, 'image', complete);
}

/** `serviceAccount` is an alias, which the name that is written in its place overrules. */
function withAlias(spec: YamlMap): YamlMap {
  const { serviceAccount, serviceAccountName = serviceAccount } = spec;
  if (serviceAccountName === undefined) return withoutField(spec, 'serviceAccount');
  if (serviceAccount === serviceAccountName && Object.hasOwn(spec, 'serviceAccountName')) return spec;
  return { ...spec, serviceAccountName, serviceAccount: serviceAccountName };
}

/** Amounts of resources are rounded up to thousandths. */
export function withAmounts(...names: readonly string[]): (struct: YamlMap) => YamlMap {
  return struct => names.reduce(withRoundedAmounts, struct);
}

function withRoundedAmounts(struct: YamlMap, name: string): YamlMap {
  const amounts = struct[name];
  if (!isMap(amounts)) return struct;
  let rounded = amounts;
  for (const [key, amount] of Object.entries(amounts)) {
    const text = typeof amount === 'string' ? canonicalAmount(amount) : amount;
    if (text === amount) continue;
    if (rounded === amounts) rounded = { ...amounts };
    assignKey(rounded, key, text);
  }
  return rounded === amounts ? struct : withField(struct, name, rounded);
}
