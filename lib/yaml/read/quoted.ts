import { offGrammar } from '../errors';
import { BACKSLASH, DOUBLE_QUOTE, isDocumentMarker, LF, SINGLE_QUOTE } from './characters';

/** Offset behind the quote that closes the scalar whose opening quote stands at `at`. */
export function endOfQuoted(text: string, at: number): number {
  return text.charCodeAt(at) === DOUBLE_QUOTE ? endOfDoubleQuoted(text, at) : endOfSingleQuoted(text, at);
}

function endOfDoubleQuoted(text: string, at: number): number {
  for (let i = at + 1; ; i++) {
    const c = text.charCodeAt(i);
    if (c === DOUBLE_QUOTE) return i + 1;
    if (c === BACKSLASH) i = endOfEscape(text, i + 1);
    else if (c === LF && isDocumentMarker(text, i + 1)) throw offGrammar;
    else if (Number.isNaN(c)) throw offGrammar;
  }
}

/** The characters that may follow a backslash (YAML 1.2 §5.7), and `'`, which yaml.v3 knows too. */
const ESCAPABLE = '0abt\tnvfre "/\\N_LP\'\n\r';
const HEX_DIGITS: Record<string, number> = { x: 2, u: 4, U: 8 };

/** Offset of the last character of the escape whose letter stands at `at`. */
function endOfEscape(text: string, at: number): number {
  const letter = text.charAt(at);
  const digits = HEX_DIGITS[letter];
  if (digits !== undefined) {
    if (!/^[0-9a-fA-F]+$/.test(text.slice(at + 1, at + 1 + digits).padEnd(digits, '!'))) throw offGrammar;
    return at + digits;
  }
  if (letter === '' || !ESCAPABLE.includes(letter)) throw offGrammar;
  // The line break itself is looked at like any other.
  return letter === '\n' ? at - 1 : at;
}

function endOfSingleQuoted(text: string, at: number): number {
  for (let i = at + 1; ; i++) {
    const c = text.charCodeAt(i);
    if (c === SINGLE_QUOTE) {
      if (text.charCodeAt(i + 1) !== SINGLE_QUOTE) return i + 1;
      i++;
    } else if (c === LF && isDocumentMarker(text, i + 1)) throw offGrammar;
    else if (Number.isNaN(c)) throw offGrammar;
  }
}
