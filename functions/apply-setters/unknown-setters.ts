import { nearest } from '../../lib/krm/nearest';
import type { Report } from '../../lib/krm/report';
import { compareText } from '../../lib/krm/result';
import type { SetterComment } from './setter-comments';

/**
 * Setters that are given and in no comment, or in comments and not given. Neither is an error, as it is none for the
 * catalog's function: packages share configs, and fields have defaults.
 */

/** So many names are compared with so many others; more are not, as it takes the square of their number. */
const MOST_COMPARED = 300;
const MOST_NAMED = 20;

/** The names of all setters in comments. */
export function namesIn(comments: readonly SetterComment[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { pattern } of comments) for (const name of pattern.names) names.add(name);
  return names;
}

/** Reports the setters that are given and in no comment, each with the one that may be meant. */
export function reportUnusedSetters(names: ReadonlySet<string>, given: Setters, report: Report): void {
  const unused = unusedOf(names, given);
  const candidates = [...names].sort(compareText).slice(0, MOST_COMPARED);
  for (const name of unused.slice(0, MOST_COMPARED)) {
    const message = `the setter \`${name}\` is given, but no comment \`# kpt-set: …\` of the package has it${hintFor(name, candidates)}`;
    report.info({ code: 'SETTER_UNUSED', message });
  }
  if (unused.length <= MOST_COMPARED) return;
  const message = `${unused.length - MOST_COMPARED} more setters are given that no comment has`;
  report.info({ code: 'SETTER_UNUSED', message });
}

/** Reports the setters in comments that are not given, with those that are given and unused: they may be meant. */
export function reportSettersWithoutValue(names: ReadonlySet<string>, given: Setters, report: Report): void {
  const missing = [...names].filter(name => !given.has(name)).sort(compareText);
  if (missing.length === 0) return;
  const candidates = unusedOf(names, given).slice(0, MOST_COMPARED);
  const named = missing.slice(0, MOST_NAMED).map(name => `\`${name}\`${hintFor(name, candidates)}`);
  const rest = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  const message = `no value is given for ${named.join(', ')}${rest}: fields with ${missing.length === 1 ? 'it' : 'them'} keep what they have`;
  report.info({ code: 'SETTERS_WITHOUT_VALUE', message });
}

type Setters = ReadonlyMap<string, string>;

function unusedOf(names: ReadonlySet<string>, given: Setters): string[] {
  return [...given.keys()].filter(name => !names.has(name)).sort(compareText);
}

function hintFor(name: string, candidates: readonly string[]): string {
  const candidate = nearest(name, candidates);
  return candidate === undefined ? '' : ` (did you mean \`${candidate}\`?)`;
}
