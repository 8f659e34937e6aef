import type { Assertion } from './syntax';

/** What stands before or behind a place in the text, as far as assertions ask. */
export type Neighbour = 'none' | 'newline' | 'word' | 'other';

export function neighbourOf(char: string | undefined): Neighbour {
  if (char === undefined) return 'none';
  return char === '\n' ? 'newline' : /^\w$/.test(char) ? 'word' : 'other';
}

/** Whether an assertion holds at a place. */
export function holds(assertion: Assertion, before: Neighbour, behind: Neighbour): boolean {
  switch (assertion) {
    case 'text-start':
      return before === 'none';
    case 'text-end':
      return behind === 'none';
    case 'line-start':
      return before === 'none' || before === 'newline';
    case 'line-end':
      return behind === 'none' || behind === 'newline';
    default:
      return ((before === 'word') !== (behind === 'word')) === (assertion === 'word-boundary');
  }
}
