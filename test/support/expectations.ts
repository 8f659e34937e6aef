import { expectationToBundle } from '../../functions/expectation-to-bundle/function';
import { type Data, listOf, type Run, run } from './run';

/** Inputs of expectation-to-bundle, and what it makes of them. */

export function input(
  json: unknown,
  name = 'input',
  annotation = 'expectation.28312.3gpp.org/input',
  key = 'expectation.json',
): string {
  const data = { [key]: typeof json === 'string' ? json : JSON.stringify(json) };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, annotations: { [annotation]: 'true' } },
    data,
  });
}

export function intent(spec: object, name = 'i'): string {
  const metadata = { name, annotations: { 'config.kubernetes.io/local-config': 'true' } };
  return JSON.stringify({ apiVersion: 'intent.nephio.org/v1alpha1', kind: 'Intent', metadata, spec });
}

export function expectation(objectType: string, targets: object[], more: object = {}): Data {
  return { expectationId: 'e', expectationObject: { objectType }, expectationTargets: targets, ...more };
}

export const target = (targetName: string, targetValueRange: unknown, targetCondition = 'IS_LESS_THAN') => ({
  targetName,
  targetCondition,
  targetValueRange,
});

/** The objects that were generated, without the annotations of this library and of kpt. */
export function generated({ items }: Run): Data[] {
  return items.filter(item => item.metadata.annotations?.['intent.nephio.org/generated-by']).map(withoutBookkeeping);
}

function withoutBookkeeping(item: Data): Data {
  const { annotations, ...metadata } = item.metadata;
  const kept = Object.entries(annotations).filter(
    ([key]) => !/^(?:intent\.nephio\.org|(?:internal\.)?config\.kubernetes\.io)\//.test(key),
  );
  return { ...item, metadata: kept.length === 0 ? metadata : { ...metadata, annotations: Object.fromEntries(kept) } };
}

export const render = (...documents: string[]) => run(expectationToBundle, listOf(documents));

/** The three expectations that the source systems publish with their rendering. */
export const PUBLISHED = [
  {
    domain: 'ran',
    id: 'ran-perf-001',
    type: 'ServicePerformance',
    context: ['networkFunction', ['gNB', 'CU', 'DU']],
    target: ['throughput', 'GREATER_THAN', '1000Mbps'],
    object: ['RANFunction', 'ran-cell-001'],
    kind: 'RANBundle',
    spec: {
      networkFunctions: ['CU', 'DU', 'gNB'],
      performance: { throughput: { condition: 'GREATER_THAN', value: '1000Mbps' } },
    },
  },
  {
    domain: 'cn',
    id: 'cn-cap-001',
    type: 'ServiceCapacity',
    context: ['networkSlice', ['slice-urllc']],
    target: ['latency', 'LESS_THAN', '1ms'],
    object: ['CoreNetwork', '5gc-upf-001'],
    kind: 'CNBundle',
    spec: { networkSlices: ['slice-urllc'], capacity: { latency: { condition: 'LESS_THAN', value: '1ms' } } },
  },
  {
    domain: 'tn',
    id: 'tn-cov-001',
    type: 'ServiceCoverage',
    context: ['transportNetwork', ['fronthaul', 'midhaul', 'backhaul']],
    target: ['availability', 'GREATER_THAN_OR_EQUAL', '99.9%'],
    object: ['TransportNetwork', 'tn-segment-001'],
    kind: 'TNBundle',
    spec: {
      transportNetworks: ['backhaul', 'fronthaul', 'midhaul'],
      coverage: { availability: { condition: 'GREATER_THAN_OR_EQUAL', value: '99.9%' } },
    },
  },
] as const;

export function shapeA({ id, type, context, target: goal, object }: (typeof PUBLISHED)[number]): Data {
  return {
    intentExpectationId: id,
    intentExpectationType: type,
    intentExpectationContext: {
      contextAttribute: context[0],
      contextCondition: 'EQUAL',
      contextValueRange: context[1],
    },
    intentExpectationTarget: { targetAttribute: goal[0], targetCondition: goal[1], targetValue: goal[2] },
    intentExpectationObject: { objectType: object[0], objectInstance: object[1] },
  };
}
