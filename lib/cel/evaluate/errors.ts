/** An expression has no value for its input. `&&` and `||` may do without the operand that it comes from. */
export class EvaluationError extends Error {
  override readonly name: string = 'EvaluationError';
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
