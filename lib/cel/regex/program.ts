import { charSetTest } from './char-set';
import type { Assertion, RegexNode } from './syntax';

/** A step of the program that a regular expression becomes. */
export type Step =
  | { readonly kind: 'chars'; readonly set: number; readonly next: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'fork'; readonly nexts: number[] }
  | { readonly kind: 'match' };

/** A regular expression as steps. Those of a fork stand in the order in which they are preferred. */
export interface Program {
  readonly steps: readonly Step[];
  readonly sets: readonly ((char: string) => boolean)[];
  readonly start: number;
}

export function programOf(node: RegexNode): Program {
  const builder = new ProgramBuilder();
  const start = builder.compile(node, 0);
  return { steps: builder.steps, sets: builder.sets, start };
}

class ProgramBuilder {
  readonly steps: Step[] = [{ kind: 'match' }];
  readonly sets: ((char: string) => boolean)[] = [];
  private readonly setNumbers = new Map<string, number>();

  /** Puts the steps of a node before step `next`; gives the first. */
  compile(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'empty':
        return next;
      case 'chars':
        return this.add({ kind: 'chars', set: this.setNumber(node), next });
      case 'assertion':
        return this.add({ kind: 'assertion', assertion: node.assertion, next });
      case 'sequence':
        return node.nodes.reduceRight((then, each) => this.compile(each, then), next);
      case 'choice':
        return this.add({ kind: 'fork', nexts: node.nodes.map(each => this.compile(each, next)) });
      default:
        return this.compileRepeat(node, next);
    }
  }

  private compileRepeat({ node, min, max, isLazy }: RegexNode & { kind: 'repeat' }, next: number): number {
    let then = next;
    const order = (again: number) => (isLazy ? [next, again] : [again, next]);
    if (Number.isFinite(max)) {
      for (let i = min; i < max; i++) then = this.add({ kind: 'fork', nexts: order(this.compile(node, then)) });
    } else {
      const loop: Step = { kind: 'fork', nexts: [] };
      then = this.add(loop);
      loop.nexts.push(...order(this.compile(node, then)));
    }
    for (let i = 0; i < min; i++) then = this.compile(node, then);
    return then;
  }

  private add(step: Step): number {
    return this.steps.push(step) - 1;
  }

  private setNumber({ set, ignoresCase }: RegexNode & { kind: 'chars' }): number {
    const key = JSON.stringify([set, ignoresCase]);
    let number = this.setNumbers.get(key);
    if (number === undefined) {
      number = this.sets.push(charSetTest(set, ignoresCase)) - 1;
      this.setNumbers.set(key, number);
    }
    return number;
  }
}
