/** Something is missing or wrong that the user can mend; the message says what. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}
