import { type Checked, checkExpression } from './check/check';
import { Declarations } from './check/declarations';
import { checkLiterals } from './check/literal-rules';
import type { Type } from './check/type';
import { CALL_LIMIT } from './cost';
import { type Compiled, Compiler, Slots } from './evaluate/compile';
import { CostLimitError, EvaluationError, UnknownValueError } from './evaluate/errors';
import { Frame, type LazyValue, type Slot } from './evaluate/frame';
import type { CelValue } from './evaluate/value';
import { formatIssues } from './issue';
import { LIBRARIES } from './libraries/all';
import type { Node } from './parse/ast';
import type { Macro } from './parse/macros';
import { parseExpression } from './parse/parse';

/** The values of variables, by name. */
export type Bindings = Readonly<Record<string, CelValue | LazyValue>>;

/** What comes of running an expression, and what it cost. */
export type Outcome =
  | { readonly value: CelValue; readonly cost: number }
  | {
      /** Why there is no value, as the API server words it. */
      readonly error: string;
      /** The value that would have to be known, if that is why. */
      readonly unknown?: string;
      readonly cost: number;
    };

/** An expression as a tree, with what is known of it, the names of its variables, and what has compiled its parts. */
export interface ProgramSource {
  readonly node: Node;
  readonly checked: Checked;
  readonly variables: readonly string[];
  readonly compiler: Compiler;
}

/** An expression that is ready to run. */
export interface Program {
  /** The type of its value, as far as it is known. */
  readonly type: Type;
  /** What it was made of, for those who ask why its value is what it is. */
  readonly source: ProgramSource;
  /** The variables it may read. */
  readonly variables: ReadonlySet<string>;
  /** Runs it. `limit`: what it may cost at most. */
  run(bindings: Bindings, limit?: number): Outcome;
}

/** Why an expression is no program. `isChecked`: its types fit, but a literal in it is none that a function takes. */
export interface Refusal {
  readonly problem: string;
  readonly isChecked: boolean;
}

/** What expressions may use: the functions and macros of a version of Kubernetes, and variables. */
export class Environment {
  private constructor(
    private readonly declarations: Declarations,
    private readonly macros: ReadonlyMap<string, Macro>,
    private readonly variables: readonly string[],
  ) {}

  /** `minor`: of Kubernetes 1.x. */
  static ofKubernetes(minor: number): Environment {
    const declarations = new Declarations();
    const macros = new Map<string, Macro>();
    for (const library of LIBRARIES) {
      if (library.since > minor) continue;
      declarations.addOverloads(library.overloads);
      for (const [name, macro] of library.macros ?? []) macros.set(name, macro);
      for (const type of library.types ?? []) declarations.addType(type);
    }
    return new Environment(declarations, macros, []);
  }

  /** The same, with variables. */
  withVariables(variables: Readonly<Record<string, Type>>): Environment {
    const declarations = new Declarations(this.declarations);
    for (const [name, type] of Object.entries(variables)) declarations.addVariable(name, type);
    return new Environment(declarations, this.macros, [...this.variables, ...Object.keys(variables)]);
  }

  /** Makes a program of an expression, or says what is wrong with it, in the API server's words. */
  compile(text: string): Program | Refusal {
    const parsed = parseExpression(text, this.macros);
    if ('issues' in parsed) return { problem: formatIssues(text, parsed.issues), isChecked: false };
    const checked = checkExpression(parsed.node, this.declarations);
    const issues = checked.issues.length > 0 ? checked.issues : checkLiterals(parsed.node, checked);
    if (issues.length > 0) return { problem: formatIssues(text, issues), isChecked: false };
    try {
      const compiler = new Compiler(checked, new Slots(this.variables));
      const compiled = compiler.compile(parsed.node);
      return new CompiledProgram({ node: parsed.node, checked, variables: this.variables, compiler }, compiled);
    } catch (error) {
      if (!(error instanceof EvaluationError)) throw error;
      // A literal that cannot be converted.
      return { problem: error.message, isChecked: true };
    }
  }
}

class CompiledProgram implements Program {
  readonly variables: ReadonlySet<string>;
  /** The slots of variables that it reads, with their names. */
  private readonly places: readonly (readonly [place: number, name: string])[];

  constructor(
    readonly source: ProgramSource,
    private readonly compiled: Compiled,
  ) {
    this.variables = variablesOf(source.checked);
    this.places = source.variables.flatMap((name, place) => (this.variables.has(name) ? [[place, name] as const] : []));
  }

  get type(): Type {
    return this.source.checked.type;
  }

  run(bindings: Bindings, limit = CALL_LIMIT): Outcome {
    const slots = new Array<Slot>(this.source.variables.length);
    for (const [place, name] of this.places) slots[place] = bindings[name];
    const frame = new Frame(slots, limit);
    try {
      const value = this.compiled.run(frame);
      return { value, cost: frame.cost };
    } catch (error) {
      if (error instanceof UnknownValueError) return { error: error.message, unknown: error.what, cost: frame.cost };
      return { error: reasonOf(error), cost: frame.cost };
    }
  }
}

function variablesOf({ references }: Checked): ReadonlySet<string> {
  const names = [...references.values()].map(reference => (reference.kind === 'variable' ? reference.name : ''));
  return new Set(names);
}

function reasonOf(error: unknown): string {
  if (error instanceof EvaluationError || error instanceof CostLimitError) return error.message;
  // Texts and lists that JavaScript cannot hold are too expensive as well.
  if (error instanceof RangeError) return new CostLimitError().message;
  throw error;
}
