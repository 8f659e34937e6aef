/**
 * The next place of one character, for a reader that moves forward. The runtime's own search finds it, and only once:
 * most lines ask for a character that stands far behind them, or nowhere at all.
 */
export class Landmark {
  private since = 0;
  private next = -1;

  constructor(
    private readonly text: string,
    private readonly character: string,
  ) {}

  /** The first place at or behind `from`; the length of the text where there is none. */
  from(from: number): number {
    if (from > this.next || from < this.since) {
      const at = this.text.indexOf(this.character, from);
      this.next = at < 0 ? this.text.length : at;
      this.since = from;
    }
    return this.next;
  }
}
