/** Tells on stderr how far long work has come: on a terminal in one line, elsewhere a line per site. */
export class Progress {
  private count = 0;
  private what = '';

  constructor(private readonly stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>) {}

  /** Says that a site is done: `what` has happened to it, of so many. */
  done(what: string, site: string, total: number): void {
    this.count = what === this.what ? this.count + 1 : 1;
    this.what = what;
    const line = `${what} ${this.count} of ${total}: ${site}`;
    if (!this.stream.isTTY) this.stream.write(`${line}\n`);
    else this.stream.write(`\r\x1b[K${this.count === total ? '' : line}`);
  }
}
