import type { YamlMap, YamlValue } from '../../yaml/value';
import { ACCESS_DEFAULTS } from './structs/access';
import { ADMISSION_DEFAULTS } from './structs/admission';
import { DEVICE_DEFAULTS } from './structs/devices';
import { NETWORK_DEFAULTS } from './structs/network';
import { POD_DEFAULTS } from './structs/pods';
import { STORAGE_DEFAULTS } from './structs/storage';
import { WORKLOAD_DEFAULTS } from './structs/workloads';

/** What the API server fills into a struct whose own fields are complete already. */
export interface StructDefaults {
  /** In place of fields that are not written. */
  readonly values?: Readonly<Record<string, YamlValue>>;
  /** What depends on other fields. Gives the struct itself where nothing is to be done, and never changes it. */
  readonly complete?: (struct: YamlMap, minor: number) => YamlMap;
}

/** By type of the packs, without its version where all versions agree. */
export type StructDefaultsTable = Readonly<Record<string, StructDefaults>>;

/** All of them, as in kubernetes/kubernetes 1.36, with what older versions have other. */
export const STRUCT_DEFAULTS: StructDefaultsTable = {
  ...ACCESS_DEFAULTS,
  ...ADMISSION_DEFAULTS,
  ...DEVICE_DEFAULTS,
  ...NETWORK_DEFAULTS,
  ...POD_DEFAULTS,
  ...STORAGE_DEFAULTS,
  ...WORKLOAD_DEFAULTS,
};
