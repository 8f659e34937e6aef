/**
 * In place of what a cluster makes up: the hash of a template, the random end of a name, the uid of an owner. Of the length
 * and the letters of real ones, and the same for every Pod.
 */
export const STAND_IN_HASH = 'xxxxxxxxxx';
export const STAND_IN_RANDOM = 'xxxxx';
export const STAND_IN_UID = '00000000-0000-0000-0000-000000000000';

/** The longest that a generated name keeps of what it begins with. */
const LONGEST_PREFIX = 58;

/** A name as the API server makes it of `generateName`. */
export function generatedName(prefix: string): string {
  return `${prefix.slice(0, LONGEST_PREFIX)}${STAND_IN_RANDOM}`;
}
