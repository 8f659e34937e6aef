import { LinearMatcher } from './matcher';
import { parseRegex } from './parse';
import { type RegexNode, RegexSyntaxError } from './syntax';

/** A regular expression of RE2, as CRDs (`pattern`) and CEL (`matches`) have them. */
export interface Regex {
  /** Whether the text holds a match, anywhere. Takes a time that is linear in the length of the text. */
  test(text: string): boolean;
}

/**
 * Reads a pattern of RE2. What RE2 refuses is refused: look-around, back-references, repetitions beyond 1,000.
 *
 * @returns the expression, or in `problem` what is wrong with it
 */
export function compileRegex(pattern: string): Regex | { problem: string } {
  let node: RegexNode;
  try {
    node = parseRegex(pattern);
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    return { problem: error.message };
  }
  // Most schemas are read for a few values only: the matcher is built with the first.
  let matcher: LinearMatcher | undefined;
  return {
    test(text) {
      matcher ??= new LinearMatcher(node);
      return matcher.test(text);
    },
  };
}
