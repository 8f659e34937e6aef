import type { Configs, KptFunc, KubernetesObject } from 'kpt-functions';
import { cloneValue, isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { blockText } from '../../yaml/write/render';
import { beginEvaluation, type Evaluation } from '../evaluation';
import { type KrmFunction, runChecked } from '../function';
import type { KubeObject } from '../kube-object';
import { pageText } from '../page';
import { Patch, sharedParts } from './patch';
import { toSdkResult } from './results';
import { toSdkValue, toYamlValue } from './values';

/**
 * A function of this library for users of the TypeScript SDK. It changes the objects they hold in place, and only what
 * it has something to do with; inserts what it makes, deletes what it removes, and adds its results. After an error
 * result nothing is changed, and the promise is kept: that is how the SDK tells a verdict from a breakdown.
 */
export function toKptFunc<Config>(krmFunction: KrmFunction<Config>, page: string): KptFunc {
  const kptFunc = async (configs: Configs): Promise<void> => {
    const held = configs.getAll();
    const input = Buffer.from(`${blockText(toList(held, configs.getFunctionConfig()))}\n`);
    const evaluation = beginEvaluation(krmFunction.name, input);
    if ('exitCode' in evaluation) throw new Error(evaluation.stderr.trimEnd());
    const objects = evaluation.resources.items.map((item, i) => ({
      item,
      own: held[i] as KubernetesObject,
      before: toMap(item),
    }));
    runChecked(krmFunction, evaluation);
    if (!evaluation.report.hasErrors) bringBack(configs, objects, evaluation);
    for (const result of evaluation.report.results()) configs.addResults(toSdkResult(result));
  };
  return Object.assign(kptFunc, { usage: pageText(page) });
}

/** One of the user's objects: as they hold it, as an item of our list, and as data before the run. */
interface HeldObject {
  item: KubeObject;
  own: KubernetesObject;
  before: YamlMap;
}

function toList(items: readonly KubernetesObject[], functionConfig: KubernetesObject | undefined): YamlValue {
  const list: YamlMap = { apiVersion: 'config.kubernetes.io/v1', kind: 'ResourceList', items: items.map(toYamlValue) };
  return functionConfig ? { ...list, functionConfig: toYamlValue(functionConfig) } : list;
}

function toMap(item: KubeObject): YamlMap {
  const value = item.toJS();
  return isMap(value) ? value : {};
}

function bringBack(configs: Configs, objects: readonly HeldObject[], evaluation: Evaluation): void {
  const now = new Set(evaluation.resources.items);
  const received = new Set(objects.map(({ item }) => item));
  const staying = objects.filter(({ item }) => now.has(item));
  const added = [...now].filter(item => !received.has(item));
  if (!areNamesFree(staying, added, evaluation)) return;
  for (const { item, own } of objects) if (!now.has(item)) configs.delete(own);
  refuseOtherCount(configs, staying.length);
  const toOwn = 'keepsBigInts' in configs ? cloneValue : toSdkValue;
  const patch = new Patch(sharedParts(objects.map(({ own }) => own)), toOwn);
  for (const { item, own, before } of staying) patch.apply(own, before, toMap(item));
  for (const item of added) configs.insert(toOwn(item.toJS()) as unknown as KubernetesObject);
  refuseOtherCount(configs, now.size);
}

/** The SDK would put a new object in the place of another one with its name, also of one that has been renamed since. */
function areNamesFree(staying: readonly HeldObject[], added: readonly KubeObject[], { report }: Evaluation): boolean {
  const taken = new Set(staying.flatMap(({ item, own }) => [keyOf(item), keyOf({ ...own, ...own.metadata })]));
  for (const object of added) {
    const key = keyOf(object);
    const message = `another object has the apiVersion, kind, namespace and name of one that is to be made (${key}): rename it`;
    if (taken.has(key)) report.error({ code: 'NAME_TAKEN', message, object });
    taken.add(key);
  }
  return !report.hasErrors;
}

function keyOf(object: { apiVersion: string; kind: string; namespace?: string; name?: string }): string {
  return [object.apiVersion, object.kind, object.namespace ?? '', object.name ?? ''].join('/');
}

/** The SDK finds an object by the name it was inserted with, and may so delete or replace another one. */
function refuseOtherCount(configs: Configs, expected: number): void {
  if (configs.getAll().length === expected) return;
  throw new Error('an object was renamed while it was held: delete it first, rename it, and insert it again');
}
