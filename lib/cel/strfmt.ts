/**
 * Formats of texts that custom resources and CEL have in common. Source: pkg/validation/strfmt of kube-openapi, which
 * both ask.
 */

/** Standard base64 with its padding, in one line; an empty text is some too. */
export const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The format `byte`: base64 of at least one byte. */
export function isByte(text: string): boolean {
  return text !== '' && BASE64.test(text);
}

/** `2026-01-31`. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}

/** The dot before the fraction may be any character: so is Go's expression. */
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:.\d+)?(?:z|[-+]\d{2}:\d{2})$/;

/** `2026-01-31T12:00:00Z`. */
export function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  return isDate(date) && TIME.test(time);
}
