import * as z from 'zod/mini';
import { siteEntrySchema } from '../../lib/kinds/site';
import type { ConfigSpec } from '../../lib/krm/function-config';
import { INTENT_GROUP, INTENT_VERSION } from '../../lib/krm/own-kinds';
import { parseWith } from '../../lib/krm/schema-issues';

const schema = z.strictObject({
  /** The package's site; where it is left out, the package or Porch says. */
  site: z.optional(z.string()),
  /** Sites beside those of the package's `Site` objects. */
  sites: z._default(z.array(siteEntrySchema), []),
  /** Whether a package without a site, and an object without a target, are errors. */
  require: z._default(z.boolean(), false),
});

export type SetTargetSiteConfig = z.infer<typeof schema>;

export const setTargetSiteConfig: ConfigSpec<SetTargetSiteConfig> = {
  kind: { group: INTENT_GROUP, version: INTENT_VERSION, kind: 'SetTargetSite' },
  keys: ['site', 'sites', 'require'],
  isText: key => key === 'site',
  defaults: () => ({ sites: [], require: false }),
  parse: settings => parseWith(schema, settings),
};
