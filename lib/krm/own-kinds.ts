/** API group of the intents, sites and function configs of this library: what functions read, never what they edit. */
export const INTENT_GROUP = 'intent.nephio.org';
export const INTENT_VERSION = 'v1alpha1';

export const INTENT = { group: INTENT_GROUP, kind: 'Intent' };
export const SITE = { group: INTENT_GROUP, kind: 'Site' };
