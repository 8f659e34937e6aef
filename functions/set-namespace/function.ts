import { reportCollisions } from '../../lib/kinds/relocation/collisions';
import { relocate } from '../../lib/kinds/relocation/relocate';
import type { Resident } from '../../lib/kinds/relocation/resident';
import { DEFAULT_NAMESPACE } from '../../lib/krm/default-namespace';
import type { KrmFunction } from '../../lib/krm/function';
import type { StringMap } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import { compareText } from '../../lib/krm/result';
import { packageCrds } from '../../lib/schema/package-crds';
import { reportUnplaced, residentsOf } from '../../lib/schema/residents';
import { ScopeCatalog } from '../../lib/schema/scope';
import { type SetNamespaceConfig, setNamespaceConfig } from './config';
import { originOf } from './origin';

const COLLISION_MEND = 'move one namespace only, with `namespaceMatcher`, or rename';

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
    const moving = residents.filter(resident => isMoving(resident, namespaceMatcher));
    reportCollisions(residents, new Set(moving), namespace, COLLISION_MEND, report);
    if (report.hasErrors) return;
    const follows = (map: StringMap) => isInNamespace(map, namespaceMatcher);
    const written = relocate(objects, { moving, namespace, follows });
    reportMove(moving, namespace, namespaceMatcher, written, report);
    reportUnplaced(unplaced, report);
  },
};

/** Whether an object moves: it is, or was upstream, in the namespace that the matcher names. */
function isMoving(resident: Resident, matcher: string | undefined): boolean {
  return matcher === undefined || resident.from === matcher || originOf(resident) === matcher;
}

function isInNamespace(map: StringMap, matcher: string | undefined): boolean {
  return matcher === undefined || (map.get('namespace') || DEFAULT_NAMESPACE) === matcher;
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
