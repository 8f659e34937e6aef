import { ACCESS_RULES } from './rules/access';
import { ADMISSION_RULES } from './rules/admission';
import { CONTAINER_RULES } from './rules/containers';
import { DEVICE_RULES } from './rules/devices';
import { NETWORK_RULES } from './rules/network';
import { POD_RULES } from './rules/pods';
import { STORAGE_RULES } from './rules/storage';
import type { StructRule } from './rules/struct';
import { WORKLOAD_RULES } from './rules/workloads';

/** What the API server says of several fields together, by type of the packs. */
export type StructRules = Readonly<Record<string, readonly StructRule[]>>;

/** All of them, as in kubernetes/kubernetes 1.36. */
export const STRUCT_RULES: StructRules = merged([
  ACCESS_RULES,
  ADMISSION_RULES,
  CONTAINER_RULES,
  DEVICE_RULES,
  NETWORK_RULES,
  POD_RULES,
  STORAGE_RULES,
  WORKLOAD_RULES,
]);

/** A type may have rules in several tables. */
function merged(tables: readonly Record<string, readonly StructRule[]>[]): Record<string, readonly StructRule[]> {
  const all: Record<string, StructRule[]> = {};
  for (const table of tables) {
    for (const [type, rules] of Object.entries(table)) all[type] = [...(all[type] ?? []), ...rules];
  }
  return all;
}
