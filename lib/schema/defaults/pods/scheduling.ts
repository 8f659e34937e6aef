import type { YamlMap } from '../../../yaml/value';
import { itemsAt, withFallback, withField } from '../fields';

const SYSTEM_PRIORITIES: Readonly<Record<string, number>> = {
  'system-cluster-critical': 2_000_000_000,
  'system-node-critical': 2_000_001_000,
};
/** How long a Pod stays on a node that is away. */
const TOLERATED_SECONDS = 300;
const TOLERATED_TAINTS = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];

/** What admission plugins that are on by default add to the spec of a Pod, but for the volume with its token. */
export function withScheduling(spec: YamlMap): YamlMap {
  return withTolerations(withPriority(withServiceAccount(spec)));
}

function withServiceAccount(spec: YamlMap): YamlMap {
  const named = withFallback(spec, 'serviceAccountName', 'default');
  return withFallback(named, 'serviceAccount', named.serviceAccountName);
}

/** Of other classes the priority is not known. */
function withPriority(spec: YamlMap): YamlMap {
  const { priorityClassName } = spec;
  const priority = priorityClassName === undefined ? 0 : SYSTEM_PRIORITIES[String(priorityClassName)];
  if (priority === undefined) return spec;
  return withFallback(withFallback(spec, 'priority', priority), 'preemptionPolicy', 'PreemptLowerPriority');
}

function withTolerations(spec: YamlMap): YamlMap {
  const present = itemsAt(spec, 'tolerations');
  const missing = TOLERATED_TAINTS.filter(key => !present.some(toleration => tolerates(toleration, key)));
  if (missing.length === 0) return spec;
  const added = missing.map(key => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: TOLERATED_SECONDS,
  }));
  return withField(spec, 'tolerations', [...present, ...added]);
}

function tolerates({ key, effect }: YamlMap, taint: string): boolean {
  return (key === undefined || key === taint) && (effect === undefined || effect === 'NoExecute');
}
