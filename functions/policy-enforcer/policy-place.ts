import type { KubeObject } from '../../lib/krm/kube-object';
import type { ResourceList } from '../../lib/krm/resource-list';
import type { Policy } from '../../lib/policy/policy';
import type { Path } from '../../lib/yaml/path';
import { valueInside } from '../../lib/yaml/value';
import type { PolicyEnforcerConfig } from './config';

const GROUP = 'admissionregistration.k8s.io';
const KIND = 'ValidatingAdmissionPolicy';

/** Where a policy is written: an object, and a place in it. */
export interface PolicyPlace {
  readonly object: KubeObject | undefined;
  readonly path: Path;
}

/** The place of a policy that is from no pack. One of the package counts for more than one of the config with its name. */
export function policyPlace(
  { name }: Policy,
  { items, functionConfig }: ResourceList,
  { policies }: PolicyEnforcerConfig,
): PolicyPlace {
  const own = items.find(each => each.kind === KIND && each.isOfGroup(GROUP) && each.name === name);
  if (own) return { object: own, path: [] };
  const index = policies.findIndex(value => valueInside(value, ['metadata', 'name']) === name);
  const root = functionConfig?.kind === 'ConfigMap' ? ['data'] : [];
  return { object: functionConfig, path: [...root, 'policies', index] };
}
