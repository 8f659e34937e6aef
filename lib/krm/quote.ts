/** How much of a text a message shows. */
const LONGEST = 80;

/** A text for a message; the end of a long one is left out. */
export function cut(text: string, longest = LONGEST): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}

/** A text for a message, in quotes; the end of a long one is left out. */
export function quote(text: string, longest = LONGEST): string {
  return JSON.stringify(cut(text, longest));
}
