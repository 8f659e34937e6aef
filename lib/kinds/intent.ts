import * as z from 'zod/mini';

/**
 * The `Intent` kind: `spec` is an Intent of 3GPP TS 28.312 Rel-19 (IntentNrm 19.5.0), with `targetSite` and
 * `serviceType` beside it, for which 28.312 has no attribute. Keys that are not listed are let through: the adapter
 * names them in a warning.
 */

const text = z.string();
/** ValueRangeType: number, text, boolean, list, or one of 28.312's objects (time window, area, PLMN …). */
const valueRange = z.unknown();
const selectivity = z.enum(['ALL_OF', 'ONE_OF', 'ANY_OF']);
const weight = z.number();

export const contextSchema = z.looseObject({
  contextAttribute: text,
  contextCondition: text,
  contextValueRange: valueRange,
});

export const targetSchema = z.looseObject({
  targetName: text,
  targetCondition: text,
  targetValueRange: valueRange,
  contextSelectivity: z.optional(selectivity),
  /** The specialised targets of the OpenAPI have a single context, the generic one a list. */
  targetContexts: z.optional(z.union([contextSchema, z.array(contextSchema)])),
  preferenceWeight: z.optional(weight),
});

export const expectationSchema = z.looseObject({
  expectationId: text,
  expectationVerb: z.optional(text),
  expectationObject: z.looseObject({
    objectType: text,
    objectInstance: z.optional(text),
    objectContexts: z.optional(z.array(contextSchema)),
  }),
  expectationTargets: z.array(targetSchema).check(z.minLength(1)),
  contextSelectivity: z.optional(selectivity),
  expectationContexts: z.optional(z.array(contextSchema)),
  preferenceWeight: z.optional(weight),
});

export const intentSchema = z.looseObject({
  userLabel: z.optional(text),
  intentExpectations: z.array(expectationSchema).check(z.minLength(1)),
  intentMgmtPurpose: z.optional(text),
  contextSelectivity: z.optional(selectivity),
  expectationSelectivity: z.optional(selectivity),
  intentContexts: z.optional(z.array(contextSchema)),
  intentAdminState: z.optional(z.enum(['ACTIVATED', 'DEACTIVATED'])),
  intentPriority: z.optional(z.number()),
  intentPreemptionCapability: z.optional(z.boolean()),
  targetSite: z.optional(z.union([text, z.array(text)])),
  serviceType: z.optional(text),
});

export type IntentSpec = z.infer<typeof intentSchema>;
export type IntentExpectation = z.infer<typeof expectationSchema>;
export type IntentContext = z.infer<typeof contextSchema>;
export type IntentTarget = z.infer<typeof targetSchema>;
