import { isBookkeeping } from '../../krm/annotations';
import type { KubeObject } from '../../krm/kube-object';
import type { YamlMap } from '../../yaml/value';
import type { GitOpsFinding } from './rules';

/** What the TypeScript SDK puts on objects while it runs, and should take off again. */
const SDK_ANNOTATION = 'internal.kubernetes.io/annotations-migration-resource-id';

/**
 * Tells bookkeeping annotations of this run from those that an earlier one left in a file. kpt writes its own over
 * whatever stands there, on every object it reads, the Kptfile too: what the Kptfile has not is not of this run. Where
 * there is no Kptfile nothing is known, and nothing found.
 */
export class Leftovers {
  private readonly ofThisRun: ReadonlySet<string> | undefined;

  constructor(kptfile: KubeObject | undefined) {
    const keys = kptfile?.annotations.keys().filter(isBookkeeping) ?? [];
    this.ofThisRun = keys.length > 0 ? new Set(keys) : undefined;
  }

  check(annotations: YamlMap, findings: GitOpsFinding[]): void {
    for (const key in annotations) {
      if (!this.isLeftover(key)) continue;
      const message = `the annotation ${key} is bookkeeping that an earlier run left in the file, and would go to the cluster: delete it`;
      findings.push({ rule: 'leftover-bookkeeping', path: ['metadata', 'annotations', key], message });
    }
  }

  private isLeftover(key: string): boolean {
    if (!(key.startsWith('internal.') || key.startsWith('config.'))) return false;
    if (key === SDK_ANNOTATION) return true;
    return this.ofThisRun !== undefined && isBookkeeping(key) && !this.ofThisRun.has(key);
  }
}
