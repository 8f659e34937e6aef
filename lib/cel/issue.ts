/** What is wrong with an expression, and where: an index into its text. */
export interface Issue {
  readonly offset: number;
  readonly message: string;
}

/** More than these are counted only. Source: `NewErrors` of cel-go. */
const MAX_ISSUES = 100;
/** A longer line is not shown. Source: `maxSnippetLength` of cel-go. */
const MAX_SHOWN = 16_384;

interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Issues as the API server words them: `ERROR: <input>:1:8: …`, the line of the expression, and a mark below it; sorted
 * by their place.
 */
export function formatIssues(text: string, issues: readonly Issue[]): string {
  const lines = text.split('\n');
  const placed = issues.slice(0, MAX_ISSUES).map(issue => ({ ...issue, place: placeOf(text, issue.offset) }));
  placed.sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
  const texts = placed.map(({ message, place }) => formatIssue(lines, message, place));
  if (issues.length > MAX_ISSUES) texts.push(`${issues.length - MAX_ISSUES} more errors were truncated`);
  return texts.join('\n');
}

/** Columns count code points. */
function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: [...before.slice(start)].length };
}

function formatIssue(lines: readonly string[], message: string, { line, column }: Place): string {
  const shown = (lines[line - 1] ?? '').replaceAll('\t', ' ');
  // What has no text at all has no place in it either.
  if (lines.length === 1 && shown === '') return `ERROR: <input>:${line}:${column}: ${message}`;
  const head = `ERROR: <input>:${line}:${column + 1}: ${message}`;
  if (shown.length > MAX_SHOWN) return head;
  const chars = [...shown];
  const dots = chars.slice(0, column).map(char => (isWide(char) ? '\uff0e' : '.'));
  return `${head}\n | ${shown}\n | ${dots.join('')}${isWide(chars[column] ?? '') ? '\uff3e' : '^'}`;
}

/** Whether a character takes more than one byte: its mark is a wide one. */
function isWide(char: string): boolean {
  return char > '\x7f';
}
