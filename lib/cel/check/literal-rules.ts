import { stringToDuration, stringToTimestamp } from '../evaluate/convert';
import { EvaluationError } from '../evaluate/errors';
import { timestampOfSeconds } from '../evaluate/time';
import { type CelValue, isInt } from '../evaluate/value';
import type { Issue } from '../issue';
import { readRegex } from '../libraries/regex';
import { childrenOf, type Literal, type Node } from '../parse/ast';
import type { Checked } from './check';
import { formatIssue, readFormat } from './format-rules';
import { formatType, isSameType, type Type, unwrapOptional } from './type';

/** What is asked of literals when an expression is compiled. Source: `cel/validator.go` of cel-go. */
export function checkLiterals(node: Node, { types }: Pick<Checked, 'types'>): Issue[] {
  const issues: Issue[] = [];
  const seen = new Set<Node>();
  const visit = (each: Node, isFormatted: boolean): void => {
    if (seen.has(each)) return;
    seen.add(each);
    issues.push(...checkArgument(each), ...checkFormat(each, types));
    if (!isFormatted) issues.push(...checkSameTypes(each, types));
    const isInFormat = isFormatted || (each.kind === 'call' && each.name === 'format');
    for (const child of childrenOf(each)) visit(child, isInFormat);
  };
  visit(node, false);
  return issues;
}

/** Functions whose first argument, where it is a literal, must be one that they take. */
const TAKES: Record<string, (value: CelValue) => boolean> = {
  duration: value => !isInt(value) && (typeof value !== 'string' || succeeds(() => stringToDuration(value))),
  matches: value => typeof value !== 'string' || !('problem' in readRegex(value)),
  timestamp: value => {
    if (isInt(value)) return succeeds(() => timestampOfSeconds(BigInt(value)));
    return typeof value !== 'string' || succeeds(() => stringToTimestamp(value));
  },
};

function checkArgument(node: Node): Issue[] {
  if (node.kind !== 'call' || !Object.hasOwn(TAKES, node.name)) return [];
  const [first] = node.args;
  if (first?.kind !== 'literal' || TAKES[node.name]?.(first.value)) return [];
  return [{ offset: first.offset, message: `invalid ${node.name} argument` }];
}

function succeeds(convert: () => unknown): boolean {
  try {
    convert();
    return true;
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    return false;
  }
}

/** What stands in a list, and the keys and values of a map, have one type, dyn included. */
function checkSameTypes(node: Node, types: Checked['types']): Issue[] {
  const typeOf = (each: Node, isOptional = false): Type => {
    const type = types.get(each) as Type;
    return isOptional ? unwrapOptional(type) : type;
  };
  if (node.kind === 'list') {
    const typed = node.items.map(item => ({ node: item.value, type: typeOf(item.value, item.isOptional) }));
    return different(typed).slice(0, 1);
  }
  if (node.kind !== 'map') return [];
  return [
    ...different(node.entries.map(({ key }) => ({ node: key, type: typeOf(key) }))),
    ...different(node.entries.map(({ value, isOptional }) => ({ node: value, type: typeOf(value, isOptional) }))),
  ];
}

/** Those that are not of the type of the first. */
function different([first, ...others]: readonly { node: Node; type: Type }[]): Issue[] {
  if (!first) return [];
  return others
    .filter(({ type }) => !isSameType(type, first.type))
    .map(({ node, type }) => {
      const message = `expected type '${formatType(first.type)}' but found '${formatType(type)}'`;
      return { offset: node.offset, message };
    });
}

/** `'…'.format([…])`, as far as both are literals. */
function checkFormat(node: Node, types: Checked['types']): Issue[] {
  if (node.kind !== 'call' || node.name !== 'format' || node.target?.kind !== 'literal') return [];
  const [list] = node.args;
  const { value } = node.target as Literal;
  if (typeof value !== 'string' || list?.kind !== 'list') return [];
  const args = list.items.map(item => item.value);
  const problem = readFormat(value, args, types);
  return problem ? [formatIssue(node, problem)] : [];
}
