import { INDEX_ANNOTATION, PACKAGE_PATH_ANNOTATION, PATH_ANNOTATION } from '../krm/annotations';
import type { KubeObject } from '../krm/kube-object';
import type { ResourceList } from '../krm/resource-list';
import { isMap, type YamlMap } from '../yaml/value';
import { GENERATED_BY_ANNOTATION, PARKED_ANNOTATION, ROLE_ANNOTATION, SOURCE_ANNOTATION } from './names';

/** An object that a generator wants to be in the package. */
export interface DesiredObject {
  /** What it is made from; with `role`, the key by which a later run finds it again. */
  source: string;
  role: string;
  /** The object it is made from: the new one goes to the same package. */
  origin: KubeObject;
  /** The file a new object goes to, relative to that package. */
  file: string;
  /**
   * Folder of the root package that the object has to be in: one elsewhere is taken for none, and goes, as does a second
   * one. Where it is left out, the object may be anywhere, and what a user has copied stays.
   */
  folder?: string;
  /** The whole object, without the annotations of ownership. */
  object: YamlMap;
  /** The same, in a text of its own: a new one is written so. Then name and namespace are the generator's too. */
  written?: KubeObject;
}

export interface GenerationCounts {
  created: number;
  updated: number;
  unchanged: number;
  pruned: number;
}

/** Labels and annotations under these prefixes belong to the generator; all others to whoever set them. */
const OWNED_PREFIXES = ['expectation.nephio.org/', 'intent.nephio.org/'];

/**
 * Brings the objects of a generator in a package to what it wants. Objects are found by source and role, never by name
 * or namespace: later functions change those. Only fields the generator owns are updated; what it no longer wants is
 * pruned. Objects it did not make are never touched.
 */
export function reconcileGenerated(
  resources: ResourceList,
  generator: string,
  desired: readonly DesiredObject[],
): GenerationCounts {
  const places = new Places(resources.items);
  const present = objectsOf(resources, generator);
  const counts: GenerationCounts = { created: 0, updated: 0, unchanged: 0, pruned: 0 };
  for (const wanted of desired) {
    const object = takePresent(present, wanted, resources);
    if (!object) {
      create(resources, generator, wanted, places);
      counts.created++;
    } else if (update(object, withOwnership(generator, wanted), wanted.written !== undefined)) counts.updated++;
    else counts.unchanged++;
  }
  const unwanted = [...present.values()].flat();
  for (const object of unwanted) resources.remove(object);
  counts.pruned = unwanted.length;
  return counts;
}

/** Takes what is wanted out of what is there, with all that is to stay besides. */
function takePresent(
  present: Map<string, KubeObject[]>,
  { source, role, folder, file }: DesiredObject,
  resources: ResourceList,
): KubeObject | undefined {
  const key = keyOf(source, role);
  const objects = present.get(key) ?? [];
  present.delete(key);
  if (folder === undefined) return objects[0];
  const pathOf = (object: KubeObject) => resources.fileOf(object)?.path ?? '';
  const [first, ...more] = objects.filter(object => pathOf(object).startsWith(`${folder}/`));
  const found = more.length === 0 ? first : (objects.find(object => pathOf(object) === file) ?? first);
  const others = objects.filter(object => object !== found);
  if (others.length > 0) present.set(key, others);
  return found;
}

/** The objects that a generator made, by source and role. A user may have copied one: the first counts as made. */
function objectsOf(resources: ResourceList, generator: string): Map<string, KubeObject[]> {
  const objects = new Map<string, KubeObject[]>();
  for (const object of resources.items) {
    const { annotations } = object;
    if (annotations.get(GENERATED_BY_ANNOTATION) !== generator) continue;
    const key = keyOf(annotations.get(SOURCE_ANNOTATION) ?? '', annotations.get(ROLE_ANNOTATION) ?? '');
    const same = objects.get(key);
    if (same) same.push(object);
    else objects.set(key, [object]);
  }
  return objects;
}

/** The source of what is made from a part of an object. */
export function sourceName({ kind, name }: KubeObject, part: string): string {
  return `${kind}/${name}/${part}`;
}

/** Kind and name of the object that another one was made from; undefined where that does not say. */
export function sourceOf(object: KubeObject): { kind: string; name: string } | undefined {
  const [kind = '', name] = (object.annotations.get(SOURCE_ANNOTATION) ?? '').split('/');
  return name === undefined ? undefined : { kind, name };
}

/** Whether an object was made by a function of this library. */
export function isGenerated(object: KubeObject): boolean {
  return object.annotations.has(GENERATED_BY_ANNOTATION);
}

function keyOf(source: string, role: string): string {
  return `${role}\n${source}`;
}

function create(resources: ResourceList, generator: string, wanted: DesiredObject, places: Places): void {
  const annotations = { ...ownershipOf(generator, wanted), ...placeOf(places, wanted) };
  const { object, written } = wanted;
  if (!written) {
    resources.add(withAnnotations(object, annotations));
    return;
  }
  for (const [key, value] of Object.entries(annotations)) written.annotations.set(key, value);
  resources.addObject(written);
}

function withOwnership(generator: string, wanted: DesiredObject): YamlMap {
  return withAnnotations(wanted.object, ownershipOf(generator, wanted));
}

function ownershipOf(generator: string, { source, role }: DesiredObject): Record<string, string> {
  return { [GENERATED_BY_ANNOTATION]: generator, [ROLE_ANNOTATION]: role, [SOURCE_ANNOTATION]: source };
}

/** The annotations that tell kpt which file an object goes to. */
function placeOf(places: Places, { origin, file }: DesiredObject): Record<string, string> {
  const { packagePath } = origin.identity;
  const place = { [PATH_ANNOTATION]: file, [INDEX_ANNOTATION]: String(places.take(packagePath, file)) };
  return packagePath === '' ? place : { ...place, [PACKAGE_PATH_ANNOTATION]: packagePath };
}

function withAnnotations(object: YamlMap, annotations: Record<string, string>): YamlMap {
  const metadata = mapAt(object, 'metadata');
  return { ...object, metadata: { ...metadata, annotations: { ...mapAt(metadata, 'annotations'), ...annotations } } };
}

/** The places in the files of a package: kpt refuses two objects at the same one. */
class Places {
  private readonly taken = new Set<string>();
  /** No index below is free. */
  private readonly next = new Map<string, number>();

  constructor(objects: readonly KubeObject[]) {
    for (const { identity } of objects) this.taken.add(`${identity.packagePath}\n${identity.path}\n${identity.index}`);
  }

  /** The first free index in a file. */
  take(packagePath: string, path: string): number {
    const file = `${packagePath}\n${path}`;
    let index = this.next.get(file) ?? 0;
    while (this.taken.has(`${file}\n${index}`)) index++;
    this.next.set(file, index + 1);
    return index;
  }
}

/** Sets what the generator owns; gives whether anything changed. */
function update(object: KubeObject, wanted: YamlMap, isWhole: boolean): boolean {
  const before = object.document.revision;
  const { metadata, ...rest } = wanted;
  if (isWhole) updateWhole(object, wanted);
  for (const [key, value] of Object.entries(rest)) object.set([key], value);
  updateOwned(object, 'labels', mapAt(wanted.metadata as YamlMap, 'labels'));
  updateOwned(object, 'annotations', mapAt(wanted.metadata as YamlMap, 'annotations'));
  return object.document.revision !== before;
}

/** What only a generator of whole objects owns: their names and namespaces, and that they have no other fields. */
function updateWhole(object: KubeObject, wanted: YamlMap): void {
  for (const key of object.document.keys(object.node, []))
    if (key !== 'status' && !Object.hasOwn(wanted, key)) object.delete([key]);
  const { name, namespace } = mapAt(wanted, 'metadata');
  if (name !== undefined) object.set(['metadata', 'name'], name);
  // One that a later function has set comes again, with what it does to references, which are as they came.
  if (namespace === undefined) object.delete(['metadata', 'namespace']);
  else object.set(['metadata', 'namespace'], namespace);
}

function updateOwned(object: KubeObject, field: 'labels' | 'annotations', wanted: YamlMap): void {
  const map = object[field];
  for (const key of map.keys()) {
    const owned = OWNED_PREFIXES.some(prefix => key.startsWith(prefix)) && key !== PARKED_ANNOTATION;
    if (owned && !Object.hasOwn(wanted, key)) map.delete(key);
  }
  for (const [key, value] of Object.entries(wanted)) map.set(key, String(value));
}

function mapAt(map: YamlMap, key: string): YamlMap {
  const value = map[key];
  return isMap(value) ? value : {};
}
