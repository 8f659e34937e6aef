/**
 * Indented YAML in a test reads as YAML: the indentation of the first line is taken off all lines, the line break
 * after the opening quote and the white space before the closing one go.
 */
export function yaml(strings: TemplateStringsArray, ...values: unknown[]): string {
  const text = String.raw({ raw: strings.raw }, ...values).replace(/^\n/, '');
  const indentation = /^ */.exec(text)?.[0] ?? '';
  const lines = text
    .split('\n')
    .map(line => (line.startsWith(indentation) ? line.slice(indentation.length) : line.trimStart()));
  return lines.join('\n');
}
