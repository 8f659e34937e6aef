/** Keeps an object from being checked; its value is the reason. */
export const SKIP_ANNOTATION = 'intent.nephio.org/skip-schema';
