import { readClass, readEscape, readNamedClass } from './char-class';
import { type CharSetPart, rangeSource } from './char-set';
import { PatternText } from './pattern-text';
import { type Assertion, type RegexNode, RegexSyntaxError } from './syntax';

/** As in Go: no more than this many repetitions, also of repetitions in each other, and no deeper nesting. */
const MAX_REPEAT = 1000;
const MAX_DEPTH = 1000;
/** What is built of a tree must stay small: RE2 has a limit too (its is larger). */
const MAX_SIZE = 100_000;

const ANY: CharSetPart = { source: '\\u{0}-\\u{10FFFF}', isNegated: false };
const NOT_NEWLINE: CharSetPart = { source: '\\n', isNegated: true };

/** A count that is written otherwise is text like other text. */
const REPEAT = /([*+?])|\{(0|[1-9]\d*)(?:(,)(0|[1-9]\d*)?)?\}/y;

interface Flags {
  ignoresCase: boolean;
  isMultiline: boolean;
  dotIsAll: boolean;
  /** Greedy and lazy are turned around. */
  isSwapped: boolean;
}

const NO_FLAGS: Flags = { ignoresCase: false, isMultiline: false, dotIsAll: false, isSwapped: false };

const FLAGS: Record<string, keyof Flags> = { i: 'ignoresCase', m: 'isMultiline', s: 'dotIsAll', U: 'isSwapped' };

/** Reads a pattern as Go's `regexp` does (RE2, Perl flags). Throws `RegexSyntaxError` where Go refuses it. */
export function parseRegex(pattern: string): RegexNode {
  const parser = new RegexParser(pattern);
  const node = parser.readAll();
  if (expandedSize(node) > MAX_SIZE) throw new RegexSyntaxError('expression too large', pattern);
  return node;
}

class RegexParser {
  private readonly text: PatternText;
  private flags = NO_FLAGS;
  private depth = 0;

  constructor(pattern: string) {
    this.text = new PatternText(pattern);
  }

  readAll(): RegexNode {
    const node = this.readChoice();
    if (!this.text.isAtEnd) throw new RegexSyntaxError('unexpected )', this.text.text);
    return node;
  }

  private readChoice(): RegexNode {
    if (++this.depth > MAX_DEPTH) throw new RegexSyntaxError('expression nests too deeply', this.text.text);
    const before = this.flags;
    const nodes = [this.readSequence()];
    while (this.text.take('|')) nodes.push(this.readSequence());
    this.flags = before;
    this.depth--;
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'choice', nodes };
  }

  private readSequence(): RegexNode {
    const nodes: RegexNode[] = [];
    while (!this.text.isAtEnd && !this.text.isAt('|') && !this.text.isAt(')')) {
      if (this.text.take('\\Q')) nodes.push(...this.readQuoted());
      else if (!this.takeFlags()) nodes.push(this.readAtom());
      const last = nodes.pop();
      if (!last) this.refuseRepeat();
      else {
        const repeat = this.readRepeat();
        nodes.push(repeat ? repeated(last, repeat) : last);
      }
    }
    if (nodes.length === 0) return { kind: 'empty' };
    return nodes.length === 1 ? (nodes[0] as RegexNode) : { kind: 'sequence', nodes };
  }

  private readAtom(): RegexNode {
    const { text } = this;
    const [assertion] = text.match(/\^|\$|\\[AzbB]/y) ?? [];
    if (assertion !== undefined) {
      text.skip(assertion);
      return { kind: 'assertion', assertion: this.assertion(assertion) };
    }
    if (text.isAt('(')) return this.readGroup();
    if (text.isAt('[')) {
      const { parts, isNegated } = readClass(text);
      return this.chars(parts, isNegated);
    }
    if (text.take('.')) return this.chars([this.flags.dotIsAll ? ANY : NOT_NEWLINE]);
    this.refuseRepeat();
    const named = readNamedClass(text);
    if (named) return this.chars([named]);
    return this.char(text.isAt('\\') ? readEscape(text) : text.next());
  }

  private readGroup(): RegexNode {
    const { text } = this;
    if (text.match(/\(\?(?!P?<\w+>|[imsU]*(?:-[imsU]+)?:)/y)) throw wrongGroup(text.rest);
    const before = this.flags;
    const [start = '('] = text.match(/\(\?(?:P?<\w+>|[imsU]*(?:-[imsU]+)?:)/y) ?? [];
    if (start.endsWith(':')) this.flags = this.changedFlags(start);
    text.skip(start);
    const node = this.readChoice();
    if (!text.take(')')) throw new RegexSyntaxError('missing closing )', text.text);
    this.flags = before;
    return node;
  }

  /** `(?i)`, for the rest of the group. */
  private takeFlags(): boolean {
    const [whole] = this.text.match(/\(\?[imsU]*(?:-[imsU]+)?\)/y) ?? [];
    if (whole === undefined) return false;
    this.text.skip(whole);
    this.flags = this.changedFlags(whole);
    return true;
  }

  private changedFlags(spelling: string): Flags {
    const [on = '', off = ''] = spelling.replace(/[(?:)]/g, '').split('-');
    const flags = { ...this.flags };
    for (const [letters, isOn] of [[on, true] as const, [off, false] as const]) {
      for (const letter of letters) {
        const flag = FLAGS[letter];
        if (flag) flags[flag] = isOn;
      }
    }
    return flags;
  }

  /** `\Q…\E`, the first part of which is read. */
  private readQuoted(): RegexNode[] {
    const [quoted = ''] = this.text.match(/(?:(?!\\E).)*/suy) ?? [];
    this.text.skip(quoted);
    this.text.take('\\E');
    return [...quoted].map(char => this.char(char.codePointAt(0) as number));
  }

  private readRepeat(): Repeat | undefined {
    const { text } = this;
    const [whole, sign, least, comma, most] = text.match(REPEAT) ?? [];
    if (whole === undefined) return undefined;
    const start = text.position;
    text.skip(whole);
    const isLazy = text.take('?') !== this.flags.isSwapped;
    const spelling = text.since(start);
    const next = this.repeatSpelling();
    if (next !== undefined) throw new RegexSyntaxError('invalid nested repetition operator', spelling + next);
    if (sign !== undefined) {
      return { min: sign === '+' ? 1 : 0, max: sign === '?' ? 1 : Number.POSITIVE_INFINITY, isLazy, spelling };
    }
    const min = Number(least);
    const max = comma === undefined ? min : most === undefined ? Number.POSITIVE_INFINITY : Number(most);
    if (min > MAX_REPEAT || min > max || (Number.isFinite(max) && max > MAX_REPEAT)) {
      throw new RegexSyntaxError('invalid repeat count', whole);
    }
    return { min, max, isLazy, spelling };
  }

  /** A repetition with nothing before it. */
  private refuseRepeat(): void {
    const spelling = this.repeatSpelling();
    if (spelling !== undefined) throw new RegexSyntaxError('missing argument to repetition operator', spelling);
  }

  /** The repetition that stands here, if one does. */
  private repeatSpelling(): string | undefined {
    const [whole] = this.text.match(REPEAT) ?? [];
    if (whole === undefined) return undefined;
    return this.text.isAt(`${whole}?`) ? `${whole}?` : whole;
  }

  private assertion(spelling: string): Assertion {
    const { isMultiline } = this.flags;
    if (spelling === '^') return isMultiline ? 'line-start' : 'text-start';
    if (spelling === '$') return isMultiline ? 'line-end' : 'text-end';
    if (spelling === '\\A') return 'text-start';
    if (spelling === '\\z') return 'text-end';
    return spelling === '\\b' ? 'word-boundary' : 'no-word-boundary';
  }

  private char(code: number): RegexNode {
    return this.chars([{ source: rangeSource(code, code), isNegated: false }]);
  }

  private chars(parts: readonly CharSetPart[], isNegated = false): RegexNode {
    return { kind: 'chars', set: { parts, isNegated }, ignoresCase: this.flags.ignoresCase };
  }
}

interface Repeat {
  readonly min: number;
  readonly max: number;
  readonly isLazy: boolean;
  readonly spelling: string;
}

function repeated(node: RegexNode, { min, max, isLazy, spelling }: Repeat): RegexNode {
  const times = Number.isFinite(max) ? max : min;
  if (times > 1 && times * repeatsIn(node) > MAX_REPEAT) throw new RegexSyntaxError('invalid repeat count', spelling);
  return { kind: 'repeat', node, min, max, isLazy };
}

/** What is wrong with a group that begins with `(?`. Source: `parsePerlFlags` of Go's regexp/syntax. */
function wrongGroup(rest: string): RegexSyntaxError {
  const [capture] = /^\(\?P?<(?:[^>]*>|(?=[\s\S]))/.exec(rest) ?? [];
  if (capture !== undefined)
    return new RegexSyntaxError('invalid named capture', capture.endsWith('>') ? capture : rest);
  const [flags = rest] = /^\(\?[imsU]*(?:-[imsU]*)?[\s\S]?/u.exec(rest) ?? [];
  return new RegexSyntaxError('invalid or unsupported Perl syntax', flags);
}

/** How often a part of the node is repeated by counts in it. */
function repeatsIn(node: RegexNode): number {
  if (node.kind === 'sequence' || node.kind === 'choice') return Math.max(...node.nodes.map(repeatsIn));
  if (node.kind !== 'repeat') return 1;
  return Math.max(1, Number.isFinite(node.max) ? node.max : node.min) * repeatsIn(node.node);
}

function expandedSize(node: RegexNode): number {
  if (node.kind === 'sequence' || node.kind === 'choice') {
    return node.nodes.reduce((sum, each) => sum + expandedSize(each), 1);
  }
  if (node.kind !== 'repeat') return 1;
  return 1 + expandedSize(node.node) * (Number.isFinite(node.max) ? Math.max(1, node.max) : node.min + 1);
}
