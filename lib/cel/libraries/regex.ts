import { matching } from '../cost';
import { EvaluationError } from '../evaluate/errors';
import { compileRegex, type Regex } from '../regex/regex';
import type { Work } from '../work';
import { type Library, overloadsOf } from './declare';

/** Patterns that were read, as most are used again and again; forgotten when they are many. */
const known = new Map<string, Regex | { problem: string }>();
const MAX_KNOWN = 1000;

/** The expression of a pattern. Throws where there is none. */
export function compiledRegex(pattern: string): Regex {
  const regex = readRegex(pattern);
  if ('problem' in regex) throw new EvaluationError(`error parsing regexp: ${regex.problem}`);
  return regex;
}

/** The expression of a pattern, or what is wrong with it. */
export function readRegex(pattern: string): Regex | { problem: string } {
  let regex = known.get(pattern);
  if (!regex) {
    if (known.size >= MAX_KNOWN) known.clear();
    regex = compileRegex(pattern);
    known.set(pattern, regex);
  }
  return regex;
}

/** Searching by expressions. Source: `library/regex.go` of k8s.io/apiserver. */
export const REGEX: Library = {
  since: 0,
  overloads: overloadsOf(
    [
      ['find', 'string.(string) -> string', find, matching],
      [
        'findAll',
        'string.(string) -> list(string)',
        (text: string, pattern: string, work: Work) => findAll(text, pattern, -1, work),
        matching,
      ],
      ['findAll', 'string.(string, int) -> list(string)', findAll, matching],
    ],
    { costOf: 'function' },
  ),
};

function find(text: string, pattern: string, work: Work): string {
  return findAll(text, pattern, 1, work)[0] ?? '';
}

/** At most `count` matches; all where it is negative. */
function findAll(text: string, pattern: string, count: number | bigint, work: Work): string[] {
  const regex = readRegex(pattern);
  if ('problem' in regex) throw new EvaluationError(`Illegal regex: error parsing regexp: ${regex.problem}`);
  return regex.findAll(text, Number(count), work);
}
