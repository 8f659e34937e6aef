import * as z from 'zod/mini';
import { targetTerms } from '../../site/target-expression';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { type ExpectationTarget, Reading, type ScopedContext } from '../expectation';
import { contextsOf } from '../flatten';
import { domainsOfComponent } from '../object-types';
import { readTarget } from '../read-target';
import { checkedBy } from './checked';
import { number, open, text } from './fields';

/** Shape I: nephoran's IntentPlan. Each of its actions is an expectation of one component. */

const action = z.looseObject({
  kind: text,
  component: text.check(z.minLength(1)),
  replicas: z.optional(number),
  params: open,
  naming: open,
});
const schema = z.looseObject({
  intentId: text.check(z.minLength(1)),
  intentType: text,
  description: z.optional(text),
  slice: z.optional(
    z.looseObject({ sliceType: z.optional(text), name: z.optional(text), site: z.optional(text), targets: open }),
  ),
  constraints: z.optional(
    z.looseObject({
      maxReplicas: z.optional(number),
      minReplicas: z.optional(number),
      allowedNamespaces: z.optional(z.array(text)),
      forbiddenKinds: z.optional(z.array(text)),
    }),
  ),
  actions: z.array(action).check(z.minLength(1)),
  policy: open,
  metadata: open,
});

type Plan = z.infer<typeof schema>;

const ACTION_VERBS: Readonly<Record<string, string>> = {
  configure: 'ENSURE',
  deploy: 'DELIVER',
  promote: 'DELIVER',
  rollback: 'ENSURE',
  scale: 'ENSURE',
};

export function isIntentPlan(value: YamlValue): boolean {
  return isMap(value) && Object.hasOwn(value, 'intentId') && Array.isArray(value.actions);
}

export function readIntentPlan(_name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const plan = checkedBy(schema, value, reading);
  if (!plan) return reading;
  refuseRest(plan, reading);
  const limits = replicaLimits(plan, reading);
  const contexts: ScopedContext[] = [
    ...contextsOf(plan.intentType, 'Intent', 'intentType', ['intentType']),
    ...contextsOf(plan.slice?.name, 'Intent', 'slice.name', ['slice', 'name']),
    ...contextsOf(plan.slice?.targets as YamlMap | undefined, 'Intent', 'slice.targets', ['slice', 'targets']),
  ];
  const records = (value as YamlMap).actions as YamlMap[];
  for (const [i, each] of plan.actions.entries()) {
    const path = ['actions', i];
    const replicas =
      each.replicas === undefined ? [] : [replicaTarget(each.replicas, 'IS_EQUAL_TO', [...path, 'replicas'], reading)];
    reading.expectations.push({
      id: plan.actions.length > 1 ? `${plan.intentId}-${i + 1}` : plan.intentId,
      part: '',
      type: 'ComponentExpectation',
      verb: ACTION_VERBS[each.kind] ?? each.kind.toUpperCase(),
      objectType: 'NetworkFunction',
      objectInstance: each.component,
      domains: domainsOfComponent(each.component),
      intent: {
        name: plan.intentId,
        ...(plan.description === undefined ? {} : { userLabel: plan.description }),
      },
      targets: [...replicas, ...limits],
      contexts: [
        ...contextsOf(each.kind, 'Expectation', 'action', [...path, 'kind']),
        ...contextsOf(each.params as YamlMap | undefined, 'Object', 'params', [...path, 'params']),
        ...contextsOf(each.naming as YamlMap | undefined, 'Object', 'naming', [...path, 'naming']),
        ...contexts,
      ],
      targetSites: targetTerms(plan.slice?.site ?? []),
      serviceType: plan.slice?.sliceType,
      record: records[i] as YamlMap,
    });
  }
  return reading;
}

/** What restricts packages is policy; what says who wrote the plan is bookkeeping. */
function refuseRest({ constraints, policy, metadata }: Plan, reading: Reading): void {
  for (const key of ['allowedNamespaces', 'forbiddenKinds'] as const) {
    if (constraints?.[key] !== undefined) reading.refuse(['constraints', key], 'FOR_ANOTHER_FUNCTION');
  }
  if (policy) reading.refuse(['policy'], 'FOR_ANOTHER_FUNCTION');
  if (metadata) reading.refuse(['metadata'], 'BOOKKEEPING');
}

/** The limits of a plan hold for each of its components. */
function replicaLimits({ constraints = {} }: Plan, reading: Reading): ExpectationTarget[] {
  const limits = [
    ['maxReplicas', 'IS_EQUAL_TO_OR_LESS_THAN'],
    ['minReplicas', 'IS_EQUAL_TO_OR_GREATER_THAN'],
  ] as const;
  return limits.flatMap(([key, condition]) => {
    const limit = constraints[key];
    return limit === undefined ? [] : [replicaTarget(limit, condition, ['constraints', key], reading)];
  });
}

function replicaTarget(value: YamlValue, condition: string, path: (string | number)[], reading: Reading) {
  return readTarget({ name: 'replicas', condition, value, path }, reading);
}
