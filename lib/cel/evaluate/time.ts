import { EvaluationError, noSuchOverload } from './errors';
import { type CelValue, Duration, MAX_INT64, MIN_INT64, Timestamp } from './value';

const SECOND = 1_000_000_000n;
/** The years 1 to 9999. Source: section "Timestamp" of cel-spec. */
const MIN_SECONDS = -62_135_596_800n;
const MAX_SECONDS = 253_402_300_799n;

export function addTime(a: Timestamp | Duration, b: Timestamp | Duration): CelValue {
  if (a instanceof Duration && b instanceof Duration) return checkedDuration(a.nanos + b.nanos);
  if (a instanceof Timestamp && b instanceof Duration) return checkedTimestamp(a.nanos + b.nanos, a.offsetMinutes);
  if (a instanceof Duration && b instanceof Timestamp) return checkedTimestamp(a.nanos + b.nanos, b.offsetMinutes);
  throw noSuchOverload();
}

export function subtractTime(a: Timestamp | Duration, b: Timestamp | Duration): CelValue {
  if (b instanceof Timestamp && a instanceof Duration) throw noSuchOverload();
  if (a instanceof Timestamp && b instanceof Duration) return checkedTimestamp(a.nanos - b.nanos, a.offsetMinutes);
  return checkedDuration(a.nanos - b.nanos);
}

export function checkedDuration(nanos: bigint): Duration {
  if (nanos < MIN_INT64 || nanos > MAX_INT64) throw new EvaluationError('integer overflow');
  return new Duration(nanos);
}

export function checkedTimestamp(nanos: bigint, offsetMinutes = 0): Timestamp {
  const seconds = secondsOf(nanos);
  if (seconds < MIN_SECONDS || seconds > MAX_SECONDS) throw new EvaluationError('timestamp overflow');
  return new Timestamp(nanos, offsetMinutes);
}

/** Whole seconds since 1970, rounded down. */
export function secondsOf(nanos: bigint): bigint {
  return nanos < 0n ? -((-nanos + SECOND - 1n) / SECOND) : nanos / SECOND;
}

export function timestampOfSeconds(seconds: bigint): Timestamp {
  return checkedTimestamp(seconds * SECOND);
}

const UNITS: Record<string, bigint> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3600n * SECOND,
};
const DURATION_PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** A duration as Go writes it (`1h2m3.5s`); undefined where a text is none. */
export function parseDuration(text: string): Duration | undefined {
  const [, sign = '', rest = ''] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (rest === '0') return new Duration(0n);
  let nanos = 0n;
  let at = 0;
  while (at < rest.length) {
    DURATION_PART.lastIndex = at;
    const [part = '', number = '', unit = ''] = DURATION_PART.exec(rest) ?? [];
    if (part === '') return undefined;
    nanos += scaled(number, UNITS[unit] as bigint);
    at += part.length;
  }
  if (at === 0 || nanos > MAX_INT64 + (sign === '-' ? 1n : 0n)) return undefined;
  return new Duration(sign === '-' ? -nanos : nanos);
}

/** A decimal number of units, rounded towards zero. */
function scaled(number: string, unit: bigint): bigint {
  const [whole = '', fraction = ''] = number.split('.');
  const digits = fraction.slice(0, 18);
  // Numbers of more digits are no durations, and take long to read.
  if (whole.replace(/^0+/, '').length > 20) return MAX_INT64 + 2n;
  return BigInt(whole || '0') * unit + (BigInt(digits || '0') * unit) / 10n ** BigInt(digits.length);
}

/** As Go prints the seconds of a duration: the shortest number that is read as the same double. */
export function formatDuration({ nanos }: Duration): string {
  const seconds = Number(nanos / SECOND) + Number(nanos % SECOND) / 1e9;
  return `${decimalText(seconds)}s`;
}

/** A double without an exponent. */
export function decimalText(value: number): string {
  const text = String(value);
  const [, sign = '', digits = '', fraction = '', exponent] = /^(-?)(\d+)(?:\.(\d+))?e([-+]\d+)$/.exec(text) ?? [];
  if (exponent === undefined) return text;
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}${fraction}`;
  return sign + digits + fraction.padEnd(shift, '0');
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)[T](\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(?:(Z)|([-+])(\d\d):(\d\d))$/;

/** A timestamp as RFC 3339 writes it; undefined where a text is none. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const parts = RFC3339.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const millis = Date.UTC(2000, month - 1, day, hour, minute, second);
  const date = new Date(millis);
  date.setUTCFullYear(year, month - 1, day);
  const isReal =
    date.getUTCMonth() === month - 1 && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  const [sign, hours = '0', minutes = '0'] = parts.slice(9, 12);
  if (!isReal || month < 1 || Number(hours) > 24 || Number(minutes) > 60) return undefined;
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const nanos = BigInt((parts[7] ?? '').slice(0, 9).padEnd(9, '0'));
  const seconds = BigInt(date.getTime()) / 1000n - BigInt(offset) * 60n;
  const isInRange = seconds >= MIN_SECONDS && seconds <= MAX_SECONDS;
  return isInRange ? new Timestamp(seconds * SECOND + nanos, offset) : undefined;
}

/** As RFC 3339 writes it, in the offset that it was written in, without zeros at the end of a fraction. */
export function formatTimestamp({ nanos, offsetMinutes }: Timestamp): string {
  const seconds = secondsOf(nanos);
  const date = new Date(Number(seconds + BigInt(offsetMinutes) * 60n) * 1000);
  const fraction = String(nanos - seconds * SECOND)
    .padStart(9, '0')
    .replace(/0+$/, '');
  const day = `${String(date.getUTCFullYear()).padStart(4, '0')}${date.toISOString().slice(-20, -5)}`;
  return `${day}${fraction && `.${fraction}`}${offsetText(offsetMinutes)}`;
}

function offsetText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const two = (number: number) => String(number).padStart(2, '0');
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(absolute / 60))}:${two(absolute % 60)}`;
}

/** What a clock and a calendar show at an instant. */
export type TimePart =
  | 'year'
  | 'month'
  | 'day'
  | 'weekday'
  | 'dayOfYear'
  | 'hour'
  | 'minute'
  | 'second'
  | 'millisecond';

/** A part of a timestamp at UTC, or in a time zone: its name, or an offset (`-08:00`). Months and days of years from 0. */
export function timePart({ nanos }: Timestamp, part: TimePart, zone = 'UTC'): number {
  const seconds = Number(secondsOf(nanos));
  const date = new Date((seconds + zoneOffset(zone, seconds)) * 1000);
  if (part === 'millisecond') return Number((nanos - secondsOf(nanos) * SECOND) / 1_000_000n);
  return PARTS[part](date);
}

const PARTS: Record<Exclude<TimePart, 'millisecond'>, (date: Date) => number> = {
  year: date => date.getUTCFullYear(),
  month: date => date.getUTCMonth(),
  day: date => date.getUTCDate(),
  weekday: date => date.getUTCDay(),
  dayOfYear: date => Math.round((startOfDay(date) - startOfYear(date)) / 86_400_000),
  hour: date => date.getUTCHours(),
  minute: date => date.getUTCMinutes(),
  second: date => date.getUTCSeconds(),
};

function startOfDay(date: Date): number {
  return new Date(date).setUTCHours(0, 0, 0, 0);
}

function startOfYear(date: Date): number {
  return new Date(startOfDay(date)).setUTCMonth(0, 1);
}

/** Seconds east of UTC. */
function zoneOffset(zone: string, seconds: number): number {
  if (zone === 'UTC' || zone === '') return 0;
  const [, sign, hours, minutes] = /^([-+]?)(\d+):(\d+)$/.exec(zone) ?? [];
  if (hours !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60;
  if (zone.includes(':')) throw new EvaluationError(`strconv.Atoi: parsing "${zone.split(':')[0]}": invalid syntax`);
  return namedZoneOffset(zone, seconds);
}

/** Offsets that were found, by zone and quarter of an hour: clocks are changed at such times. */
const zoneOffsets = new Map<string, number>();
const MAX_OFFSETS = 10_000;

function namedZoneOffset(zone: string, seconds: number): number {
  const key = `${zone} ${Math.floor(seconds / 900)}`;
  let offset = zoneOffsets.get(key);
  if (offset === undefined) {
    offset = findZoneOffset(zone, seconds);
    if (zoneOffsets.size >= MAX_OFFSETS) zoneOffsets.clear();
    zoneOffsets.set(key, offset);
  }
  return offset;
}

function findZoneOffset(zone: string, seconds: number): number {
  const parts = zoneFormat(zone).formatToParts(new Date(seconds * 1000));
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0', rest = '0'] = /([-+])(\d\d):(\d\d)(?::(\d\d))?/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(rest));
}

/** They take long to make. There are some hundred time zones. */
const zoneFormats = new Map<string, Intl.DateTimeFormat>();

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
    zoneFormats.set(zone, format);
    return format;
  } catch {
    throw new EvaluationError(`unknown time zone ${zone}`);
  }
}
