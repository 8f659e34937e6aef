/** What is going on, for whoever waits: stdout is for the tables. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** As `say`, for a line that the stopwatch ends with how long it will take. */
export function begin(line: string): void {
  process.stderr.write(`${line}: `);
}
