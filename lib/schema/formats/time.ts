/** Dates, times and durations as kube-openapi's strfmt reads them. */

export function isDate(text: string): boolean {
  const [, year, month, day] = (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day >= 1 && day <= (days[month - 1] ?? 0);
}

/** The dot before the fraction may be any character: so is Go's expression. */
const TIME = /^(\d{2}):(\d{2}):(\d{2})(?:.\d+)?(?:z|[-+]\d{2}:\d{2})$/;

export function isDateTime(text: string): boolean {
  const [date = '', time = ''] = text.toLowerCase().split('t');
  const [, hour = '', minute = '', second = ''] = TIME.exec(time) ?? [];
  return isDate(date) && hour !== '' && hour <= '23' && minute <= '59' && second <= '59';
}

const GO_DURATION = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** Longer words that begin with the last of a row are units too. Source: `duration.go` of strfmt. */
const UNITS: readonly { words: readonly string[]; start: string }[] = [
  { words: ['ns'], start: 'nano' },
  { words: ['us', 'µs'], start: 'micro' },
  { words: ['ms'], start: 'milli' },
  { words: ['s'], start: 'sec' },
  { words: ['m'], start: 'min' },
  { words: ['h', 'hr'], start: 'hour' },
  { words: ['d'], start: 'day' },
  { words: ['w', 'wk'], start: 'week' },
];

/** Go's durations, or a text with a number and a unit somewhere in it (`3 days`). */
export function isDuration(text: string): boolean {
  if (GO_DURATION.test(text)) return true;
  return [...text.matchAll(/\d+[\t\n\f\r ]*([A-Za-zµ]+)/g)].some(([, word = '']) => isUnit(word.toLowerCase()));
}

function isUnit(word: string): boolean {
  return UNITS.some(({ words, start }) => words.includes(word) || word.startsWith(start));
}
