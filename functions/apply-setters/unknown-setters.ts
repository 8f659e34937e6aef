import { nearest } from '../../lib/krm/nearest';
import type { Report } from '../../lib/krm/report';
import { compareText } from '../../lib/krm/result';
import type { SetterComment } from './setter-comments';

/** So many names are compared with so many others; more are not, as it takes the square of their number. */
const MOST_COMPARED = 300;
const MOST_NAMED = 20;

/**
 * Reports setters that are given and in no comment, and those in comments that are not given, with the ones that may be
 * meant. Neither is an error, as it is none for the catalog's function: packages share configs, and values have defaults.
 */
export function reportUnknownSetters(
  comments: readonly SetterComment[],
  setters: ReadonlyMap<string, string>,
  report: Report,
): void {
  const inComments = new Set(comments.flatMap(({ pattern }) => pattern.names));
  const unused = [...setters.keys()].filter(name => !inComments.has(name)).sort(compareText);
  const valueless = [...inComments].filter(name => !setters.has(name)).sort(compareText);
  const candidates = [...inComments].sort(compareText).slice(0, MOST_COMPARED);
  for (const name of unused.slice(0, MOST_COMPARED)) {
    const hint = hintFor(name, candidates);
    const message = `the setter \`${name}\` is given, but no comment \`# kpt-set: …\` of the package has it${hint}`;
    report.info({ code: 'SETTER_UNUSED', message });
  }
  if (unused.length > MOST_COMPARED) {
    const message = `${unused.length - MOST_COMPARED} more setters are given that no comment has`;
    report.info({ code: 'SETTER_UNUSED', message });
  }
  if (valueless.length > 0) reportValueless(valueless, unused.slice(0, MOST_COMPARED), report);
}

function reportValueless(names: readonly string[], unused: readonly string[], report: Report): void {
  const named = names.slice(0, MOST_NAMED).map(name => `\`${name}\`${hintFor(name, unused)}`);
  const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  const message = `no value is given for ${named.join(', ')}${rest}: fields with ${names.length === 1 ? 'it' : 'them'} keep what they have`;
  report.info({ code: 'SETTERS_WITHOUT_VALUE', message });
}

function hintFor(name: string, candidates: readonly string[]): string {
  const candidate = nearest(name, candidates);
  return candidate === undefined ? '' : ` (did you mean \`${candidate}\`?)`;
}
