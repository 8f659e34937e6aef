import { ROLE_ANNOTATION, SOURCE_ANNOTATION } from '../../lib/kinds/names';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { ResourceList } from '../../lib/krm/resource-list';

/** What tells the copies of an object from all others, but for their sites. */
export interface Origin {
  source: string;
  role: string;
}

/** The role of a hand-written object. */
const HAND_WRITTEN = 'copy';

/** By what a later run finds the copies of objects: what each was made from itself, else its own name. */
export function originsOf(sources: readonly KubeObject[], resources: ResourceList): Map<KubeObject, Origin> {
  const origins = new Map<KubeObject, Origin>();
  const counts = new Map<string, number>();
  for (const object of sources) {
    const source = object.annotations.get(SOURCE_ANNOTATION) ?? sourceOf(object, resources);
    const role = object.annotations.get(ROLE_ANNOTATION) ?? HAND_WRITTEN;
    const count = (counts.get(`${role}\n${source}`) ?? 0) + 1;
    counts.set(`${role}\n${source}`, count);
    // A user may have copied an object with its annotations.
    origins.set(object, { source, role: count > 1 ? `${role}-${count}` : role });
  }
  return origins;
}

/** A name for a hand-written object that no other one has. */
function sourceOf(object: KubeObject, resources: ResourceList): string {
  const { kind, name, namespace, group } = object;
  const [, ...folders] = (resources.fileOf(object)?.path ?? '').split('/').reverse();
  const place = object.identity.packagePath === resources.rootPackage ? [] : folders;
  return [kind, name, namespace, group, ...place].join('/').replace(/\/+$/, '');
}

export function copyRole({ role }: Origin, site: string): string {
  return `${role}/${site}`;
}

/** The origin of a copy, and the site it is for. */
export function originOfCopy(copy: KubeObject): Origin & { site: string } {
  const whole = copy.annotations.get(ROLE_ANNOTATION) ?? '';
  const slash = whole.lastIndexOf('/');
  const source = copy.annotations.get(SOURCE_ANNOTATION) ?? '';
  return { source, role: whole.slice(0, Math.max(slash, 0)), site: whole.slice(slash + 1) };
}

/** Kind and name of the hand-written object of an origin; undefined for an object that was made itself. */
export function handWrittenOf({ source, role }: Origin): { kind: string; name: string } | undefined {
  if (role !== HAND_WRITTEN && !/^copy-\d+$/.test(role)) return undefined;
  const [kind = '', name = ''] = source.split('/');
  return { kind, name };
}
