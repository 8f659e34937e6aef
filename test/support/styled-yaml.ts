import { fc } from './fast-check';

/**
 * YAML texts in the many styles people write, with the value each must be read as. All scalars are strings as the
 * failsafe schema reads them, so that the oracle needs no opinion on numbers.
 */
export type Value = string | Value[] | { [key: string]: Value };

interface Styled {
  value: Value;
  /** Lines of the node in block context: the first stands behind `key:` or `-`, if `inline`, else below. */
  lines: string[];
  inline: boolean;
  /** A sequence, which may stand at the column of its key. */
  sequence?: boolean;
  flow: string;
}

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_./-]{0,12}$/);
const plainText = fc.oneof(
  word,
  fc.constantFrom(
    '0777',
    '1e3',
    '0x1F',
    'yes',
    'on',
    '~',
    'null',
    'true',
    '1_000',
    '12:30:45',
    '2024-01-02',
    '9007199254740993',
    '-1',
    '.5',
    'é',
    'a b  c',
    "it's",
    'a#b',
    'a:b',
    '-x',
    '?y',
    ':z',
    'http://x/y?z=1',
  ),
);
const anyText = fc.oneof(
  plainText,
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    '',
    ' ',
    ' lead',
    'trail ',
    '# no comment',
    'a: b',
    '- x',
    '{',
    '"',
    "'",
    '\\',
    'a\tb',
    'line\nbreak',
    '\n',
    'é😀',
  ),
);
const blockLine = fc.oneof(
  plainText,
  fc.constantFrom('', '  indented', '# text', '- item', 'key: value', '"quoted', 'trailing  '),
);

const scalar: fc.Arbitrary<Styled> = fc.oneof(
  plainText.map(text => inline(text, text)),
  anyText.map(text => inline(text, JSON.stringify(text))),
  anyText
    .filter(text => !/[\n\t\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/.test(text))
    .map(text => inline(text, `'${text.replaceAll("'", "''")}'`)),
  fc
    .tuple(
      fc.array(blockLine, { minLength: 1, maxLength: 4 }).filter(lines => /^[^ ]/.test(lines[0] ?? '')),
      fc.constantFrom('', '-'),
    )
    .map(([lines, chomping]) => literal(lines, chomping)),
);

function inline(value: string, text: string): Styled {
  return { value, lines: [text], inline: true, flow: JSON.stringify(value) };
}

function literal(lines: string[], chomping: string): Styled {
  const content = lines.join('\n').replace(/\n+$/, '');
  const value = chomping === '-' ? content : `${content}\n`;
  return {
    value,
    lines: [`|${chomping}`, ...lines.map(line => (line === '' ? '' : `  ${line}`))],
    inline: true,
    flow: JSON.stringify(value),
  };
}

const comment = fc.option(fc.constantFrom('# a comment', '# "quoted: {', '#'), { nil: undefined });
const lineComment = fc.option(fc.constantFrom(' # line', '   # wide', ' # a: b'), { nil: undefined });

interface Decoration {
  head: string | undefined;
  line: string | undefined;
  blank: boolean;
  foot: string | undefined;
}
const decoration: fc.Arbitrary<Decoration> = fc.record({
  head: comment,
  line: lineComment,
  blank: fc.boolean(),
  foot: comment,
});

const { node } = fc.letrec<{ node: Styled; map: Styled; sequence: Styled }>(tie => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    { weight: 3, arbitrary: tie('map') },
    { weight: 2, arbitrary: tie('sequence') },
  ),
  map: fc
    .tuple(
      fc.uniqueArray(fc.tuple(fc.oneof(word, anyText), tie('node'), decoration), {
        selector: entry => entry[0],
        maxLength: 5,
      }),
      fc.boolean(),
    )
    .map(([entries, flow]) => styledMap(entries, flow)),
  sequence: fc
    .tuple(fc.array(fc.tuple(tie('node'), decoration), { maxLength: 4 }), fc.boolean())
    .map(([items, flow]) => styledSequence(items, flow)),
}));

function styledMap(entries: [string, Styled, Decoration][], flow: boolean): Styled {
  const value: Record<string, Value> = {};
  for (const [key, entry] of entries)
    Object.defineProperty(value, key, { value: entry.value, enumerable: true, configurable: true, writable: true });
  const flowText = `{${entries.map(([key, entry]) => `${JSON.stringify(key)}: ${entry.flow}`).join(', ')}}`;
  if (flow || entries.length === 0) return { value, lines: [flowText], inline: true, flow: flowText };
  const lines = entries.flatMap(([key, entry, style]) =>
    decorated(withPrefix(`${keyText(key)}:`, entry, style), style),
  );
  return { value, lines, inline: false, flow: flowText };
}

function styledSequence(items: [Styled, Decoration][], flow: boolean): Styled {
  const value = items.map(([item]) => item.value);
  const flowText = `[${items.map(([item]) => item.flow).join(', ')}]`;
  if (flow || items.length === 0) return { value, lines: [flowText], inline: true, flow: flowText };
  const lines = items.flatMap(([item, style]) => decorated(withPrefix('-', item, style), style));
  return { value, lines, inline: false, sequence: true, flow: flowText };
}

function keyText(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_./-]*$/.test(key) ? key : JSON.stringify(key);
}

function withPrefix(prefix: string, entry: Styled, style: Decoration): string[] {
  const multiline = entry.inline && entry.lines.length > 1;
  const line = multiline ? '' : (style.line ?? '');
  if (entry.inline) return [`${prefix} ${entry.lines[0]}${line}`, ...entry.lines.slice(1)];
  if (prefix === '-' && style.line === undefined) {
    const [first, ...rest] = entry.lines;
    // A collection on the line of its dash must not start with a comment at another column.
    if (first !== undefined && !first.startsWith('#') && first !== '') return [`- ${first}`, ...rest.map(indent)];
  }
  const compact = entry.sequence && prefix !== '-' && style.blank;
  return [prefix + (style.line ?? ''), ...(compact ? entry.lines : entry.lines.map(indent))];
}

function decorated(lines: string[], style: Decoration): string[] {
  const isBlock = /[|>][-+]?$/.test(lines[0] ?? '') && lines.length > 1;
  return [
    ...(style.head === undefined ? [] : [style.head]),
    ...lines,
    ...(style.foot === undefined || isBlock ? [] : [style.foot, '']),
    ...(style.blank && !isBlock ? [''] : []),
  ];
}

function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
}

/** A mapping as a whole text, with the value it must be read as. */
export const styledText: fc.Arbitrary<{ text: string; value: Value }> = node
  .filter(({ value, inline: isInline }) => typeof value === 'object' && !Array.isArray(value) && !isInline)
  .map(({ lines, value }) => ({ text: `${lines.join('\n')}\n`, value }));

/** Data as JSON knows it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** A given value as YAML text in any style, with comments anywhere. */
export function styledAs(value: Json): fc.Arbitrary<string> {
  return styledValue(value).map(({ lines }) => `${lines.join('\n')}\n`);
}

function styledValue(value: Json): fc.Arbitrary<Styled> {
  if (Array.isArray(value)) {
    const items = fc.tuple(...value.map(item => fc.tuple(styledValue(item), decoration)));
    return fc.tuple(items, flowSometimes).map(([styled, flow]) => styledSequence(styled, flow));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, entry]) =>
      fc.tuple(fc.constant(key), styledValue(entry), decoration),
    );
    return fc.tuple(fc.tuple(...entries), flowSometimes).map(([styled, flow]) => styledMap(styled, flow));
  }
  return typeof value === 'string'
    ? styledString(value)
    : fc.constant({ ...inline(String(value), String(value)), flow: String(value) });
}

const flowSometimes = fc.integer({ min: 0, max: 5 }).map(n => n === 0);

function styledString(text: string): fc.Arbitrary<Styled> {
  const styles: Styled[] = [inline(text, JSON.stringify(text))];
  const isPlain = /^[A-Za-z][A-Za-z0-9_./ -]*$/.test(text) && !/ $|^(?:y|n|yes|no|on|off|true|false|null)$/i.test(text);
  if (isPlain) styles.push(inline(text, text), inline(text, text), inline(text, text));
  if (!text.includes('\n')) styles.push(inline(text, `'${text.replaceAll("'", "''")}'`));
  const lines = text.split('\n');
  if (/^[^\s]/.test(text) && lines.every(line => !/\s$/.test(line))) {
    if (!text.endsWith('\n')) styles.push({ ...inline(text, ''), lines: ['|-', ...lines.map(indent)] });
    else if (!text.endsWith('\n\n'))
      styles.push({ ...inline(text, ''), lines: ['|', ...lines.slice(0, -1).map(indent)] });
  }
  return fc.constantFrom(...styles);
}
