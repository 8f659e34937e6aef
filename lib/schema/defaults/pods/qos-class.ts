import type { YamlMap } from '../../../yaml/value';
import { itemsAt, mapAt } from '../fields';
import { isMore, sumOfQuantities } from '../quantity-text';
import { CONTAINER_LISTS } from './container-lists';
import { amountsOf } from './resources';

const COMPUTE = ['cpu', 'memory'] as const;

/** How safe the resources of a Pod are. Source: pkg/apis/core/helper/qos. */
export function qosClass(spec: YamlMap): 'BestEffort' | 'Burstable' | 'Guaranteed' {
  const ofPod = mapAt(spec, 'resources');
  const containers = CONTAINER_LISTS.flatMap(name => itemsAt(spec, name));
  const all = ofPod ? [ofPod] : containers.map(container => mapAt(container, 'resources') ?? {});
  const amounts = all.map(amountsOf);
  const total = (kind: 'limits' | 'requests', name: string) =>
    sumOfQuantities(amounts.flatMap(each => each[kind][name] ?? []));
  const isAnything = COMPUTE.some(name => isMore(total('limits', name), '0') || isMore(total('requests', name), '0'));
  if (!isAnything) return 'BestEffort';
  const isLimited = amounts.every(({ limits }) => COMPUTE.every(name => isMore(limits[name] ?? '0', '0')));
  const isEven = COMPUTE.every(name => {
    const [limit, request] = [total('limits', name), total('requests', name)];
    return !isMore(limit, request) && !isMore(request, limit);
  });
  return isLimited && isEven ? 'Guaranteed' : 'Burstable';
}
