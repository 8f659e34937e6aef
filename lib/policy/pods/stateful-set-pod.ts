import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { STAND_IN_HASH } from './stand-ins';
import { labelled, type PodDraft, type Workload } from './workload';

/**
 * The first Pod of a StatefulSet. The volumes of its claims stand behind those of the template, so that these keep their
 * indices; for the API server their order is any. Source: pkg/controller/statefulset/stateful_set_utils.go.
 */
export function completeStatefulSetPod({ metadata, spec }: PodDraft, set: Workload): PodDraft {
  const { ordinals, serviceName } = set.spec;
  const ordinal = isMap(ordinals) ? (ordinals.start ?? 0) : 0;
  const name = `${set.name}-${ordinal}`;
  const labels = {
    'apps.kubernetes.io/pod-index': String(ordinal),
    'controller-revision-hash': `${set.name}-${STAND_IN_HASH}`,
    'statefulset.kubernetes.io/pod-name': name,
  };
  const volumes = withClaims(spec.volumes, claimNames(set.spec), name);
  return {
    metadata: { ...labelled(metadata, labels), name },
    spec: {
      ...spec,
      hostname: name,
      ...(typeof serviceName === 'string' && serviceName !== '' && { subdomain: serviceName }),
      ...(volumes.length > 0 && { volumes }),
    },
  };
}

/** The names of the claims that are made for each Pod. */
export function claimNames({ volumeClaimTemplates }: YamlMap): string[] {
  const templates = Array.isArray(volumeClaimTemplates) ? volumeClaimTemplates.filter(isMap) : [];
  return templates.map(({ metadata }) => String(isMap(metadata) ? metadata.name : ''));
}

/** A claim takes the place of a volume of its name. */
function withClaims(volumes: YamlValue | undefined, claims: readonly string[], pod: string): YamlMap[] {
  const present = Array.isArray(volumes) ? volumes.filter(isMap) : [];
  const volumeOf = (name: string): YamlMap => ({ name, persistentVolumeClaim: { claimName: `${name}-${pod}` } });
  const own = present.map(volume => (claims.includes(String(volume.name)) ? volumeOf(String(volume.name)) : volume));
  const names = new Set(present.map(volume => volume.name));
  return [...own, ...claims.filter(name => !names.has(name)).map(volumeOf)];
}
