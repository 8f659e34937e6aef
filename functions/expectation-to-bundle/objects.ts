import type { Expectation } from '../../lib/intent/expectation';
import { labelText, resourceName } from '../../lib/intent/names';
import { type DesiredObject, sourceName } from '../../lib/kinds/generated';
import { SERVICE_TYPE_ANNOTATION, TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
import { targetText } from '../../lib/site/target-expression';
import type { YamlMap } from '../../lib/yaml/value';
import { type Bundle, renderBundles } from './bundles';
import type { LocatedExpectation } from './read-inputs';
import { recordAnnotations, recordData } from './record';

/** The record of an expectation and its bundles. */
export function bundleObjects({ input, expectation }: LocatedExpectation, namespace: string): DesiredObject[] {
  const base = { source: sourceName(input.object, partName(expectation)), origin: input.object };
  const record = recordObject(expectation, namespace);
  return [
    { ...base, role: 'record', file: `expectations/${nameOf(record)}.yaml`, object: record },
    ...renderBundles(expectation).map(bundle => {
      const rendered = bundleObject(expectation, bundle, namespace);
      return { ...base, role: bundle.prefix, file: `bundles/${nameOf(rendered)}.yaml`, object: rendered };
    }),
  ];
}

/** The name that everything made from an expectation has behind its prefix. */
export function expectationName({ id, part }: Expectation): string {
  return part === '' ? resourceName(id) : resourceName(`${id}/${part}`);
}

/** What tells an expectation from all others of its input. */
export function partName({ id, part }: Expectation): string {
  return part === '' ? id : `${id}/${part}`;
}

function nameOf(object: YamlMap): string {
  return (object.metadata as YamlMap).name as string;
}

function bundleObject(
  expectation: Expectation,
  { apiVersion, kind, prefix, spec }: Bundle,
  namespace: string,
): YamlMap {
  const annotations = { ...originalId(expectation), ...placement(expectation) };
  return {
    apiVersion,
    kind,
    metadata: {
      name: `${prefix}-${expectationName(expectation)}`,
      namespace,
      labels: {
        'expectation.nephio.org/id': labelText(expectation.id),
        'expectation.nephio.org/type': labelText(expectation.type),
      },
      annotations,
    },
    spec,
  };
}

function recordObject(expectation: Expectation, namespace: string): YamlMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: `expectation-${expectationName(expectation)}`,
      namespace,
      labels: {
        'expectation.nephio.org/id': labelText(expectation.id),
        'expectation.nephio.org/object-type': labelText(expectation.objectType),
        'expectation.nephio.org/type': labelText(expectation.type),
      },
      annotations: { ...originalId(expectation), ...recordAnnotations(expectation), ...placement(expectation) },
    },
    data: recordData(expectation),
  };
}

/** The id itself, where the label could not hold it. */
function originalId({ id }: Expectation): Record<string, string> {
  return labelText(id) === id ? {} : { 'expectation.nephio.org/original-id': id };
}

/** What the sites need to know to take the object or leave it. */
function placement({ targetSites, serviceType }: Expectation): Record<string, string> {
  return {
    ...(serviceType === undefined ? {} : { [SERVICE_TYPE_ANNOTATION]: serviceType }),
    ...(targetSites.length === 0 ? {} : { [TARGET_SITES_ANNOTATION]: targetText(targetSites) }),
  };
}
