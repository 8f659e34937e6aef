import type { CelValue } from '../evaluate/value';

/** An expression as a tree. `offset`: where it stands in the text, as the API server points at it. */
export type Node = Literal | Ident | Select | Call | ListLiteral | MapLiteral | StructLiteral | Comprehension;

export interface Literal {
  readonly kind: 'literal';
  readonly offset: number;
  readonly value: CelValue;
}

export interface Ident {
  readonly kind: 'ident';
  readonly offset: number;
  readonly name: string;
}

/** `operand.field`; `isTest`: `has(operand.field)`; `isOptional`: `operand.?field`. */
export interface Select {
  readonly kind: 'select';
  readonly offset: number;
  readonly operand: Node;
  readonly field: string;
  readonly isTest: boolean;
  readonly isOptional: boolean;
}

/** Operators are calls too; their names are those of cel-spec (`_+_`). */
export interface Call {
  readonly kind: 'call';
  readonly offset: number;
  readonly name: string;
  readonly target?: Node | undefined;
  readonly args: readonly Node[];
}

export interface ListLiteral {
  readonly kind: 'list';
  readonly offset: number;
  readonly items: readonly ListItem[];
}

export interface ListItem {
  readonly value: Node;
  readonly isOptional: boolean;
}

export interface MapLiteral {
  readonly kind: 'map';
  readonly offset: number;
  readonly entries: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: Node;
  readonly value: Node;
  readonly isOptional: boolean;
}

/** `Name{field: value}`: nothing in Kubernetes that is checked offline has such a type. */
export interface StructLiteral {
  readonly kind: 'struct';
  readonly offset: number;
  readonly name: string;
}

/**
 * What macros become: `accu` is set to `init`, then to `step` for each element of `range` while `condition` is true;
 * `result` is its value. Sources: `ComprehensionExpr` of cel-spec.
 */
export interface Comprehension {
  readonly kind: 'comprehension';
  readonly offset: number;
  readonly range: Node;
  /** Of a list its item, of a map its key; with two variables, of a list its index. */
  readonly variable: string;
  readonly second?: string | undefined;
  readonly accu: string;
  readonly init: Node;
  readonly condition: Node;
  readonly step: Node;
  readonly result: Node;
}

/** `a.b.c` as a name, where a chain of fields is all that it is. */
export function qualifiedName(node: Node): string | undefined {
  if (node.kind === 'ident') return node.name;
  if (node.kind !== 'select' || node.isTest || node.isOptional) return undefined;
  const operand = qualifiedName(node.operand);
  return operand === undefined ? undefined : `${operand}.${node.field}`;
}

/** The expressions that stand right in an expression. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'select':
      return [node.operand];
    case 'call':
      return node.target ? [node.target, ...node.args] : node.args;
    case 'list':
      return node.items.map(item => item.value);
    case 'map':
      return node.entries.flatMap(({ key, value }) => [key, value]);
    case 'comprehension':
      return [node.range, node.init, node.condition, node.step, node.result];
    default:
      return [];
  }
}
