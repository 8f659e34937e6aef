import * as z from 'zod/mini';
import { parseWith, unknownPaths } from '../krm/schema-issues';
import { siteNames } from '../site/target-expression';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import type { Expectation, InputProblem, ReadIntent, SourceSystemExpectation } from './expectation';

/**
 * The source systems' private expectation, in its two spellings: A (`intentExpectationId`, …) from their renderer's
 * code, C (`expectationId`, …) from their documents, which leaves out the object. One context, one target.
 */

const text = z.string();
/** Values are opaque texts; a number is taken as its text. */
const scalar = z.union([z.string(), z.number(), z.boolean(), z.bigint()]);

const context = z.looseObject({
  contextAttribute: text,
  contextCondition: z.optional(text),
  contextValueRange: z.optional(z.union([z.array(scalar), scalar])),
});
const target = z.looseObject({ targetAttribute: text, targetCondition: text, targetValue: scalar });
const object = z.looseObject({ objectType: text, objectInstance: z.optional(text) });
const site = z.optional(z.union([text, z.array(text)]));

const shapeA = z.looseObject({
  intentExpectationId: text.check(z.minLength(1)),
  intentExpectationType: text.check(z.minLength(1)),
  intentExpectationContext: z.optional(context),
  intentExpectationTarget: target,
  intentExpectationObject: object,
  targetSite: site,
});

const shapeC = z.looseObject({
  expectationId: text.check(z.minLength(1)),
  expectationType: text.check(z.minLength(1)),
  expectationContext: z.optional(context),
  expectationTarget: target,
  expectationObject: z.optional(object),
  targetSite: site,
});

/** The object an expectation type is about, for documents that leave the object out. */
const OBJECT_OF_TYPE: Readonly<Record<string, string>> = {
  ServiceCapacity: 'CoreNetwork',
  ServiceCoverage: 'TransportNetwork',
  ServicePerformance: 'RANFunction',
};

/** The order in which the source systems' renderer writes the keys of an expectation back. */
const RECORD_ORDER = [
  'intentExpectationId',
  'intentExpectationType',
  'intentExpectationContext',
  'intentExpectationTarget',
  'intentExpectationObject',
  'contextAttribute',
  'contextCondition',
  'contextValueRange',
  'targetAttribute',
  'targetCondition',
  'targetValue',
  'objectType',
  'objectInstance',
];

export function isSourceSystemShape(value: YamlValue): value is YamlMap {
  if (!isMap(value)) return false;
  return (
    Object.hasOwn(value, 'intentExpectationId') ||
    (Object.hasOwn(value, 'expectationId') && isMap(value.expectationTarget))
  );
}

/** Reads an expectation of shape A or C. */
export function readSourceSystem(value: YamlMap): ReadIntent {
  const isA = Object.hasOwn(value, 'intentExpectationId');
  const schema = isA ? shapeA : shapeC;
  const parsed = parseWith(schema as z.ZodMiniType, value);
  if ('issues' in parsed) return { expectations: [], unmapped: [], problems: parsed.issues };
  const problems: InputProblem[] = [];
  const expectation = isA
    ? fromA(parsed.data as z.infer<typeof shapeA>)
    : fromC(parsed.data as z.infer<typeof shapeC>, problems);
  const unmapped = unknownPaths(schema as z.ZodMiniType, value).map(path => ({
    path,
    reason: 'it has no place in a bundle',
  }));
  if (!expectation) return { expectations: [], unmapped, problems };
  const { targetSite } = parsed.data as { targetSite?: string | string[] };
  const whole: Expectation = {
    ...expectation,
    targetSites: siteNames(targetSite ?? []),
    record: isA ? inRecordOrder(value) : value,
  };
  return { expectations: [whole], unmapped, problems };
}

function fromA(value: z.infer<typeof shapeA>): SourceSystemExpectation {
  return {
    model: 'source-system',
    id: value.intentExpectationId,
    type: value.intentExpectationType,
    objectType: value.intentExpectationObject.objectType,
    objectInstance: value.intentExpectationObject.objectInstance,
    context: contextOf(value.intentExpectationContext),
    target: targetOf(value.intentExpectationTarget),
  };
}

function fromC(value: z.infer<typeof shapeC>, problems: InputProblem[]): SourceSystemExpectation | undefined {
  const type = value.expectationType;
  const implied = Object.hasOwn(OBJECT_OF_TYPE, type) ? OBJECT_OF_TYPE[type] : undefined;
  const object = value.expectationObject ?? (implied === undefined ? undefined : { objectType: implied });
  if (!object) {
    const message = `the expectation names no object, and its type ${type} implies none: add expectationObject.objectType`;
    problems.push({ path: ['expectationObject'], message });
    return undefined;
  }
  return {
    model: 'source-system',
    id: value.expectationId,
    type,
    objectType: object.objectType,
    objectInstance: object.objectInstance,
    context: contextOf(value.expectationContext),
    target: targetOf(value.expectationTarget),
  };
}

function contextOf(value: z.infer<typeof context> | undefined): SourceSystemExpectation['context'] {
  if (!value) return undefined;
  const { contextAttribute, contextCondition = '', contextValueRange = [] } = value;
  const values = (Array.isArray(contextValueRange) ? contextValueRange : [contextValueRange]).map(String);
  return { attribute: contextAttribute, condition: contextCondition, values };
}

function targetOf({
  targetAttribute,
  targetCondition,
  targetValue,
}: z.infer<typeof target>): SourceSystemExpectation['target'] {
  return { attribute: targetAttribute, condition: targetCondition, value: String(targetValue) };
}

function inRecordOrder(value: YamlMap): YamlMap {
  const known = RECORD_ORDER.filter(key => Object.hasOwn(value, key));
  const others = Object.keys(value).filter(key => !RECORD_ORDER.includes(key));
  return Object.fromEntries(
    [...known, ...others].map(key => {
      const entry = value[key] as YamlValue;
      return [key, isMap(entry) ? inRecordOrder(entry) : entry];
    }),
  );
}
