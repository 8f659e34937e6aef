import type { Work } from '../work';
import { MatchFinder } from './finder';
import { LinearMatcher } from './matcher';
import { parseRegex } from './parse';
import { type Program, programOf } from './program';
import { type RegexNode, RegexSyntaxError } from './syntax';

/** A regular expression of RE2, as CRDs (`pattern`) and CEL (`matches`) have them. */
export interface Regex {
  /** Whether the text holds a match, anywhere. Takes a time that is linear in the length of the text. */
  test(text: string, work?: Work): boolean;
  /** The matches in the text, from its start; at most `count`, all where it is negative. */
  findAll(text: string, count: number, work: Work): string[];
}

/**
 * Reads a pattern of RE2. What RE2 refuses is refused: look-around, back-references, repetitions beyond 1,000.
 *
 * @returns the expression, or in `problem` what is wrong with it
 */
export function compileRegex(pattern: string): Regex | { problem: string } {
  try {
    return new CompiledRegex(parseRegex(pattern));
  } catch (error) {
    if (!(error instanceof RegexSyntaxError)) throw error;
    return { problem: error.message };
  }
}

/** Most schemas are read for a few values only: what is built is built with the first. */
class CompiledRegex implements Regex {
  private program: Program | undefined;
  private matcher: LinearMatcher | undefined;
  private finder: MatchFinder | undefined;

  constructor(private readonly node: RegexNode) {}

  test(text: string, work?: Work): boolean {
    this.program ??= programOf(this.node);
    this.matcher ??= new LinearMatcher(this.program);
    return this.matcher.test(text, work);
  }

  findAll(text: string, count: number, work: Work): string[] {
    this.program ??= programOf(this.node);
    this.finder ??= new MatchFinder(this.program);
    return this.finder.findAll(text, count, work);
  }
}
