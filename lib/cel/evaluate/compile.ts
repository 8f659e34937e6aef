import type { Checked } from '../check/check';
import { LIST_COST, MAP_COST } from '../cost';
import type { Call, Ident, ListLiteral, MapLiteral, Node, Select } from '../parse/ast';
import { type CallCompiler, compileCall } from './calls';
import { compileComprehension } from './comprehension';
import { EvaluationError } from './errors';
import { hasPart, hasPartOfPart, optionalPart, optionalPartOfPart, part, partOfPart } from './fields';
import { type Evaluate, readSlot } from './frame';
import { CelMap, type CelValue, Optional, TypeValue } from './value';

/** A part of an expression: how it runs; where it is the same every time, its value. */
export interface Compiled {
  readonly run: Evaluate;
  readonly constant?: CelValue;
}

/** Slots of the variables of an expression, the inner ones behind the outer ones. */
export class Slots {
  private readonly places = new Map<string, number>();

  constructor(
    names: readonly string[],
    private readonly outer?: Slots,
    private readonly start = 0,
  ) {
    for (const name of names) this.places.set(name, start + this.places.size);
  }

  get end(): number {
    return this.start + this.places.size;
  }

  place(name: string): number | undefined {
    return this.places.get(name) ?? this.outer?.place(name);
  }

  /** Whether a variable is one of the expression as a whole, not of a macro in it. */
  isOuter(name: string): boolean {
    if (!this.outer) return this.places.has(name);
    return !this.places.has(name) && this.outer.isOuter(name);
  }

  /** Further variables inside of an expression. */
  inner(names: readonly string[]): Slots {
    return new Slots(names, this, this.end);
  }
}

export function constant(value: CelValue): Compiled {
  return { run: () => value, constant: value };
}

/** Makes functions of a checked expression: running it asks nothing any more that could be asked before. */
export class Compiler implements CallCompiler {
  constructor(
    readonly checked: Checked,
    readonly slots: Slots,
    private readonly known = new Map<Node, Compiled>(),
  ) {}

  /** The compiler of what has further variables. */
  inside(names: readonly string[]): Compiler {
    return new Compiler(this.checked, this.slots.inner(names), this.known);
  }

  /** What macros use twice is compiled once. */
  compile(node: Node): Compiled {
    let compiled = this.known.get(node);
    if (!compiled) {
      compiled = this.compileNew(node);
      this.known.set(node, compiled);
    }
    return compiled;
  }

  private compileNew(node: Node): Compiled {
    switch (node.kind) {
      case 'literal':
        return constant(node.value);
      case 'ident':
        return this.compileIdent(node);
      case 'select':
        return this.compileSelect(node);
      case 'call':
        return this.compileCall(node);
      case 'list':
        return this.compileList(node);
      case 'map':
        return this.compileMap(node);
      case 'comprehension':
        return { run: compileComprehension(node, this) };
      default:
        throw new Error(`a type that is not known: ${node.name}`);
    }
  }

  private compileIdent(node: Ident | Select): Compiled {
    const reference = this.checked.references.get(node);
    if (reference?.kind === 'type') return constant(new TypeValue(reference.type));
    const name = reference?.kind === 'variable' ? reference.name : '';
    const place = this.slots.place(name);
    if (place === undefined) throw new Error(`a variable without a place: ${name}`);
    return {
      run: frame => {
        frame.charge(1);
        const slot = frame.slots[place];
        return typeof slot === 'object' && !(slot instanceof EvaluationError) ? slot : readSlot(slot, name);
      },
    };
  }

  private compileSelect(node: Select): Compiled {
    if (this.checked.references.has(node)) return this.compileIdent(node);
    const { field, isTest, isOptional } = node;
    const { run } = this.compile(node.operand);
    const extra = attributeCost(node.operand);
    const isInside = this.isField(node.operand);
    if (isTest) {
      const has = isInside ? hasPartOfPart : hasPart;
      return {
        run: frame => {
          const value = run(frame);
          frame.charge(extra);
          return has(value, field);
        },
      };
    }
    if (isOptional) {
      const find = isInside ? optionalPartOfPart : optionalPart;
      return {
        run: frame => {
          const found = find(run(frame), field);
          frame.charge(extra + (found.value === undefined ? 0 : 1));
          return found;
        },
      };
    }
    const cost = 1 + extra;
    const find = isInside ? partOfPart : part;
    return {
      run: frame => {
        const value = run(frame);
        frame.charge(cost);
        return find(value, field);
      },
    };
  }

  /** Whether a node is a field of a variable: an optional that it is was there before, and no field led to it. */
  private isField(node: Node): boolean {
    let at = node;
    while (at.kind === 'select' && !at.isOptional && !this.checked.references.has(at)) at = at.operand;
    return at !== node && at.kind === 'ident' && this.slots.isOuter(at.name);
  }

  private compileCall(node: Call): Compiled {
    return compileCall(node, this);
  }

  private compileList({ items }: ListLiteral): Compiled {
    const parts = items.map(item => ({ ...this.compile(item.value), isOptional: item.isOptional }));
    const isConstant = parts.every(each => each.constant !== undefined && !each.isOptional);
    if (isConstant) return constant(parts.map(each => each.constant as CelValue));
    const isPlain = parts.every(each => !each.isOptional);
    const runs = parts.map(each => each.run);
    if (isPlain) {
      return {
        run: frame => {
          const values = runs.map(run => run(frame));
          frame.charge(LIST_COST);
          return values;
        },
      };
    }
    return {
      run: frame => {
        const values = parts.flatMap(({ run, isOptional }) => {
          const value = run(frame);
          return isOptional ? presentValue(value) : [value];
        });
        frame.charge(LIST_COST);
        return values;
      },
    };
  }

  private compileMap({ entries }: MapLiteral): Compiled {
    const parts = entries.map(({ key, value, isOptional }) => {
      return { key: this.compile(key), value: this.compile(value), isOptional };
    });
    const build = (find: (compiled: Compiled) => CelValue): CelMap => {
      const map = new CelMap();
      for (const { key, value, isOptional } of parts) {
        const [own, entry] = [find(key), find(value)];
        const present = isOptional ? presentValue(entry) : [entry];
        if (present.length === 0) map.delete(own);
        else if (!map.set(own, present[0] as CelValue)) throw new EvaluationError('unsupported key type');
      }
      return map;
    };
    const isConstant = parts.every(({ key, value, isOptional }) => {
      return key.constant !== undefined && value.constant !== undefined && !isOptional;
    });
    if (isConstant) return constant(build(({ constant: value }) => value as CelValue));
    return {
      run: frame => {
        const map = build(({ run }) => run(frame));
        frame.charge(MAP_COST);
        return map;
      },
    };
  }
}

/** What is not a variable, or a part of one, costs 1 more where a part of it is read. */
export function attributeCost(node: Node): number {
  if (node.kind === 'ident' || (node.kind === 'select' && !node.isTest)) return 0;
  return node.kind === 'call' && (node.name === '_[_]' || node.name === '_[?_]') ? 0 : 1;
}

/** What an optional holds, if it holds anything. */
function presentValue(value: CelValue): CelValue[] {
  if (!(value instanceof Optional))
    throw new EvaluationError('cannot initialize optional entry from non-optional value');
  return value.value === undefined ? [] : [value.value];
}
