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
    if (c === BACKSLASH) i++;
    else if (c === LF && isDocumentMarker(text, i + 1)) throw offGrammar;
    else if (Number.isNaN(c)) throw offGrammar;
  }
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
