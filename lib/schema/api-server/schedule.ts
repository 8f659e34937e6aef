import type { ValueCheck } from '../schema';

/** The five fields of a schedule: their range, and names for their values. */
const FIELDS: readonly { name: string; least: number; most: number; names?: readonly string[] }[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  {
    name: 'month',
    least: 1,
    most: 12,
    names: ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', least: 0, most: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTOR =
  /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly|every (?:\d+(?:\.\d*)?(?:ns|us|µs|ms|s|m|h))+)$/;

/** A schedule of cron: five fields, or `@daily` and the like (robfig/cron, `ParseStandard`). */
export const schedule: ValueCheck = value => {
  if (typeof value !== 'string' || value === '' || DESCRIPTOR.test(value)) return undefined;
  const shown = JSON.stringify(value);
  if (/TZ/.test(value)) return `${shown} must not name a time zone: use timeZone`;
  const parts = value.split(/\s+/).filter(part => part !== '');
  if (parts.length !== FIELDS.length) {
    return `${shown} is no schedule: write five fields (minute, hour, day, month, weekday), or @daily`;
  }
  const wrong = FIELDS.find((field, i) => !(parts[i] ?? '').split(',').every(part => isRange(part, field)));
  return (
    wrong && `${shown} is no schedule: its ${wrong.name} must be from ${wrong.least} to ${wrong.most}, *, or a range`
  );
};

/** `*`, `3`, `1-5`, each with `/2` behind it. */
function isRange(part: string, { least, most, names = [] }: (typeof FIELDS)[number]): boolean {
  const [, all, from = '', to, step] = /^(?:([*?])|(\w+)(?:-(\w+))?)(?:\/(\d+))?$/.exec(part) ?? [];
  if (step !== undefined && Number(step) === 0) return false;
  if (all !== undefined) return true;
  const numberOf = (text: string) => (/^\d+$/.test(text) ? Number(text) : names.indexOf(text.toLowerCase() || '-'));
  const first = numberOf(from);
  const last = to === undefined ? first : numberOf(to);
  return from !== '' && first >= least && last <= most && first <= last;
}

/** Of the IANA database; which zones a server knows cannot be told from here. */
export const timeZone: ValueCheck = value => {
  if (typeof value !== 'string') return undefined;
  if (value.toLowerCase() !== 'local' && /^[A-Za-z][A-Za-z0-9+_-]*(?:\/[A-Za-z0-9+_-]+)*$/.test(value))
    return undefined;
  return `${JSON.stringify(value)} is no time zone: write Europe/Berlin`;
};
