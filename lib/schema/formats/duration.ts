import { parseDuration } from '../../cel/evaluate/time';

/** Durations as kube-openapi's strfmt reads them. */

const GO_DURATION = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** Longer words that begin with `start` are units too. Source: `duration.go` of strfmt. */
const UNITS: readonly { words: readonly string[]; start: string; nanos: bigint }[] = [
  { words: ['ns'], start: 'nano', nanos: 1n },
  { words: ['us', 'µs'], start: 'micro', nanos: 1000n },
  { words: ['ms'], start: 'milli', nanos: 1_000_000n },
  { words: ['s'], start: 'sec', nanos: 1_000_000_000n },
  { words: ['m'], start: 'min', nanos: 60_000_000_000n },
  { words: ['h', 'hr'], start: 'hour', nanos: 3_600_000_000_000n },
  { words: ['d'], start: 'day', nanos: 86_400_000_000_000n },
  { words: ['w', 'wk'], start: 'week', nanos: 604_800_000_000_000n },
];

/** Go's durations, or a text with a number and a unit somewhere in it (`3 days`). */
export function isDuration(text: string): boolean {
  return GO_DURATION.test(text) || parts(text).length > 0;
}

/** The nanoseconds of a duration; undefined of what is none. */
export function durationNanos(text: string): bigint | undefined {
  if (GO_DURATION.test(text)) return parseDuration(text)?.nanos;
  const found = parts(text);
  return found.length === 0 ? undefined : found.reduce((sum, part) => sum + part, 0n);
}

/** Numbers with units, in nanoseconds. */
function parts(text: string): bigint[] {
  return [...text.matchAll(/(\d+)[\t\n\f\r ]*([A-Za-zµ]+)/g)].flatMap(([, number = '', word = '']) => {
    const unit = unitOf(word.toLowerCase());
    return unit === undefined ? [] : [BigInt(number) * unit];
  });
}

function unitOf(word: string): bigint | undefined {
  return UNITS.find(({ words, start }) => words.includes(word) || word.startsWith(start))?.nanos;
}
