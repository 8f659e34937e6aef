import { type TimePart, timePart } from '../evaluate/time';
import type { Duration, Timestamp } from '../evaluate/value';
import type { FunctionRow } from './declare';

/** Parts of timestamps, and what is added to them. Source: the section "Timestamps" of cel-spec. */
const PARTS: readonly [name: string, part: TimePart, plus: number][] = [
  ['getFullYear', 'year', 0],
  ['getMonth', 'month', 0],
  ['getDayOfYear', 'dayOfYear', 0],
  ['getDayOfMonth', 'day', -1],
  ['getDate', 'day', 0],
  ['getDayOfWeek', 'weekday', 0],
  ['getHours', 'hour', 0],
  ['getMinutes', 'minute', 0],
  ['getSeconds', 'second', 0],
  ['getMilliseconds', 'millisecond', 0],
];

/** Whole units in a duration. */
const UNITS: readonly [name: string, nanos: bigint][] = [
  ['getHours', 3_600_000_000_000n],
  ['getMinutes', 60_000_000_000n],
  ['getSeconds', 1_000_000_000n],
  ['getMilliseconds', 1_000_000n],
];

export const TIME_PARTS: readonly FunctionRow[] = [
  ...PARTS.flatMap(([name, part, plus]): FunctionRow[] => [
    [name, 'timestamp.() -> int', (time: Timestamp) => timePart(time, part) + plus],
    [name, 'timestamp.(string) -> int', (time: Timestamp, zone: string) => timePart(time, part, zone) + plus],
  ]),
  ...UNITS.map(
    ([name, unit]): FunctionRow => [name, 'duration.() -> int', ({ nanos }: Duration) => Number(nanos / unit)],
  ),
];
