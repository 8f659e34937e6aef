import * as z from 'zod/mini';

/** What is known of a site: the `spec` of a `Site` object, and an entry of `sites` in a function config. */
const name = z
  .string()
  .check(z.regex(/^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/, 'a site name has lower-case letters, digits, "-" and "."'));

export const siteSpecSchema = z.strictObject({
  /** The cluster's name on the management cluster; the site's name where it is left out. */
  cluster: z.optional(z.string().check(z.minLength(1))),
  /** Namespace of this site's namespaced objects; they keep theirs where it is left out. */
  namespace: z.optional(z.string().check(z.minLength(1))),
  /** Groups the site belongs to: `both`, `all`, a region … */
  groups: z.optional(z.array(name)),
  /** Service types the site is meant for; intents that name no site go by it. */
  serviceTypes: z.optional(z.array(z.string())),
});

export const siteEntrySchema = z.extend(siteSpecSchema, { name });

export type SiteEntry = z.infer<typeof siteEntrySchema>;
