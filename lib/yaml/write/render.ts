import { isMap, type YamlValue } from '../value';
import { literalLines, renderScalar, styleOf } from './scalar-style';

/**
 * New subtrees as kyaml writes them: block style, two spaces, compact sequences, empty collections as `{}` and `[]`.
 * Lines come without line breaks, the first one without indentation.
 */

export interface RenderOptions {
  /** No block scalars: what follows in the text could be taken for their content. */
  quoted?: boolean;
}

/** The lines of `key: value`; nested lines are indented relative to the key's column. */
export function entryLines(key: string, value: YamlValue, options: RenderOptions = {}): string[] {
  return withPrefix(`${renderScalar(key, 'key')}:`, value, true, options);
}

/** The lines of `- value`; nested lines are indented relative to the dash's column. */
export function itemLines(value: YamlValue, options: RenderOptions = {}): string[] {
  if (!isNested(value)) return withPrefix('-', value, false, options);
  return blockLines(value, options).map((line, i) => (i === 0 ? `- ${line}` : indent(line)));
}

/** The lines of a block collection that is not empty. */
export function blockLines(value: YamlValue, options: RenderOptions = {}): string[] {
  if (Array.isArray(value)) return value.flatMap(item => itemLines(item, options));
  if (isMap(value)) return Object.entries(value).flatMap(([key, entry]) => entryLines(key, entry, options));
  throw new TypeError('a scalar has no block lines');
}

/** Whether a value is written over several lines, below its key. */
export function isNested(value: YamlValue): boolean {
  return Array.isArray(value) ? value.length > 0 : isMap(value) && Object.keys(value).length > 0;
}

function withPrefix(prefix: string, value: YamlValue, compactSequences: boolean, options: RenderOptions): string[] {
  if (isNested(value)) {
    const lines = blockLines(value, options);
    return [prefix, ...(compactSequences && Array.isArray(value) ? lines : lines.map(indent))];
  }
  if (typeof value === 'string' && !options.quoted && styleOf(value, 'block') === 'literal') {
    const { header, lines } = literalLines(value);
    return [`${prefix} ${header}`, ...lines.map(indent)];
  }
  return [`${prefix} ${flowText(value, 'block')}`];
}

function indent(line: string): string {
  return line === '' ? '' : `  ${line}`;
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
