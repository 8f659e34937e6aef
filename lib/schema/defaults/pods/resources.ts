import type { YamlMap } from '../../../yaml/value';
import { itemsAt, mapAt, withChanged, withField, withItems } from '../fields';
import { isMore, sumOfQuantities } from '../quantity-text';
import { CONTAINER_LISTS } from './container-lists';

/** Amounts of resources, by name. */
export type Amounts = Readonly<Record<string, string>>;

const HUGE_PAGES = 'hugepages-';
/** What can be asked for by a Pod as a whole, besides huge pages. */
const OF_PODS = ['cpu', 'memory'];

/** What is asked for where only limits are written: of each container, and of the Pod as a whole. */
export function withRequests(spec: YamlMap): YamlMap {
  const complete = CONTAINER_LISTS.reduce((at, name) => withItems(at, name, withRequestsOfLimits), spec);
  return withChanged(complete, 'resources', resources =>
    withPodRequests(withHugePageLimits(resources, complete), complete),
  );
}

function withRequestsOfLimits(container: YamlMap): YamlMap {
  return withChanged(container, 'resources', resources => {
    const limits = mapAt(resources, 'limits');
    return limits ? withField(resources, 'requests', { ...limits, ...mapAt(resources, 'requests') }) : resources;
  });
}

function withHugePageLimits(resources: YamlMap, spec: YamlMap): YamlMap {
  const { limits, requests } = amountsOf(resources);
  if (isEmpty(limits) && isEmpty(requests)) return resources;
  const ofContainers = Object.entries(amountsOfContainers(spec, 'limits'));
  const added = ofContainers.filter(([name]) => name.startsWith(HUGE_PAGES) && requests[name] === undefined);
  return added.length === 0 ? resources : withField(resources, 'limits', { ...Object.fromEntries(added), ...limits });
}

function withPodRequests(resources: YamlMap, spec: YamlMap): YamlMap {
  const { limits, requests } = amountsOf(resources);
  if (isEmpty(limits)) return resources;
  const ofContainers = Object.entries(amountsOfContainers(spec, 'requests')).filter(([name]) => OF_PODS.includes(name));
  const ofLimits = Object.entries(limits).filter(([name]) => OF_PODS.includes(name) || name.startsWith(HUGE_PAGES));
  const complete = { ...Object.fromEntries(ofLimits), ...Object.fromEntries(ofContainers), ...requests };
  return isEmpty(complete) ? resources : withField(resources, 'requests', complete);
}

/** The limits and requests of a container, or of a Pod as a whole. */
export function amountsOf(resources: YamlMap): { limits: Amounts; requests: Amounts } {
  return { limits: texts(mapAt(resources, 'limits')), requests: texts(mapAt(resources, 'requests')) };
}

function texts(amounts: YamlMap | undefined): Amounts {
  const entries = Object.entries(amounts ?? {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function isEmpty(amounts: Amounts): boolean {
  return Object.keys(amounts).length === 0;
}

/**
 * What the containers come to. One that ends before the others begin needs its own with those that run already, and the
 * Pod needs the most of all these. Source: `resource/helpers.go` of k8s.io/component-helpers.
 */
function amountsOfContainers(spec: YamlMap, name: 'limits' | 'requests'): Amounts {
  const ownOf = (container: YamlMap) => amountsOf(mapAt(container, 'resources') ?? {})[name];
  let sidecars: Amounts = {};
  let most: Amounts = {};
  for (const container of itemsAt(spec, 'initContainers')) {
    const now = sumOf(ownOf(container), sidecars);
    if (container.restartPolicy === 'Always') sidecars = now;
    most = greatestOf(most, now);
  }
  return greatestOf(itemsAt(spec, 'containers').map(ownOf).reduce(sumOf, sidecars), most);
}

function sumOf(a: Amounts, b: Amounts): Amounts {
  const sum: Record<string, string> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const other = sum[name];
    sum[name] = other === undefined ? amount : sumOfQuantities([other, amount]);
  }
  return sum;
}

function greatestOf(a: Amounts, b: Amounts): Amounts {
  const greatest: Record<string, string> = { ...a };
  for (const [name, amount] of Object.entries(b)) {
    const other = greatest[name];
    if (other === undefined || isMore(amount, other)) greatest[name] = amount;
  }
  return greatest;
}
