import { type GroupVersionKind, parseApiVersion } from '../krm/gvk';
import type { Path } from '../yaml/path';
import { isMap, valueInside, type YamlMap } from '../yaml/value';
import { POD_CONTROLLERS } from './pods/controllers';
import { generatedName, STAND_IN_UID } from './pods/stand-ins';
import { claimNames } from './pods/stateful-set-pod';
import type { PodController, PodDraft, Workload } from './pods/workload';

/** A Pod that a workload makes. */
export interface ProjectedPod {
  /**
   * As its controller asks for it, so without defaults of its own. What a cluster makes up has stand-ins: the hash of the
   * template, the random end of the name, the uid of the owner.
   */
  pod: YamlMap;
  /**
   * Where in the workload stands what is at a path of the Pod; for what controllers and defaults add, where it would be
   * written.
   */
  pathInWorkload(path: Path): Path;
}

/** What of the metadata of a Pod its template has. */
const OF_TEMPLATE = ['annotations', 'finalizers', 'labels'];

/** Whether objects of a kind make Pods. */
export function makesPods({ group, kind }: Pick<GroupVersionKind, 'group' | 'kind'>): boolean {
  return Object.hasOwn(POD_CONTROLLERS, `${group} ${kind}`);
}

/**
 * The Pod that a workload makes: of a Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController, Job or CronJob;
 * of those with indices the first one. Undefined for other kinds, and without a template. `workload`: as it is written, or
 * with defaults; it is not changed.
 */
export function podOf(workload: YamlMap): ProjectedPod | undefined {
  const { apiVersion, kind, metadata, spec } = workload;
  const { group } = parseApiVersion(String(apiVersion));
  const controller = POD_CONTROLLERS[`${group} ${kind}`];
  const template = controller && valueInside(workload, controller.template);
  if (!controller || !isMap(template) || !isMap(spec)) return undefined;
  const { name, namespace } = isMap(metadata) ? metadata : { name: '', namespace: undefined };
  const read = {
    apiVersion: String(apiVersion),
    kind: String(kind),
    name: String(name ?? ''),
    namespace,
    spec,
    template,
  };
  return {
    pod: makePod(read, controller),
    pathInWorkload: path => pathInWorkload(path, read, controller.template),
  };
}

function makePod(workload: Workload, controller: PodController): YamlMap {
  const { apiVersion, kind, name, namespace, template } = workload;
  const own = isMap(template.metadata) ? template.metadata : {};
  const kept = Object.entries(own).filter(([key, value]) => OF_TEMPLATE.includes(key) && value !== null);
  const draft: PodDraft = {
    metadata: Object.fromEntries(kept),
    spec: isMap(template.spec) ? template.spec : {},
  };
  const { metadata, spec } = controller.complete?.(draft, workload) ?? draft;
  const owner = controller.owner?.(workload) ?? { apiVersion, kind, name };
  const generateName = controller.prefix?.(workload) ?? `${owner.name}-`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: generatedName(generateName),
      generateName,
      ...(namespace !== undefined && namespace !== null && { namespace }),
      ...metadata,
      ownerReferences: [{ ...owner, uid: STAND_IN_UID, controller: true, blockOwnerDeletion: true }],
    },
    spec,
  };
}

function pathInWorkload(path: Path, { spec, template }: Workload, place: Path): Path {
  const [first, second, third] = path;
  if (first === 'spec') {
    const claim = second === 'volumes' && typeof third === 'number' ? claimIndex(third, spec, template) : -1;
    return claim < 0 ? [...place, ...path] : ['spec', 'volumeClaimTemplates', claim];
  }
  const isOfTemplate = first === 'metadata' && OF_TEMPLATE.includes(String(second));
  return isOfTemplate ? [...place, ...path] : path;
}

/** Which claim a volume of the Pod is made for; -1 for one of the template. */
function claimIndex(volume: number, spec: YamlMap, template: YamlMap): number {
  const volumes = valueInside(template, ['spec', 'volumes']);
  const own = Array.isArray(volumes) ? volumes : [];
  if (volume < own.length) return -1;
  const names = new Set(own.map(each => (isMap(each) ? each.name : undefined)));
  const claims = claimNames(spec);
  const added = claims.filter(name => !names.has(name));
  return claims.indexOf(added[volume - own.length] ?? '');
}
