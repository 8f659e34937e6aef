import type { YamlProblemCode } from './errors';
import { MAX_DEPTH } from './read/depth';

/** Rows that one read takes through aliases and merge keys; beyond that they are refused: an alias bomb. */
const MAX_ROWS = 200_000;
const TOO_DEEP = `the aliases expand to more than ${MAX_DEPTH} collections inside each other`;

type Refusal = [code: YamlProblemCode, message: string];

/** What one read has taken through aliases and merge keys so far, and how deep inside each other it stands now. */
export class Expansion {
  depth = 0;
  private rows = 0;

  /** Goes one step deeper, into a number of rows; gives the reason not to. */
  enter(rows: number): Refusal | undefined {
    this.depth++;
    // A text alone is no deeper than that: the reader has seen to it.
    return this.depth > MAX_DEPTH ? ['TOO_DEEP', TOO_DEEP] : this.take(rows);
  }

  take(rows: number): Refusal | undefined {
    this.rows += rows;
    return this.rows > MAX_ROWS ? ['ALIAS_BOMB', 'the aliases expand to too much'] : undefined;
  }
}
