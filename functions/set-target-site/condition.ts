import type { KubeObject } from '../../lib/krm/kube-object';
import { isMap } from '../../lib/yaml/value';

/** The condition by which the Kptfile says whether the package has its site; as readiness gate it holds Porch back. */
const SITE_RESOLVED = 'intent.nephio.org/SiteResolved';

export interface Condition {
  status: 'True' | 'False';
  reason: string;
  message: string;
}

/** Writes the condition, and the gate that makes Porch wait for it. Foreign conditions and gates stay. */
export function setSiteCondition(kptfile: KubeObject, condition: Condition): void {
  const gate = { conditionType: SITE_RESOLVED };
  upsert(kptfile, ['info', 'readinessGates'], 'conditionType', gate);
  upsert(kptfile, ['status', 'conditions'], 'type', { type: SITE_RESOLVED, ...condition });
}

/** Sets the item of a list that has the same key as `item`, or appends it. */
function upsert(object: KubeObject, path: string[], key: string, item: Record<string, string>): void {
  const list = object.get(path);
  const items = Array.isArray(list) ? list : [];
  const index = items.findIndex(entry => isMap(entry) && entry[key] === item[key]);
  object.set([...path, index < 0 ? items.length : index], item);
}
