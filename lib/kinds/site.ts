import * as z from 'zod/mini';
import { labelKeyProblem, labelValueProblem } from '../krm/label-syntax';
import { INTENT_GROUP, INTENT_VERSION } from '../krm/own-kinds';
import type { CustomResource } from './custom-resource';
import { CLUSTER_SYNTAX, ENVIRONMENTS, INTERFACE_SYNTAX, NAME_SYNTAX, NAMESPACE_SYNTAX } from './site-syntax';
import { siteValueProblem } from './site-values';

/** What is known of a site: the `spec` of a `Site` object, and an entry of `sites` in a function config. */

/** A text. What YAML reads as a number has lost its zeros already: TAC 0001, MNC 01. */
const text = z.string({
  error: ({ input }) =>
    typeof input === 'number' || typeof input === 'bigint' || typeof input === 'boolean'
      ? `expected a text, not a ${typeof input === 'boolean' ? 'boolean' : 'number'}: put it in quotes, "0001" say, as it is to be read`
      : 'expected a text',
});

/** It becomes a label: at most 63 characters. */
const name = text.check(
  z.maxLength(NAME_SYNTAX.length, `a site or group name has at most ${NAME_SYNTAX.length} characters`),
  z.regex(NAME_SYNTAX.pattern, 'a site or group name has lower-case letters, digits, "-" and "." between them'),
);

const labels = z.record(z.string(), text).check(context => {
  for (const [key, value] of Object.entries(context.value)) {
    const problem = labelKeyProblem(key) ?? labelValueProblem(value);
    if (problem) context.issues.push({ code: 'custom', path: [key], message: problem, input: value });
  }
});

const values = z.record(z.string(), text).check(context => {
  for (const [key, value] of Object.entries(context.value)) {
    const problem = siteValueProblem(key, value);
    if (problem) context.issues.push({ code: 'custom', path: [key], message: problem, input: value });
  }
});

export const siteSpecSchema = z.strictObject({
  /** The cluster's name on the management cluster; the site's name where it is left out. */
  cluster: z.optional(
    text.check(
      z.maxLength(CLUSTER_SYNTAX.length, `a cluster name has at most ${CLUSTER_SYNTAX.length} characters`),
      z.regex(CLUSTER_SYNTAX.pattern, 'a cluster name has lower-case letters, digits, "-" and "." between them'),
    ),
  ),
  /** Namespace of this site's namespaced objects; they keep theirs where it is left out. */
  namespace: z.optional(
    text.check(
      z.maxLength(NAMESPACE_SYNTAX.length, `a namespace has at most ${NAMESPACE_SYNTAX.length} characters`),
      z.regex(NAMESPACE_SYNTAX.pattern, 'a namespace has lower-case letters, digits and "-" between them'),
    ),
  ),
  /** Groups the site belongs to: `both`, `all`, a region … */
  groups: z.optional(z.array(name)),
  /** What the site is for; policies go by it. */
  environment: z.optional(z.enum(ENVIRONMENTS)),
  /** Service types the site is meant for; intents that name no site go by it. */
  serviceTypes: z.optional(z.array(text)),
  /** CNIs that the cluster has (`WorkloadCluster`). */
  cnis: z.optional(z.array(text)),
  /** The network interface that CNIs attach to (`WorkloadCluster`); Linux has 15 characters for its name. */
  masterInterface: z.optional(
    text.check(z.regex(INTERFACE_SYNTAX.pattern, 'an interface name has 1 to 15 characters')),
  ),
  /** What differs from site to site: PLMN, gNB id, TAC … */
  values: z.optional(values),
});

const siteNameSchema = z.strictObject({ name });

export const siteEntrySchema = z.extend(siteSpecSchema, {
  name,
  /** Labels to select sites by; those of a `Site` object are its own. */
  labels: z.optional(labels),
});

/** A `Site` object, with its name and labels where an entry has them. */
export const siteObjectSchema = z.strictObject({
  metadata: z.extend(siteNameSchema, { labels: z.optional(labels) }),
  spec: siteSpecSchema,
});

export type SiteEntry = z.infer<typeof siteEntrySchema>;
export type SiteSpec = z.infer<typeof siteSpecSchema>;
export type SiteEnvironment = NonNullable<SiteEntry['environment']>;

/** The kind in the cluster, for validators: packages keep their sites `local-config`. */
export const SITE_RESOURCE: CustomResource = {
  group: INTENT_GROUP,
  version: INTENT_VERSION,
  kind: 'Site',
  plural: 'sites',
  scope: 'Namespaced',
  description: 'A site that packages are rendered for: its cluster, its groups, and what differs from site to site.',
  spec: () => siteSpecSchema,
};
