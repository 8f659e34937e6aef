import type { Call, Comprehension, Node } from './ast';

/** A macro is called in a way that it does not understand. */
export class MacroError extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

/** What a call becomes. */
export type Macro = (call: Call) => Node;

/** By name and number of arguments: `all/2`. Except `has`, all are called on a target. */
export type Macros = ReadonlyMap<string, Macro>;

/** What a call of a macro becomes; undefined of other calls. */
export function expandMacro(call: Call, macros: Macros): Node | undefined {
  const macro = macros.get(`${call.target ? '.' : ''}${call.name}/${call.args.length}`);
  return macro?.(call);
}

/** Source: the section "Macros" of cel-spec. */
export const STANDARD_MACROS: Macros = new Map([
  ['has/1', has],
  ['.all/2', (call: Call) => quantify(call, all)],
  ['.exists/2', (call: Call) => quantify(call, exists)],
  ['.exists_one/2', (call: Call) => quantify(call, existsOne)],
  ['.map/2', mapItems],
  ['.map/3', mapItems],
  ['.filter/2', filter],
]);

/** Macros with two variables: index and item, or key and value. Source: `TwoVarComprehensions` of cel-go. */
export const TWO_VARIABLE_MACROS: Macros = new Map([
  ['.all/3', (call: Call) => quantify(call, all)],
  ['.exists/3', (call: Call) => quantify(call, exists)],
  ['.exists_one/3', (call: Call) => quantify(call, existsOne)],
  ['.existsOne/3', (call: Call) => quantify(call, existsOne)],
  ['.transformList/3', (call: Call) => transform(call, appendTo)],
  ['.transformList/4', (call: Call) => transform(call, appendTo)],
  ['.transformMap/3', (call: Call) => transform(call, insertAt)],
  ['.transformMap/4', (call: Call) => transform(call, insertAt)],
  ['.transformMapEntry/3', (call: Call) => transform(call, insertEntries)],
  ['.transformMapEntry/4', (call: Call) => transform(call, insertEntries)],
]);

/** Source: `OptionalTypes` of cel-go. */
export const OPTIONAL_MACROS: Macros = new Map([
  ['.optMap/2', (call: Call) => optionalMap(call, value => make(call, 'optional.of', [value]))],
  ['.optFlatMap/2', (call: Call) => optionalMap(call, value => value)],
]);

/** Source: `ext.Lists` of cel-go. */
export const SORT_MACROS: Macros = new Map([['.sortBy/2', sortBy]]);

const ACCU = '@result';
const HIDDEN_NAMES: ReadonlySet<string> = new Set([ACCU, '__result__']);
const SORTED = '@sorted';

function has(call: Call): Node {
  const [arg] = call.args;
  if (arg?.kind !== 'select' || arg.isOptional) {
    throw new MacroError(arg?.offset ?? call.offset, 'invalid argument to has() macro');
  }
  return { ...arg, offset: call.offset, isTest: true };
}

interface Quantifier {
  readonly init: boolean | number;
  condition(call: Call): Node;
  step(call: Call, predicate: Node): Node;
  result(call: Call): Node;
}

const all: Quantifier = {
  init: true,
  condition: call => make(call, '@not_strictly_false', [accu(call)]),
  step: (call, predicate) => make(call, '_&&_', [accu(call), predicate]),
  result: accu,
};

const exists: Quantifier = {
  init: false,
  condition: call => make(call, '@not_strictly_false', [make(call, '!_', [accu(call)])]),
  step: (call, predicate) => make(call, '_||_', [accu(call), predicate]),
  result: accu,
};

const existsOne: Quantifier = {
  init: 0,
  condition: call => literal(call, true),
  step: (call, predicate) =>
    make(call, '_?_:_', [predicate, make(call, '_+_', [accu(call), literal(call, 1)]), accu(call)]),
  result: call => make(call, '_==_', [accu(call), literal(call, 1)]),
};

function quantify(call: Call, quantifier: Quantifier): Node {
  const { args } = call;
  const variables = readVariables(args.slice(0, -1), 'argument must be a simple name');
  return comprehension(call, variables, {
    init: literal(call, quantifier.init),
    condition: quantifier.condition(call),
    step: quantifier.step(call, last(args)),
    result: quantifier.result(call),
  });
}

function mapItems(call: Call): Node {
  const variables = readVariables(call.args.slice(0, 1), 'argument is not an identifier');
  const step = make(call, '_+_', [accu(call), list(call, last(call.args))]);
  const filterNode = call.args.length === 3 ? call.args[1] : undefined;
  return collect(call, variables, filterNode, step, list(call));
}

function filter(call: Call): Node {
  const variables = readVariables(call.args.slice(0, 1), 'argument is not an identifier');
  const step = make(call, '_+_', [accu(call), list(call, call.args[0] as Node)]);
  return collect(call, variables, last(call.args), step, list(call));
}

type Transform = (call: Call, key: Node, value: Node) => { init: Node; step: Node };

const appendTo: Transform = (call, _key, value) => ({
  init: list(call),
  step: make(call, '_+_', [accu(call), list(call, value)]),
});

const insertAt: Transform = (call, key, value) => ({
  init: { kind: 'map', offset: call.offset, entries: [] },
  step: make(call, 'cel.@mapInsert', [accu(call), key, value]),
});

const insertEntries: Transform = (call, _key, entries) => ({
  init: { kind: 'map', offset: call.offset, entries: [] },
  step: make(call, 'cel.@mapInsert', [accu(call), entries]),
});

function transform(call: Call, build: Transform): Node {
  const variables = readVariables(call.args.slice(0, 2), 'argument must be a simple name');
  const { init, step } = build(call, { ...(call.args[0] as Node), offset: call.offset }, last(call.args));
  return collect(call, variables, call.args.length === 4 ? call.args[2] : undefined, step, init);
}

function collect(call: Call, variables: string[], condition: Node | undefined, step: Node, init: Node): Node {
  const filtered = condition ? make(call, '_?_:_', [condition, step, accu(call)]) : step;
  return comprehension(call, variables, {
    init,
    condition: literal(call, true),
    step: filtered,
    result: accu(call),
  });
}

function optionalMap(call: Call, wrap: (value: Node) => Node): Node {
  const [name, value] = call.args as [Node, Node];
  if (name.kind !== 'ident')
    throw new MacroError(name.offset, `${call.name}() variable name must be a simple identifier`);
  const { target } = call;
  const bound = bind(call, name.name, make(call, 'value', [], target), value);
  const condition = make(call, 'hasValue', [], target);
  return make(call, '_?_:_', [condition, wrap(bound), make(call, 'optional.none', [])]);
}

function sortBy(call: Call): Node {
  const { target, args } = call;
  if (target?.kind === 'literal' || target?.kind === 'map' || target?.kind === 'struct') {
    const message = 'sortBy can only be applied to a list, identifier, comprehension, call or select expression';
    throw new MacroError(target.offset, message);
  }
  const sorted: Node = { kind: 'ident', offset: call.offset, name: SORTED };
  const keys = mapItems({ ...call, target: sorted, args });
  return bind(call, SORTED, target as Node, make(call, '@sortByAssociatedKeys', [keys], sorted));
}

/** `value` as a variable of an expression: a comprehension over nothing. */
function bind(call: Call, name: string, value: Node, result: Node): Node {
  const { offset } = call;
  const step: Node = { kind: 'ident', offset, name };
  const condition = literal(call, false);
  return {
    kind: 'comprehension',
    offset,
    range: list(call),
    variable: '#unused',
    accu: name,
    init: value,
    condition,
    step,
    result,
  };
}

function readVariables(args: readonly Node[], problem: string): string[] {
  const names = args.map(arg => {
    if (arg.kind !== 'ident') throw new MacroError(arg.offset, problem);
    return arg.name;
  });
  const [first, second] = args;
  if (names.length === 2 && names[0] === names[1]) {
    throw new MacroError(second?.offset ?? 0, `duplicate variable name: ${names[0]}`);
  }
  const hidden = names.findIndex(name => HIDDEN_NAMES.has(name));
  if (hidden >= 0) {
    throw new MacroError(
      (hidden === 0 ? first : second)?.offset ?? 0,
      'iteration variable overwrites accumulator variable',
    );
  }
  return names;
}

function comprehension(
  call: Call,
  [variable = '', second]: string[],
  parts: Pick<Comprehension, 'init' | 'condition' | 'step' | 'result'>,
): Node {
  const { offset, target } = call;
  return { kind: 'comprehension', offset, range: target as Node, variable, second, accu: ACCU, ...parts };
}

function accu({ offset }: Call): Node {
  return { kind: 'ident', offset, name: ACCU };
}

function literal({ offset }: Call, value: boolean | number): Node {
  return { kind: 'literal', offset, value };
}

function list({ offset }: Call, ...values: Node[]): Node {
  return { kind: 'list', offset, items: values.map(value => ({ value, isOptional: false })) };
}

function make({ offset }: Call, name: string, args: readonly Node[], target?: Node): Node {
  return { kind: 'call', offset, name, target, args };
}

function last(nodes: readonly Node[]): Node {
  return nodes.at(-1) as Node;
}
