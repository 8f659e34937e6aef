/** White space as Unicode has it, U+0085 with it; JavaScript's has U+FEFF in its place. */
const SPACE = /^\p{White_Space}$/u;

/** A text without the white space around it. Source: `strings.TrimSpace` of Go. */
export function trimSpace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && SPACE.test(text[start] as string)) start++;
  while (end > start && SPACE.test(text[end - 1] as string)) end--;
  return text.slice(start, end);
}
