import { FunctionConfigError, type KptFunc, type KubernetesObject } from 'kpt-functions';
import { YamlError } from '../../yaml/errors';
import { isMap, type YamlMap } from '../../yaml/value';
import { INTERNAL_PATH_ANNOTATION, isBookkeeping, PATH_ANNOTATION } from '../annotations';
import { beginEvaluation, describeYamlError, type Evaluation, endEvaluation, type Outcome } from '../evaluation';
import type { KubeObject } from '../kube-object';
import type { ResourceList } from '../resource-list';
import { LosslessConfigs } from './configs';
import { reconcile } from './reconcile';
import { fromSdkResult } from './results';
import { toYamlValue } from './values';

/**
 * Runs a function of the TypeScript SDK on the bytes of a ResourceList, as `evaluate` runs one of this library: the
 * objects it leaves alone keep their bytes, those it changes are edited in their text. A run that throws or adds an
 * error gives all items back as they came.
 */
export async function evaluateKptFunc(kptFunc: KptFunc, input: Uint8Array): Promise<Outcome> {
  const begun = beginEvaluation(nameOf(kptFunc), input);
  if ('exitCode' in begun) return begun;
  if (!begun.report.hasErrors) await runReported(kptFunc, begun);
  return endEvaluation(begun);
}

export function nameOf(kptFunc: KptFunc): string {
  return kptFunc.name || 'the function';
}

/** The items as an SDK function gets them, each with the one it stands for. */
type Given = ReadonlyMap<KubernetesObject, KubeObject>;

async function runReported(kptFunc: KptFunc, { resources, report }: Evaluation): Promise<void> {
  try {
    const given = giveItems(resources);
    const { functionConfig } = resources;
    const configs = new LosslessConfigs([...given.keys()], functionConfig && toSdkObject(functionConfig));
    try {
      await kptFunc(configs);
    } finally {
      for (const result of configs.getResults()) report.include(fromSdkResult(result));
    }
    if (!report.hasErrors) takeBack(configs, given, resources);
  } catch (error) {
    const code = error instanceof FunctionConfigError ? 'CONFIG_VALUE' : 'FUNCTION_FAILED';
    report.error({ code, message: describeFailure(nameOf(kptFunc), error) });
  }
}

function describeFailure(name: string, error: unknown): string {
  if (error instanceof YamlError) return describeYamlError(error);
  return `${name} failed: ${error instanceof Error ? error.message : String(error)} (nothing was changed)`;
}

/** All items but Kustomizations without metadata, which kpt allows and the SDK does not. */
function giveItems(resources: ResourceList): Given {
  const items = resources.items.filter(item => item.kindAt(['metadata']) === 'map');
  return new Map(items.map(item => [toSdkObject(item), item]));
}

function toSdkObject(object: KubeObject): KubernetesObject {
  return object.toJS() as unknown as KubernetesObject;
}

function takeBack(configs: LosslessConfigs, given: Given, resources: ResourceList): void {
  const held = configs.held().map(({ object, received }) => ({
    value: toItem(object),
    item: received && given.get(received),
    isReplacement: object !== received,
  }));
  const remaining = new Set(held.map(({ item }) => item));
  for (const item of given.values()) if (!remaining.has(item)) resources.remove(item);
  for (const { value, item, isReplacement } of held) {
    if (!item) resources.add(value);
    else reconcile(item, isReplacement ? inPlaceOf(item, value) : value);
  }
}

function toItem(object: KubernetesObject): YamlMap {
  try {
    return toYamlValue(object) as YamlMap;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`${object.kind} ${object.metadata?.name} cannot be written: ${reason}`);
  }
}

/** A replacement that names no file goes where the object was that it replaces: kpt would move it elsewhere. */
function inPlaceOf(item: KubeObject, value: YamlMap): YamlMap {
  const metadata = isMap(value['metadata']) ? value['metadata'] : {};
  const annotations = isMap(metadata['annotations']) ? metadata['annotations'] : {};
  if ([PATH_ANNOTATION, INTERNAL_PATH_ANNOTATION].some(key => Object.hasOwn(annotations, key))) return value;
  const kept = item.annotations.entries().filter(([key]) => isBookkeeping(key));
  if (kept.length === 0) return value;
  return { ...value, metadata: { ...metadata, annotations: { ...annotations, ...Object.fromEntries(kept) } } };
}
