import * as z from 'zod/mini';
import { selectionSchema } from '../../lib/krm/selector-schema';

/** zod schema of the options of a `SetLabels`; loaded only where there are any. */
export const optionsSchema = z.extend(selectionSchema, {
  selectors: z._default(z.enum(['create', 'existing', 'never']), 'create'),
  additionalLabelFields: z._default(
    z.array(
      z.strictObject({
        group: z.optional(z.string()),
        version: z.optional(z.string()),
        kind: z.optional(z.string()),
        path: z
          .string()
          .check(z.regex(/^[^/].*[^/]$/, 'write the steps with / in between: spec/template/metadata/labels')),
        create: z._default(z.boolean(), false),
      }),
    ),
    [],
  ),
});
