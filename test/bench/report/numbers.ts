/** `10,000`, whatever the machine's language is. */
export function inWords(count: number): string {
  return count.toLocaleString('en');
}

/** Three digits that count; more would be noise. */
export function milliseconds(value: number): string {
  const digits = value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
