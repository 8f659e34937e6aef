import { DEFAULT_NAMESPACE } from '../../krm/default-namespace';
import { isMap, type YamlMap, type YamlValue } from '../../yaml/value';
import { WITH_GENERATION, WITH_WRITTEN_STATUS } from './created-kinds';
import { isBlank, mapAt, withChanged, withFallback, withField, withoutField, withTexts } from './fields';
import { completePod } from './pods/complete-pod';
import type { MountsToken } from './pods/token-volume';
import { storedVersions } from './structs/admission';

/** What no client writes. */
const SERVER_METADATA = [
  ...['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'managedFields'],
  ...['resourceVersion', 'selfLink', 'uid'],
];
const TEMPLATE_GENERATION = 'deprecated.daemonset.template.generation';
const NOT_READY = { key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' };

/** What the API server takes out of an object before it looks at it: what only it writes. */
export function withoutServerFields(object: YamlMap, kind: string): YamlMap {
  const bare = WITH_WRITTEN_STATUS.has(kind) ? object : withoutField(object, 'status');
  return withoutServerMetadata(bare);
}

export function withoutServerMetadata(object: YamlMap): YamlMap {
  return withChanged(object, 'metadata', metadata => SERVER_METADATA.reduce(withoutField, metadata));
}

/**
 * A complete object with what creating it adds: PrepareForCreate in pkg/registry, and the admission plugins that are on by
 * default.
 */
export function created(
  object: YamlMap,
  kind: string,
  isNamespaced: boolean,
  minor: number,
  mountsToken: MountsToken,
): YamlMap {
  const own = placed(object, isNamespaced, WITH_GENERATION.has(kind));
  return CREATIONS[kind]?.(own, minor, mountsToken) ?? own;
}

/** An object in its namespace: `default` where none is written, as for kubectl and Config Sync. */
export function placed(object: YamlMap, isNamespaced: boolean, hasGeneration: boolean): YamlMap {
  return withChanged(object, 'metadata', metadata => {
    const own = isNamespaced
      ? withFallback(metadata, 'namespace', DEFAULT_NAMESPACE)
      : withoutField(metadata, 'namespace');
    return hasGeneration && own.generation !== 1 ? withField(own, 'generation', 1) : own;
  });
}

const CREATIONS: Readonly<Record<string, (object: YamlMap, minor: number, mountsToken: MountsToken) => YamlMap>> = {
  CustomResourceDefinition: createdCrd,
  DaemonSet: daemonSet => withTexts(daemonSet, 'annotations', { [TEMPLATE_GENERATION]: '1' }),
  Namespace: createdNamespace,
  Node: node => withChanged(node, 'spec', spec => withTaint(withBothCidrs(spec))),
  PersistentVolume: volume => withFinalizer(volume, 'kubernetes.io/pv-protection'),
  PersistentVolumeClaim: createdClaim,
  Pod: completePod,
  Service: service => withChanged(service, 'spec', withAddresses),
  VolumeAttributesClass: volumes => withFinalizer(volumes, 'kubernetes.io/vac-protection'),
};

function withFinalizer(object: YamlMap, finalizer: string): YamlMap {
  return withChanged(object, 'metadata', metadata => withEntry(metadata, 'finalizers', finalizer));
}

/** The struct with a text in a list of texts. */
function withEntry(struct: YamlMap, name: string, text: string): YamlMap {
  const list = struct[name];
  const present = Array.isArray(list) ? list : [];
  return present.includes(text) ? struct : withField(struct, name, [...present, text]);
}

function createdCrd(crd: YamlMap): YamlMap {
  const stored = storedVersions(mapAt(crd, 'spec') ?? {});
  return withChanged(crd, 'status', status => withField(status, 'storedVersions', stored));
}

function createdNamespace(namespace: YamlMap): YamlMap {
  const { name } = mapAt(namespace, 'metadata') ?? {};
  const named = name === undefined ? namespace : withName(namespace, name);
  return withChanged(named, 'spec', spec => withEntry(spec, 'finalizers', 'kubernetes'));
}

function withName(namespace: YamlMap, name: YamlValue): YamlMap {
  return withChanged(namespace, 'metadata', metadata =>
    withField(metadata, 'labels', { ...mapAt(metadata, 'labels'), 'kubernetes.io/metadata.name': name }),
  );
}

/** A node is not ready before it has said so. */
function withTaint(spec: YamlMap): YamlMap {
  const { taints } = spec;
  const present = Array.isArray(taints) ? taints : [];
  const isTainted = present.some(
    taint => isMap(taint) && taint.key === NOT_READY.key && taint.effect === NOT_READY.effect,
  );
  return isTainted ? spec : withField(spec, 'taints', [...present, { ...NOT_READY }]);
}

/** The first range of addresses stands in two places; the old one counts. */
function withBothCidrs(spec: YamlMap): YamlMap {
  const { podCIDR, podCIDRs } = spec;
  if (podCIDR === undefined) return Array.isArray(podCIDRs) ? withFallback(spec, 'podCIDR', podCIDRs[0]) : spec;
  const isFirst = Array.isArray(podCIDRs) && podCIDRs[0] === podCIDR;
  return isFirst ? spec : withField(spec, 'podCIDRs', [podCIDR]);
}

/** Its status is emptied when it is complete already. */
function createdClaim(claim: YamlMap): YamlMap {
  const complete = withChanged(withField(claim, 'status', {}), 'spec', withBothSources);
  return withFinalizer(complete, 'kubernetes.io/pvc-protection');
}

/** A source stands in two places. Where only the old one is written, others than claims and snapshots are dropped. */
function withBothSources(spec: YamlMap): YamlMap {
  const reference = mapAt(spec, 'dataSourceRef');
  // Sources in other namespaces are in preview.
  if (reference && !isBlank(reference.namespace)) return withBothSources(withoutField(spec, 'dataSourceRef'));
  if (reference) {
    const { namespace: _, ...source } = reference;
    return withFallback(spec, 'dataSource', source);
  }
  const source = mapAt(spec, 'dataSource');
  if (!source) return spec;
  return isClaimOrSnapshot(source) ? withField(spec, 'dataSourceRef', source) : withoutField(spec, 'dataSource');
}

function isClaimOrSnapshot({ apiGroup, kind }: YamlMap): boolean {
  const group = apiGroup ?? '';
  if (kind === 'PersistentVolumeClaim') return group === '';
  return kind === 'VolumeSnapshot' && group === 'snapshot.storage.k8s.io';
}

/** An address that is written is the first of all; one that is chosen later is not known. */
function withAddresses(spec: YamlMap): YamlMap {
  if (spec.type === 'ExternalName') return spec;
  const isFree = spec.clusterIP === 'None' && spec.selector === undefined;
  const complete = withFallback(spec, 'ipFamilyPolicy', isFree ? 'RequireDualStack' : 'SingleStack');
  const { clusterIP } = complete;
  const addressed = withFallback(complete, 'clusterIPs', clusterIP === undefined ? undefined : [clusterIP]);
  return withFamilies(addressed);
}

/** The family of an address, and the other one where both are wanted; which comes first by default is not known. */
function withFamilies(spec: YamlMap): YamlMap {
  const { clusterIP, ipFamilies, ipFamilyPolicy } = spec;
  if (ipFamilyPolicy === 'RequireDualStack' && Array.isArray(ipFamilies) && ipFamilies.length === 1) {
    return withField(spec, 'ipFamilies', [...ipFamilies, ipFamilies[0] === 'IPv6' ? 'IPv4' : 'IPv6']);
  }
  const isAddress = typeof clusterIP === 'string' && clusterIP !== 'None' && ipFamilyPolicy === 'SingleStack';
  return isAddress ? withFallback(spec, 'ipFamilies', [clusterIP.includes(':') ? 'IPv6' : 'IPv4']) : spec;
}
