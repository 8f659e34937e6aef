import * as z from 'zod/mini';
import type { Path } from '../../yaml/path';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { conditionOf } from '../conditions';
import { Reading, type ScopedContext } from '../expectation';
import { contextsOf } from '../flatten';
import { SOURCE_OBJECT_TYPES } from '../object-types';
import { readTarget } from '../read-target';
import { checkedBy, objectTypeAt } from './checked';
import { scalar, text } from './fields';

/** Shape J, first form: the private JSON that the source systems call TMF921, with expectations in the specification. */

const target = z.looseObject({
  targetName: text,
  targetCondition: z.optional(text),
  targetValue: z.unknown(),
  targetUnit: z.optional(text),
});
const context = z.looseObject({
  contextParameter: text,
  contextCondition: z.optional(text),
  contextValue: z.unknown(),
});
const expectation = z.looseObject({
  expectationType: z.optional(text),
  expectationObject: z.looseObject({ objectType: text, objectInstance: z.optional(text) }),
  expectationTargets: z.array(target),
  expectationContext: z.optional(z.union([z.array(context), context])),
});
const schema = z.looseObject({
  id: text.check(z.minLength(1)),
  name: z.optional(text),
  description: z.optional(text),
  intentType: z.optional(text),
  priority: z.optional(scalar),
  version: z.optional(scalar),
  lifecycleStatus: z.optional(text),
  validFor: z.optional(z.unknown()),
  href: z.optional(text),
  '@type': z.optional(text),
  '@baseType': z.optional(text),
  '@schemaLocation': z.optional(text),
  creationDate: z.optional(text),
  lastUpdate: z.optional(text),
  intentSpecification: z.looseObject({ intentExpectations: z.array(expectation).check(z.minLength(1)) }),
});

type Tmf921 = z.infer<typeof schema>;

const BOOKKEEPING = ['href', '@type', '@baseType', '@schemaLocation', 'creationDate', 'lastUpdate'] as const;
const CONTEXT_KEYS = ['intentType', 'description', 'priority', 'version', 'lifecycleStatus', 'validFor'] as const;

export function isTmf921Service(value: YamlValue): boolean {
  return (
    isMap(value) && isMap(value.intentSpecification) && Array.isArray(value.intentSpecification.intentExpectations)
  );
}

export function readTmf921Service(_name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(schema, value, reading);
  if (!checked) return reading;
  for (const key of BOOKKEEPING) if (checked[key] !== undefined) reading.refuse([key], 'BOOKKEEPING');
  const records = ((value as YamlMap).intentSpecification as YamlMap).intentExpectations as YamlMap[];
  for (const i of records.keys()) addExpectation(checked, i, records[i] as YamlMap, reading);
  return reading;
}

/** The ids are those of the source systems' converter, counted from the first expectation on. */
function addExpectation(intent: Tmf921, i: number, record: YamlMap, reading: Reading): void {
  const each = intent.intentSpecification.intentExpectations[i] as z.infer<typeof expectation>;
  const path = ['intentSpecification', 'intentExpectations', i];
  const id = `${intent.id}-exp-${i}`;
  const written = each.expectationObject.objectType;
  const objectType = objectTypeAt(written, id, [...path, 'expectationObject', 'objectType'], reading);
  reading.expectations.push({
    id,
    part: '',
    type: 'ServiceExpectation',
    verb: each.expectationType?.toUpperCase(),
    objectType,
    objectInstance: each.expectationObject.objectInstance,
    domains: SOURCE_OBJECT_TYPES[objectType]?.domains ?? [],
    intent: { name: intent.id, ...(intent.name === undefined ? {} : { userLabel: intent.name }) },
    targets: each.expectationTargets.map((goal, at) =>
      readTarget(
        {
          name: goal.targetName,
          condition: goal.targetCondition,
          value: goal.targetValue as YamlValue,
          unit: goal.targetUnit,
          path: [...path, 'expectationTargets', at],
        },
        reading,
      ),
    ),
    contexts: [
      ...ownContexts(each.expectationContext, [...path, 'expectationContext']),
      ...CONTEXT_KEYS.flatMap(key => contextsOf(intent[key] as YamlValue | undefined, 'Intent', key, [key])),
    ],
    targetSites: [],
    record,
  });
}

function ownContexts(written: z.infer<typeof expectation>['expectationContext'], path: Path): ScopedContext[] {
  const isList = Array.isArray(written);
  const all = written === undefined ? [] : isList ? written : [written];
  return all.map(({ contextParameter, contextCondition = 'equalTo', contextValue }, i) => ({
    scope: 'Expectation',
    attribute: contextParameter,
    condition: conditionOf(contextCondition) ?? contextCondition,
    value: contextValue as YamlValue,
    path: isList ? [...path, i] : path,
  }));
}
