import type { YamlValue } from '../yaml/value';

/** The site and group names in a target: a list, or a text with commas between them. Order stays, repeats go. */
export function siteNames(expression: YamlValue): string[] {
  const parts = Array.isArray(expression) ? expression.map(part => String(part)) : String(expression ?? '').split(',');
  return [...new Set(parts.map(part => part.trim()).filter(part => part !== ''))];
}
