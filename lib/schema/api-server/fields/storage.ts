import {
  amount,
  driverName,
  labelKey,
  noBacksteps,
  OPTIONAL,
  orEmpty,
  provisionerName,
  range,
  required,
  subdomain,
  words,
  wordsOrEmpty,
} from '../field-checks';
import type { FieldRules } from '../field-rules';

const ACCESS_MODES = words('ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod');
const VOLUME_MODES = words('Block', 'Filesystem');

/** What the API server says of the fields of storage. Source: pkg/apis/{core,storage}/validation. */
export const STORAGE_FIELDS: FieldRules = {
  StorageV1TokenRequest: { audience: OPTIONAL, expirationSeconds: range(600, 2 ** 32) },
  V1CSIDriver: { spec: OPTIONAL },
  V1CSIDriverSpec: {
    fsGroupPolicy: words('File', 'None', 'ReadWriteOnceWithFSType'),
    nodeAllocatableUpdatePeriodSeconds: range(10),
    'volumeLifecycleModes[]': words('Ephemeral', 'Persistent'),
  },
  V1CSIPersistentVolumeSource: { driver: required(driverName), volumeHandle: required() },
  V1CSIStorageCapacity: { capacity: amount, storageClassName: required(subdomain) },
  V1LocalVolumeSource: { path: required(noBacksteps) },
  V1PersistentVolumeClaimSpec: {
    'accessModes[]': ACCESS_MODES,
    storageClassName: orEmpty(subdomain),
    volumeAttributesClassName: orEmpty(subdomain),
    volumeMode: VOLUME_MODES,
  },
  V1PersistentVolumeSpec: {
    accessModes: required(),
    'accessModes[]': ACCESS_MODES,
    capacity: required(),
    persistentVolumeReclaimPolicy: wordsOrEmpty('Delete', 'Recycle', 'Retain'),
    storageClassName: orEmpty(subdomain),
    volumeAttributesClassName: subdomain,
    volumeMode: VOLUME_MODES,
  },
  V1StorageClass: {
    provisioner: required(provisionerName),
    reclaimPolicy: words('Delete', 'Retain'),
    volumeBindingMode: words('Immediate', 'WaitForFirstConsumer'),
  },
  V1TopologySelectorLabelRequirement: { key: required(labelKey), values: required() },
  V1TypedLocalObjectReference: { kind: OPTIONAL, name: OPTIONAL },
  V1VolumeAttributesClass: { driverName: required(provisionerName), parameters: required() },
};
