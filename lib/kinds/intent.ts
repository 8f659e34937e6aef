import * as z from 'zod/mini';
import { INTENT_GROUP, INTENT_VERSION } from '../krm/own-kinds';
import { type CustomResource, value } from './custom-resource';

/**
 * The `Intent` kind: `spec` is an Intent of 3GPP TS 28.312, in the wire forms of Rel-17 to Rel-20 (IntentNrm 19.5.0,
 * with what older and newer files spell otherwise), with `targetSite` and `serviceType` beside it, for which 28.312 has
 * no attribute. Keys that are not listed are let through: the adapter names them in a warning.
 */

const text = z.string();
const selectivity = z.enum(['ALL_OF', 'ONE_OF', 'ANY_OF']);
const weight = z.number().check(z.gte(0), z.lte(10));

const contextSchema = z.looseObject({
  contextAttribute: text,
  contextCondition: text,
  /** ValueRangeType: number, text, boolean, list, or one of 28.312's objects (time window, area, PLMN …). */
  contextValueRange: value,
});

const targetSchema = z.looseObject({
  targetName: text,
  targetCondition: text,
  targetValueRange: value,
  contextSelectivity: z.optional(selectivity),
  /** The specialised targets of the OpenAPI have a single context, the generic one a list. */
  targetContexts: z.optional(z.union([contextSchema, z.array(contextSchema)])),
  preferenceWeight: z.optional(weight),
});

const objectSchema = z.looseObject({
  objectType: text,
  objectInstance: z.optional(text),
  objectContexts: z.optional(z.array(contextSchema)),
});

const expectationSchema = z.looseObject({
  expectationId: text.check(z.minLength(1)),
  expectationVerb: z.optional(text),
  expectationObject: z.optional(objectSchema),
  /** Rel-17, and the 5GC family up to Rel-18. */
  expectationObjects: z.optional(z.array(objectSchema)),
  expectationTargets: z.array(targetSchema).check(z.minLength(1)),
  contextSelectivity: z.optional(selectivity),
  expectationContexts: z.optional(z.array(contextSchema)),
  preferenceWeight: z.optional(weight),
});

/** Attributes that concern whoever handles the intent: let through, rendered nowhere. */
export const HANDLER_ATTRIBUTES = [
  'consumerSatisfactionIndexThreshold',
  'implicitIntentIndex',
  'intentReportControl',
  'intentReportReference',
  'intentUtilityFormulaRef',
] as const;

export const intentSchema = z.looseObject({
  /** TS 28.623 Top. */
  id: z.optional(text),
  objectClass: z.optional(text),
  objectInstance: z.optional(text),
  userLabel: z.optional(text),
  intentExpectations: z.array(expectationSchema).check(z.minLength(1)),
  intentMgmtPurpose: z.optional(text),
  contextSelectivity: z.optional(selectivity),
  expectationSelectivity: z.optional(selectivity),
  intentContexts: z.optional(z.array(contextSchema)),
  intentAdminState: z.optional(z.enum(['ACTIVATED', 'DEACTIVATED'])),
  intentPriority: z.optional(z.number().check(z.gte(1), z.lte(100))),
  intentPreemptionCapability: z.optional(z.boolean()),
  consumerSatisfactionIndexThreshold: z.optional(value),
  implicitIntentIndex: z.optional(value),
  intentReportControl: z.optional(value),
  intentReportReference: z.optional(value),
  intentUtilityFormulaRef: z.optional(value),
  targetSite: z.optional(z.union([text, z.array(text)])),
  serviceType: z.optional(text),
});

export type IntentSpec = z.infer<typeof intentSchema>;
export type IntentExpectation = z.infer<typeof expectationSchema>;
export type IntentContext = z.infer<typeof contextSchema>;
export type IntentTarget = z.infer<typeof targetSchema>;
export type IntentObject = z.infer<typeof objectSchema>;

/** The kind in the cluster: an author's tools may look it up there. Packages keep their intents `local-config`. */
export const INTENT_RESOURCE: CustomResource = {
  group: INTENT_GROUP,
  version: INTENT_VERSION,
  kind: 'Intent',
  plural: 'intents',
  scope: 'Namespaced',
  description: 'What a consumer expects of the network (3GPP TS 28.312).',
  spec: () => intentSchema,
};
