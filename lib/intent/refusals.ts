import type { Path } from '../yaml/path';

/** Why a part of an intent is rendered into no field. There are no other reasons. */
export const REFUSAL_REASONS = {
  BOOKKEEPING: 'it says who keeps the intent and since when, not what the network is to do',
  DEACTIVATED: 'the intent is DEACTIVATED: nothing is rendered, and what was rendered is withdrawn',
  FOR_ANOTHER_FUNCTION: 'it restricts what a package may hold: policy-enforcer checks that',
  FOR_THE_HANDLER: 'it concerns the reports between the owner of the intent and its handler',
  NATURAL_LANGUAGE: 'it is a sentence: say what is expected in targets',
  NOT_AN_ATTRIBUTE: 'it has no place in a bundle',
} as const;

export type RefusalReason = keyof typeof REFUSAL_REASONS;

/** A part of an input that is rendered into no field; a warning names it. */
export interface Refusal {
  path: Path;
  reason: RefusalReason;
}
