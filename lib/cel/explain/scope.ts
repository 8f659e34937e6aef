import type { Path } from '../../yaml/path';
import type { Checked } from '../check/check';
import type { ProgramSource } from '../environment';
import type { Compiler } from '../evaluate/compile';
import { EvaluationError } from '../evaluate/errors';
import type { Frame } from '../evaluate/frame';
import type { CelValue } from '../evaluate/value';
import type { Comprehension, Ident, Node } from '../parse/ast';

/** What can be asked of the parts of an expression at one place in it: their values, and where its variables stand. */
export class ExplainScope {
  private constructor(
    private readonly checked: Checked,
    private readonly compiler: Compiler,
    readonly frame: Frame,
    private readonly places: ReadonlyMap<string, Path | undefined>,
  ) {}

  /** `roots`: the variables that stand somewhere. */
  static of({ checked, compiler }: ProgramSource, frame: Frame, roots: ReadonlyMap<string, Path>): ExplainScope {
    return new ExplainScope(checked, compiler, frame, roots);
  }

  /** The value of a part; undefined where it has none. Throws `CostLimitError`. */
  value(node: Node): CelValue | undefined {
    try {
      return this.compiler.compile(node).run(this.frame);
    } catch (error) {
      if (error instanceof EvaluationError) return undefined;
      throw error;
    }
  }

  /** Whether a name is that of a value, and not the first part of a function's name: `sets` of `sets.contains`. */
  isValue(name: Ident): boolean {
    return this.checked.references.has(name);
  }

  placeOfVariable(name: string): Path | undefined {
    return this.places.get(name);
  }

  /** The inside of a macro, with an element of what it goes over. */
  inside({ accu, variable, second }: Comprehension, { key, value, place }: Element): ExplainScope {
    const inner = this.compiler.inside([accu, variable, ...(second === undefined ? [] : [second])]);
    const { slots } = this.frame;
    slots[inner.slots.place(variable) as number] = second === undefined ? value : key;
    if (second !== undefined) slots[inner.slots.place(second) as number] = value;
    const own = second ?? variable;
    const places = new Map([...this.places, [variable, undefined], [own, place]]);
    return new ExplainScope(this.checked, inner, this.frame, places);
  }
}

/** What a macro goes over: of a list an item with its index, of a map an entry with its key. */
export interface Element {
  readonly key: CelValue;
  readonly value: CelValue;
  readonly place: Path | undefined;
}
