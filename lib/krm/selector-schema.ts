import * as z from 'zod/mini';

/** zod schema of `Selector`; loaded only where a config has selectors. */
const text = z.string();
const texts = z.record(z.string(), z.string());

export const selectorSchema = z.strictObject({
  apiVersion: z.optional(text),
  group: z.optional(text),
  version: z.optional(text),
  kind: z.optional(text),
  name: z.optional(text),
  namespace: z.optional(text),
  labels: z.optional(texts),
  annotations: z.optional(texts),
  path: z.optional(text),
});

export const selectionSchema = z.strictObject({
  match: z.optional(z.array(selectorSchema)),
  exclude: z.optional(z.array(selectorSchema)),
});
