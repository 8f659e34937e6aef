import type { Checked } from '../check/check';
import { isDyn } from '../check/type';
import { type Overload, ResultCost } from '../libraries/declare';
import { compiledRegex } from '../libraries/regex';
import type { Call, Node } from '../parse/ast';
import type { Work } from '../work';
import { contains } from './compare';
import { attributeCost, type Compiled, constant } from './compile';
import { EvaluationError, noSuchOverload, UnknownValueError } from './errors';
import { keyText, optionalPart, part } from './fields';
import { type Evaluate, Frame } from './frame';
import { fitsType, runtimeType } from './runtime-type';
import { CelMap, type CelValue, Optional } from './value';

/** What compiles the operands. */
export interface CallCompiler {
  readonly checked: Checked;
  compile(node: Node): Compiled;
}

/** Conversions of literals are done when an expression is compiled, and cost nothing. Source: `OptOptimize` of cel-go. */
const FOLDED: ReadonlySet<string> = new Set([
  ...['bool', 'bytes', 'double', 'duration', 'dyn', 'int', 'string', 'timestamp', 'type', 'uint'],
]);

export function compileCall(node: Call, compiler: CallCompiler): Compiled {
  const reference = compiler.checked.references.get(node);
  if (node.name === '_&&_') return { run: compileLogic(node, compiler, false) };
  if (node.name === '_||_') return { run: compileLogic(node, compiler, true) };
  if (reference?.kind !== 'call') throw new Error(`a call that is not resolved: ${node.name}`);
  const args = reference.args.map(arg => compiler.compile(arg));
  const special = SPECIAL.get(node.name);
  if (special) return { run: special(args, reference.args) };
  if (node.name === '@in') {
    const run = compileMembership(args);
    if (run) return { run };
  }
  if (node.name === 'find' || node.name === 'findAll') refuseWrongPattern(args[1]);
  const run = compileOverloads(node, reference.overloads, reference.args, args, compiler.checked);
  const [only] = args;
  if (FOLDED.has(node.name) && args.length === 1 && only?.constant !== undefined) return fold(run);
  return { run };
}

/** A pattern that is a literal is read at once. Throws `EvaluationError`. */
function refuseWrongPattern(pattern: Compiled | undefined): void {
  if (typeof pattern?.constant === 'string') compiledRegex(pattern.constant);
}

/** The value of what needs no variable. Throws `EvaluationError`. */
function fold(run: Evaluate): Compiled {
  return constant(run(new Frame([], Number.POSITIVE_INFINITY)));
}

/** `&&` (until false) or `||` (until true): an operand that decides makes up for errors of others. */
function compileLogic({ args }: Call, compiler: CallCompiler, decisive: boolean): Evaluate {
  const terms = args.map(arg => compiler.compile(arg).run);
  return frame => {
    let problem: EvaluationError | undefined;
    for (const term of terms) {
      try {
        const value = term(frame);
        if (value === decisive) return decisive;
        if (typeof value !== 'boolean') problem ??= noSuchOverload();
      } catch (error) {
        problem = graver(problem, error);
      }
    }
    if (problem) throw problem;
    return !decisive;
  };
}

/** The error that counts of two: the first; but what is not known might decide. */
function graver(problem: EvaluationError | undefined, error: unknown): EvaluationError {
  if (!(error instanceof EvaluationError)) throw error;
  if (!problem) return error;
  return error instanceof UnknownValueError && !(problem instanceof UnknownValueError) ? error : problem;
}

type SpecialCall = (args: readonly Compiled[], nodes: readonly Node[]) => Evaluate;

/** Calls that do not need all operands, or read a part of one. */
const SPECIAL_CALLS: Record<string, SpecialCall> = {
  '_?_:_': (args, nodes) => {
    const condition = (args[0] as Compiled).run;
    const then = withoutOwnCost(args[1] as Compiled, nodes[1] as Node);
    const otherwise = withoutOwnCost(args[2] as Compiled, nodes[2] as Node);
    return frame => {
      const value = condition(frame);
      if (typeof value !== 'boolean') throw noSuchOverload();
      return value ? then(frame) : otherwise(frame);
    };
  },
  '_[_]': (args, [operand, index]) => {
    const [value, key] = args.map(arg => arg.run) as [Evaluate, Evaluate];
    const cost = (isVariablePart(index as Node) ? 0 : 1) + attributeCost(operand as Node);
    return frame => {
      const holder = value(frame);
      const own = key(frame);
      frame.charge(cost);
      return part(holder, own);
    };
  },
  '_[?_]': (args, [operand, index]) => {
    const [value, key] = args.map(arg => arg.run) as [Evaluate, Evaluate];
    const extra = attributeCost(operand as Node);
    const own = isVariablePart(index as Node) ? -1 : 0;
    return frame => {
      const found = optionalPart(value(frame), key(frame));
      frame.charge(extra + own + (found.value === undefined ? 0 : 1));
      return found;
    };
  },
  or: args => alternative(args, found => found),
  orValue: args => alternative(args, found => found.value as CelValue),
  'cel.@mapInsert': args => {
    const [map, ...values] = args.map(arg => arg.run) as [Evaluate, ...Evaluate[]];
    return frame => {
      const target = map(frame) as CelMap;
      const [key, value] = values.map(run => run(frame)) as [CelValue, CelValue | undefined];
      frame.charge(1);
      const entries = value === undefined ? (key as CelMap).entries() : [[key, value] as const];
      for (const [own, entry] of entries) {
        frame.step(1);
        insert(target, own, entry);
      }
      return target;
    };
  },
};

const SPECIAL: ReadonlyMap<string, SpecialCall> = new Map(Object.entries(SPECIAL_CALLS));

/** The map is the macro's own: nothing else can see it until it is whole. */
function insert(map: CelMap, key: CelValue, value: CelValue): void {
  if (map.has(key)) throw new EvaluationError(`insert failed: key ${keyText(key)} already exists`);
  map.set(key, value);
}

function alternative([first, second]: readonly Compiled[], found: (optional: Optional) => CelValue): Evaluate {
  return frame => {
    const optional = first?.run(frame) as CelValue;
    // What is no optional, though nobody knew that before, is its own value.
    if (!(optional instanceof Optional)) return optional;
    return optional.value === undefined ? (second as Compiled).run(frame) : found(optional);
  };
}

/** `value in [literals]`, which costs nothing beyond the value; undefined of other lists. */
function compileMembership([value, list]: readonly Compiled[]): Evaluate | undefined {
  const items = list?.constant;
  if (!Array.isArray(items) || !value) return undefined;
  if (items.length === 0) return () => false;
  const isSimple = items.every(item => typeof item !== 'object' || item === null);
  if (!isSimple) return frame => contains(items, value.run(frame), frame);
  const set = new CelMap();
  for (const item of items) set.set(item, true);
  return frame => set.has(value.run(frame));
}

type AnyRun = (...args: (CelValue | Work)[]) => CelValue;

/** A call of the overload that fits, or of that of several whose parameters the arguments have the types of. */
function compileOverloads(
  node: Call,
  overloads: readonly Overload[],
  nodes: readonly Node[],
  args: readonly Compiled[],
  { types }: Checked,
): Evaluate {
  const [first] = overloads as [Overload];
  const runs = args.map(arg => arg.run);
  const cost = overloads.length === 1 || first.costOf === 'function' ? first.cost : undefined;
  if (first.isShared) return withArguments(runs, first.run as AnyRun, cost);
  const isCertain =
    overloads.length === 1 &&
    nodes.every((arg, i) => {
      const type = types.get(arg);
      const wanted = first.params[i];
      return (
        wanted?.kind === 'param' ||
        wanted?.kind === 'dyn' ||
        (type !== undefined && !isDyn(type) && type.kind !== 'null')
      );
    });
  if (isCertain) return withArguments(runs, first.run as AnyRun, cost);
  const choose: AnyRun = (...values) => {
    const fitting = overloads.find(({ params }) => params.every((type, i) => fitsType(values[i] as CelValue, type)));
    if (!fitting) throw first.isGuarded ? noMatch(node, values.slice(0, -1) as CelValue[]) : noSuchOverload();
    return (fitting.run as AnyRun)(...values);
  };
  return withArguments(runs, choose, cost);
}

function noMatch({ name }: Call, values: readonly CelValue[]): EvaluationError {
  const types = values.map(value => runtimeType(value).name);
  return new EvaluationError(`no such overload: ${name}(${types.join(', ')})`);
}

/** Variables and parts of them: cel-go does not count these once more where a condition or an index reads them. */
function isVariablePart(node: Node): boolean {
  return attributeCost(node) === 0;
}

function withoutOwnCost({ run }: Compiled, node: Node): Evaluate {
  if (!isVariablePart(node)) return run;
  return frame => {
    const value = run(frame);
    frame.charge(-1);
    return value;
  };
}

/** What a call costs is charged before it runs, unless it goes by the result: nothing expensive runs in vain. */
function withArguments(runs: readonly Evaluate[], run: AnyRun, cost: Overload['cost']): Evaluate {
  if (cost instanceof ResultCost) {
    return frame => {
      const values = runs.map(each => each(frame));
      const result = run(...values, frame);
      frame.charge(cost.of(values, result));
      return result;
    };
  }
  const [first, second] = runs;
  if (runs.length === 1 && first) {
    return frame => {
      const value = first(frame);
      if (cost) frame.charge(cost([value], frame));
      else chargeOne(frame, value);
      return run(value, frame);
    };
  }
  if (runs.length === 2 && first && second) {
    return frame => {
      const a = first(frame);
      const b = second(frame);
      if (cost) frame.charge(cost([a, b], frame));
      else chargeOne(frame, a, b);
      return run(a, b, frame);
    };
  }
  return frame => {
    const values = runs.map(each => each(frame));
    if (cost) frame.charge(cost(values, frame));
    else chargeOne(frame, values[0], values[1]);
    return run(...values, frame);
  };
}

/** Shorter texts are looked at in no time. */
const LONG_TEXT = 1000;
/** Characters that are looked at in the time of a step. */
const CHARACTERS_PER_STEP = 10;

/** A call without a cost of its own: it costs 1, however long the texts that it looks at. */
function chargeOne(frame: Frame, a: CelValue | undefined, b?: CelValue): void {
  frame.charge(1);
  if (typeof a === 'string' && a.length > LONG_TEXT) frame.step(a.length / CHARACTERS_PER_STEP);
  if (typeof b === 'string' && b.length > LONG_TEXT) frame.step(b.length / CHARACTERS_PER_STEP);
}
