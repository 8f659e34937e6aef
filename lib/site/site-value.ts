import { nearest } from '../krm/nearest';
import type { Site } from './site';

/** Something that a site says of itself, as configs name it. */
export interface SiteValue {
  /** `cluster`, `values.plmnId`, `n3.${name}.example.com` … */
  readonly text: string;
  /** What it is for a site; undefined where the site does not say. */
  of(site: Site): string | undefined;
}

/** The single facts of a site; behind `values.` and `labels.` stands a name. */
const FACTS = ['cluster', 'environment', 'masterInterface', 'name', 'namespace'] as const;
type Fact = (typeof FACTS)[number];

const REFERENCE = /\$\{([^{}]*)\}/g;

/** Reads the name of a fact, or a text with such names in `${…}`; gives what is wrong with it as a text. */
export function parseSiteValue(text: string): SiteValue | string {
  if (!text.includes('${')) return factValue(text);
  const problems = [...text.matchAll(REFERENCE)].flatMap(([, name = '']) => factProblem(name) ?? []);
  if (problems.length > 0) return problems.join('; ');
  return { text, of: site => filledIn(text, site) };
}

/** The value of a known name; for tables. */
export function siteValue(text: string): SiteValue {
  const value = parseSiteValue(text);
  if (typeof value === 'string') throw new TypeError(value);
  return value;
}

function factValue(name: string): SiteValue | string {
  return factProblem(name) ?? { text: name, of: site => factOf(name, site) };
}

function filledIn(template: string, site: Site): string | undefined {
  let isComplete = true;
  const text = template.replace(REFERENCE, (_, name: string) => {
    const fact = factOf(name, site);
    if (fact === undefined) isComplete = false;
    return fact ?? '';
  });
  return isComplete ? text : undefined;
}

function factProblem(name: string): string | undefined {
  if (isFact(name) || /^(?:values|labels)\../.test(name)) return undefined;
  const known = [...FACTS, 'values.<name>', 'labels.<key>'];
  const near = nearest(name, FACTS);
  return `a site has no ${JSON.stringify(name)}: ${near ? `did you mean ${near}? ` : ''}known are ${known.join(', ')}, and texts with them in \${…}`;
}

function isFact(name: string): name is Fact {
  return (FACTS as readonly string[]).includes(name);
}

function factOf(name: string, site: Site): string | undefined {
  if (isFact(name)) return site[name];
  const dot = name.indexOf('.');
  const map = name.startsWith('values.') ? site.values : site.labels;
  const key = name.slice(dot + 1);
  return Object.hasOwn(map, key) ? map[key] : undefined;
}
