/** A set of characters: those of its parts, or all others. */
export interface CharSet {
  readonly isNegated: boolean;
  readonly parts: readonly CharSetPart[];
}

/** `source`: a JavaScript class without its brackets. */
export interface CharSetPart {
  readonly source: string;
  readonly isNegated: boolean;
}

/** `\d` and the like, which know ASCII only. Source: `perl_groups.go` of Go's regexp/syntax. */
export const PERL_CLASSES: Record<string, string> = { d: '0-9', s: '\\t\\n\\f\\r ', w: '0-9A-Za-z_' };

/** Source: `perl_groups.go` of Go's regexp/syntax. */
export const POSIX_CLASSES: Record<string, string> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** The class of `\p{name}`: a general category, or a script; undefined where there is none of the name. */
export function unicodeClass(name: string): string | undefined {
  if (name === 'Any') return '\\u{0}-\\u{10FFFF}';
  const isCategory = /^[A-Z][a-z]?$/.test(name);
  const source = isCategory ? `\\p{gc=${name}}` : `\\p{Script=${name}}`;
  if (!/^\w+$/.test(name)) return undefined;
  try {
    new RegExp(`[${source}]`, 'u');
    return source;
  } catch {
    return undefined;
  }
}

/** A range of code points in a JavaScript class. */
export function rangeSource(low: number, high: number): string {
  const at = (code: number) => `\\u{${code.toString(16)}}`;
  return low === high ? at(low) : `${at(low)}-${at(high)}`;
}

/** A test whether a character is in the set. */
export function charSetTest({ parts, isNegated }: CharSet, ignoresCase: boolean): (char: string) => boolean {
  const tests = parts.map(part => ({
    pattern: new RegExp(`[${part.source}]`, ignoresCase ? 'iu' : 'u'),
    isNegated: part.isNegated,
  }));
  return char => tests.some(part => part.pattern.test(char) !== part.isNegated) !== isNegated;
}
