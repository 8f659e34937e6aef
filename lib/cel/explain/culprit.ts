import type { Path } from '../../yaml/path';
import { CALL_LIMIT } from '../cost';
import type { Bindings, Program } from '../environment';
import { CostLimitError } from '../evaluate/errors';
import { Frame } from '../evaluate/frame';
import { CelMap, type CelValue, Optional } from '../evaluate/value';
import type { Call, Comprehension, Node, Select } from '../parse/ast';
import type { Places } from './places';
import { type Element, ExplainScope } from './scope';

/** What an expression was run with. */
export interface Circumstances {
  readonly bindings: Bindings;
  /** The variable that paths are in, and where its parts stand. */
  readonly root: string;
  readonly places: Places;
  /** The program of `variables.name`. */
  readonly variable: (name: string) => Program | undefined;
}

/**
 * The part of the input that an expression is false for, or has no value for: the field a condition reads, the first
 * element a quantifier fails at. Undefined where no field is to blame. It is a hint: finding it costs as much as one run.
 */
export function culpritOf(program: Program, circumstances: Circumstances): Path | undefined {
  const budget = new Frame([], CALL_LIMIT);
  try {
    return new Search(circumstances, budget).ofProgram(program, true);
  } catch (error) {
    if (error instanceof CostLimitError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** By index; undefined for an item that comes from no part of the input. */
type ItemPlaces = readonly (Path | undefined)[] | undefined;

class Search {
  private readonly roots: ReadonlyMap<string, Path>;
  /** What is known of variables: they may use each other in so many ways that asking anew would never end. */
  private readonly culprits = {
    true: new Map<Program, Path | undefined>(),
    false: new Map<Program, Path | undefined>(),
  };
  private readonly variablePlaces = new Map<Program, Path | undefined>();

  constructor(
    private readonly circumstances: Circumstances,
    private readonly budget: Frame,
  ) {
    this.roots = new Map([[circumstances.root, []]]);
  }

  ofProgram(program: Program, wanted: boolean): Path | undefined {
    const known = this.culprits[`${wanted}`];
    if (!known.has(program)) known.set(program, this.culprit(program.source.node, wanted, this.scopeOf(program)));
    return known.get(program);
  }

  private placeOfProgram(program: Program): Path | undefined {
    const known = this.variablePlaces;
    if (!known.has(program)) known.set(program, this.place(program.source.node, this.scopeOf(program)));
    return known.get(program);
  }

  private scopeOf({ source }: Program): ExplainScope {
    const { bindings } = this.circumstances;
    const frame = new SharedFrame(
      source.variables.map(name => bindings[name]),
      this.budget,
    );
    return ExplainScope.of(source, frame, this.roots);
  }

  /** Why a condition is not what is wanted. */
  private culprit(node: Node, wanted: boolean, scope: ExplainScope): Path | undefined {
    this.budget.charge(1);
    if (node.kind === 'call') return this.culpritOfCall(node, wanted, scope);
    if (node.kind === 'comprehension') return this.culpritOfMacro(node, wanted, scope);
    const variable = node.kind === 'select' ? this.variableOf(node) : undefined;
    return variable ? this.ofProgram(variable, wanted) : this.place(node, scope);
  }

  private culpritOfCall(node: Call, wanted: boolean, scope: ExplainScope): Path | undefined {
    const [first, second, third] = node.args;
    switch (node.name) {
      case '_&&_':
      case '_||_':
        return this.culpritOfLogic(node, wanted, scope);
      case '!_':
        return first && this.culprit(first, !wanted, scope);
      case '_?_:_': {
        if (!first || !second || !third) return undefined;
        const condition = scope.value(first);
        if (typeof condition !== 'boolean') return this.culprit(first, true, scope);
        return this.culprit(condition ? second : third, wanted, scope) ?? this.culprit(first, !condition, scope);
      }
      default:
        return this.place(node, scope);
    }
  }

  /** One operand decides; where it takes all of them, the last one is what the others lead to. */
  private culpritOfLogic({ name, args }: Call, wanted: boolean, scope: ExplainScope): Path | undefined {
    const isEnough = (name === '_&&_') === wanted;
    if (isEnough) {
      const guilty = args.find(arg => scope.value(arg) !== wanted);
      return guilty && this.culprit(guilty, wanted, scope);
    }
    for (const arg of [...args].reverse()) {
      const found = this.culprit(arg, wanted, scope);
      if (found) return found;
    }
    return undefined;
  }

  private culpritOfMacro(node: Comprehension, wanted: boolean, scope: ExplainScope): Path | undefined {
    const quantifier = quantifierOf(node);
    if (!quantifier) return this.place(node, scope);
    const { predicate, isAll } = quantifier;
    const elements = this.elementsOf(node, scope);
    // `exists` that fails does so for all elements; an only one can be named.
    if (isAll !== wanted && elements.length !== 1) return this.place(node.range, scope);
    for (const element of elements) {
      const inside = scope.inside(node, element);
      if (inside.value(predicate) !== wanted) return this.culprit(predicate, wanted, inside) ?? element.place;
    }
    return this.place(node.range, scope);
  }

  /** Where a value comes from. */
  private place(node: Node, scope: ExplainScope): Path | undefined {
    this.budget.charge(1);
    switch (node.kind) {
      case 'ident':
        if (!scope.isValue(node)) return undefined;
        return scope.placeOfVariable(node.name) ?? this.placeOfValue(node, scope);
      case 'select':
        return this.placeOfField(node, scope);
      case 'call':
        return this.placeOfCall(node, scope);
      case 'list':
        return firstOf(node.items, item => this.place(item.value, scope));
      case 'map':
        return firstOf(node.entries, entry => this.place(entry.value, scope));
      case 'comprehension':
        return this.placeOfMacro(node, scope);
      default:
        return undefined;
    }
  }

  private placeOfField(node: Select, scope: ExplainScope): Path | undefined {
    const variable = this.variableOf(node);
    if (variable) return this.placeOfProgram(variable);
    const operand = this.place(node.operand, scope);
    return operand && [...operand, node.field];
  }

  private placeOfCall({ name, target, args }: Call, scope: ExplainScope): Path | undefined {
    const [first, second, third] = args;
    if (name === '_?_:_' && first && second && third) {
      return this.place(scope.value(first) === true ? second : third, scope) ?? this.place(first, scope);
    }
    if ((name === '_[_]' || name === '_[?_]') && first && second) return this.placeOfIndex(first, second, scope);
    if (name === '@in' && first && second) {
      const own = this.place(first, scope);
      return (
        own ??
        (scope.value(second) instanceof CelMap ? this.placeOfIndex(second, first, scope) : this.place(second, scope))
      );
    }
    return firstOf(target ? [target, ...args] : args, arg => this.place(arg, scope));
  }

  private placeOfIndex(holder: Node, index: Node, scope: ExplainScope): Path | undefined {
    const place = this.place(holder, scope);
    const key = scope.value(index);
    return place && (typeof key === 'string' || typeof key === 'number') ? [...place, key] : place;
  }

  /** What `filter` finds is what is wrong, as a rule: its first, and why it was found. */
  private placeOfMacro(node: Comprehension, scope: ExplainScope): Path | undefined {
    const predicate = filterOf(node);
    if (predicate) {
      for (const element of this.elementsOf(node, scope)) {
        const inside = scope.inside(node, element);
        if (inside.value(predicate) === true) return this.culprit(predicate, false, inside) ?? element.place;
      }
    }
    return this.place(node.range, scope) ?? this.place(node.init, scope);
  }

  /** A list or map that is a part of the input, or has one. */
  private placeOfValue(node: Node, scope: ExplainScope): Path | undefined {
    const value = scope.value(node);
    return value === undefined ? undefined : this.circumstances.places.of(value);
  }

  private elementsOf({ range }: Comprehension, scope: ExplainScope): Element[] {
    const value = scope.value(range);
    if (value instanceof CelMap) {
      const place = this.circumstances.places.of(value);
      this.budget.step(value.size);
      return [...value.entries()].map(([key, entry]) => ({
        key,
        value: entry,
        place: place && [...place, String(key)],
      }));
    }
    if (!Array.isArray(value)) return [];
    this.budget.step(value.length);
    const origins = this.placesOfItems(range, scope);
    const origin = origins?.length === value.length ? undefined : this.place(range, scope);
    return value.map((item: CelValue, i) => ({
      key: i,
      value: item,
      place: this.circumstances.places.of(item) ?? origins?.[i] ?? origin,
    }));
  }

  /**
   * Where the items of a list stand, scalars too: at their index, if the list is a part of the input; else where the
   * expressions that pick, join and make them have them from. Undefined of a list that comes about in another way.
   */
  private placesOfItems(node: Node, scope: ExplainScope): ItemPlaces {
    const value = scope.value(node);
    const list = value instanceof Optional ? value.value : value;
    if (!Array.isArray(list)) return undefined;
    this.budget.step(list.length);
    const own = this.circumstances.places.of(list);
    if (own) return list.map((_item, i) => [...own, i]);
    switch (node.kind) {
      case 'select': {
        const variable = this.variableOf(node);
        return variable && this.placesOfItems(variable.source.node, this.scopeOf(variable));
      }
      case 'call':
        return this.placesOfCalledItems(node, scope);
      case 'list':
        return node.items
          .filter(item => !item.isOptional || hasValue(scope.value(item.value)))
          .map(item => this.place(item.value, scope));
      case 'comprehension':
        return this.placesOfMadeItems(node, scope);
      default:
        return undefined;
    }
  }

  private placesOfCalledItems({ name, target, args }: Call, scope: ExplainScope): ItemPlaces {
    const [first, second, third] = args;
    if (name === '_+_' && first && second) {
      const [left, right] = [this.placesOfItems(first, scope), this.placesOfItems(second, scope)];
      return left && right && [...left, ...right];
    }
    if (name === '_?_:_' && first && second && third) {
      return this.placesOfItems(scope.value(first) === true ? second : third, scope);
    }
    if (name === 'orValue' && target && first) {
      return this.placesOfItems(hasValue(scope.value(target)) ? target : first, scope);
    }
    return name === 'dyn' && first ? this.placesOfItems(first, scope) : undefined;
  }

  /** Of `filter` and `map`. */
  private placesOfMadeItems(node: Comprehension, scope: ExplainScope): ItemPlaces {
    const made = itemOf(node);
    if (!made) return undefined;
    const predicate = filterOf(node);
    return this.elementsOf(node, scope).flatMap(element => {
      const inside = scope.inside(node, element);
      if (predicate && inside.value(predicate) !== true) return [];
      return [this.place(made, inside)];
    });
  }

  private variableOf({ operand, field, isTest }: Select): Program | undefined {
    const isVariable = operand.kind === 'ident' && operand.name === 'variables' && !isTest;
    return isVariable ? this.circumstances.variable(field) : undefined;
  }
}

/** A frame that counts what all of a search costs. */
class SharedFrame extends Frame {
  constructor(
    slots: Frame['slots'],
    private readonly budget: Frame,
  ) {
    super(slots, Number.POSITIVE_INFINITY);
  }

  override charge(cost: number): void {
    this.budget.charge(cost);
  }

  override step(count: number): void {
    this.budget.step(count);
  }
}

/** `all` and `exists`, by what they become (see macros.ts). */
function quantifierOf({ init, step }: Comprehension): { predicate: Node; isAll: boolean } | undefined {
  if (init.kind !== 'literal' || typeof init.value !== 'boolean' || step.kind !== 'call') return undefined;
  const predicate = step.args[1];
  return predicate && { predicate, isAll: init.value };
}

/** The condition of `filter`, and of `map` with one. */
function filterOf({ init, step }: Comprehension): Node | undefined {
  const isFilter = init.kind === 'list' && step.kind === 'call' && step.name === '_?_:_';
  return isFilter ? step.args[0] : undefined;
}

/** What `filter` and `map` append to their list for an element. */
function itemOf({ init, step }: Comprehension): Node | undefined {
  if (init.kind !== 'list' || step.kind !== 'call') return undefined;
  const append = step.name === '_?_:_' ? step.args[1] : step;
  const [, appended] = append?.kind === 'call' && append.name === '_+_' ? append.args : [];
  return appended?.kind === 'list' ? appended.items[0]?.value : undefined;
}

function hasValue(value: CelValue | undefined): boolean {
  return value instanceof Optional && value.value !== undefined;
}

function firstOf<Item>(items: readonly Item[], find: (item: Item) => Path | undefined): Path | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) return found;
  }
  return undefined;
}
