import type { Path } from '../../yaml/path';
import type { Expectation } from '../expectation';

/** The kinds of conflict of an IntentConflictReport (TS 28.312, IntentNrm 19.5.0). */
export type ConflictType = 'TARGET_CONFLICT' | 'EXPECTATION_CONFLICT' | 'INTENT_CONFLICT';

/** An expectation, and which input it stands in: expectations of one input are of one intent. */
export interface Stated {
  expectation: Expectation;
  intent: number;
}

/** What cannot be fulfilled as it is stated, and how to mend it. */
export interface Conflict {
  type: ConflictType;
  rule: Rule;
  severity: 'error' | 'warning';
  message: string;
  /** Where it stands: the later of the two sides. */
  at: Stated;
  path: Path;
  /** The other side, where there is one. */
  against?: { stated: Stated; target?: string };
}

/** The rules by which conflicts are found. Each is sound: it needs no knowledge of the network. */
export type Rule =
  | 'END_BEFORE_START'
  | 'NOTHING_FULFILS_BOTH'
  | 'NOTHING_FULFILS_IT'
  | 'RATIO_OUT_OF_BOUNDS'
  | 'SST_CONTRADICTION'
  | 'WRONG_CONDITION';
