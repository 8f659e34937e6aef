import type { Report } from '../../krm/report';
import { compareText } from '../../krm/result';
import type { Resident } from './resident';

/**
 * Refuses a move that makes one object of two: what had the same kind and name in another namespace. `mend`: what to do
 * instead.
 */
export function reportCollisions(
  residents: readonly Resident[],
  moving: ReadonlySet<Resident>,
  namespace: string,
  mend: string,
  report: Report,
): void {
  // From one namespace to one namespace, nothing meets that was apart.
  if (new Set(residents.map(({ from }) => from)).size < 2) return;
  const arriving = new Map<string, Resident[]>();
  for (const resident of residents) {
    if (!moving.has(resident) && resident.from !== namespace) continue;
    const { object, isNamespace } = resident;
    const key = isNamespace ? 'Namespace' : `${object.group}/${object.kind}/${object.name}`;
    const others = arriving.get(key);
    if (others) others.push(resident);
    else arriving.set(key, [resident]);
  }
  for (const meeting of arriving.values()) {
    if (new Set(meeting.map(({ from }) => from)).size > 1) reportCollision(meeting, namespace, mend, report);
  }
}

function reportCollision(meeting: Resident[], namespace: string, mend: string, report: Report): void {
  const [first] = meeting.sort((a, b) => compareText(a.from, b.from));
  if (!first) return;
  const { object, isNamespace } = first;
  const from = [...new Set(meeting.map(resident => resident.from))].join(', ');
  const what = isNamespace ? `the Namespaces ${from}` : `${object.kind} ${object.name} of the namespaces ${from}`;
  report.error({
    code: 'NAMESPACE_COLLISION',
    message: `${what} would be one in ${namespace}: ${mend}`,
    object,
    path: ['metadata', isNamespace ? 'name' : 'namespace'],
  });
}
