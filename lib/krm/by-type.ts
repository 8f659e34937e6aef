/** What says its type, as objects do. */
export interface Typed {
  readonly apiVersion: string;
  readonly kind: string;
}

/** What is worked out once per type of objects, not once per object. Every object asks: no text is made to ask by. */
export class ByType<Item extends Typed, Value> {
  private readonly values = new Map<string, Map<string, Value>>();

  /** `lookUp`: asked with the first object of a type; it must not look beyond the type. */
  constructor(private readonly lookUp: (object: Item) => Value) {}

  of(object: Item): Value {
    const { apiVersion, kind } = object;
    let ofKind = this.values.get(kind);
    if (!ofKind) {
      ofKind = new Map();
      this.values.set(kind, ofKind);
    }
    const known = ofKind.get(apiVersion);
    if (known !== undefined || ofKind.has(apiVersion)) return known as Value;
    const value = this.lookUp(object);
    ofKind.set(apiVersion, value);
    return value;
  }
}
