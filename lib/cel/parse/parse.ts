import type { Issue } from '../issue';
import type { Call, ListItem, MapEntry, Node } from './ast';
import { LiteralError, readBytes, readDouble, readInt, readString, readUint } from './literals';
import { expandMacro, MacroError, type Macros } from './macros';
import { BINARY_OPERATORS, OPERAND_STARTS, RESERVED } from './syntax';
import { readTokens, type Token, type TokenKind } from './tokens';

/** As in cel-go: no deeper nesting, no longer texts (in code points). */
const MAX_DEPTH = 250;
const MAX_LENGTH = 100_000;
/** Where in the text an issue stands that concerns all of it. */
const NOWHERE = 0;

/** What is read of a text: a tree, or what is wrong with it. Of broken syntax, the first place is named. */
export type Parsed = { readonly node: Node } | { readonly issues: readonly Issue[] };

/** Reads an expression. The macros are those of the environment. */
export function parseExpression(text: string, macros: Macros): Parsed {
  if (text.length > MAX_LENGTH && [...text].length > MAX_LENGTH) {
    const message = `expression code point size exceeds limit: size: ${[...text].length}, limit ${MAX_LENGTH}`;
    return { issues: [{ offset: NOWHERE, message }] };
  }
  const { tokens, issues } = readTokens(text);
  const parser = new Parser(tokens, macros, issues);
  try {
    const node = parser.readAll();
    return issues.length > 0 ? { issues } : { node };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return { issues: [...issues, { offset: error.offset, message: error.message }] };
  }
}

class ParseError extends Error {
  constructor(
    readonly offset: number,
    message: string,
  ) {
    super(message);
  }
}

class Parser {
  private at = 0;
  private depth = 0;

  /** `issues`: those that do not keep the rest from being read are added to it. */
  constructor(
    private readonly tokens: readonly Token[],
    private readonly macros: Macros,
    private readonly issues: Issue[],
  ) {}

  readAll(): Node {
    const node = this.readExpression();
    if (this.token.kind !== 'end') this.fail(`${this.unexpected} expecting <EOF>`);
    return node;
  }

  private readExpression(): Node {
    if (++this.depth > MAX_DEPTH) {
      throw new ParseError(NOWHERE, `expression recursion limit exceeded: ${MAX_DEPTH}`);
    }
    const condition = this.readChain('||');
    const { offset } = this.token;
    if (!this.take('?')) {
      this.depth--;
      return condition;
    }
    const then = this.readChain('||');
    if (!this.take(':')) this.fail(`mismatched input '${this.token.text}' expecting ':'`);
    const otherwise = this.readExpression();
    this.depth--;
    return { kind: 'call', offset, name: '_?_:_', args: [condition, then, otherwise] };
  }

  /** Terms between `||`, each of terms between `&&`: one call of them all, however many they are. */
  private readChain(sign: '||' | '&&'): Node {
    const readTerm = () => (sign === '||' ? this.readChain('&&') : this.readBinary(0));
    const first = readTerm();
    const { offset } = this.token;
    if (!this.isSign(sign)) return first;
    const args = [first];
    while (this.take(sign)) args.push(readTerm());
    return { kind: 'call', offset, name: `_${sign}_`, args };
  }

  /** Operators of a level and of those that bind stronger; all group to the left. */
  private readBinary(level: number): Node {
    const operators = BINARY_OPERATORS[level];
    if (!operators) return this.readUnary();
    let left = this.readBinary(level + 1);
    for (let terms = 1; ; terms++) {
      const { kind, text, offset } = this.token;
      const name = kind === 'sign' ? operators.get(text) : undefined;
      if (name === undefined) return left;
      if (terms > MAX_DEPTH) throw new ParseError(NOWHERE, 'max recursion depth exceeded');
      this.at++;
      left = { kind: 'call', offset, name, args: [left, this.readBinary(level + 1)] };
    }
  }

  private readUnary(): Node {
    const { text, offset, kind } = this.token;
    if (kind !== 'sign' || (text !== '!' && text !== '-')) return this.readMember();
    const next = this.tokens[this.at + 1];
    if (text === '-' && (next?.kind === 'int' || next?.kind === 'double')) return this.readMember();
    let count = 0;
    while (this.isSign(text)) {
      // The last sign of several belongs to a number behind it, unless all cancel out.
      this.at++;
      count++;
    }
    const operand = this.readMember();
    return count % 2 === 0 ? operand : this.call(offset, text === '!' ? '!_' : '-_', undefined, [operand]);
  }

  private readMember(): Node {
    let node = this.readPrimary();
    for (let parts = 0; ; parts++) {
      const { offset } = this.token;
      if (parts > MAX_DEPTH) throw new ParseError(NOWHERE, 'max recursion depth exceeded');
      if (this.take('.')) node = this.readSelection(node, offset);
      else if (this.take('[')) node = this.readIndex(node, offset);
      else return node;
    }
  }

  private readSelection(operand: Node, offset: number): Node {
    const isOptional = this.take('?');
    const { kind, text, offset: start } = this.token;
    if (kind === 'escaped') throw new ParseError(start, "unsupported syntax: '`'");
    if (kind !== 'identifier') this.fail(this.noField());
    this.at++;
    const open = this.token.offset;
    if (isOptional || !this.take('(')) {
      return { kind: 'select', offset, operand, field: text, isTest: false, isOptional };
    }
    return this.call(open, text, operand, this.readArguments());
  }

  private noField(): string {
    const { kind, text } = this.token;
    const isWord = /^(true|false|null)$/.test(text);
    if (kind !== 'end' && isWord) return `mismatched input '${text}' expecting IDENTIFIER`;
    return `no viable alternative at input '.${kind === 'end' ? '' : text}'`;
  }

  private readIndex(operand: Node, offset: number): Node {
    const name = this.take('?') ? '_[?_]' : '_[_]';
    const index = this.readExpression();
    this.expect(']');
    return this.call(offset, name, undefined, [operand, index]);
  }

  private readArguments(): Node[] {
    const args: Node[] = [];
    if (this.take(')')) return args;
    if (this.token.kind === 'end') this.failOperand(')');
    do args.push(this.readExpression());
    while (this.take(','));
    this.expect(')');
    return args;
  }

  private readPrimary(): Node {
    const { kind, text, offset } = this.token;
    if (kind === 'identifier') return this.readName('');
    if (kind !== 'sign' && kind !== 'escaped' && kind !== 'end') return this.readLiteral(kind, false);
    if (kind === 'sign') {
      if (this.take('(')) return this.readNested();
      if (this.take('[')) return this.readList(offset);
      if (this.take('{')) return this.readMap(offset);
      if (this.take('.')) return this.readName('.');
      const value = SIGN_LITERALS.get(text);
      if (value !== undefined && this.take(text)) return { kind: 'literal', offset, value };
      const next = this.tokens[this.at + 1]?.kind;
      if (text === '-' && (next === 'int' || next === 'double') && this.take('-')) return this.readLiteral(next, true);
    }
    return this.failOperand();
  }

  private readNested(): Node {
    const node = this.readExpression();
    this.expect(')');
    return node;
  }

  private readName(dot: '' | '.'): Node {
    const { kind, text, offset } = this.token;
    if (kind !== 'identifier') this.fail(`no viable alternative at input '.${kind === 'end' ? '' : text}'`);
    this.at++;
    const open = this.token.offset;
    if (this.isStruct()) return this.readStruct(dot + text);
    if (RESERVED.has(text)) throw new ParseError(offset, `reserved identifier: ${text}`);
    if (this.take('(')) return this.call(open, dot + text, undefined, this.readArguments());
    return { kind: 'ident', offset, name: dot + text };
  }

  /** Whether names with dots between them, and then a brace, follow. */
  private isStruct(): boolean {
    let at = this.at;
    while (this.tokens[at]?.text === '.' && this.tokens[at + 1]?.kind === 'identifier') at += 2;
    return this.tokens[at]?.text === '{';
  }

  private readStruct(start: string): Node {
    let name = start;
    while (this.take('.')) {
      name += `.${this.token.text}`;
      this.at++;
    }
    const { offset } = this.token;
    this.expect('{');
    while (!this.take('}')) {
      this.take('?');
      this.at++;
      this.expect(':');
      this.readExpression();
      if (!this.take(',') && !this.isSign('}')) this.failEnd('}');
    }
    return { kind: 'struct', offset, name };
  }

  private readList(offset: number): Node {
    const items: ListItem[] = [];
    while (!this.take(']')) {
      if (items.length === 0 && this.take(',')) {
        this.expect(']');
        break;
      }
      const isOptional = this.take('?');
      items.push({ value: this.readExpression(), isOptional });
      if (!this.take(',') && !this.isSign(']')) this.failEnd(']');
      if (this.isSign(',')) this.fail(`mismatched input ',' expecting ']'`);
    }
    return { kind: 'list', offset, items };
  }

  private readMap(offset: number): Node {
    const entries: MapEntry[] = [];
    while (!this.take('}')) {
      if (entries.length === 0 && this.take(',')) {
        this.expect('}');
        break;
      }
      const isOptional = this.take('?');
      const key = this.readExpression();
      if (!this.take(':')) this.fail(`mismatched input '${this.token.text}' expecting ':'`);
      entries.push({ key, value: this.readExpression(), isOptional });
      if (!this.take(',') && !this.isSign('}')) this.failEnd('}');
      if (this.isSign(',')) this.fail(`mismatched input ',' expecting '}'`);
    }
    return { kind: 'map', offset, entries };
  }

  /** The number behind a sign, or another literal. */
  private readLiteral(kind: TokenKind, isNegative: boolean): Node {
    const { text, offset: start } = this.token;
    const offset = isNegative ? (this.tokens[this.at - 1]?.offset ?? start) : start;
    this.at++;
    try {
      if (kind === 'int') return { kind: 'literal', offset, value: readInt(text, isNegative) };
      if (kind === 'uint') return { kind: 'literal', offset, value: readUint(text) };
      if (kind === 'double') return { kind: 'literal', offset, value: readDouble(text, isNegative) };
      return { kind: 'literal', offset, value: kind === 'bytes' ? readBytes(text) : readString(text) };
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error;
      throw new ParseError(offset, error.message);
    }
  }

  private call(offset: number, name: string, target: Node | undefined, args: readonly Node[]): Node {
    const call: Call = { kind: 'call', offset, name, target, args };
    try {
      return expandMacro(call, this.macros) ?? call;
    } catch (error) {
      if (!(error instanceof MacroError)) throw error;
      this.issues.push({ offset: error.offset, message: error.message });
      return call;
    }
  }

  private get token(): Token {
    return this.tokens[this.at] ?? (this.tokens.at(-1) as Token);
  }

  private isSign(text: string): boolean {
    return this.token.kind === 'sign' && this.token.text === text;
  }

  private take(text: string): boolean {
    const isHere = this.isSign(text);
    if (isHere) this.at++;
    return isHere;
  }

  private expect(sign: string): void {
    if (this.take(sign)) return;
    if (this.token.kind === 'end') this.fail(`missing '${sign}' at '<EOF>'`);
    this.fail(`${this.unexpected} expecting '${sign}'`);
  }

  /** Whether one token is too many, or nothing that follows fits. Where the second could follow, the first is extra. */
  private get unexpected(): string {
    const { text } = this.token;
    const next = this.tokens[this.at + 1];
    const isExtra = next?.kind === 'end' || (next?.kind === 'sign' && /^[\])}]$/.test(next.text));
    return `${isExtra ? 'extraneous' : 'mismatched'} input '${text}'`;
  }

  private failEnd(sign: string): never {
    this.fail(`mismatched input '${this.token.text}' expecting {'${sign}', ','}`);
  }

  private failOperand(alternative = ''): never {
    const { kind, text } = this.token;
    const next = this.tokens[this.at + 1];
    const isNextOperand = next !== undefined && next.kind !== 'sign' && next.kind !== 'end';
    const word = kind === 'sign' && isNextOperand ? 'extraneous' : 'mismatched';
    const starts = [...OPERAND_STARTS];
    if (alternative !== '') starts.splice(3, 0, `'${alternative}'`);
    this.fail(`${word} input '${text}' expecting {${starts.join(', ')}}`);
  }

  private fail(message: string): never {
    throw new ParseError(this.token.offset, `Syntax error: ${message}`);
  }
}

const SIGN_LITERALS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);
