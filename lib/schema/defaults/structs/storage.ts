import type { StructDefaultsTable } from '../struct-defaults';
import { withAmounts } from './pods';

/** What is filled into volumes, claims and storage classes. Source: defaults.go in pkg/apis/{core,storage}. */
export const STORAGE_DEFAULTS: StructDefaultsTable = {
  CSIDriverSpec: {
    values: {
      attachRequired: true,
      fsGroupPolicy: 'ReadWriteOnceWithFSType',
      podInfoOnMount: false,
      requiresRepublish: false,
      seLinuxMount: false,
      storageCapacity: false,
      volumeLifecycleModes: ['Persistent'],
    },
  },
  PersistentVolumeClaimSpec: { values: { volumeMode: 'Filesystem' } },
  PersistentVolumeClaimStatus: {
    values: { phase: 'Pending' },
    complete: withAmounts('allocatedResources', 'capacity'),
  },
  PersistentVolumeSpec: {
    values: { persistentVolumeReclaimPolicy: 'Retain', volumeMode: 'Filesystem' },
    complete: withAmounts('capacity'),
  },
  PersistentVolumeStatus: { values: { phase: 'Pending' } },
  StorageClass: { values: { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' } },
};
