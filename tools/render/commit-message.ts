import { RENDERED_BY, TOOL } from './history';

/** How much of a subject `git log --oneline` shows beside the commit's name on a terminal. */
const SUBJECT_LENGTH = 72;

export interface RenderedFor {
  site: string;
  /** The blueprint's name. */
  blueprint: string;
  /** Package path in the site's repository. */
  path: string;
  intents: readonly string[];
}

/** Which package was rendered for which site from which intents. The trailers are for programs, this one among them. */
export function commitMessage({ site, blueprint, path, intents }: RenderedFor): string {
  const trailers = [
    `Site: ${site}`,
    `Package: ${path}`,
    ...intents.map(intent => `Intent: ${intent}`),
    `${RENDERED_BY}: ${TOOL}`,
  ];
  return `${subject(blueprint, site, intents)}\n\n${trailers.join('\n')}\n`;
}

function subject(blueprint: string, site: string, intents: readonly string[]): string {
  if (intents.length === 0) return `${blueprint} for ${site}`;
  const all = `${blueprint}: ${intents.join(', ')} for ${site}`;
  if (all.length <= SUBJECT_LENGTH || intents.length === 1) return all;
  return `${blueprint}: ${intents[0]} and ${intents.length - 1} more for ${site}`;
}
