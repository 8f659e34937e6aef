import { runtimeType } from '../evaluate/runtime-type';
import type { Issue } from '../issue';
import type { Overload } from '../libraries/declare';
import {
  type Call,
  type Comprehension,
  type Ident,
  type ListLiteral,
  type MapLiteral,
  type Node,
  qualifiedName,
  type Select,
} from '../parse/ast';
import type { Declarations } from './declarations';
import { Scope } from './scope';
import { moreGeneral, Substitution } from './substitution';
import {
  BOOL,
  DYN,
  ERROR,
  formatType,
  INT,
  isDyn,
  isOptionalType,
  isSameType,
  listOf,
  mapOf,
  optionalOf,
  type Type,
  unwrapOptional,
} from './type';

/** What a node turned out to be. */
export type Reference =
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'type'; readonly type: Type }
  | { readonly kind: 'call'; readonly overloads: readonly Overload[]; readonly args: readonly Node[] };

export interface Checked {
  readonly type: Type;
  readonly types: ReadonlyMap<Node, Type>;
  readonly references: ReadonlyMap<Node, Reference>;
  readonly issues: readonly Issue[];
}

/** Finds the types of all parts of an expression, and what does not fit. Rules and words are those of cel-go. */
export function checkExpression(node: Node, declarations: Declarations): Checked {
  const checker = new Checker(declarations);
  checker.check(node);
  return checker.finish(node);
}

class Checker {
  private readonly types = new Map<Node, Type>();
  private readonly references = new Map<Node, Reference>();
  private readonly issues: Issue[] = [];
  private readonly substitution = new Substitution();
  private scope: Scope;

  constructor(private readonly declarations: Declarations) {
    this.scope = new Scope();
  }

  finish(node: Node): Checked {
    for (const [each, type] of this.types) this.types.set(each, this.substitution.apply(type, true));
    return {
      type: this.typeOf(node),
      types: this.types,
      references: this.references,
      issues: this.issues,
    };
  }

  /** Macros use an expression twice: it is looked at once. */
  check(node: Node): Type {
    const known = this.types.get(node);
    if (known) return known;
    const type = this.typeFound(node);
    this.types.set(node, type);
    return type;
  }

  private typeFound(node: Node): Type {
    switch (node.kind) {
      case 'literal':
        return runtimeType(node.value);
      case 'ident':
        return this.checkIdent(node);
      case 'select':
        return this.checkSelect(node);
      case 'call':
        return this.checkCall(node);
      case 'list':
        return this.checkList(node);
      case 'map':
        return this.checkMap(node);
      case 'struct':
        return this.undeclared(node.offset, node.name);
      default:
        return this.checkComprehension(node);
    }
  }

  private checkIdent(node: Ident): Type {
    return this.resolveName(node, node.name) ?? this.undeclared(node.offset, node.name);
  }

  /** A name with dots may be that of a variable or a type. */
  private resolveName(node: Node, written: string): Type | undefined {
    const name = written.replace(/^\./, '');
    const local = this.scope.find(name);
    if (local) {
      this.references.set(node, { kind: 'variable', name });
      return local;
    }
    const type = this.declarations.type(name);
    if (type) this.references.set(node, { kind: 'type', type });
    else this.references.set(node, { kind: 'variable', name });
    return this.declarations.ident(name);
  }

  private checkSelect(node: Select): Type {
    const name = qualifiedName(node);
    const named = name === undefined ? undefined : this.resolveName(node, name);
    if (named) return named;
    this.references.delete(node);
    const operand = this.substitution.apply(this.check(node.operand), false);
    const field = this.fieldType(unwrapOptional(operand), node);
    if (node.isTest) return BOOL;
    const result = this.substitution.apply(field, false);
    return isOptionalType(operand) || node.isOptional ? optionalOf(result) : result;
  }

  private fieldType(type: Type, { field, offset }: Select): Type {
    if (type.kind === 'map') return type.params[1] as Type;
    if (type.kind === 'struct') {
      const found = type.fields?.get(field);
      return found ?? this.report(offset, `undefined field '${field}'`);
    }
    if (type.kind === 'param') this.substitution.isAssignable(DYN, type);
    else if (!isDyn(type) && type.kind !== 'error') {
      this.report(offset, `type '${formatType(type)}' does not support field selection`);
    }
    return DYN;
  }

  private checkCall(node: Call): Type {
    const { name, target, args, offset } = node;
    for (const arg of args) this.check(arg);
    if (!target) return this.resolveCall(node, name, undefined);
    const prefix = qualifiedName(target);
    const qualified = prefix === undefined ? undefined : `${prefix}.${name}`.replace(/^\./, '');
    if (qualified !== undefined && this.declarations.overloads(qualified)) {
      return this.resolveCall(node, qualified, undefined);
    }
    this.check(target);
    if (!this.declarations.overloads(name)) return this.undeclared(offset, name);
    return this.resolveCall(node, name, target);
  }

  private resolveCall(node: Call, written: string, target: Node | undefined): Type {
    const name = written.replace(/^\./, '');
    if (name === '_&&_' || name === '_||_') return this.checkLogic(node);
    const overloads = this.declarations.overloads(name);
    if (!overloads) return this.undeclared(node.offset, written);
    const args = target ? [target, ...node.args] : node.args;
    const types = args.map(arg => this.typeOf(arg));
    let result: Type | undefined;
    const fitting: Overload[] = [];
    for (const overload of overloads) {
      if (overload.isMember !== (target !== undefined)) continue;
      const [own = DYN, ...params] = this.substitution.instantiate([overload.result, ...overload.params]);
      if (!this.substitution.areAssignable(types, params)) continue;
      fitting.push(overload);
      const ownResult = this.substitution.apply(own, false);
      if (!result) result = ownResult;
      else if (!isDyn(result) && !isSameType(ownResult, result)) result = DYN;
    }
    if (!result) return this.noOverload(node.offset, name, types, target !== undefined);
    this.references.set(node, { kind: 'call', overloads: fitting, args });
    return result;
  }

  private noOverload(offset: number, name: string, types: readonly Type[], isMember: boolean): Type {
    const shown = types.map(type => formatType(this.substitution.apply(type, true)));
    const call = isMember ? `${shown[0]}.(${shown.slice(1).join(', ')})` : `(${shown.join(', ')})`;
    return this.report(offset, `found no matching overload for '${name}' applied to '${call}'`);
  }

  private checkLogic({ args }: Call): Type {
    const wrong = args.filter(arg => !this.expectType(arg, BOOL));
    return wrong.length > 0 ? ERROR : BOOL;
  }

  private checkList({ items }: ListLiteral): Type {
    let joined: Type | undefined;
    for (const { value, isOptional } of items) {
      const type = this.check(value);
      joined = this.join(joined, isOptional ? this.unwrap(value, type) : type);
    }
    return listOf(joined ?? this.substitution.newVariable());
  }

  private checkMap({ entries }: MapLiteral): Type {
    let keys: Type | undefined;
    let values: Type | undefined;
    for (const { key, value, isOptional } of entries) {
      keys = this.join(keys, this.check(key));
      const type = this.check(value);
      values = this.join(values, isOptional ? this.unwrap(value, type) : type);
    }
    return mapOf(keys ?? this.substitution.newVariable(), values ?? this.substitution.newVariable());
  }

  private unwrap({ offset }: Node, type: Type): Type {
    if (!isOptionalType(type) && !isDyn(type)) this.mismatch(offset, optionalOf(type), type);
    return unwrapOptional(type);
  }

  /** Types that do not fit each other are looked at later (see `checkLiterals`). */
  private join(previous: Type | undefined, type: Type): Type {
    if (!previous) return type;
    return this.substitution.isAssignable(previous, type) ? moreGeneral(previous, type) : DYN;
  }

  private checkComprehension(node: Comprehension): Type {
    this.check(node.range);
    const accu = this.check(node.init);
    const range = this.substitution.apply(this.typeOf(node.range), false);
    const [first, second] = this.variableTypes(node, range);
    const outer = this.scope;
    const accuScope = new Scope(outer).add(node.accu, accu);
    this.scope = new Scope(accuScope).add(node.variable, first);
    if (node.second !== undefined) this.scope.add(node.second, second);
    this.check(node.condition);
    this.expectType(node.condition, BOOL);
    this.check(node.step);
    this.expectType(node.step, accu);
    this.scope = accuScope;
    const result = this.check(node.result);
    this.scope = outer;
    return this.substitution.apply(result, false);
  }

  private variableTypes({ range, second }: Comprehension, type: Type): [Type, Type] {
    if (type.kind === 'list') {
      const item = type.params[0] as Type;
      return second === undefined ? [item, item] : [INT, item];
    }
    if (type.kind === 'map') return [type.params[0] as Type, type.params[1] as Type];
    if (isDyn(type) || type.kind === 'error' || type.kind === 'param') {
      this.substitution.isAssignable(DYN, type);
      return [DYN, DYN];
    }
    const message = `expression of type '${formatType(type)}' cannot be range of a comprehension (must be list, map, or dynamic)`;
    this.report(range.offset, message);
    return [ERROR, ERROR];
  }

  private expectType(node: Node, expected: Type): boolean {
    const type = this.typeOf(node);
    if (this.substitution.isAssignable(expected, type)) return true;
    this.mismatch(node.offset, expected, type);
    return false;
  }

  private typeOf(node: Node): Type {
    return this.types.get(node) ?? ERROR;
  }

  private mismatch(offset: number, expected: Type, found: Type): Type {
    return this.report(offset, `expected type '${formatType(expected)}' but found '${formatType(found)}'`);
  }

  private undeclared(offset: number, name: string): Type {
    return this.report(offset, `undeclared reference to '${name}' (in container '')`);
  }

  private report(offset: number, message: string): Type {
    this.issues.push({ offset, message });
    return ERROR;
  }
}
