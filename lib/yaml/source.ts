import { isAscii, isUtf8 } from 'node:buffer';
import { YamlError, type YamlProblemCode } from './errors';
import { partitionPoint } from './partition-point';

const NON_ASCII = /[\x80-\xff]/;
const BEYOND_ASCII = /[^\x00-\x7f]/;

/**
 * The bytes of a YAML text, held as a string with one character per byte. Every offset in the engine is a byte
 * offset, unchanged bytes need no decoding, and only the values that are asked for are decoded to UTF-16.
 */
export class SourceText {
  readonly bytes: Buffer;
  /** One character per byte. */
  readonly text: string;
  /** Offset of the first byte behind a byte order mark. */
  readonly start: number;
  /** The line break new lines are written with: that of the first line. */
  readonly lineBreak: '\n' | '\r\n';
  readonly isAscii: boolean;
  private lineStarts: number[] | undefined;

  /** Throws `YamlError` ENCODING where the bytes are not UTF-8, TOO_LARGE where they exceed what a string can hold. */
  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.text = latin1(this.bytes);
    this.isAscii = isAscii(this.bytes);
    if (!this.isAscii) this.refuseForeignEncodings();
    this.start = this.text.startsWith('\xef\xbb\xbf') ? 3 : 0;
    this.refuseLoneCarriageReturns();
    const firstBreak = this.text.indexOf('\n');
    this.lineBreak = firstBreak > 0 && this.text.charCodeAt(firstBreak - 1) === 13 ? '\r\n' : '\n';
  }

  /** The text between two offsets, decoded. */
  decode(start: number, end: number): string {
    return this.decodeText(this.text.slice(start, end));
  }

  /** Decodes a part of `text` (one character per byte). */
  decodeText(part: string): string {
    return this.isAscii || !NON_ASCII.test(part) ? part : Buffer.from(part, 'latin1').toString('utf8');
  }

  /** Whether no byte between two offsets lies beyond ASCII. */
  isAsciiBetween(start: number, end: number): boolean {
    return this.isAscii || !NON_ASCII.test(this.text.slice(start, end));
  }

  /** The line an offset stands in, counted from 1. */
  lineAt(offset: number): number {
    this.lineStarts ??= findLineStarts(this.text);
    const starts = this.lineStarts;
    return partitionPoint(starts.length, i => (starts[i] as number) <= offset);
  }

  /** Offset of the line break (or the end of the text) that ends the line of `offset`. */
  lineEnd(offset: number): number {
    const lf = this.text.indexOf('\n', offset);
    if (lf < 0) return this.text.length;
    return lf > offset && this.text.charCodeAt(lf - 1) === 13 ? lf - 1 : lf;
  }

  /** Offset of the first character of the line of `offset`. */
  lineStart(offset: number): number {
    return offset <= this.start ? this.start : Math.max(this.text.lastIndexOf('\n', offset - 1) + 1, this.start);
  }

  /** Offset of the line break before a line that is not the first. */
  lineEndBefore(lineStart: number): number {
    return this.text.charCodeAt(lineStart - 2) === 13 ? lineStart - 2 : lineStart - 1;
  }

  error(code: YamlProblemCode, message: string, offset: number): YamlError {
    return new YamlError({ code, message, offset, line: this.lineAt(offset) });
  }

  private refuseLoneCarriageReturns(): void {
    if (!this.text.includes('\r')) return;
    const lone = this.text.search(/\r(?!\n)/);
    if (lone < 0) return;
    throw this.error('ENCODING', 'a carriage return stands without a line feed: end lines with LF or CRLF', lone);
  }

  private refuseForeignEncodings(): void {
    const { bytes } = this;
    if (bytes[0] === 0xff || bytes[0] === 0xfe) {
      throw this.error('ENCODING', 'the text is UTF-16 or UTF-32; YAML for Kubernetes is UTF-8: convert the file', 0);
    }
    if (isUtf8(bytes)) return;
    const offset = firstInvalidUtf8(bytes);
    throw this.error('ENCODING', 'the text is not valid UTF-8: save the file as UTF-8', offset);
  }
}

/** The UTF-8 bytes of a string, one character per byte. */
export function encodeText(text: string): string {
  return BEYOND_ASCII.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text;
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  return starts;
}

function latin1(buffer: Buffer): string {
  try {
    return buffer.toString('latin1');
  } catch {
    const message = `the input is ${buffer.length} bytes, more than this runtime can hold in one text`;
    throw new YamlError({ code: 'TOO_LARGE', message, offset: 0, line: 1 });
  }
}

function firstInvalidUtf8(buffer: Buffer): number {
  return partitionPoint(buffer.length, i => {
    // A prefix may be cut inside a character: it is judged by the whole characters it holds.
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, i + 1), { stream: true });
      return true;
    } catch {
      return false;
    }
  });
}
