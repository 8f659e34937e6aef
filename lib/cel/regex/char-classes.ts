import { type Neighbour, neighbourOf } from './neighbour';

/** Beyond them, what is known is forgotten, so that no text makes it grow without end. */
const MAX_KNOWN_CHARS = 1000;

/** Characters that are in the same sets are of one class. */
export class CharClasses {
  private readonly numbers = new Map<string, number>();
  private readonly members: { sets: readonly boolean[]; neighbour: Neighbour }[] = [];
  private known = new Map<string, number>();

  constructor(private readonly sets: readonly ((char: string) => boolean)[]) {}

  of(char: string): number {
    let number = this.known.get(char);
    if (number === undefined) {
      if (this.known.size >= MAX_KNOWN_CHARS) this.known = new Map();
      number = this.find(char);
      this.known.set(char, number);
    }
    return number;
  }

  has(charClass: number, set: number): boolean {
    return this.members[charClass]?.sets[set] === true;
  }

  neighbourOf(charClass: number): Neighbour {
    return this.members[charClass]?.neighbour ?? 'other';
  }

  private find(char: string): number {
    const sets = this.sets.map(test => test(char));
    const neighbour = neighbourOf(char);
    const key = `${neighbour} ${sets.map(Number).join('')}`;
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.members.push({ sets, neighbour }) - 1;
      this.numbers.set(key, number);
    }
    return number;
  }
}
