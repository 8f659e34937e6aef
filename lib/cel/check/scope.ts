import type { Type } from './type';

/** The variables of macros around a place, the inner ones before the outer ones. */
export class Scope {
  private readonly types = new Map<string, Type>();

  constructor(private readonly outer?: Scope) {}

  add(name: string, type: Type): this {
    this.types.set(name, type);
    return this;
  }

  find(name: string): Type | undefined {
    return this.types.get(name) ?? this.outer?.find(name);
  }
}
