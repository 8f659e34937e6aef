import { labelKeyProblem } from '../../krm/label-syntax';
import type { ValueCheck } from '../schema';

/** Names of resources, such as `cpu`. Source: pkg/apis/core/helper/helpers.go of kubernetes/kubernetes 1.36. */

const COMPUTE = ['cpu', 'ephemeral-storage', 'memory'];
const SCOPED = COMPUTE.flatMap(name => [`limits.${name}`, `requests.${name}`]);
const COUNTED = [
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
];
const CONTAINER = new Set(COMPUTE);
const QUOTA = new Set([...COMPUTE, ...SCOPED, ...COUNTED, 'requests.storage']);
const STANDARD = new Set([...QUOTA, 'storage']);

/** Of a list of names, hugepages of any size, and names with a domain. */
function oneOf(names: ReadonlySet<string>, what: string): ValueCheck {
  return name => {
    if (typeof name !== 'string') return undefined;
    const problem = labelKeyProblem(name);
    if (problem) return `${JSON.stringify(name)}: ${problem}`;
    if (name.includes('/') || names.has(name) || /^(?:requests\.)?hugepages-./.test(name)) return undefined;
    return `there is no resource ${name} ${what}: use ${[...names].join(', ')}, hugepages-*, or a name with a domain`;
  };
}

export const containerResource = oneOf(CONTAINER, 'of containers');
export const quotaResource = oneOf(QUOTA, 'for quotas');
export const anyResource = oneOf(STANDARD, 'for limits');

/** Extended resources, which are counted. */
export function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/');
}
