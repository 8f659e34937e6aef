/** Something went wrong that the user can mend; the message says what. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}
