import * as z from 'zod/mini';
import type { Path } from '../../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { Reading, type ScopedContext } from '../expectation';
import { SOURCE_OBJECT_TYPES } from '../object-types';
import { checkedBy, objectTypeAt } from './checked';
import { text } from './fields';
import { requirementTargets } from './requirements';

/** Shape D, as language models write it: a list of expectations whose requirements hang on instances of objects. */

const instance = z.looseObject({
  objectInstanceId: z.optional(text),
  performanceRequirements: z.optional(z.record(z.string(), z.unknown())),
});
const object = z.looseObject({ objectType: text, objectInstances: z.optional(z.array(instance)) });
const expectation = z.looseObject({
  expectationId: z.optional(text),
  expectationName: z.optional(text),
  expectationType: z.optional(text),
  /** What the objects belong to: names and types, no values. */
  expectationTargets: z.optional(z.array(z.looseObject({ targetId: text, targetType: z.optional(text) }))),
  expectationObjects: z.array(object).check(z.minLength(1)),
});
const schema = z.looseObject({ expectationList: z.array(expectation).check(z.minLength(1)) });

type Listed = z.infer<typeof expectation>;

export function isShapeD(value: YamlValue): boolean {
  return isMap(value) && Array.isArray(value.expectationList);
}

export function readShapeD(name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(schema, value, reading);
  const records = isMap(value) ? (value.expectationList as YamlMap[]) : [];
  for (const [i, each] of (checked?.expectationList ?? []).entries()) {
    addListed(name, each, i, records[i] as YamlMap, reading);
  }
  return reading;
}

function addListed(name: string, listed: Listed, i: number, record: YamlMap, reading: Reading): void {
  const path = ['expectationList', i];
  const id = listed.expectationId ?? `${name}-${i + 1}`;
  const places = listed.expectationObjects.flatMap((each, at) =>
    instancesOf(each, [...path, 'expectationObjects', at]),
  );
  for (const [at, place] of places.entries()) {
    const objectType = objectTypeAt(place.objectType, id, [...place.path, 'objectType'], reading);
    reading.expectations.push({
      id,
      part: places.length > 1 ? String(at + 1) : '',
      type: listed.expectationType ?? 'ServiceSupportExpectation',
      objectType,
      objectInstance: place.instance?.objectInstanceId,
      domains: SOURCE_OBJECT_TYPES[objectType]?.domains ?? [],
      intent: { name, ...(listed.expectationName === undefined ? {} : { userLabel: listed.expectationName }) },
      targets: requirementTargets(
        place.instance?.performanceRequirements as YamlMap | undefined,
        [...place.instancePath, 'performanceRequirements'],
        reading,
      ),
      contexts: membership(listed, path),
      targetSites: [],
      record,
    });
  }
}

interface Place {
  objectType: string;
  path: Path;
  instance?: z.infer<typeof instance>;
  instancePath: Path;
}

/** The instances of an object; the object itself where it names none. */
function instancesOf({ objectType, objectInstances = [] }: z.infer<typeof object>, path: Path): Place[] {
  if (objectInstances.length === 0) return [{ objectType, path, instancePath: path }];
  return objectInstances.map((each, i) => ({
    objectType,
    path,
    instance: each,
    instancePath: [...path, 'objectInstances', i],
  }));
}

function membership({ expectationTargets = [] }: Listed, path: Path): ScopedContext[] {
  return expectationTargets.map(({ targetId, targetType }, i) => ({
    scope: 'Expectation',
    attribute: targetType ?? 'target',
    condition: 'IS_EQUAL_TO',
    value: targetId,
    path: [...path, 'expectationTargets', i],
  }));
}
