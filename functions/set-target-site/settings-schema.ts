import * as z from 'zod/mini';
import { siteEntrySchema } from '../../lib/kinds/site';
import { parseFieldPattern } from '../../lib/krm/field-pattern';
import { parseSiteValue } from '../../lib/site/site-value';

const MODES = ['site', 'fan-out'] as const;
const TYPES = ['string', 'integer', 'boolean'] as const;

const path = z
  .string()
  .check(
    z.refine(
      text => parseFieldPattern(text) !== undefined,
      'expected a field path such as spec.interfaces[name=n3].ipv4.address, spec.list[*] or metadata.labels["a.b/c"]',
    ),
  );

const value = z.string().check(context => {
  const parsed = parseSiteValue(context.value);
  if (typeof parsed === 'string') context.issues.push({ code: 'custom', message: parsed, input: context.value });
});

const fieldSchema = z.strictObject({
  /** Any group where it is left out; empty for the core group. */
  group: z.optional(z.string()),
  kind: z.string().check(z.minLength(1)),
  path,
  /** `cluster`, `name`, `namespace`, `values.plmnId`, `labels.<key>` …, or a text with these in `${…}`. */
  value,
  /** Whether the field is made where it is not there. */
  create: z.optional(z.boolean()),
  /** What the field is; where it is left out, what it is already, and a text where it is made. */
  type: z.optional(z.enum(TYPES)),
});

const peerFieldSchema = z.strictObject({
  group: z.optional(z.string()),
  /** Any kind where it is left out. */
  kind: z.optional(z.string()),
  path,
});

/** zod schema of a `SetTargetSite`; loaded only where there is a config. */
export const settingsSchema = z
  .strictObject({
    /** One site's package, or one package for all sites. */
    mode: z._default(z.enum(MODES), 'site'),
    /** The package's site; where it is left out, the package or Porch says. */
    site: z.optional(z.string()),
    /** Sites beside those of the package's `Site` objects. */
    sites: z._default(z.array(siteEntrySchema), []),
    /** Whether a package without a site, and an object without a target, are errors. */
    require: z._default(z.boolean(), false),
    /** Fields that get a site's value, beside those of the table. */
    fields: z._default(z.array(fieldSchema), []),
    /** Fields that may have another site's value: the far ends of links. */
    peerFields: z._default(z.array(peerFieldSchema), []),
  })
  .check(
    z.refine(({ mode, site }) => mode === 'site' || site === undefined, {
      path: ['site'],
      message: 'mode fan-out makes the objects of all sites: leave `site` out, or use mode site',
    }),
  );

export type SetTargetSiteConfig = z.infer<typeof settingsSchema>;
export type FieldSetting = z.infer<typeof fieldSchema>;
export type PeerFieldSetting = z.infer<typeof peerFieldSchema>;
