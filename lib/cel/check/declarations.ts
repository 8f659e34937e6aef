import type { Overload } from '../libraries/declare';
import { type Type, typeOf } from './type';

/** The functions and variables that expressions may name. */
export class Declarations {
  private readonly functions = new Map<string, Overload[]>();
  private readonly variables = new Map<string, Type>();
  private readonly types = new Map<string, Type>();

  /** `outer`: what is declared there is declared here too. */
  constructor(private readonly outer?: Declarations) {}

  addOverloads(overloads: readonly Overload[]): void {
    for (const overload of overloads) {
      const known = this.functions.get(overload.name);
      if (known) known.push(overload);
      else this.functions.set(overload.name, [overload]);
    }
  }

  addVariable(name: string, type: Type): void {
    this.variables.set(name, type);
  }

  addType(type: Type): void {
    this.types.set(type.name, type);
  }

  overloads(name: string): readonly Overload[] | undefined {
    return this.functions.get(name) ?? this.outer?.overloads(name);
  }

  /** The type of a variable, or of a type that is named as a value. */
  ident(name: string): Type | undefined {
    const type = this.types.get(name);
    return this.variables.get(name) ?? (type && typeOf(type)) ?? this.outer?.ident(name);
  }

  /** A type that is a value where its name stands, unless a variable has the name. */
  type(name: string): Type | undefined {
    if (this.variables.has(name)) return undefined;
    return this.types.get(name) ?? this.outer?.type(name);
  }
}
