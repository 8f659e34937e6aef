import type { NodeId } from './node-table';

/** What is wrong with a YAML text. `offset` and `line` (1-based) point into the bytes that were read. */
export interface YamlProblem {
  code: YamlProblemCode;
  message: string;
  offset: number;
  line: number;
  /** The key or value it is about, where the text could be read. */
  node?: NodeId;
}

export type YamlProblemCode =
  | 'ALIAS_BOMB'
  | 'BAD_MERGE'
  | 'COMPLEX_KEY'
  | 'DUPLICATE_KEY'
  | 'EMPTY'
  | 'ENCODING'
  | 'MULTIPLE_DOCUMENTS'
  | 'SYNTAX'
  | 'TOO_DEEP'
  | 'TOO_LARGE'
  | 'UNRESOLVED_ALIAS';

/** Thrown where a text cannot be read at all; the caller turns it into one clear line. */
export class YamlError extends Error {
  override readonly name = 'YamlError';

  constructor(readonly problem: YamlProblem) {
    super(problem.message);
  }
}

/**
 * Thrown inside the fast reader where the text leaves the fast grammar; the slow path then reads that part.
 * One prepared instance: a throw costs no stack trace.
 */
class OffGrammar extends Error {
  override readonly name = 'OffGrammar';
}
export const offGrammar = new OffGrammar('off the fast grammar');
