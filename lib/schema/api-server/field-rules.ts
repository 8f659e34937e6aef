import type { FieldRule, ValueCheck } from '../schema';
import { ACCESS_FIELDS } from './fields/access';
import { ADMISSION_FIELDS } from './fields/admission';
import { NETWORK_FIELDS } from './fields/network';
import { POD_FIELDS } from './fields/pods';
import { STORAGE_FIELDS } from './fields/storage';
import { WORKLOAD_FIELDS } from './fields/workloads';

/**
 * What the API server says of single fields, by type of the packs and field. `field[]` stands for the items of a list,
 * `field{}` for the entries of a map, `field{key}` for its keys. The name of a rule is `type.field`.
 */
export type FieldRules = Record<string, Record<string, ValueCheck | FieldRule>>;

/** All of them, as in kubernetes/kubernetes 1.36. */
export const FIELD_RULES: FieldRules = {
  ...ACCESS_FIELDS,
  ...ADMISSION_FIELDS,
  ...NETWORK_FIELDS,
  ...POD_FIELDS,
  ...STORAGE_FIELDS,
  ...WORKLOAD_FIELDS,
};
