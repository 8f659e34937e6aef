import { DEFAULT_NAMESPACE } from '../../lib/krm/default-namespace';
import { visitFields } from '../../lib/krm/field-walk';
import type { KrmFunction } from '../../lib/krm/function';
import type { KubeObject, StringMap } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import { compareText } from '../../lib/krm/result';
import { packageCrds } from '../../lib/schema/package-crds';
import { ScopeCatalog } from '../../lib/schema/scope';
import { reportCollisions } from './collisions';
import { type SetNamespaceConfig, setNamespaceConfig } from './config';
import { dependents, movedReferences, updateDependsOn } from './depends-on';
import { type NamespaceReference, namespaceReferencesOf } from './namespace-fields';
import { originOf, type Resident, residentsOf, settle } from './residents';

/** Moves a package to a namespace: its objects, its Namespace, and what refers to them by their namespace. */
export const setNamespace: KrmFunction<SetNamespaceConfig> = {
  name: 'set-namespace',
  summary: 'Moves a package to a namespace: its objects, its Namespace, and the references to them.',
  config: setNamespaceConfig,
  run(resources, { namespace, namespaceMatcher }, report) {
    if (namespace === undefined) {
      const message = 'the package context has no `name` yet: nothing moves until the package is specialised';
      report.info({ code: 'NOT_SPECIALISED', message, object: resources.functionConfig, path: ['data', 'name'] });
      return;
    }
    const objects = resources.editable;
    const { residents, unplaced } = residentsOf(objects, new ScopeCatalog(packageCrds(resources)));
    const moving = residents.filter(resident => isMatch(resident, namespaceMatcher));
    reportCollisions(residents, new Set(moving), namespace, report);
    if (report.hasErrors) return;
    const depending = dependents(objects);
    const moved = depending.length > 0 ? movedReferences(moving, namespace) : new Map<string, string>();
    let written = moving.filter(resident => settle(resident, namespace)).length;
    for (const object of objects) written += moveReferences(object, namespace, namespaceMatcher);
    written += depending.filter(object => updateDependsOn(object, moved)).length;
    reportMove(moving, namespace, namespaceMatcher, written, report);
    reportUnplaced(unplaced, report);
  },
};

/** Whether an object moves: it is, or was upstream, in the namespace that the matcher names. */
function isMatch(resident: Resident, matcher: string | undefined): boolean {
  return matcher === undefined || resident.from === matcher || originOf(resident) === matcher;
}

/** Gives the number of references written. */
function moveReferences(object: KubeObject, namespace: string, matcher: string | undefined): number {
  const references = namespaceReferencesOf(object);
  if (!references) return 0;
  let written = 0;
  visitFields(object, references, ({ isRequired }: NamespaceReference, map: StringMap) => {
    if (map.kind !== 'map' || !(isRequired || map.has('namespace'))) return;
    if (matcher !== undefined && (map.get('namespace') || DEFAULT_NAMESPACE) !== matcher) return;
    if (map.set('namespace', namespace)) written++;
  });
  return written;
}

function reportMove(
  moving: readonly Resident[],
  namespace: string,
  matcher: string | undefined,
  written: number,
  report: Report,
): void {
  const from = [...new Set(moving.map(resident => resident.from))].filter(name => name !== namespace);
  const nothing = matcher === undefined ? `everything is in ${namespace} already` : `nothing is left in ${matcher}`;
  const message =
    written === 0
      ? `${nothing}: no value written`
      : `moved to ${namespace}${from.length > 0 ? ` from ${from.sort(compareText).join(', ')}` : ''}: ${written} values written`;
  report.info({ code: 'NAMESPACE_SET', message });
}

/** How many kinds a message names. */
const NAMED = 10;

function reportUnplaced(unplaced: readonly KubeObject[], report: Report): void {
  if (unplaced.length === 0) return;
  const kinds = [...new Set(unplaced.map(({ apiVersion, kind }) => `${kind} (${apiVersion})`))].sort(compareText);
  const more = kinds.length > NAMED ? ` and ${kinds.length - NAMED} more` : '';
  const message =
    `${unplaced.length} objects without a namespace stay so, as nothing says that their kinds have one: ` +
    `${kinds.slice(0, NAMED).join(', ')}${more}; put their CRDs into the package, or write \`namespace\` yourself`;
  report.info({ code: 'SCOPE_UNKNOWN', message });
}
