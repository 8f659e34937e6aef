import { DYN, isDyn, isSameType, type Type } from './type';

/** Kinds whose values may be null. Source: `isLegacyNullable` of cel-go. */
const NULLABLE: ReadonlySet<string> = new Set(['any', 'duration', 'opaque', 'struct', 'timestamp']);

/** What type variables stand for. Rules: section "Type Checking" of cel-spec, as cel-go applies them. */
export class Substitution {
  private readonly types = new Map<string, Type | undefined>();
  /** Earlier entries, so that an attempt can be taken back. */
  private readonly trail: [string, Type | undefined][] = [];
  private count = 0;

  newVariable(): Type {
    return { kind: 'param', name: `_var${this.count++}`, params: [] };
  }

  /** Whether each type of a list can be assigned to its counterpart. If so, what was learned of variables is kept. */
  areAssignable(from: readonly Type[], to: readonly Type[]): boolean {
    const start = this.trail.length;
    if (this.assignAll(from, to)) return true;
    while (this.trail.length > start) {
      const [name, before] = this.trail.pop() as [string, Type | undefined];
      this.types.set(name, before);
    }
    return false;
  }

  isAssignable(a: Type, b: Type): boolean {
    return this.areAssignable([a], [b]);
  }

  /** A type with what its variables stand for; unknown ones become dyn where `isFinal`. */
  apply(type: Type, isFinal: boolean): Type {
    if (type.kind === 'param') {
      const known = this.types.get(type.name);
      if (known) return this.apply(known, isFinal);
      return isFinal ? DYN : type;
    }
    if (type.params.length === 0) return type;
    return { ...type, params: type.params.map(each => this.apply(each, isFinal)) };
  }

  /** A signature with variables of its own in place of the parameters. */
  instantiate(types: readonly Type[]): Type[] {
    const fresh = new Map<string, Type>();
    const replace = (type: Type): Type => {
      if (type.kind === 'param') {
        let variable = fresh.get(type.name);
        if (!variable) {
          variable = this.newVariable();
          fresh.set(type.name, variable);
        }
        return variable;
      }
      return type.params.length === 0 ? type : { ...type, params: type.params.map(replace) };
    };
    return types.map(replace);
  }

  private set(variable: Type, type: Type): void {
    this.trail.push([variable.name, this.types.get(variable.name)]);
    this.types.set(variable.name, type);
  }

  private assignAll(a: readonly Type[], b: readonly Type[]): boolean {
    return a.length === b.length && a.every((each, i) => this.assign(each, b[i] as Type));
  }

  private assign(a: Type, b: Type): boolean {
    if (b.kind === 'param') {
      const { isValid, isKnown } = this.standsFor(b, a);
      if (isValid) return true;
      if (isKnown) return false;
    }
    if (a.kind === 'param') return this.standsFor(a, b).isValid;
    if (isDynOrError(a) || isDynOrError(b)) return true;
    if (a.kind === 'null') return b.kind === 'null' || NULLABLE.has(b.kind);
    if (b.kind === 'null') return NULLABLE.has(a.kind);
    if (a.kind === 'type') return b.kind === 'type';
    return a.kind === b.kind && a.name === b.name && this.assignAll(a.params, b.params);
  }

  /** Whether a variable may stand for a type. */
  private standsFor(variable: Type, type: Type): { isValid: boolean; isKnown: boolean } {
    if (isSameType(variable, type)) return { isValid: true, isKnown: true };
    const known = this.types.get(variable.name);
    if (!known) {
      const isValid = !this.isIn(variable, type);
      if (isValid) this.set(variable, type);
      return { isValid, isKnown: false };
    }
    if (isSameType(known, type)) return { isValid: true, isKnown: true };
    if (!this.assign(type, known)) return { isValid: false, isKnown: true };
    const wider = moreGeneral(type, known);
    if (!this.isIn(variable, wider)) this.set(variable, wider);
    return { isValid: true, isKnown: true };
  }

  private isIn(variable: Type, type: Type): boolean {
    if (isSameType(variable, type)) return true;
    if (type.kind === 'param') {
      const known = this.types.get(type.name);
      return known !== undefined && this.isIn(variable, known);
    }
    return type.params.some(each => this.isIn(variable, each));
  }
}

/** The wider of two types that fit each other. */
export function moreGeneral(a: Type, b: Type): Type {
  return isEqualOrWider(a, b) ? a : b;
}

function isEqualOrWider(a: Type, b: Type): boolean {
  if (isDyn(a) || a.kind === 'param') return true;
  if (isDyn(b) || b.kind === 'param') return false;
  if (a.kind !== b.kind) return false;
  if (a.kind === 'type') return true;
  return (
    a.name === b.name &&
    a.params.length === b.params.length &&
    a.params.every((each, i) => isEqualOrWider(each, b.params[i] as Type))
  );
}

function isDynOrError(type: Type): boolean {
  return isDyn(type) || type.kind === 'error';
}
