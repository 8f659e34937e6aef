import { LIST_COST } from '../cost';
import type { Comprehension, Node } from '../parse/ast';
import { isList } from './compare';
import type { Compiler } from './compile';
import { EvaluationError } from './errors';
import type { Evaluate, Frame } from './frame';
import { runtimeType } from './runtime-type';
import { CelMap, type CelValue } from './value';

/** How a comprehension runs: over what, and what happens to its result with each element. */
interface Loop {
  readonly range: Evaluate;
  readonly init: Evaluate;
  readonly accu: number;
  readonly first: number;
  readonly second: number | undefined;
  /** Undefined where it is always true. */
  readonly condition: Evaluate | undefined;
  readonly step: Evaluate;
  readonly result: Evaluate;
  /** It gives a value a name only: the value is found when it is asked for. */
  readonly isBinding: boolean;
}

export function compileComprehension(node: Comprehension, compiler: Compiler): Evaluate {
  const names = [node.accu, node.variable, ...(node.second === undefined ? [] : [node.second])];
  const inside = compiler.inside(names);
  const accu = inside.slots.place(node.accu) as number;
  const condition = inside.compile(node.condition);
  const isAlways = condition.constant === true;
  const loop: Loop = {
    range: compiler.compile(node.range).run,
    init: initOf(node.init, compiler),
    accu,
    first: inside.slots.place(node.variable) as number,
    second: node.second === undefined ? undefined : inside.slots.place(node.second),
    condition: isAlways ? undefined : compileCondition(node.condition, accu, inside),
    step: compileStep(node, node.step, accu, inside),
    result: inside.compile(node.result).run,
    isBinding: condition.constant === false,
  };
  return frame => run(frame, loop);
}

/** A list or map that a macro builds begins anew each time. */
function initOf(node: Node, compiler: Compiler): Evaluate {
  if (node.kind === 'list' && node.items.length === 0) return () => [];
  if (node.kind === 'map' && node.entries.length === 0) return () => new CelMap();
  return compiler.compile(node).run;
}

/** An error so far is not strictly false: the next element may decide. */
function compileCondition(node: Node, accu: number, inside: Compiler): Evaluate {
  if (node.kind !== 'call' || node.name !== '@not_strictly_false') return inside.compile(node).run;
  const { run } = inside.compile(node.args[0] as Node);
  return frame => {
    if (!(frame.slots[accu] instanceof EvaluationError)) {
      const value = run(frame);
      frame.charge(1);
      return value !== false;
    }
    frame.charge(2);
    return true;
  };
}

/** The result so far, as a branch of a condition: that costs nothing. */
function accumulatorOf(accu: number): Evaluate {
  return frame => frame.slots[accu] as CelValue;
}

/** `accu + [value]` adds to the list itself: nothing else can see it until it is whole. */
function compileStep(node: Comprehension, step: Node, accu: number, inside: Compiler): Evaluate {
  const isList = node.init.kind === 'list' && node.init.items.length === 0;
  if (!isList || step.kind !== 'call') return inside.compile(step).run;
  const [first, second, third] = step.args;
  if (step.name === '_?_:_' && first && second && third?.kind === 'ident') {
    const condition = inside.compile(first).run;
    const then = compileStep(node, second, accu, inside);
    const otherwise = accumulatorOf(accu);
    return frame => {
      const value = condition(frame);
      if (typeof value !== 'boolean') throw new EvaluationError('no such overload');
      return value ? then(frame) : otherwise(frame);
    };
  }
  const isAppend =
    step.name === '_+_' && first?.kind === 'ident' && first.name === node.accu && second?.kind === 'list';
  const [item] = isAppend ? second.items : [];
  if (!item) return inside.compile(step).run;
  const value = inside.compile(item.value);
  const cost = value.constant === undefined ? LIST_COST + 2 : 2;
  return frame => {
    const list = frame.slots[accu] as CelValue[];
    list.push(value.run(frame));
    frame.charge(cost);
    return list;
  };
}

function run(frame: Frame, loop: Loop): CelValue {
  const { slots } = frame;
  const range = loop.range(frame);
  slots[loop.accu] = loop.isBinding ? lazily(frame, loop) : loop.init(frame);
  if (isList(range)) runOverList(frame, loop, range);
  else if (range instanceof CelMap) runOverMap(frame, loop, range);
  else throw notIterable(range);
  return loop.result(frame);
}

function runOverList(frame: Frame, loop: Loop, list: readonly CelValue[]): void {
  const { first, second } = loop;
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as CelValue;
    frame.slots[first] = second === undefined ? item : i;
    if (second !== undefined) frame.slots[second] = item;
    if (!advance(frame, loop)) return;
  }
}

function runOverMap(frame: Frame, loop: Loop, map: CelMap): void {
  const { first, second } = loop;
  for (const key of map.keys()) {
    frame.slots[first] = key;
    if (second !== undefined) frame.slots[second] = map.get(key) as CelValue;
    if (!advance(frame, loop)) return;
  }
}

function lazily(frame: Frame, { accu, init }: Loop): () => CelValue {
  return () => {
    const value = init(frame);
    frame.slots[accu] = value;
    return value;
  };
}

/** Takes the next element in; gives whether there may be another. */
function advance(frame: Frame, { accu, condition, step }: Loop): boolean {
  if (!condition) {
    frame.slots[accu] = step(frame);
    return true;
  }
  if (condition(frame) !== true) return false;
  try {
    frame.slots[accu] = step(frame);
  } catch (error) {
    if (!(error instanceof EvaluationError)) throw error;
    frame.slots[accu] = error;
  }
  return true;
}

/** Source: the names that types have in cel-go. */
const GO_NAMES: Record<string, string> = { null: 'Null', bool: 'Bool' };

function notIterable(value: CelValue): EvaluationError {
  const { kind } = runtimeType(value);
  const name = GO_NAMES[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1);
  return new EvaluationError(`got 'types.${name}', expected iterable type`);
}
