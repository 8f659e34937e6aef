import { holds, neighbourOf } from './neighbour';
import type { Program, Step } from './program';

/** A text takes more steps to search than anybody should wait for. */
export class RegexLimitError extends Error {
  override readonly name = 'RegexLimitError';
}

const MAX_STEPS = 20_000_000;

/** A way through the program that is open, and where in the text it began. */
interface Thread {
  readonly at: number;
  readonly start: number;
}

/**
 * Finds what a regular expression matches, as RE2 does: of all that begin first, the one that backtracking would find
 * (Pike's virtual machine: all ways advance together, in the order in which they are preferred).
 */
export class MatchFinder {
  private steps = 0;

  constructor(private readonly program: Program) {}

  /** What is found one after the other; at most `count`, all where it is negative. Throws `RegexLimitError`. */
  findAll(text: string, count: number): string[] {
    this.steps = 0;
    const chars = [...text];
    const found: string[] = [];
    let previousEnd = -1;
    for (let from = 0; from <= chars.length && found.length !== count; ) {
      const match = this.find(chars, from);
      if (!match) break;
      const [start, end] = match;
      // Right behind a match, nothing is no match.
      if (end > start || start !== previousEnd) found.push(chars.slice(start, end).join(''));
      previousEnd = end;
      from = end > start ? end : end + 1;
    }
    return found;
  }

  private find(chars: readonly string[], from: number): [start: number, end: number] | undefined {
    let threads: Thread[] = [];
    let best: [number, number] | undefined;
    for (let i = from; i <= chars.length; i++) {
      if (!best) threads.push({ at: this.program.start, start: i });
      if (threads.length === 0) return best;
      const next: Thread[] = [];
      const matched = this.advance(threads, chars, i, next);
      if (matched !== undefined) best = [matched, i];
      threads = next;
    }
    return best;
  }

  /** Follows the ways up to a character; gives where a match began that ends before it. */
  private advance(threads: readonly Thread[], chars: readonly string[], i: number, next: Thread[]): number | undefined {
    const char = chars[i];
    const before = neighbourOf(chars[i - 1]);
    const behind = neighbourOf(char);
    const seen = new Set<number>();
    const open = [...threads].reverse();
    for (let thread = open.pop(); thread; thread = open.pop()) {
      if (seen.has(thread.at)) continue;
      seen.add(thread.at);
      this.countStep();
      const { start } = thread;
      const step = this.program.steps[thread.at] as Step;
      // What is preferred less than a match is given up.
      if (step.kind === 'match') return start;
      if (step.kind === 'fork')
        for (let n = step.nexts.length - 1; n >= 0; n--) open.push({ at: step.nexts[n] as number, start });
      else if (step.kind === 'chars') {
        if (char !== undefined && this.program.sets[step.set]?.(char)) next.push({ at: step.next, start });
      } else if (holds(step.assertion, before, behind)) open.push({ at: step.next, start });
    }
    return undefined;
  }

  private countStep(): void {
    if (++this.steps > MAX_STEPS) throw new RegexLimitError('the search takes too many steps');
  }
}
