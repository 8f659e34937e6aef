import type { Issue } from '../issue';
import { clauseProblem, readFormatText, VERBS } from '../libraries/format-text';
import type { Node } from '../parse/ast';
import type { Checked } from './check';
import { isDyn } from './type';

/** What is wrong with a format, and with which of its arguments, if with one. */
export interface FormatProblem {
  readonly message: string;
  readonly node?: Node;
}

/** What does not fit in the arguments of a format text. Source: `stringFormatValidator` of cel-go. */
export function readFormat(text: string, args: readonly Node[], types: Checked['types']): FormatProblem | undefined {
  const { parts, problem } = readFormatText(text, args.length);
  const clauses = parts.filter(part => typeof part !== 'string');
  for (const [i, { verb }] of clauses.entries()) {
    const node = unfit(args[i] as Node, VERBS[verb].takes, verb === 's', types);
    if (node) return { message: clauseProblem(verb, types.get(node)?.name ?? ''), node };
  }
  if (problem !== undefined) return { message: problem };
  if (args.length <= clauses.length) return undefined;
  const message = `too many arguments supplied to string.format (expected ${clauses.length}, got ${args.length})`;
  return { message };
}

export function formatIssue(call: Node, { message, node }: FormatProblem): Issue {
  return { offset: (node ?? call).offset, message };
}

/** The argument, or what stands in it, that is of no type that is taken. */
function unfit(node: Node, takes: readonly string[], isDeep: boolean, types: Checked['types']): Node | undefined {
  const type = types.get(node);
  if (type && !isDyn(type) && !takes.includes(type.kind)) return node;
  if (!isDeep) return undefined;
  const inner = node.kind === 'list' ? node.items.map(item => item.value) : [];
  if (node.kind === 'map') inner.push(...node.entries.flatMap(({ key, value }) => [key, value]));
  for (const each of inner) {
    const found = unfit(each, takes, isDeep, types);
    if (found) return found;
  }
  return undefined;
}
