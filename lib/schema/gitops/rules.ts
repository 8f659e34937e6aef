import type { Severity } from '../../krm/result';
import type { Path } from '../../yaml/path';
import type { YamlValue } from '../../yaml/value';

/** What a rule says of a fault: the code Config Sync has for it, and how much it weighs. */
export interface GitOpsRule {
  /** Absent where Config Sync takes the object as it is. */
  readonly knv?: string;
  /** `error`: the cluster does not get the package. `warning`: it gets it, but not as it is written, or not for good. */
  readonly severity: Severity;
  /** It may be right once the package has its site; until then it is `info` (architecture, P8). */
  readonly dependsOnSite?: boolean;
}

const STOPS = { severity: 'error' } as const;
const SURPRISES = { severity: 'warning' } as const;

/**
 * The rules of the GitOps profile, sorted by name. The codes and what they are about: `pkg/validate` and `pkg/importer`
 * of GoogleContainerTools/config-sync (2026-08), sourceFormat unstructured, as `nomos vet` runs them; `sync-invalid`
 * from `pkg/validate/rsync`, which the reconciler-manager runs once the object is in the cluster. Its reader says
 * KNV2010 of a name that is missing before KNV1031 can be said; a generated name it passes over. Texts that YAML
 * readers take otherwise: yaml.v3, by which kpt reads, beside sigs.k8s.io/yaml, by which Config Sync and the API
 * server do.
 */
export const GITOPS_RULES = {
  'boolean-for-text': STOPS,
  'config-map-not-local': SURPRISES,
  'controller-namespace': { knv: 'KNV1034', ...STOPS },
  'crd-name': { knv: 'KNV1048', ...STOPS },
  'deprecated-kind': { knv: 'KNV1050', ...STOPS },
  'function-config-not-local': { knv: 'KNV1021', ...STOPS },
  'hierarchical-kind': { knv: 'KNV1032', ...STOPS },
  'inventory-in-package': SURPRISES,
  'key-rewritten': SURPRISES,
  'leftover-bookkeeping': SURPRISES,
  'management-mode': { knv: 'KNV1005', ...STOPS },
  'management-object': { ...SURPRISES, dependsOnSite: true },
  'metadata-text': { knv: 'KNV1054', ...STOPS },
  'name-invalid': { knv: 'KNV1036', ...STOPS },
  'name-missing': { knv: 'KNV1031', ...STOPS },
  'namespace-and-selector': { knv: 'KNV1053', ...STOPS },
  'namespace-invalid': { knv: 'KNV1055', ...STOPS },
  'namespace-missing': SURPRISES,
  'namespace-on-cluster-scoped': { knv: 'KNV1052', ...STOPS },
  'no-json': { knv: 'KNV2001', ...STOPS },
  'null-for-text': SURPRISES,
  'number-for-text': SURPRISES,
  'object-twice': { knv: 'KNV1029', ...STOPS },
  placeholder: { ...SURPRISES, dependsOnSite: true },
  'reserved-annotation': { knv: 'KNV1010', ...STOPS },
  'reserved-group': { knv: 'KNV1043', ...STOPS },
  'reserved-label': { knv: 'KNV1011', ...STOPS },
  'root-sync-in-package': { knv: 'KNV1069', ...SURPRISES, dependsOnSite: true },
  'selector-not-allowed': { knv: 'KNV1004', ...STOPS },
  'selector-unknown': { knv: 'KNV1013', ...SURPRISES },
  'server-field': { knv: 'KNV1045', ...STOPS },
  'sync-invalid': { knv: 'KNV1061', ...STOPS },
  'text-for-boolean': SURPRISES,
  'two-cluster-selectors': { knv: 'KNV1066', ...STOPS },
  'unmanaged-namespace': { knv: 'KNV1056', ...STOPS },
} as const satisfies Record<string, GitOpsRule>;

export type GitOpsRuleName = keyof typeof GITOPS_RULES;

/** What a rule of the GitOps profile finds in an object. */
export interface GitOpsFinding {
  rule: GitOpsRuleName;
  path: Path;
  message: string;
  current?: YamlValue | undefined;
  proposed?: string | undefined;
}

export function gitOpsRule(name: GitOpsRuleName): GitOpsRule {
  return GITOPS_RULES[name];
}
