import { cut, quote } from '../../lib/krm/quote';
import type { Finding } from '../../lib/krm/report';
import { formatPath } from '../../lib/yaml/path';
import { MISPLACED, type Misplacement, type SetterComment } from './setter-comments';

/** What there is to say of one field with a setter comment. */

/** `now`, `before`: texts, or the numbers of items of a list. */
export function fieldSet(comment: SetterComment, now: string | number, before: string | number): Finding {
  const message = `${whereOf(comment)} is set to ${valueInWords(now)}; it was ${valueInWords(before)} (\`${comment.pattern.source}\`)`;
  return at(comment, 'FIELD_SET', message);
}

export function misplaced(comment: SetterComment, why: Misplacement): Finding {
  const message = `the comment for \`${comment.pattern.source}\` at ${whereOf(comment)} sets nothing: ${MISPLACED[why]}`;
  return at(comment, 'SETTER_MISPLACED', message);
}

export function notEdited(comment: SetterComment): Finding {
  const message = `${whereOf(comment)} keeps its value, whatever \`${comment.pattern.source}\` is: apply-setters edits neither the Kptfile, the package context and what Porch injects, nor its own config`;
  return at(comment, 'SETTER_NOT_EDITED', message);
}

export function valuesMissing(comment: SetterComment, names: readonly string[], present: string): Finding {
  const message = `${whereOf(comment)} needs ${inWords(names)}, too: its text ${shown(present)} does not have the form \`${comment.pattern.source}\`, which would tell; give values for all setters in it`;
  return { ...at(comment, 'VALUES_MISSING', message), current: cut(present, LONGEST) };
}

export function valuesUnresolved(comment: SetterComment, names: readonly string[]): Finding {
  const references = names.map(name => `\`\${${name}}\``).join(', ');
  const message = `${whereOf(comment)} would be set to a text with ${references} in it: a value cannot speak of other setters, write it out`;
  return at(comment, 'VALUES_UNRESOLVED', message);
}

export function listPattern(comment: SetterComment): Finding {
  const message = `the list ${whereOf(comment)} has \`${comment.pattern.source}\`: one setter sets a list as a whole, write \`# kpt-set: \${name}\``;
  return at(comment, 'LIST_PATTERN', message);
}

export function noList(comment: SetterComment, value: string): Finding {
  const message = `the list ${whereOf(comment)} cannot be set to ${shown(value)}, which is no YAML list: give \`[a, b]\`, or a line \`- a\` for each item`;
  return at(comment, 'LIST_VALUE', message);
}

const LONGEST = 120;

function valueInWords(value: string | number): string {
  if (typeof value === 'string') return shown(value);
  return value === 1 ? 'a list of 1 item' : `a list of ${value} items`;
}

/** A text in quotes; the end of a long one is left out. */
export function shown(text: string): string {
  return quote(text, LONGEST);
}

/** The setters `a`, `b` and `c`. */
function inWords(names: readonly string[]): string {
  const quoted = names.map(name => `\`${name}\``);
  return quoted.length === 1
    ? `the setter ${quoted[0]}`
    : `the setters ${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1)}`;
}

function whereOf({ path }: SetterComment): string {
  return path.length === 0 ? 'the object' : formatPath(path);
}

function at({ object, path }: SetterComment, code: string, message: string): Finding {
  return { code, message, object, path };
}
