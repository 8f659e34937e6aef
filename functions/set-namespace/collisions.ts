import type { Report } from '../../lib/krm/report';
import type { Resident } from './residents';

/** Refuses a move that makes one object of two: what had the same kind and name in another namespace. */
export function reportCollisions(
  residents: readonly Resident[],
  moving: ReadonlySet<Resident>,
  namespace: string,
  report: Report,
): void {
  // From one namespace to one namespace, nothing meets that was apart.
  if (new Set(residents.map(({ from }) => from)).size < 2) return;
  const arrived = new Map<string, Resident>();
  for (const resident of residents) {
    const { object, isNamespace, from } = resident;
    const isHere = moving.has(resident) || from === namespace;
    if (!isHere) continue;
    const key = isNamespace ? 'Namespace' : `${object.group}/${object.kind}/${object.name}`;
    const other = arrived.get(key);
    if (!other) arrived.set(key, resident);
    else if (other.from !== from) {
      report.error({
        code: 'NAMESPACE_COLLISION',
        message: collision(resident, other, namespace),
        object,
        path: ['metadata', isNamespace ? 'name' : 'namespace'],
      });
    }
  }
}

function collision({ object, isNamespace, from }: Resident, other: Resident, namespace: string): string {
  const mend = 'move one of them only, with `namespaceMatcher`';
  if (isNamespace) return `the Namespaces ${other.from} and ${from} would both be ${namespace}: ${mend}`;
  return `${object.kind} ${object.name} is in the namespaces ${other.from} and ${from}, and both would be in ${namespace}: ${mend}, or rename one`;
}
