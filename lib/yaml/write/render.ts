import { isMap, type YamlValue } from '../value';
import { literalLines, renderScalar, renderString, styleOf } from './scalar-style';

/**
 * New subtrees as kyaml writes them: block style, two spaces, compact sequences, empty collections as `{}` and `[]`.
 * A text starts without indentation, behind what stands there already; its other lines are indented to their column.
 */

export interface Layout {
  lineBreak: '\n' | '\r\n';
  /** No block scalars: what follows in the text could be taken for their content. */
  quoted?: boolean;
  /** An empty line follows: a block scalar that keeps its last lines would take it for one of them. */
  beforeEmptyLine?: boolean;
}

const LF: Layout = { lineBreak: '\n' };

const newLines: Record<Layout['lineBreak'], string[]> = { '\n': [], '\r\n': [] };

/** A line break, and the indentation of the line behind it. */
export function newLine(column: number, { lineBreak }: Layout): string {
  newLines[lineBreak][column] ??= lineBreak + ' '.repeat(column);
  return newLines[lineBreak][column];
}

/** `key: value` at a column. */
export function entryText(key: string, value: YamlValue, column = 0, layout = LF): string {
  return `${renderScalar(key, 'key')}:${entryValue(value, column, layout)}`;
}

/** `- value`, with the dash at a column. `text`: how the value is to be written. */
export function itemText(value: YamlValue, column = 0, layout = LF, text?: string): string {
  if (text !== undefined) return `- ${text.replace(/\n(?=[^\r\n])/g, `\n${' '.repeat(column + 2)}`)}`;
  return isNested(value) ? `- ${blockText(value, column + 2, layout)}` : `-${scalarValue(value, column, layout)}`;
}

/** A block collection that is not empty, at a column. `texts`: how items of a list are to be written, by their places. */
export function blockText(value: YamlValue, column = 0, layout = LF, texts?: ReadonlyMap<number, string>): string {
  const separator = newLine(column, layout);
  if (Array.isArray(value)) {
    return value.map((item, i) => itemText(item, column, layout, texts?.get(i))).join(separator);
  }
  if (!isMap(value)) throw new TypeError('a scalar is no block collection');
  return Object.entries(value)
    .map(([key, entry]) => entryText(key, entry, column, layout))
    .join(separator);
}

/** Whether a value is written over several lines, below its key. */
export function isNested(value: YamlValue): boolean {
  if (typeof value !== 'object') return false;
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

/** What follows the colon of a key at a column. */
function entryValue(value: YamlValue, column: number, layout: Layout): string {
  if (!isNested(value)) return scalarValue(value, column, layout);
  const inner = Array.isArray(value) ? column : column + 2;
  return newLine(inner, layout) + blockText(value, inner, layout);
}

/** What follows a colon, or a dash, if it is a scalar or an empty collection. */
function scalarValue(value: YamlValue, column: number, layout: Layout): string {
  if (typeof value !== 'string') return ` ${flowText(value, 'block')}`;
  const style = styleOf(value, 'block');
  if (style !== 'literal' || !allowsBlock(value, layout)) return ` ${renderString(value, style)}`;
  return ` ${literalText(value, column + 2, layout)}`;
}

/** Whether a text of several lines can be a block scalar where it goes. */
export function allowsBlock(text: string, layout: Layout): boolean {
  return !layout.quoted && !(layout.beforeEmptyLine && keepsLines(text));
}

/** Whether a value ends in a block scalar that keeps its last lines (`|+`). */
export function endsInKeptLines(value: YamlValue): boolean {
  if (typeof value === 'string') return keepsLines(value);
  const last = Array.isArray(value) ? value.at(-1) : isMap(value) ? Object.values(value).at(-1) : undefined;
  return last !== undefined && endsInKeptLines(last);
}

function keepsLines(text: string): boolean {
  return text === '\n' || text.endsWith('\n\n');
}

/** A text as a literal block, its content at a column. */
export function literalText(text: string, column: number, layout: Layout): string {
  const { header, lines } = literalLines(text);
  const start = newLine(column, layout);
  return header + lines.map(line => (line === '' ? layout.lineBreak : start + line)).join('');
}

/** A value on one line. `json`: as JSON, for texts that are JSON already. */
export function flowText(value: YamlValue, place: 'block' | 'flow' | 'json' = 'flow'): string {
  const inner = place === 'json' ? 'json' : 'flow';
  if (Array.isArray(value)) return `[${value.map(item => flowText(item, inner)).join(', ')}]`;
  if (isMap(value)) {
    const entries = Object.entries(value).map(([key, entry]) => `${flowKey(key, inner)}: ${flowText(entry, inner)}`);
    return `{${entries.join(', ')}}`;
  }
  return place === 'json' ? jsonScalar(value) : renderScalar(value, place);
}

/** A key inside a flow mapping. */
export function flowKey(key: string, place: 'flow' | 'json'): string {
  return place === 'json' ? JSON.stringify(key) : renderScalar(key, 'flow');
}

function jsonScalar(value: Exclude<YamlValue, YamlValue[] | { [key: string]: YamlValue }>): string {
  return typeof value === 'bigint' ? String(value) : JSON.stringify(value);
}
