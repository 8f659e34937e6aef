/** Something is missing that the user can mend; the message says what. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
}
