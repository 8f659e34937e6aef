/**
 * What a setter comment says: texts, with setters (`${name}`) between them. A pattern of one setter and nothing else
 * stands for a whole value, any other for parts of one.
 */
export interface SetterPattern {
  source: string;
  /** One more than there are names. */
  texts: readonly string[];
  names: readonly string[];
}

export function parsePattern(source: string): SetterPattern {
  const texts: string[] = [];
  const names: string[] = [];
  let from = 0;
  let open = -1;
  for (let i = 0; i < source.length; i++) {
    if (source.startsWith('${', i)) open = i;
    else if (source[i] === '}' && open >= from) {
      texts.push(source.slice(from, open));
      names.push(source.slice(open + 2, i));
      from = i + 1;
    }
  }
  return { source, texts: [...texts, source.slice(from)], names };
}

/** The name of the setter that is all a pattern has. */
export function soleName({ names, texts }: SetterPattern): string | undefined {
  return names.length === 1 && texts.every(text => text === '') ? names[0] : undefined;
}

/** The text a pattern stands for; or the setters without a value; or those that the values themselves speak of. */
export type Resolved = { text: string } | { missing: string[] } | { unresolved: string[] };

/**
 * The text that a pattern stands for. Setters that are not given keep the values that `present`, the text that stands
 * there, has for them; a text that has the given values already stays. Values are texts, not patterns: one that has
 * `${…}` in it is unresolved.
 */
export function resolvePattern(pattern: SetterPattern, given: ReadonlyMap<string, string>, present: string): Resolved {
  const { texts, names } = pattern;
  const isComplete = names.every(name => given.has(name));
  if (!isComplete && isWhole(present, fillIn(pattern, given))) return { text: present };
  const kept = isComplete ? undefined : valuesIn(present, pattern);
  const values = names.map(name => given.get(name) ?? kept?.get(name));
  const missing = names.filter((_, i) => values[i] === undefined);
  if (missing.length > 0) return { missing: [...new Set(missing)] };
  const text = texts.map((part, i) => part + (values[i] ?? '')).join('');
  const unresolved = text.includes('${') ? parsePattern(text).names : [];
  return unresolved.length > 0 ? { unresolved: [...new Set(unresolved)] } : { text };
}

/** A pattern with the values of the setters that are given. */
function fillIn({ source, texts, names }: SetterPattern, given: ReadonlyMap<string, string>): SetterPattern {
  const filled = [texts[0] ?? ''];
  const missing: string[] = [];
  names.forEach((name, i) => {
    const value = given.get(name);
    const text = texts[i + 1] ?? '';
    if (value === undefined) {
      missing.push(name);
      filled.push(text);
    } else filled.push((filled.pop() ?? '') + value + text);
  });
  return { source, texts: filled, names: missing };
}

/** Whether a pattern has all of a text, no setter being empty: another run would take a part of one for another. */
function isWhole(text: string, pattern: SetterPattern): boolean {
  const [first = ''] = pattern.texts;
  const last = pattern.texts.at(-1) ?? '';
  if (text.includes('\n') || text.includes('${') || !text.startsWith(first) || !text.endsWith(last)) return false;
  return valuesInLine(text, pattern)?.every(value => value !== '') ?? false;
}

/**
 * The values of a pattern's setters in a text: in the first line that has the pattern's texts in their order, each
 * setter takes as much as it can, the first one first. Undefined where no line fits, or a setter would be empty.
 */
export function valuesIn(text: string, pattern: SetterPattern): Map<string, string> | undefined {
  for (const line of text.split('\n')) {
    const values = valuesInLine(line, pattern);
    if (values)
      return values.includes('') ? undefined : new Map(pattern.names.map((name, i) => [name, values[i] ?? '']));
  }
  return undefined;
}

function valuesInLine(line: string, { texts, names }: SetterPattern): string[] | undefined {
  const places = [firstPlaceOf(texts[0] ?? '', line)];
  let end = line.length;
  // Each text as far behind as it can stand: that leaves the most to the first setter.
  for (let i = names.length; i > 0; i--) {
    end = lastPlaceOf(texts[i] ?? '', line, end);
    if (end < 0) return undefined;
    places[i] = end;
  }
  const endOf = (i: number) => (places[i] ?? 0) + (texts[i] ?? '').length;
  if (places[0] === -1 || endOf(0) > end) return undefined;
  return names.map((_, i) => line.slice(endOf(i), places[i + 1]));
}

function firstPlaceOf(part: string, text: string): number {
  const behind = endOfFirst(codesOf(part), text.length, i => text.charCodeAt(i));
  return behind < 0 ? -1 : behind - part.length;
}

/** The last place where a part stands in a text, before `end`. */
function lastPlaceOf(part: string, text: string, end: number): number {
  const behind = endOfFirst(codesOf(part).reverse(), end, i => text.charCodeAt(end - 1 - i));
  return behind < 0 ? -1 : end - behind;
}

function codesOf(text: string): number[] {
  return Array.from({ length: text.length }, (_, i) => text.charCodeAt(i));
}

/** Knuth, Morris and Pratt: no text, however it repeats itself, is compared twice. */
function endOfFirst(part: readonly number[], length: number, codeAt: (index: number) => number): number {
  if (part.length === 0) return 0;
  const borders = bordersOf(part);
  let matched = 0;
  for (let i = 0; i < length; i++) {
    const code = codeAt(i);
    while (matched > 0 && part[matched] !== code) matched = borders[matched - 1] ?? 0;
    if (part[matched] === code) matched++;
    if (matched === part.length) return i + 1;
  }
  return -1;
}

/** For each beginning of a part: the length of its longest beginning that is its end, too. */
function bordersOf(part: readonly number[]): number[] {
  const borders = [0];
  let matched = 0;
  for (let i = 1; i < part.length; i++) {
    while (matched > 0 && part[matched] !== part[i]) matched = borders[matched - 1] ?? 0;
    if (part[matched] === part[i]) matched++;
    borders.push(matched);
  }
  return borders;
}
