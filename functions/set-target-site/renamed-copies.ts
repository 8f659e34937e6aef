import { GENERATED_BY_ANNOTATION, ROLE_ANNOTATION, SOURCE_ANNOTATION } from '../../lib/kinds/names';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { isSiteCopy } from '../../lib/site/site-folders';
import { handWrittenOf, type Origin, originOfCopy } from './origins';
import type { FieldSetting } from './settings-schema';

/** What an object is called. */
interface Called {
  kind: string;
  name: string;
}

/**
 * Refuses copies that have another name, or kind, than what they were made from: somebody took one for an object of
 * their own and left our annotations on it. As a copy it would be renamed, or go.
 */
export function refuseRenamedCopies(
  origins: ReadonlyMap<KubeObject, Origin>,
  fields: readonly FieldSetting[],
  resources: ResourceList,
  report: Report,
): void {
  const families = familiesOf(resources);
  if (families.size === 0) return;
  const templates = new Map([...origins].map(([template, origin]) => [keyOf(origin), template]));
  const called = new Set([...origins.keys()].map(textOf));
  for (const [key, copies] of families) {
    const template = templates.get(key);
    for (const copy of copies) {
      const expected = template ?? handWrittenOf(originOfCopy(copy));
      if (!expected || textOf(expected) === textOf(copy)) continue;
      // A function has named the templates as well, or two of them have changed places.
      if (called.has(textOf(copy))) continue;
      if (!isNamedByConfig(copy, fields) && !isNamedByFunction(copy, copies)) reportRenamed(copy, expected, report);
    }
  }
}

/** The copies of a package, by what they were made from. */
function familiesOf(resources: ResourceList): Map<string, KubeObject[]> {
  const families = new Map<string, KubeObject[]>();
  for (const object of resources.items) {
    if (!isSiteCopy(object)) continue;
    const key = keyOf(originOfCopy(object));
    const same = families.get(key);
    if (same) same.push(object);
    else families.set(key, [object]);
  }
  return families;
}

/** Whether a name is one that the config gives: each site's copy has its own. */
function isNamedByConfig(copy: KubeObject, fields: readonly FieldSetting[]): boolean {
  return fields.some(
    ({ group = copy.group, kind, path }) =>
      group === copy.group && kind === copy.kind && /^metadata(?:\.name|\["name"\])$/.test(path),
  );
}

/** Whether a name is one that later functions of a pipeline give: by a setter, to Namespaces, or to all copies alike. */
function isNamedByFunction(copy: KubeObject, copies: readonly KubeObject[]): boolean {
  if (copy.kind === 'Namespace' && copy.group === '') return true;
  if (copy.commentsWith('kpt-set:').some(({ path }) => path.join('.') === 'metadata.name')) return true;
  return copies.length > 1 && copies.every(other => textOf(other) === textOf(copy));
}

function reportRenamed(copy: KubeObject, { kind, name }: Called, report: Report): void {
  const { site } = originOfCopy(copy);
  const message = `${copy.kind} ${copy.name} has the annotations of the copy of ${kind} ${name} for site ${site}, and another name or kind: to keep it as an object of your own, take off ${GENERATED_BY_ANNOTATION}, ${ROLE_ANNOTATION} and ${SOURCE_ANNOTATION}; else delete it; if a function of the pipeline names it, give its template that name`;
  report.error({ code: 'COPY_RENAMED', message, object: copy, path: ['metadata', 'name'], current: copy.name });
}

function keyOf({ source, role }: Origin): string {
  return `${role}\n${source}`;
}

function textOf({ kind, name }: Called): string {
  return `${kind}/${name}`;
}
