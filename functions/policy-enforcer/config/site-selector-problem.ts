import type { YamlValue } from '../../../lib/yaml/value';

/** What is wrong with the shape of a `siteSelector`; which sites there are is not known here. */
export function siteSelectorProblem(value: YamlValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  const terms = Array.isArray(value) ? value : [value];
  if (terms.length > 0 && terms.every(term => typeof term === 'string' && term.trim() !== '')) return undefined;
  return 'write `siteSelector` as sites or groups, [edge1, edge2], or as labels of sites, "region=north,tier in (a, b)"';
}
