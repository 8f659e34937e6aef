import { fc } from './fast-check';
import { SPELLINGS } from './spellings';

/**
 * YAML texts with everything that kyaml reads: each kind of scalar, tags, anchors, aliases, merge keys, explicit keys,
 * collections in every style. What they mean is left to an oracle; `styled-yaml` has texts that come with their value.
 */

interface Properties {
  tag: string;
  /** The name to define, none if empty. */
  anchor: string;
}
type Tree =
  | { kind: 'scalar'; lines: string[]; properties: Properties }
  | { kind: 'alias'; pick: number }
  | { kind: 'map'; entries: Entry[]; merge: Merge | undefined; style: Style; properties: Properties }
  | { kind: 'sequence'; items: Tree[]; style: Style; properties: Properties };
interface Entry {
  key: string;
  value: Tree;
  explicit: boolean;
}
/** Anchored mappings to merge, by number; several make a list. */
interface Merge {
  picks: number[];
  at: number;
}
interface Style {
  flow: boolean;
  /** Columns by which what is inside is indented; a sequence in a mapping may stand at 0. */
  indent: number;
  comments: (string | undefined)[];
  blank: boolean;
}

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_./-]{0,8}$/);
const text = fc.oneof(word, fc.constantFrom('', ' ', 'a b', 'é😀', "it's", '# x', 'a: b', '- x', '\\', '"', '[', '@'));
const quotable = fc.oneof(text, fc.constantFrom(...SPELLINGS));
const folded = fc.array(fc.oneof(word, fc.constantFrom('', 'a  b', 'x #y', 'é')), { minLength: 2, maxLength: 4 });

/** Lines of a flow scalar: the first and the last hold text, those behind the first are indented. */
const multiline = folded
  .map(lines => [lines[0] || 'first', ...lines.slice(1, -1), lines.at(-1) || 'last'])
  .map(lines => lines.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`)));
const escapes = fc.array(
  fc.constantFrom('a', ' ', 'é', '\\n', '\\t', '\\\\', '\\"', '\\0', '\\x41', '\\u00e9', '\\U0001F600', '\\_', '\\e'),
  { maxLength: 6 },
);

const block = fc
  .record({
    header: fc.constantFrom('|', '>'),
    chomping: fc.constantFrom('', '-', '+'),
    indicator: fc.boolean(),
    comment: fc.constantFrom('', ' # header'),
    lines: fc.array(fc.oneof(quotable, fc.constantFrom('', '', '  more', '\ttab', 'end  ')), { maxLength: 5 }),
  })
  .filter(({ indicator, lines }) => indicator || /^[^\s]/.test(lines.find(line => line.trim() !== '') ?? 'x'))
  .filter(({ lines }) => lines.every(line => line === '' || line.trim() !== ''))
  .map(({ header, chomping, indicator, comment, lines }) => [
    `${header}${indicator ? '2' : ''}${chomping}${comment}`,
    ...lines.map(line => (line === '' ? '' : `  ${line}`)),
  ]);

const scalarLines = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...SPELLINGS).map(spelling => [spelling]) },
  { weight: 2, arbitrary: word.map(plain => [plain]) },
  { weight: 2, arbitrary: quotable.map(plain => [`'${plain.replaceAll("'", "''")}'`]) },
  { weight: 2, arbitrary: escapes.map(parts => [`"${parts.join('')}"`]) },
  { weight: 1, arbitrary: multiline },
  { weight: 1, arbitrary: multiline.map(lines => quote(lines, "'")) },
  { weight: 1, arbitrary: multiline.map(lines => quote(lines, '"')) },
  { weight: 3, arbitrary: block },
);

function quote(lines: readonly string[], mark: string): string[] {
  return lines.map((line, i) => (i === 0 ? mark : '') + line + (i === lines.length - 1 ? mark : ''));
}

const anchor = fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom('a', 'b', 'c-1'));
const properties = (tags: readonly string[]) =>
  fc.record({ tag: fc.oneof({ weight: 6, arbitrary: fc.constant('') }, fc.constantFrom(...tags)), anchor });
const comment = fc.option(fc.constantFrom('# a comment', '# "quoted: {', '#'), { nil: undefined, freq: 3 });
const style: fc.Arbitrary<Style> = fc.record({
  flow: fc.integer({ min: 0, max: 3 }).map(n => n === 0),
  indent: fc.constantFrom(0, 1, 2, 2, 4),
  comments: fc.array(comment, { maxLength: 4 }),
  blank: fc.boolean(),
});
const key = fc.oneof(
  word,
  text.map(plain => JSON.stringify(plain)),
  fc.constantFrom('__proto__', 'constructor', 'é', 'null', '~', '1', '0x1', 'true', '2024-01-02', "'a b'"),
);

const { root } = fc.letrec<{ tree: Tree; map: Tree; sequence: Tree; root: Tree }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('scalar' as const),
        lines: scalarLines,
        properties: properties(['!!str', '!local']),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('alias' as const), pick: fc.nat(9) }) },
    { weight: 3, arbitrary: tie('map') },
    { weight: 2, arbitrary: tie('sequence') },
  ),
  map: fc.record({
    kind: fc.constant('map' as const),
    entries: fc.uniqueArray(
      fc.record({ key, value: tie('tree'), explicit: fc.integer({ min: 0, max: 9 }).map(n => n === 0) }),
      { selector: entry => plainKey(entry.key), maxLength: 4 },
    ),
    merge: fc.option(fc.record({ picks: fc.array(fc.nat(9), { minLength: 1, maxLength: 3 }), at: fc.nat(4) }), {
      nil: undefined,
      freq: 3,
    }),
    style,
    properties: properties(['!!map']),
  }),
  sequence: fc.record({
    kind: fc.constant('sequence' as const),
    items: fc.array(tie('tree'), { maxLength: 4 }),
    style,
    properties: properties(['!!seq']),
  }),
  root: fc.oneof(tie('map'), tie('sequence')),
}));

function plainKey(written: string): string {
  return /^["']/.test(written) ? written.slice(1, -1) : written;
}

/** Any text with one document. */
export const anyText: fc.Arbitrary<string> = fc
  .record({ tree: root, before: fc.constantFrom('', '---\n', '# head\n---\n', '\n# c\n\n'), crlf: fc.boolean() })
  .map(({ tree: node, before, crlf }) => {
    const printed = before + new Printer().document(node);
    return crlf ? printed.replaceAll('\n', '\r\n') : printed;
  });

/** Any text, with a few characters changed: most are broken, some only look it. */
export const brokenText: fc.Arbitrary<string> = fc
  .tuple(
    anyText,
    fc.array(
      fc.record({
        at: fc.nat(),
        drop: fc.nat(2),
        add: fc.constantFrom(...' \n\t:-,#&*!|>{}[]"\'?%@`~\\'.split(''), ''),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([whole, changes]) => {
    let changed = whole;
    for (const { at, drop, add } of changes) {
      const i = at % (changed.length + 1);
      changed = changed.slice(0, i) + add + changed.slice(i + drop);
    }
    return changed;
  });

/** A node as text: what stands behind its key or dash, and the lines below it, seen from the column of that key. */
interface Printed {
  properties: string;
  lines: string[];
  kind: 'inline' | 'block-scalar' | 'map' | 'sequence';
}

/** Writes a tree, and keeps track of the anchors there are: an alias stands behind what it names. */
class Printer {
  private readonly anchors = new Map<string, Tree['kind']>();

  document(node: Tree): string {
    const { properties: props, lines, kind } = this.print(node);
    if (kind === 'inline' && props !== '') return `${props} ${lines.join('\n')}\n`;
    return `${props === '' ? '' : `--- ${props}\n`}${lines.join('\n')}\n`;
  }

  private print(node: Tree): Printed {
    if (node.kind === 'alias') return { properties: '', lines: [this.alias(node.pick)], kind: 'inline' };
    const { anchor: name } = node.properties;
    // Inside the node its name would stand for the node itself.
    this.anchors.delete(name);
    const printed = { properties: written(node.properties), ...this.printBare(node) };
    this.define(name, node.kind);
    return printed;
  }

  /** An anchor counts from its start on: one of the same name inside its node comes later. */
  private define(name: string, kind: Tree['kind']): void {
    if (name !== '' && !this.anchors.has(name)) this.anchors.set(name, kind);
  }

  private printBare(node: Exclude<Tree, { kind: 'alias' }>): Omit<Printed, 'properties'> {
    if (node.kind === 'scalar') {
      return { lines: node.lines, kind: /^[|>]/.test(node.lines[0] ?? '') ? 'block-scalar' : 'inline' };
    }
    const isEmpty =
      node.kind === 'map' ? node.entries.length === 0 && !this.merge(node.merge) : node.items.length === 0;
    if (node.style.flow || isEmpty) return { lines: this.flow(node), kind: 'inline' };
    if (node.kind === 'map') return { lines: this.blockMap(node), kind: 'map' };
    return { lines: node.items.flatMap((item, i) => this.blockEntry('-', item, node.style, i)), kind: 'sequence' };
  }

  private alias(pick: number): string {
    const names = [...this.anchors.keys()];
    return names.length === 0 ? '~' : `*${names[pick % names.length]}`;
  }

  /** The value of a merge key; none where there is nothing to merge. */
  private merge(merge: Merge | undefined): string | undefined {
    const names = [...this.anchors].filter(([, kind]) => kind === 'map').map(([name]) => name);
    if (merge === undefined || names.length === 0) return undefined;
    const aliases = merge.picks.map(pick => `*${names[pick % names.length]}`);
    return aliases.length === 1 ? aliases[0] : `[${aliases.join(', ')}]`;
  }

  private blockMap({ entries, merge, style: own }: Tree & { kind: 'map' }): string[] {
    const at = merge === undefined ? -1 : merge.at % (entries.length + 1);
    const lines: string[] = [];
    for (let i = 0; i <= entries.length; i++) {
      const merged = i === at ? this.merge(merge) : undefined;
      if (merged !== undefined) lines.push(`<<: ${merged}`);
      const entry = entries[i];
      if (entry?.explicit) lines.push(`? ${entry.key}`);
      if (entry) lines.push(...this.blockEntry(entry.explicit ? ':' : `${entry.key}:`, entry.value, own, i));
    }
    return lines;
  }

  private blockEntry(prefix: string, value: Tree, own: Style, index: number): string[] {
    const { properties: props, lines, kind } = this.print(value);
    const note = own.comments[index];
    const head = [...(own.blank ? [''] : []), ...(note !== undefined && index % 2 === 0 ? [note] : [])];
    const behind = note !== undefined && index % 2 === 1 ? ` ${note}` : '';
    const start = props === '' ? prefix : `${prefix} ${props}`;
    const [first = '', ...rest] = lines;
    if (kind === 'block-scalar') return [`${start} ${first}`, ...rest];
    if (kind === 'inline') {
      return [...head, `${start}${first === '' ? '' : ` ${first}`}${lines.length === 1 ? behind : ''}`, ...rest];
    }
    const isCompact = prefix === '-' && start === prefix && behind === '' && !/^(?:#|$)/.test(first);
    if (isCompact) return [...head, `- ${first}`, ...indent(rest, 2)];
    const columns = kind === 'sequence' && prefix.endsWith(':') && prefix !== ':' ? own.indent : own.indent || 1;
    return [...head, start + behind, ...indent(lines, columns)];
  }

  private flow(node: Tree): string[] {
    const inside = this.flowText(node).split('\n');
    return inside.map((line, i) => (i === 0 || line === '' ? line : `  ${line}`));
  }

  private flowText(node: Tree): string {
    if (node.kind === 'alias') return this.alias(node.pick);
    if (node.kind === 'scalar') return flowScalar(node.lines);
    const line = node.style.blank ? '\n' : ' ';
    const comma = node.style.indent === 4 ? `,${line}` : '';
    const parts: string[] = [];
    if (node.kind === 'sequence') for (const item of node.items) parts.push(this.flowNode(item));
    else {
      for (const { key: name, value } of node.entries) parts.push(`${name}: ${this.flowNode(value)}`);
      const merged = this.merge(node.merge);
      if (merged !== undefined) parts.push(`<<: ${merged}`);
    }
    const body = parts.length === 0 ? '' : parts.join(`,${line}`) + comma;
    return node.kind === 'sequence' ? `[${body}]` : `{${body}}`;
  }

  private flowNode(node: Tree): string {
    if (node.kind === 'alias') return this.alias(node.pick);
    const { anchor: name } = node.properties;
    this.anchors.delete(name);
    const inside = this.flowText(node);
    this.define(name, node.kind);
    return `${written(node.properties)} ${inside}`.trimStart();
  }
}

function written({ tag, anchor: name }: Properties): string {
  return [tag, name && `&${name}`].filter(Boolean).join(' ');
}

/** A scalar that stands inside brackets: on one line, and quoted where a bracket or a comma could end it. */
function flowScalar(lines: readonly string[]): string {
  const [first = ''] = lines;
  const isPlain = lines.length === 1 && /^[\w.+~-]+$/.test(first) && first !== '-';
  return isPlain || (lines.length === 1 && /^["']/.test(first)) ? first : JSON.stringify(lines.join(' '));
}

function indent(lines: readonly string[], columns: number): string[] {
  return lines.map(line => (line === '' ? '' : ' '.repeat(columns) + line));
}
