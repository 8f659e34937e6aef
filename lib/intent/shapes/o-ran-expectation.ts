import * as z from 'zod/mini';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { conditionOf } from '../conditions';
import { Reading, type ScopedContext } from '../expectation';
import { contextsOf } from '../flatten';
import { SOURCE_OBJECT_TYPES } from '../object-types';
import { readTarget } from '../read-target';
import { checkedBy, objectTypeAt } from './checked';
import { open, scalar, text } from './fields';

/** Shape B: an O-RAN function with its resources, several targets, and contexts whose values stand under `contextValue`. */

const targetContext = z.looseObject({
  contextAttribute: text,
  contextCondition: z.optional(text),
  contextValueType: z.optional(text),
  contextValue: z.unknown(),
});
const target = z.looseObject({
  targetName: text,
  targetCondition: text,
  targetValue: z.unknown(),
  targetContexts: z.optional(z.array(targetContext)),
});

const schema = z.looseObject({
  expectationId: text.check(z.minLength(1)),
  expectationObject: z.looseObject({ objectType: text, objectInstance: z.optional(text), objectParameters: open }),
  expectationTarget: z.array(target),
  expectationContext: open,
  intentId: z.optional(text),
  version: z.optional(scalar),
  priority: z.optional(scalar),
  lifecyclePhase: z.optional(text),
  traceabilityInfo: open,
  sloConfiguration: open,
  rolloutStrategy: open,
  deploymentScope: open,
});

/** Sections that say how to go about the intent as a whole. */
const INTENT_SECTIONS = [
  'version',
  'priority',
  'lifecyclePhase',
  'traceabilityInfo',
  'sloConfiguration',
  'rolloutStrategy',
  'deploymentScope',
] as const;

/** The context by which this shape says the unit of its target. */
const UNIT_CONTEXT = 'measurement-unit';

export function isShapeB(value: YamlValue): boolean {
  return isMap(value) && Object.hasOwn(value, 'expectationId') && Array.isArray(value.expectationTarget);
}

export function readShapeB(name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(schema, value, reading);
  if (!checked) return reading;
  const { objectType: written, objectInstance, objectParameters } = checked.expectationObject;
  const objectType = objectTypeAt(written, checked.expectationId, ['expectationObject', 'objectType'], reading);
  const targets = checked.expectationTarget.map((each, i) => targetOf(each, i, reading));
  reading.expectations.push({
    id: checked.expectationId,
    part: '',
    type: 'FunctionExpectation',
    objectType,
    objectInstance,
    domains: SOURCE_OBJECT_TYPES[objectType]?.domains ?? [],
    intent: { name: checked.intentId ?? name },
    targets,
    contexts: [
      ...contextsOf(objectParameters as YamlMap | undefined, 'Object', '', ['expectationObject', 'objectParameters']),
      ...contextsOf(checked.expectationContext as YamlMap | undefined, 'Expectation', '', ['expectationContext']),
      ...INTENT_SECTIONS.flatMap(key => contextsOf(checked[key] as YamlValue | undefined, 'Intent', key, [key])),
    ],
    targetSites: [],
    record: value as YamlMap,
  });
  return reading;
}

function targetOf(each: z.infer<typeof target>, i: number, reading: Reading) {
  const path = ['expectationTarget', i];
  const { targetName: name, targetCondition: condition, targetContexts = [] } = each;
  const unit = targetContexts.find(context => context.contextAttribute === UNIT_CONTEXT)?.contextValue;
  const contexts: ScopedContext[] = targetContexts.map((context, at) => ({
    scope: 'Target',
    attribute: context.contextAttribute,
    condition: conditionOf(context.contextCondition ?? 'Equal') ?? (context.contextCondition as string),
    value: context.contextValue as YamlValue,
    valueType: context.contextValueType,
    path: [...path, 'targetContexts', at],
  }));
  const draft = { name, condition, value: each.targetValue as YamlValue, contexts, path };
  return readTarget(typeof unit === 'string' ? { ...draft, unit } : draft, reading);
}
