import { isMap, type YamlMap, type YamlValue } from '../../../lib/yaml/value';
import { siteSelectorProblem } from './site-selector-problem';

/** Reads objects of a kind, or of any; gives what is wrong with them. */
export function readPolicyObjects(value: YamlValue, kind: string | undefined): readonly YamlMap[] | string {
  const objects = Array.isArray(value) ? value : [value];
  const isFit = (object: YamlValue): object is YamlMap =>
    isMap(object) && isObject(object) && (kind === undefined || object.kind === kind) && hasName(object);
  if (objects.every(isFit))
    return objects.flatMap(({ siteSelector }) => siteSelectorProblem(siteSelector) ?? [])[0] ?? objects;
  return `write a list of ${kind ?? 'object'}s, each with apiVersion, kind and metadata.name`;
}

function isObject({ apiVersion, kind }: YamlMap): boolean {
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

function hasName({ metadata }: YamlMap): boolean {
  return isMap(metadata) && typeof metadata.name === 'string' && metadata.name !== '';
}
