import * as z from 'zod/mini';
import { targetTerms } from '../../site/target-expression';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { Reading, type ScopedContext } from '../expectation';
import { contextsOf } from '../flatten';
import { checkIdentifiers } from '../identifiers';
import { SOURCE_OBJECT_TYPES } from '../object-types';
import { checkedBy } from './checked';
import { number, open, scalar, text, textOrList } from './fields';
import { requirementTargets } from './requirements';

/** Shape J, second form: the adapter's private JSON, a service with its quality and its slice. */

const schema = z.looseObject({
  intentId: text.check(z.minLength(1)),
  name: z.optional(text),
  description: z.optional(text),
  service: z.optional(z.looseObject({ type: z.optional(text), name: z.optional(text) })),
  targetSite: textOrList,
  qos: open,
  slice: z.optional(z.looseObject({ sst: z.optional(number), sd: z.optional(scalar), plmn: z.optional(z.unknown()) })),
  priority: z.optional(scalar),
  lifecycle: z.optional(z.unknown()),
  metadata: open,
});

type Tmf921Slice = z.infer<typeof schema>;

export function isTmf921Slice(value: YamlValue): boolean {
  if (!isMap(value) || !Object.hasOwn(value, 'intentId') || Object.hasOwn(value, 'actions')) return false;
  return isMap(value.service) || isMap(value.qos) || isMap(value.slice);
}

export function readTmf921Slice(_name: string, value: YamlValue): Reading {
  const reading = new Reading();
  const checked = checkedBy(schema, value, reading);
  if (!checked) return reading;
  if (checked.metadata) reading.refuse(['metadata'], 'BOOKKEEPING');
  reading.expectations.push({
    id: checked.intentId,
    part: '',
    type: 'ServiceLevelExpectation',
    objectType: 'NetworkSlice',
    domains: SOURCE_OBJECT_TYPES.NetworkSlice?.domains ?? [],
    intent: { name: checked.intentId, ...(checked.name === undefined ? {} : { userLabel: checked.name }) },
    targets: requirementTargets(checked.qos as YamlMap | undefined, ['qos'], reading),
    contexts: [
      ...sliceContexts(checked, reading),
      ...contextsOf(checked.service?.name, 'Object', 'service.name', ['service', 'name']),
      ...(['description', 'priority', 'lifecycle'] as const).flatMap(key =>
        contextsOf(checked[key] as YamlValue | undefined, 'Intent', key, [key]),
      ),
    ],
    targetSites: targetTerms(checked.targetSite ?? []),
    serviceType: checked.service?.type,
    record: value as YamlMap,
  });
  return reading;
}

/** The slice in 28.312's words: its S-NSSAI and its PLMN. */
function sliceContexts({ slice = {} }: Tmf921Slice, reading: Reading): ScopedContext[] {
  const { sst, sd, plmn } = slice;
  const nssai = { ...(sst === undefined ? {} : { sst }), ...(sd === undefined ? {} : { sd }) };
  const contexts: ScopedContext[] = [];
  if (sst !== undefined || sd !== undefined) {
    contexts.push({ scope: 'Object', attribute: 'sNssai', condition: 'IS_EQUAL_TO', value: nssai, path: ['slice'] });
    checkIdentifiers('sNssai', nssai, ['slice'], reading);
  }
  if (plmn !== undefined) {
    const value = plmn as YamlValue;
    contexts.push({ scope: 'Object', attribute: 'PLMN', condition: 'IS_EQUAL_TO', value, path: ['slice', 'plmn'] });
    checkIdentifiers('PLMN', value, ['slice', 'plmn'], reading);
  }
  return contexts;
}
