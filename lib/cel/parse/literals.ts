import { Double, intOf, MAX_INT64, MAX_UINT64, MIN_INT64, Uint } from '../evaluate/value';

/** A literal that looks like one, and is none; the message says why. */
export class LiteralError extends Error {
  override readonly name = 'LiteralError';
}

/** An int literal, with the sign before it. */
export function readInt(text: string, isNegative: boolean): number | bigint {
  const value = isNegative ? -BigInt(text) : BigInt(text);
  if (value < MIN_INT64 || value > MAX_INT64) throw new LiteralError('invalid int literal');
  return intOf(value);
}

export function readUint(text: string): Uint {
  const value = BigInt(text.slice(0, -1));
  if (value > MAX_UINT64) throw new LiteralError('invalid uint literal');
  return new Uint(value);
}

export function readDouble(text: string, isNegative: boolean): Double {
  const value = Number(text);
  if (!Number.isFinite(value)) throw new LiteralError('invalid double literal');
  return new Double(isNegative ? -value : value);
}

export function readString(text: string): string {
  const { content, isRaw } = unquote(text);
  return isRaw ? content : content.replace(ESCAPE, spelling => unescapeChar(spelling));
}

export function readBytes(text: string): Uint8Array {
  const { content, isRaw } = unquote(text.slice(1));
  if (isRaw) return Buffer.from(content);
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const { 0: spelling, index } of content.matchAll(ESCAPE)) {
    parts.push(Buffer.from(content.slice(end, index)), unescapeByte(spelling));
    end = index + spelling.length;
  }
  parts.push(Buffer.from(content.slice(end)));
  return Buffer.concat(parts);
}

const ESCAPE = /\\(?:[xX]..|u.{4}|U.{8}|[0-3]..|[\s\S])/g;

/** Source: the grammar of cel-spec, section "String and Bytes Values". */
const SIMPLE: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function unquote(text: string): { content: string; isRaw: boolean } {
  const isRaw = /^[rR]/.test(text);
  const quoted = (isRaw ? text.slice(1) : text).replace(/\r\n?/g, '\n');
  const size = /^("""|''')/.test(quoted) && quoted.length >= 6 ? 3 : 1;
  return { content: quoted.slice(size, -size), isRaw };
}

function unescapeChar(spelling: string): string {
  const code = codeOf(spelling);
  if (code === undefined) return SIMPLE[spelling.slice(1)] ?? spelling.slice(1);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) throw new LiteralError('invalid unicode code point');
  return String.fromCodePoint(code);
}

/** Of bytes, hexadecimal and octal escapes are bytes, not characters. */
function unescapeByte(spelling: string): Uint8Array {
  if (/^\\[uU]/.test(spelling)) throw new LiteralError('unable to unescape string');
  const code = codeOf(spelling);
  return code === undefined ? Buffer.from(unescapeChar(spelling)) : Uint8Array.of(code);
}

function codeOf(spelling: string): number | undefined {
  const [, hex, octal] = /^\\(?:[xXuU]([\dA-Fa-f]+)|([0-3][0-7]{2}))$/.exec(spelling) ?? [];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  return octal === undefined ? undefined : Number.parseInt(octal, 8);
}
