import type { Work } from '../work';
import { CharClasses } from './char-classes';
import { holds, neighbourOf } from './neighbour';
import type { Program, Step } from './program';

/** A way through the program that is open, and where in the text it began. */
interface Thread {
  readonly at: number;
  readonly start: number;
}

/** The class of the end of the text. */
const END = -1;

/**
 * Finds what a regular expression matches, as RE2 does: of all that begin first, the one that backtracking would find
 * (Pike's virtual machine: all ways advance together, in the order in which they are preferred).
 */
export class MatchFinder {
  private readonly classes: CharClasses;
  /** By step, the last round that came to it. Each character has its round. */
  private readonly seen: Float64Array;
  private round = 0;

  constructor(private readonly program: Program) {
    this.classes = new CharClasses(program.sets);
    this.seen = new Float64Array(program.steps.length);
  }

  /** What is found one after the other; at most `count`, all where it is negative. */
  findAll(text: string, count: number, work: Work): string[] {
    const chars = [...text];
    const found: string[] = [];
    let previousEnd = -1;
    for (let from = 0; from <= chars.length && found.length !== count; ) {
      const match = this.find(chars, from, work);
      if (!match) break;
      const [start, end] = match;
      // Right behind a match, nothing is no match.
      if (end > start || start !== previousEnd) found.push(chars.slice(start, end).join(''));
      previousEnd = end;
      from = end > start ? end : end + 1;
    }
    return found;
  }

  private find(chars: readonly string[], from: number, work: Work): [start: number, end: number] | undefined {
    let threads: Thread[] = [];
    let best: [number, number] | undefined;
    for (let i = from; i <= chars.length; i++) {
      if (!best) threads.push({ at: this.program.start, start: i });
      if (threads.length === 0) return best;
      const next: Thread[] = [];
      const matched = this.advance(threads, chars, i, next, work);
      if (matched !== undefined) best = [matched, i];
      threads = next;
    }
    return best;
  }

  /** Follows the ways up to a character; gives where a match began that ends before it. */
  private advance(
    threads: readonly Thread[],
    chars: readonly string[],
    i: number,
    next: Thread[],
    work: Work,
  ): number | undefined {
    const char = chars[i];
    const charClass = char === undefined ? END : this.classes.of(char);
    const before = neighbourOf(chars[i - 1]);
    const behind = neighbourOf(char);
    const round = ++this.round;
    const open = [...threads].reverse();
    for (let thread = open.pop(); thread; thread = open.pop()) {
      const { at, start } = thread;
      if (this.seen[at] === round) continue;
      this.seen[at] = round;
      work.step(1);
      const step = this.program.steps[at] as Step;
      // What is preferred less than a match is given up.
      if (step.kind === 'match') return start;
      if (step.kind === 'fork')
        for (let n = step.nexts.length - 1; n >= 0; n--) open.push({ at: step.nexts[n] as number, start });
      else if (step.kind === 'chars') {
        if (this.classes.has(charClass, step.set)) next.push({ at: step.next, start });
      } else if (holds(step.assertion, before, behind)) open.push({ at: step.next, start });
    }
    return undefined;
  }
}
