import type { CharSet } from './char-set';

/** A regular expression as a tree. */
export type RegexNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'chars'; readonly set: CharSet; readonly ignoresCase: boolean }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence' | 'choice'; readonly nodes: readonly RegexNode[] }
  | {
      readonly kind: 'repeat';
      readonly node: RegexNode;
      readonly min: number;
      readonly max: number;
      /** As few as possible are preferred; that decides what is found, not whether something is. */
      readonly isLazy: boolean;
    };

export type Assertion = 'text-start' | 'text-end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

/** The expression is none that RE2 takes. */
export class RegexSyntaxError extends Error {
  override readonly name = 'RegexSyntaxError';

  /** `part`: of the pattern, as Go names it. */
  constructor(problem: string, part: string) {
    super(`${problem}: \`${part}\``);
  }
}
