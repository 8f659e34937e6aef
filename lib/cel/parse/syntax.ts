/** Words that are no names of variables. Source: `reservedIds` of cel-go. */
export const RESERVED: ReadonlySet<string> = new Set([
  ...['as', 'break', 'const', 'continue', 'else', 'false', 'for', 'function', 'if', 'import', 'in', 'let', 'loop'],
  ...['namespace', 'null', 'package', 'return', 'true', 'var', 'void', 'while'],
]);

/** Operators between two operands, those that bind weaker first, with the names of their functions. */
export const BINARY_OPERATORS: readonly ReadonlyMap<string, string>[] = [
  new Map([...['<', '<=', '>=', '>', '==', '!='].map(sign => [sign, `_${sign}_`] as const), ['in', '@in'] as const]),
  new Map(['+', '-'].map(sign => [sign, `_${sign}_`])),
  new Map(['*', '/', '%'].map(sign => [sign, `_${sign}_`])),
];

/** What an operand begins with, as messages name it. */
export const OPERAND_STARTS: readonly string[] = [
  ...["'['", "'{'", "'('", "'.'", "'-'", "'!'", "'true'", "'false'", "'null'"],
  ...['NUM_FLOAT', 'NUM_INT', 'NUM_UINT', 'STRING', 'BYTES', 'IDENTIFIER'],
];
