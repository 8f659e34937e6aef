import * as z from 'zod/mini';

/** Fields that several shapes have. */
export const text = z.string();
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.bigint()]);
export const number = z.union([z.number(), z.bigint(), z.string()]);
/** One site, or a list of them. */
export const textOrList = z.optional(z.union([z.string(), z.array(z.string())]));
/** A section whose keys are the author's own. */
export const open = z.optional(z.record(z.string(), z.unknown()));
