import * as z from 'zod/mini';
import { type CustomResource, value } from './custom-resource';

/**
 * The bundles an expectation is rendered into: one kind per domain of the network. What the source systems publish
 * (their `performance`, `capacity`, `coverage` and lists) keeps its names; the content of a 3GPP TS 28.312 expectation
 * lies in `targets`.
 */

const text = z.string();

/** A requirement as the source systems write it: condition and value as the author spelt them. */
const requirement = z.strictObject({ condition: text, value: text });

const context = z.strictObject({
  scope: z.enum(['Intent', 'Expectation', 'Object', 'Target']),
  attribute: text,
  condition: text,
  value,
  valueType: z.optional(text),
});

const target = z.strictObject({
  name: text,
  condition: text,
  /** As the author wrote it. */
  value,
  unit: z.optional(text),
  /** In the base unit of the quantity (ms, kbit/s, percent …). */
  normalized: z.optional(z.strictObject({ value, unit: text })),
  contextSelectivity: z.optional(text),
  preferenceWeight: z.optional(z.number()),
  contexts: z.optional(z.array(context)),
});

/** What of the intent as a whole concerns whoever fulfils the expectation. */
const intent = z.strictObject({
  name: text,
  id: z.optional(text),
  objectClass: z.optional(text),
  objectInstance: z.optional(text),
  userLabel: z.optional(text),
  intentMgmtPurpose: z.optional(text),
  intentAdminState: z.optional(text),
  intentPriority: z.optional(z.number()),
  intentPreemptionCapability: z.optional(z.boolean()),
  contextSelectivity: z.optional(text),
  expectationSelectivity: z.optional(text),
});

const common = {
  expectationId: text,
  expectationType: text,
  expectationVerb: z.optional(text),
  intent: z.optional(intent),
  objectInstance: z.optional(text),
  contextSelectivity: z.optional(text),
  preferenceWeight: z.optional(z.number()),
  targets: z.optional(z.array(target)),
  /** What holds for the expectation as a whole, where it has no target that could carry it. */
  contexts: z.optional(z.array(context)),
};

function requirements(...attributes: string[]) {
  return z.optional(z.strictObject(Object.fromEntries(attributes.map(name => [name, z.optional(requirement)]))));
}

const list = z.optional(z.array(text));

const cnBundleSpec = z.strictObject({
  ...common,
  networkSlices: list,
  capacity: requirements('latency', 'throughput', 'connections'),
});
const ranBundleSpec = z.strictObject({
  ...common,
  networkFunctions: list,
  performance: requirements('throughput', 'latency', 'jitter'),
});
const tnBundleSpec = z.strictObject({
  ...common,
  transportNetworks: list,
  coverage: requirements('availability', 'reliability', 'coverage'),
});

export type BundleContext = z.infer<typeof context>;
export type BundleTarget = z.infer<typeof target>;
export type BundleIntent = z.infer<typeof intent>;

export const BUNDLES: readonly CustomResource[] = [
  bundle('cn', 'CNBundle', cnBundleSpec),
  bundle('ran', 'RANBundle', ranBundleSpec),
  bundle('tn', 'TNBundle', tnBundleSpec),
];

function bundle(domain: string, kind: string, spec: z.ZodMiniType): CustomResource {
  return {
    group: `${domain}.nephio.org`,
    version: 'v1alpha1',
    kind,
    plural: `${domain}bundles`,
    scope: 'Namespaced',
    description: `What an intent expects of the ${domain.toUpperCase()} domain.`,
    spec: () => spec,
  };
}
