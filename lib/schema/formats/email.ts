/** A word of RFC 5322 as Go's net/mail reads it: ASCII without specials, and anything beyond ASCII. */
const ATOM = "[A-Za-z0-9!#$%&'*+\\-/=?^_`{|}~\\u{80}-\\u{10FFFF}]+";
const DOT_ATOM = `${ATOM}(?:\\.${ATOM})*`;
const QUOTED = '"(?:[^"\\\\\\u{0}-\\u{1F}\\u{7F}]|\\t|\\\\[\\t -~\\u{80}-\\u{10FFFF}])*"';
const DOMAIN = `(?:${DOT_ATOM}|\\[[!-Z^-~]*\\])`;
const SPACE = '[ \\t]*';
/** A comment behind the address, without others in it. */
const COMMENT = `(?:${SPACE}\\([^()\\\\]*\\))?`;

const ADDRESS = new RegExp(`^${SPACE}(?:${DOT_ATOM}|${QUOTED})${SPACE}@${SPACE}${DOMAIN}${COMMENT}${SPACE}$`, 'u');
/** What a name may hold without quotes, and quoted parts: they begin otherwise, so there is one way to read it. */
const NAME = `(?:[A-Za-z0-9!#$%&'*+\\-/=?^_\`{|}~. \\t\\u{80}-\\u{10FFFF}]|${QUOTED})*`;
const NAMED_ADDRESS = new RegExp(
  `^${NAME}<${SPACE}(?:${DOT_ATOM}|${QUOTED})@${DOMAIN}${SPACE}>${COMMENT}${SPACE}$`,
  'u',
);

/** Longer texts are no address, and would take long. */
const MAX_LENGTH = 2000;

/** Whether Go's `mail.ParseAddress` takes the text: `a@example.com`, also as `A Name <a@example.com>`. */
export function isEmail(text: string): boolean {
  if (text.length > MAX_LENGTH) return false;
  return ADDRESS.test(text) || (text.includes('<') && NAMED_ADDRESS.test(text));
}
