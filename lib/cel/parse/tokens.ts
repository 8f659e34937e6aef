import type { Issue } from '../issue';

export type TokenKind = 'sign' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'identifier' | 'escaped' | 'end';

/** `text` is as written; of the end, it is `<EOF>`, as messages name it. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?\x60]|[0-3][0-7][0-7]|[xX][\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8})`;
const STRING = [
  String.raw`[rR](?:"""[\s\S]*?"""|'''[\s\S]*?'''|"[^"\n\r]*"|'[^'\n\r]*')`,
  String.raw`"""(?:${ESCAPE}|[^\\])*?"""`,
  String.raw`'''(?:${ESCAPE}|[^\\])*?'''`,
  String.raw`"(?:${ESCAPE}|[^\\"\n\r])*"`,
  String.raw`'(?:${ESCAPE}|[^\\'\n\r])*'`,
].join('|');

/** What tokens look like, the longer before the shorter. Source: the grammar of cel-spec. */
const PATTERNS: readonly [TokenKind | 'space', RegExp][] = [
  ['space', /(?:[\t \r\n\f]|\/\/[^\n]*)+/y],
  ['double', /(?:\d+\.\d+(?:[eE][-+]?\d+)?|\d+[eE][-+]?\d+|\.\d+(?:[eE][-+]?\d+)?)/y],
  ['uint', /(?:0x[\dA-Fa-f]+|\d+)[uU]/y],
  ['int', /0x[\dA-Fa-f]+|\d+/y],
  ['bytes', new RegExp(`[bB](?:${STRING})`, 'y')],
  ['string', new RegExp(STRING, 'y')],
  ['sign', /(?:true|false|null|in)(?![0-9A-Za-z_])|[=!<>]=|&&|\|\||[[\](){}.,\-!?:+*/%<>]/y],
  ['identifier', /[A-Za-z_][0-9A-Za-z_]*/y],
  ['escaped', /`[-0-9A-Za-z_./ ]+`/y],
];

/** The tokens of an expression; what is none is an issue, and left out. */
export function readTokens(text: string): { tokens: Token[]; issues: Issue[] } {
  const tokens: Token[] = [];
  const issues: Issue[] = [];
  for (let offset = 0; offset < text.length; ) {
    const [kind, found] = matchAt(text, offset);
    if (kind === undefined) issues.push({ offset, message: `Syntax error: token recognition error at: '${found}'` });
    else if (kind !== 'space') tokens.push({ kind, text: found, offset });
    offset += found.length;
  }
  tokens.push({ kind: 'end', text: '<EOF>', offset: text.length });
  return { tokens, issues };
}

function matchAt(text: string, offset: number): [TokenKind | 'space' | undefined, string] {
  for (const [kind, pattern] of PATTERNS) {
    pattern.lastIndex = offset;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return [kind, found];
  }
  return [undefined, unknownAt(text, offset)];
}

/** As far as a text could have become a token: a quote up to what ends it, a sign and the character behind it. */
function unknownAt(text: string, offset: number): string {
  const rest = text.slice(offset);
  const [quoted] = /^[bB]?[rR]?(?:"(?:\\[\s\S]|[^\\"\n\r])*|'(?:\\[\s\S]|[^\\'\n\r])*)[\n\r]?/.exec(rest) ?? [];
  if (quoted !== undefined && /\\/.test(quoted)) return quoted.slice(0, quoted.search(/\\/) + 2);
  return quoted ?? /^[=&|][\s\S]?|^[\s\S]/u.exec(rest)?.[0] ?? '';
}
