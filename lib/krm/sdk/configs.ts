import { Configs, type KubernetesObject, kubernetesKey, type Result } from 'kpt-functions';
import {
  INDEX_ANNOTATION,
  INTERNAL_INDEX_ANNOTATION,
  INTERNAL_PATH_ANNOTATION,
  PACKAGE_PATH_ANNOTATION,
  PATH_ANNOTATION,
} from '../annotations';
import { compareText } from '../result';
import { toYamlValue } from './values';

/** A place for one object. It keeps its place when another object with the same key is put in. */
interface Slot {
  object: KubernetesObject;
  /** The object's `kubernetesKey` when it came in: as in the SDK, a later change of it does not move the object. */
  key: string;
  /** The object it began with, if that was one of the input. */
  received: KubernetesObject | undefined;
  /** Counts up: objects with the same key stay in the order they came. */
  order: number;
}

/**
 * `Configs` that lose nothing: objects with the same apiVersion, kind, namespace and name, which the SDK takes for
 * one, are kept apart, in the order they came. Filling it takes time in proportion to the number of objects.
 */
export class LosslessConfigs extends Configs {
  /** Its objects may have bigints: they are not written by the SDK. */
  readonly keepsBigInts = true;
  private readonly slotsByObject = new Map<KubernetesObject, Slot>();
  private readonly slotsByKey = new Map<string, Set<Slot>>();
  private sorted: readonly Slot[] | undefined;
  private count = 0;

  constructor(input: readonly KubernetesObject[] = [], functionConfig?: KubernetesObject, results?: Result[]) {
    super([], functionConfig, results);
    for (const object of input) {
      if (!this.slotsByObject.has(object)) this.hold(object, kubernetesKey(object), object);
    }
  }

  override getAll(): KubernetesObject[] {
    return this.slots().map(({ object }) => object);
  }

  /**
   * Puts objects in, in place of the one with the same key if there is one. An object that is held already stays as
   * it is. Where several have the key, the one in the same file and place is replaced; throws if there is no such
   * one: which of the files to overwrite is not to be guessed.
   */
  override insert(...objects: KubernetesObject[]): void {
    for (const object of objects) {
      if (this.slotsByObject.has(object)) continue;
      const key = kubernetesKey(object);
      const slot = this.slotToReplace(object, key);
      if (slot) this.replace(slot, object);
      else this.hold(object, key, undefined);
    }
  }

  /** Deletes objects that are held; in place of one that is not, all with the same key. */
  override delete(...objects: KubernetesObject[]): void {
    for (const object of objects) {
      const own = this.slotsByObject.get(object);
      for (const slot of own ? [own] : this.withKey(kubernetesKey(object))) this.release(slot);
    }
  }

  override deleteAll(): void {
    this.sorted = undefined;
    this.slotsByObject.clear();
    this.slotsByKey.clear();
  }

  override groupBy(keyOf: (object: KubernetesObject) => string): [string, KubernetesObject[]][] {
    const groups = new Map<string, KubernetesObject[]>();
    for (const object of this.getAll()) {
      const key = keyOf(object);
      const group = groups.get(key);
      if (group) group.push(object);
      else groups.set(key, [object]);
    }
    return [...groups];
  }

  override deepCopy(): LosslessConfigs {
    const config = this.getFunctionConfig();
    return new LosslessConfigs(this.getAll().map(copyOf), config && copyOf(config), this.getResults().map(copyOf));
  }

  /** What is held now: each object, and the one of the input in whose place it is. */
  held(): { object: KubernetesObject; received: KubernetesObject | undefined }[] {
    return [...this.slots()];
  }

  private slots(): readonly Slot[] {
    this.sorted ??= [...this.slotsByObject.values()].sort((a, b) => compareText(a.key, b.key) || a.order - b.order);
    return this.sorted;
  }

  private slotToReplace(object: KubernetesObject, key: string): Slot | undefined {
    const slots = this.withKey(key);
    if (slots.length < 2) return slots[0];
    const place = placeOf(object);
    const inPlace = slots.filter(slot => placeOf(slot.object) === place);
    if (inPlace.length === 1) return inPlace[0];
    const name = [object.kind, object.metadata.namespace, object.metadata.name].filter(Boolean).join(' ');
    throw new Error(
      `${name} is there ${slots.length} times: an object that is put in must have the annotations ${PATH_ANNOTATION} and ${INDEX_ANNOTATION} of the one it replaces`,
    );
  }

  /** The slots of a key, without those whose object has been given another name in the meantime. */
  private withKey(key: string): Slot[] {
    return [...(this.slotsByKey.get(key) ?? [])].filter(({ object }) => kubernetesKey(object) === key);
  }

  private hold(object: KubernetesObject, key: string, received: KubernetesObject | undefined): void {
    const slot: Slot = { object, key, received, order: this.count++ };
    this.sorted = undefined;
    this.slotsByObject.set(object, slot);
    const slots = this.slotsByKey.get(key);
    if (slots) slots.add(slot);
    else this.slotsByKey.set(key, new Set([slot]));
  }

  private replace(slot: Slot, object: KubernetesObject): void {
    this.sorted = undefined;
    this.slotsByObject.delete(slot.object);
    slot.object = object;
    this.slotsByObject.set(object, slot);
  }

  private release(slot: Slot): void {
    this.sorted = undefined;
    this.slotsByObject.delete(slot.object);
    this.slotsByKey.get(slot.key)?.delete(slot);
  }
}

function copyOf<Value>(value: Value): Value {
  return toYamlValue(value) as Value;
}

/** Package, file and place in the file. */
function placeOf({ metadata }: KubernetesObject): string {
  const annotations: Record<string, string | undefined> = metadata.annotations ?? {};
  const path = annotations[INTERNAL_PATH_ANNOTATION] ?? annotations[PATH_ANNOTATION] ?? '';
  const index = annotations[INTERNAL_INDEX_ANNOTATION] ?? annotations[INDEX_ANNOTATION] ?? '0';
  return [annotations[PACKAGE_PATH_ANNOTATION] ?? '', path, index].join('\n');
}
