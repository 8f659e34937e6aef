import * as z from 'zod/mini';
import { targetTerms } from '../../site/target-expression';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { conditionOf } from '../conditions';
import { type PublishedForm, Reading, type ScopedContext } from '../expectation';
import { contextsOf } from '../flatten';
import { SOURCE_OBJECT_TYPES } from '../object-types';
import { readTarget } from '../read-target';
import { checkedBy, objectTypeAt } from './checked';
import { scalar, text, textOrList } from './fields';
import { inRecordOrder } from './record-order';
import { requirementTargets } from './requirements';

/**
 * The source systems' private expectation, in its spellings: A (`intentExpectationId`, …) from their renderer's code, C
 * (`expectationId`, …) from their documents, which leaves out the object, E (A with `intent` beside it: the service, the
 * slice and its quality). One context, one target.
 */

const context = z.looseObject({
  contextAttribute: text,
  contextCondition: z.optional(text),
  contextValueRange: z.optional(z.union([z.array(scalar), scalar])),
});
/** Values are opaque texts; a number is taken as its text. */
const target = z.looseObject({ targetAttribute: text, targetCondition: text, targetValue: scalar });
const object = z.looseObject({ objectType: text, objectInstance: z.optional(text) });

const slice = z.looseObject({
  serviceType: z.optional(text),
  networkSlice: z.optional(z.unknown()),
  qos: z.optional(z.record(z.string(), z.unknown())),
});

const shapeA = z.looseObject({
  intentExpectationId: text.check(z.minLength(1)),
  intentExpectationType: text.check(z.minLength(1)),
  intentExpectationContext: z.optional(context),
  intentExpectationTarget: target,
  intentExpectationObject: object,
  targetSite: textOrList,
  intent: z.optional(slice),
});

const shapeC = z.looseObject({
  expectationId: text.check(z.minLength(1)),
  expectationType: text.check(z.minLength(1)),
  expectationContext: z.optional(context),
  expectationTarget: target,
  expectationObject: z.optional(object),
  targetSite: textOrList,
});

/** The object an expectation type is about, for documents that leave the object out. */
const OBJECT_OF_TYPE: Readonly<Record<string, string>> = {
  ServiceCapacity: 'CoreNetwork',
  ServiceCoverage: 'TransportNetwork',
  ServicePerformance: 'RANFunction',
};

export function isShapeA(value: YamlValue): boolean {
  return isMap(value) && Object.hasOwn(value, 'intentExpectationId');
}

export function isShapeC(value: YamlValue): boolean {
  return isMap(value) && Object.hasOwn(value, 'expectationId') && isMap(value.expectationTarget);
}

/** The parts of shapes A and C under one name each. */
interface Parts {
  id: string;
  type: string;
  context?: z.infer<typeof context> | undefined;
  target: z.infer<typeof target>;
  object?: z.infer<typeof object> | undefined;
  targetSite?: string | string[] | undefined;
  slice?: z.infer<typeof slice> | undefined;
  /** The keys that hold them, for the paths of findings. */
  keys: { context: string; target: string; object: string };
  record: YamlMap;
}

/** Reads shape A, and E, which is A with more beside it. */
export function readShapeA(_name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(shapeA, value, reading);
  if (!checked) return reading;
  const keys = {
    context: 'intentExpectationContext',
    target: 'intentExpectationTarget',
    object: 'intentExpectationObject',
  };
  const parts: Parts = {
    id: checked.intentExpectationId,
    type: checked.intentExpectationType,
    context: checked.intentExpectationContext,
    target: checked.intentExpectationTarget,
    object: checked.intentExpectationObject,
    targetSite: checked.targetSite,
    slice: checked.intent,
    keys,
    record: inRecordOrder(value as YamlMap),
  };
  add(parts, reading);
  return reading;
}

/** Reads shape C: the object follows from the type where it is left out. */
export function readShapeC(_name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(shapeC, value, reading);
  if (!checked) return reading;
  const type = checked.expectationType;
  const implied = Object.hasOwn(OBJECT_OF_TYPE, type) ? OBJECT_OF_TYPE[type] : undefined;
  const parts: Parts = {
    id: checked.expectationId,
    type,
    context: checked.expectationContext,
    target: checked.expectationTarget,
    object: checked.expectationObject ?? (implied === undefined ? undefined : { objectType: implied }),
    targetSite: checked.targetSite,
    keys: { context: 'expectationContext', target: 'expectationTarget', object: 'expectationObject' },
    record: value as YamlMap,
  };
  add(parts, reading);
  return reading;
}

function add(parts: Parts, reading: Reading): void {
  const { id, type, object: about, keys } = parts;
  if (!about) {
    const message = `the expectation names no object, and its type ${type} implies none: add expectationObject.objectType`;
    reading.problem([keys.object], message);
    return;
  }
  const objectType = objectTypeAt(about.objectType, id, [keys.object, 'objectType'], reading);
  const published = publishedForm(parts);
  const written = parts.target;
  const first = readTarget(
    {
      name: written.targetAttribute,
      condition: written.targetCondition,
      value: written.targetValue as YamlValue,
      path: [keys.target],
    },
    reading,
  );
  published.target.value = String(first.value);
  if (conditionOf(written.targetCondition) === undefined) noteCondition(parts, reading);
  const { contexts, targets } = sliceParts(parts, reading);
  reading.expectations.push({
    id,
    part: '',
    type,
    objectType,
    objectInstance: about.objectInstance,
    domains: SOURCE_OBJECT_TYPES[objectType]?.domains ?? [],
    targets: [first, ...targets],
    contexts: [...ownContexts(parts), ...contexts],
    published,
    targetSites: targetTerms(parts.targetSite ?? []),
    serviceType: parts.slice?.serviceType,
    record: parts.record,
  });
}

function noteCondition({ target: { targetCondition }, keys }: Parts, reading: Reading): void {
  const message = `the condition ${targetCondition.slice(0, 80)} is none of TS 28.312: it goes out as it is written`;
  reading.note('CONDITION_UNKNOWN', [keys.target, 'targetCondition'], message);
}

function publishedForm({ context: about, target: goal }: Parts): PublishedForm {
  return {
    context: about && {
      attribute: about.contextAttribute,
      condition: about.contextCondition ?? '',
      values: listOf(about.contextValueRange).map(String),
    },
    target: { attribute: goal.targetAttribute, condition: goal.targetCondition, value: String(goal.targetValue) },
  };
}

function ownContexts({ context: about, keys }: Parts): ScopedContext[] {
  if (!about) return [];
  const { contextAttribute: attribute, contextCondition = 'IS_EQUAL_TO', contextValueRange = [] } = about;
  const condition = conditionOf(contextCondition) ?? contextCondition;
  return [{ scope: 'Expectation', attribute, condition, value: contextValueRange as YamlValue, path: [keys.context] }];
}

function listOf(range: YamlValue | undefined): YamlValue[] {
  if (range === undefined) return [];
  return Array.isArray(range) ? range : [range];
}

/** What shape E adds: the slice as contexts, its quality as targets. */
function sliceParts({ slice: about }: Parts, reading: Reading) {
  return {
    contexts: contextsOf(about?.networkSlice as YamlValue, 'Object', 'networkSlice', ['intent', 'networkSlice']),
    targets: requirementTargets(about?.qos as YamlMap | undefined, ['intent', 'qos'], reading),
  };
}
