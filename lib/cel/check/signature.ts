import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  optionalOf,
  param,
  STRING,
  TIMESTAMP,
  type Type,
  typeOf,
  UINT,
} from './type';

/** How a function is called. Of a member, the first of `params` is what it is called on. */
export interface Signature {
  readonly isMember: boolean;
  readonly params: readonly Type[];
  readonly result: Type;
}

const NAMED = new Map<string, Type>([
  ['bool', BOOL],
  ['bytes', BYTES],
  ['double', DOUBLE],
  ['duration', DURATION],
  ['dyn', DYN],
  ['int', INT],
  ['null', NULL],
  ['string', STRING],
  ['timestamp', TIMESTAMP],
  ['uint', UINT],
]);

const GENERIC = new Map<string, (...params: Type[]) => Type>([
  ['list', (item = DYN) => listOf(item)],
  ['map', (key = DYN, value = DYN) => mapOf(key, value)],
  ['optional', (value = DYN) => optionalOf(value)],
  ['type', (type = DYN) => typeOf(type)],
]);

/**
 * Reads `string.(int) -> string` (a member) or `(list(A), A) -> bool` (none). Types of libraries have the last part of
 * their name (`Quantity`); other words stand for any type.
 */
export function readSignature(text: string, types: readonly Type[] = []): Signature {
  return new SignatureReader(text, types).read();
}

class SignatureReader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(
    text: string,
    private readonly types: readonly Type[],
  ) {
    this.tokens = text.match(/\w+|->|[(),.]/g) ?? [];
  }

  read(): Signature {
    const isMember = this.tokens[0] !== '(';
    const target = isMember ? [this.readType()] : [];
    if (isMember) this.at++;
    const params = [...target, ...this.readList()];
    this.at++;
    return { isMember, params, result: this.readType() };
  }

  /** `(int, list(A))`. */
  private readList(): Type[] {
    const types: Type[] = [];
    this.at++;
    while (this.tokens[this.at] !== ')') {
      types.push(this.readType());
      if (this.tokens[this.at] === ',') this.at++;
    }
    this.at++;
    return types;
  }

  private readType(): Type {
    const name = this.tokens[this.at++] as string;
    const generic = GENERIC.get(name);
    if (generic) return generic(...this.readList());
    return NAMED.get(name) ?? this.types.find(type => type.name.endsWith(`.${name}`)) ?? param(name);
  }
}
