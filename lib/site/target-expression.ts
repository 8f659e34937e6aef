import type { YamlValue } from '../yaml/value';
import { isSelectorText } from './site-selector';

/**
 * The terms of a target: names of sites and groups, and label selectors; a site is meant that any of them means. A list
 * has a term in each item. A text has parts with semicolons between them, and a part is one selector, commas and all,
 * or names with commas between them: `edge1, edge2; nephio.org/region=north,tier in (a, b)`. Order stays, repeats go.
 */
export function targetTerms(expression: YamlValue): string[] {
  const parts = Array.isArray(expression)
    ? expression.map(part => String(part))
    : String(expression ?? '')
        .split(';')
        .flatMap(part => (isSelectorText(part) ? [part] : part.split(',')));
  return [...new Set(parts.map(part => part.trim()).filter(part => part !== ''))];
}

/** The text that has these terms. */
export function targetText(terms: readonly string[]): string {
  const names = terms.filter(term => !isSelectorText(term)).join(',');
  return [names, ...terms.filter(isSelectorText)].filter(part => part !== '').join('; ');
}
