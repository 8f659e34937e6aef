import { standardSst } from '../../kinds/slice-types';
import { cut } from '../../krm/quote';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { compareDecimals, type Decimal, formatDecimal, ZERO } from '../decimal';
import type { ExpectationTarget, ScopedContext } from '../expectation';
import { targetDefinition } from '../targets';
import type { Conflict, Stated } from './conflict';
import { isBefore, spanOf } from './context-overlap';
import { allowedBy, isEmpty } from './intervals';

/** What a target, or an expectation, can contradict by itself. */

type TargetRule = (target: ExpectationTarget, stated: Stated) => Omit<Conflict, 'at' | 'path' | 'type'> | undefined;

const HUNDRED: Decimal = { digits: 100n, scale: 0 };

const nothingFulfils: TargetRule = target => {
  const allowed = allowedBy(target);
  if (!allowed || !isEmpty(allowed)) return undefined;
  const message = `${target.name} ${target.condition} ${shown(target.value)} allows no value: exchange the ends of the range, or give a value`;
  return { rule: 'NOTHING_FULFILS_IT', severity: 'error', message };
};

const outOfBounds: TargetRule = ({ name, measured, value }) => {
  if (measured?.unit !== 'percent') return undefined;
  const wrong = measured.values.find(each => compareDecimals(each, ZERO) < 0 || compareDecimals(each, HUNDRED) > 0);
  if (!wrong) return undefined;
  const message = `${name} ${shown(value)} is ${formatDecimal(wrong)} %: a ratio lies between 0 and 100 %`;
  return { rule: 'RATIO_OUT_OF_BOUNDS', severity: 'error', message };
};

/** The generic target takes any condition: the intent can be fulfilled, but not as the target it is named after. */
const wrongCondition: TargetRule = ({ name, condition, known }, { expectation }) => {
  const definition = targetDefinition(name);
  if (!definition || known === undefined || known === definition.condition) return undefined;
  if (!definition.objectTypes.includes(expectation.objectType)) return undefined;
  const message = `${name} has ${definition.condition} in TS 28.312, not ${condition}: it goes out as a generic target; state it with ${definition.condition}, or give a target of your own another name`;
  return { rule: 'WRONG_CONDITION', severity: 'warning', message };
};

const TARGET_RULES: readonly TargetRule[] = [nothingFulfils, outOfBounds, wrongCondition];

/** What is wrong with an expectation whatever else there is. */
export function ownConflicts(stated: Stated): Conflict[] {
  const { expectation } = stated;
  // The objects of one expectation share its targets: once is enough.
  const targets = expectation.part === '' || expectation.part === '1' ? expectation.targets : [];
  const ofTargets = targets.flatMap(target =>
    TARGET_RULES.flatMap((rule): Conflict[] => {
      const found = rule(target, stated);
      return found ? [{ ...found, type: 'TARGET_CONFLICT', at: stated, path: target.path }] : [];
    }),
  );
  return [...ofTargets, ...timeConflicts(stated), ...sstConflicts(stated)];
}

function timeConflicts(stated: Stated): Conflict[] {
  const { expectation } = stated;
  const { start, end } = spanOf(expectation.contexts);
  if (!isBefore(end, start)) return [];
  const path = expectation.contexts.find(({ attribute }) => attribute === 'ServiceEndTime')?.path ?? [];
  const message = `expectation ${expectation.id} ends before it starts: exchange its times`;
  return [{ type: 'EXPECTATION_CONFLICT', rule: 'END_BEFORE_START', severity: 'error', message, at: stated, path }];
}

/** One slice has one slice/service type. */
function sstConflicts(stated: Stated): Conflict[] {
  const { expectation } = stated;
  const named = expectation.serviceType === undefined ? undefined : standardSst(expectation.serviceType);
  const first =
    named === undefined ? undefined : { sst: String(named), where: `service type ${expectation.serviceType}` };
  const stating = expectation.contexts.flatMap(context =>
    sstsIn(context).map(sst => ({ sst, where: `context ${context.attribute}`, path: context.path })),
  );
  const reference = first ?? stating[0];
  const wrong = reference && stating.find(({ sst }) => sst !== reference.sst);
  if (!wrong) return [];
  const message = `expectation ${expectation.id}: ${reference.where} is SST ${reference.sst}, ${wrong.where} is SST ${wrong.sst}: a slice has one, keep the right one`;
  return [
    {
      type: 'EXPECTATION_CONFLICT',
      rule: 'SST_CONTRADICTION',
      severity: 'error',
      message,
      at: stated,
      path: wrong.path,
    },
  ];
}

/**
 * The slice/service type that a context states: `ServiceType` (28.312), an S-NSSAI, or that of UE groups. Groups of
 * several slices state none: the intent is about them all.
 */
export function sstsIn({ attribute, condition, value }: ScopedContext): string[] {
  if (condition !== 'IS_EQUAL_TO' && condition !== 'IS_ALL_OF') return [];
  const items = Array.isArray(value) ? value : [value];
  const isPlain = attribute === 'ServiceType' || attribute === 'sst';
  const stated = new Set(items.flatMap(item => (isPlain ? sstOf(item) : isMap(item) ? insideOf(item) : [])));
  return stated.size === 1 ? [...stated] : [];
}

function insideOf(value: YamlMap): string[] {
  return [value.sNssai, value.snssai, value].flatMap(sstInside);
}

function sstInside(value: YamlValue | undefined): string[] {
  return isMap(value) && value.sst !== undefined ? sstOf(value.sst) : [];
}

function sstOf(value: YamlValue): string[] {
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (typeof value !== 'string') return [];
  const named = standardSst(value);
  return named === undefined ? (/^\d{1,3}$/.test(value) ? [value] : []) : [String(named)];
}

export function shown(value: YamlValue): string {
  return cut(JSON.stringify(value, (_key, entry: unknown) => (typeof entry === 'bigint' ? Number(entry) : entry)));
}
