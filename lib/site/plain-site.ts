import type { SiteEntry, SiteSpec } from '../kinds/site';
import {
  CLUSTER_SYNTAX,
  ENVIRONMENTS,
  INTERFACE_SYNTAX,
  NAME_SYNTAX,
  NAMESPACE_SYNTAX,
  type TextSyntax,
} from '../kinds/site-syntax';
import { siteValueProblem } from '../kinds/site-values';
import { labelKeyProblem, labelValueProblem } from '../krm/label-syntax';
import { isMap, type YamlValue } from '../yaml/value';

type Check = (value: YamlValue) => boolean;

/** A check for each field there is: the compiler asks for it when the schema gets one. */
const FIELDS: Record<keyof SiteSpec, Check> = {
  cluster: value => isText(value, CLUSTER_SYNTAX),
  namespace: value => isText(value, NAMESPACE_SYNTAX),
  groups: value => isListOf(value, each => isText(each, NAME_SYNTAX)),
  environment: value => (ENVIRONMENTS as readonly YamlValue[]).includes(value),
  serviceTypes: value => isListOf(value, isAnyText),
  cnis: value => isListOf(value, isAnyText),
  masterInterface: value => isText(value, INTERFACE_SYNTAX),
  values: value => isMapOf(value, (key, each) => siteValueProblem(key, each) === undefined),
};

/**
 * The entry of a `Site` as nearly all are; undefined for one that zod has to look at (lib/kinds/site.ts), which also says
 * what is wrong with it. A package has the sites of the whole fleet, and every function reads them anew: without zod it
 * starts sooner. `labels`, `spec`: as in the object; undefined where it has none.
 */
export function plainSite(
  name: string,
  labels: YamlValue | undefined,
  spec: YamlValue | undefined,
): SiteEntry | undefined {
  if (!isText(name, NAME_SYNTAX) || !isMap(spec)) return undefined;
  for (const key of Object.keys(spec)) {
    const check = Object.hasOwn(FIELDS, key) ? FIELDS[key as keyof SiteSpec] : undefined;
    if (!check?.(spec[key] ?? null)) return undefined;
  }
  if (labels !== undefined && !isMapOf(labels, isLabel)) return undefined;
  return { ...(spec as SiteSpec), name, ...(labels === undefined ? {} : { labels: labels as Record<string, string> }) };
}

function isLabel(key: string, value: string): boolean {
  return labelKeyProblem(key) === undefined && labelValueProblem(value) === undefined;
}

function isAnyText(value: YamlValue): boolean {
  return typeof value === 'string';
}

function isText(value: YamlValue, { pattern, length }: TextSyntax): boolean {
  return typeof value === 'string' && value.length <= length && pattern.test(value);
}

function isListOf(value: YamlValue, check: Check): boolean {
  return Array.isArray(value) && value.every(check);
}

function isMapOf(value: YamlValue, check: (key: string, value: string) => boolean): boolean {
  if (!isMap(value)) return false;
  return Object.keys(value).every(key => {
    const each = value[key];
    return typeof each === 'string' && check(key, each);
  });
}
