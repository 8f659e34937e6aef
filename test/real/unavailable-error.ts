/** A real part cannot be had on this machine; the message says what the user can do. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError';
}
