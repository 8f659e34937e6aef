import { RegexSyntaxError } from './syntax';

/** The text of a pattern, and how far it is read. */
export class PatternText {
  position = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.position >= this.text.length;
  }

  isAt(start: string): boolean {
    return this.text.startsWith(start, this.position);
  }

  /** Reads a text, where it stands here; gives whether it did. */
  take(text: string): boolean {
    const isHere = this.isAt(text);
    if (isHere) this.position += text.length;
    return isHere;
  }

  skip(text: string): void {
    this.position += text.length;
  }

  /** What a sticky expression finds here. */
  match(sticky: RegExp): RegExpExecArray | null {
    sticky.lastIndex = this.position;
    return sticky.exec(this.text);
  }

  /** Reads one character. */
  next(): number {
    const code = this.text.codePointAt(this.position);
    if (code === undefined) throw new RegexSyntaxError('unexpected end of expression', this.text);
    this.position += code > 0xffff ? 2 : 1;
    return code;
  }

  /** What is not read yet. */
  get rest(): string {
    return this.text.slice(this.position);
  }

  /** What was read from a position on. */
  since(start: number): string {
    return this.text.slice(start, Math.max(this.position, start + 1));
  }
}
