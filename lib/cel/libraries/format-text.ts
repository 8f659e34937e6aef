/** A clause of a format text: `%.2f`. */
export interface Clause {
  readonly verb: Verb;
  readonly precision: number | undefined;
}

export type Verb = 's' | 'd' | 'f' | 'e' | 'b' | 'x' | 'X' | 'o';

/** A part of a format text: as it is, or a clause that takes the next argument. */
export type FormatPart = string | Clause;

/** What a format text is made of, up to the first problem in it. */
export interface FormatText {
  readonly parts: readonly FormatPart[];
  readonly problem?: string;
}

/** Reads a format text for a number of arguments. Source: `ext/formatting.go` of cel-go. */
export function readFormatText(text: string, count: number): FormatText {
  const parts: FormatPart[] = [];
  let used = 0;
  for (const [piece] of text.matchAll(/%%|%(?:\.\d*)?[\s\S]?|[^%]+/gu)) {
    if (piece === '%%') parts.push('%');
    else if (!piece.startsWith('%')) parts.push(piece);
    else {
      if (used >= count) return { parts, problem: `index ${used} out of range` };
      const clause = readClause(piece);
      if (typeof clause === 'string') return { parts, problem: clause };
      parts.push(clause);
      used++;
    }
  }
  return { parts };
}

function readClause(text: string): Clause | string {
  const [, precision, verb = ''] = /^%(?:\.(\d*))?([\s\S]?)$/u.exec(text) ?? [];
  if (precision === undefined && verb === '') return 'unexpected end of string';
  const wrong = 'could not parse formatting clause: ';
  if (verb === '') return `${wrong}error while parsing precision: could not find end of precision specifier`;
  if (precision === '') {
    return `${wrong}error while parsing precision: error while converting precision to integer: strconv.Atoi: parsing "": invalid syntax`;
  }
  if (!isVerb(verb)) return `${wrong}unrecognized formatting clause "${verb}"`;
  return { verb, precision: precision === undefined ? undefined : Number(precision) };
}

function isVerb(text: string): text is Verb {
  return Object.hasOwn(VERBS, text);
}

const STRINGS = [
  'bool',
  'bytes',
  'double',
  'duration',
  'int',
  'list',
  'map',
  'null',
  'string',
  'timestamp',
  'type',
  'uint',
];

/** The kinds of types that a clause takes, and what is said where it is given another. */
export const VERBS: Record<Verb, { takes: readonly string[]; problem: string }> = {
  b: { takes: ['int', 'uint', 'bool'], problem: 'only integers and bools can be formatted as binary' },
  d: { takes: ['int', 'uint'], problem: 'decimal clause can only be used on integers' },
  e: { takes: ['double', 'string'], problem: 'scientific clause can only be used on doubles' },
  f: { takes: ['double', 'string'], problem: 'fixed-point clause can only be used on doubles' },
  o: { takes: ['int', 'uint'], problem: 'octal clause can only be used on integers' },
  s: {
    takes: STRINGS,
    problem:
      'string clause can only be used on strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps',
  },
  x: {
    takes: ['int', 'uint', 'string', 'bytes'],
    problem: 'only integers, byte buffers, and strings can be formatted as hex',
  },
  X: {
    takes: ['int', 'uint', 'string', 'bytes'],
    problem: 'only integers, byte buffers, and strings can be formatted as hex',
  },
};

export function clauseProblem(verb: Verb, typeName: string): string {
  return `error during formatting: ${VERBS[verb].problem}, was given ${typeName}`;
}
