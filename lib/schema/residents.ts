import type { Resident } from '../kinds/relocation/resident';
import { namespaceOf } from '../krm/default-namespace';
import type { KubeObject } from '../krm/kube-object';
import type { Report } from '../krm/report';
import { compareText } from '../krm/result';
import type { ScopeCatalog } from './scope';

const NAMESPACE_PATH = ['metadata', 'namespace'];

/** The objects that have a place in a namespace, by the scope of their kind. `unplaced`: what nothing is known of. */
export function residentsOf(
  objects: readonly KubeObject[],
  scopes: ScopeCatalog,
): { residents: Resident[]; unplaced: KubeObject[] } {
  const residents: Resident[] = [];
  const unplaced: KubeObject[] = [];
  for (const object of objects) {
    const scope = scopes.scopeOf(object);
    if (scope === 'namespaced' || (scope === 'unknown' && object.has(NAMESPACE_PATH))) {
      residents.push({ object, isNamespace: false, from: namespaceOf(object) });
    } else if (scope === 'unknown') unplaced.push(object);
    else if (object.kind === 'Namespace' && object.group === '')
      residents.push({ object, isNamespace: true, from: object.name });
  }
  return { residents, unplaced };
}

/** How many kinds a message names. */
const NAMED = 10;

/** Says which kinds nothing is known of, once for all that stay where they are. */
export function reportUnplaced(unplaced: readonly KubeObject[], report: Report): void {
  if (unplaced.length === 0) return;
  const kinds = [...new Set(unplaced.map(({ apiVersion, kind }) => `${kind} (${apiVersion})`))].sort(compareText);
  const more = kinds.length > NAMED ? ` and ${kinds.length - NAMED} more` : '';
  const message =
    `${unplaced.length} objects without a namespace stay so, as nothing says that their kinds have one: ` +
    `${kinds.slice(0, NAMED).join(', ')}${more}; put their CRDs into the package, or write \`namespace\` yourself`;
  report.info({ code: 'SCOPE_UNKNOWN', message });
}
