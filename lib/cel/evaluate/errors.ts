/**
 * An expression has no value for its input. `&&` and `||` may do without the operand that it comes from. It is no `Error`:
 * nobody asks where in this library it was made, and finding that out takes longer than most expressions.
 */
export class EvaluationError {
  constructor(readonly message: string) {}
}

/** A value that nobody can know here was asked for. `&&` and `||` name it before other errors: it might decide. */
export class UnknownValueError extends EvaluationError {
  /** `what`: as an expression names it. */
  constructor(readonly what: string) {
    super(`${what} is not known`);
  }
}

/** An evaluation costs more than it may. Nothing absorbs it. */
export class CostLimitError extends Error {
  override readonly name = 'CostLimitError';

  constructor() {
    super('operation cancelled: actual cost limit exceeded');
  }
}

export function noSuchOverload(): EvaluationError {
  return new EvaluationError('no such overload');
}

export function conversionError(from: string, to: string): EvaluationError {
  return new EvaluationError(`type conversion error from '${from}' to '${to}'`);
}
