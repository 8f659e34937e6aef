import type { SourceText } from '../source';
import { DOUBLE_QUOTE, SINGLE_QUOTE, SPACE } from './characters';
import { Landmark } from './landmark';
import { endOfQuoted } from './quoted';

/** The characters that a reader of block YAML looks out for, and what follows from where they are. */
export class Landmarks {
  readonly lineFeeds: Landmark;
  readonly colons: Landmark;
  readonly tabs: Landmark;
  private readonly hashes: Landmark;
  private readonly backslashes: Landmark;
  /** Between these offsets there is no tab and no number sign. */
  private quietSince = 0;
  private quietUntil = 0;

  constructor(private readonly source: SourceText) {
    const { text } = source;
    this.lineFeeds = new Landmark(text, '\n');
    this.colons = new Landmark(text, ':');
    this.tabs = new Landmark(text, '\t');
    this.hashes = new Landmark(text, '#');
    this.backslashes = new Landmark(text, '\\');
  }

  /** Whether no tab and no number sign stands between two offsets of an ASCII text. */
  isQuiet(from: number, to: number): boolean {
    if (to <= this.quietUntil && from >= this.quietSince) return true;
    if (!this.source.isAscii) return false;
    this.quietSince = from;
    this.quietUntil = Math.min(this.hashes.from(from), this.tabs.from(from));
    return to <= this.quietUntil;
  }

  /** The start of the first comment between two offsets of a line; the second offset where there is none. */
  commentBetween(at: number, end: number): number {
    const { bytes } = this.source;
    for (let hash = this.hashes.from(at); hash < end; hash = this.hashes.from(hash + 1)) {
      if (bytes[hash - 1] === SPACE) return hash;
    }
    return end;
  }

  /** Whether what begins with the character `quote` at `at` is a scalar in quotes that ends at `end`, a line's end, and has neither quotes nor escapes in it. */
  isQuotedUntil(end: number, at: number, quote: number): boolean {
    if (quote !== SINGLE_QUOTE && quote !== DOUBLE_QUOTE) return false;
    const close = this.source.text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", at + 1);
    return close === end - 1 && (quote !== DOUBLE_QUOTE || this.backslashes.from(at) > close);
  }

  /** The offset behind a quoted scalar: most end on their line, without an escape. */
  endOfQuoted(at: number, quote: number): number {
    const { text } = this.source;
    const close = text.indexOf(quote === DOUBLE_QUOTE ? '"' : "'", at + 1);
    const isSimple =
      close > at &&
      close < this.lineFeeds.from(at) &&
      close < this.backslashes.from(at) &&
      text.charCodeAt(close + 1) !== quote;
    return isSimple ? close + 1 : endOfQuoted(text, at);
  }
}
