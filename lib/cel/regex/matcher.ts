import type { Work } from '../work';
import { CharClasses } from './char-classes';
import { holds, type Neighbour } from './neighbour';
import type { Program } from './program';

/** Steps that wait for a character, the one before them being known. */
interface State {
  readonly steps: readonly number[];
  readonly before: Neighbour;
  /** By class of the next character; -1 is the end of the text. `true`: the text matches. */
  readonly nexts: Map<number, State | true>;
}

/** Beyond them, what is known is forgotten, so that no text makes it grow without end. */
const MAX_KNOWN_STEPS = 200_000;
const END = -1;
/** Finding out what comes next takes as long as some steps of other work. */
const STEPS_OF_FOLLOWING = 4;

/**
 * Searches texts for a regular expression in a time that is linear in their length, whatever the expression is: all
 * its alternatives advance together (Thompson), and what they do is remembered by class of characters.
 */
export class LinearMatcher {
  private readonly classes: CharClasses;
  private states = new Map<string, State>();
  private knownSteps = 0;

  constructor(private readonly program: Program) {
    this.classes = new CharClasses(program.sets);
  }

  /** Whether the text holds a match. `work`: counts what is not remembered. */
  test(text: string, work?: Work): boolean {
    let state: State | true = this.state([this.program.start], 'none');
    for (const char of text) {
      state = this.advance(state, this.classes.of(char), work);
      if (state === true) return true;
    }
    return this.advance(state, END, work) === true;
  }

  private advance(state: State, charClass: number, work: Work | undefined): State | true {
    const known = state.nexts.get(charClass);
    if (known) return known;
    const next = this.follow(state, charClass, work);
    state.nexts.set(charClass, next);
    return next;
  }

  private follow({ steps, before }: State, charClass: number, work: Work | undefined): State | true {
    const behind = charClass === END ? 'none' : this.classes.neighbourOf(charClass);
    const nexts = new Set<number>();
    const seen = new Set<number>();
    const open = [...steps];
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const step = this.program.steps[at] as Program['steps'][number];
      if (step.kind === 'match') return true;
      if (step.kind === 'fork') open.push(...step.nexts);
      else if (step.kind === 'chars') {
        if (charClass !== END && this.classes.has(charClass, step.set)) nexts.add(step.next);
      } else if (holds(step.assertion, before, behind)) open.push(step.next);
    }
    work?.step(seen.size * STEPS_OF_FOLLOWING);
    // A match may begin at every place.
    nexts.add(this.program.start);
    return this.state(
      [...nexts].sort((a, b) => a - b),
      behind,
    );
  }

  private state(steps: readonly number[], before: Neighbour): State {
    const key = `${before} ${steps.join(' ')}`;
    let state = this.states.get(key);
    if (!state) {
      this.knownSteps += steps.length + 1;
      if (this.knownSteps > MAX_KNOWN_STEPS) {
        this.states = new Map();
        this.knownSteps = steps.length + 1;
      }
      state = { steps, before, nexts: new Map() };
      this.states.set(key, state);
    }
    return state;
  }
}
