import { itemsAt, mapAt } from '../../../lib/schema/defaults/fields';
import { cloneValue, isMap, type YamlMap, type YamlValue } from '../../../lib/yaml/value';

/** What only the server of a cluster can know, and `withDefaults` leaves out, by kind. Each changes the object in place. */

const SERVER_METADATA = ['creationTimestamp', 'managedFields', 'resourceVersion', 'uid'];
const JOB_UID_LABELS = ['batch.kubernetes.io/controller-uid', 'controller-uid'];
/** Its name ends in a random text. */
const TOKEN_VOLUME = /^kube-api-access-/;

const FORGET: Readonly<Record<string, (object: YamlMap, written: YamlMap) => void>> = {
  // The user who asks.
  CertificateSigningRequest: ({ spec }) => forget(spec, 'groups', 'uid', 'username'),
  Job: forgetUid,
  // The only kind that gets a name where there is none.
  LimitRange: ({ metadata }, written) => {
    if (!isMap(written.metadata) || written.metadata.name === undefined) forget(metadata, 'name');
  },
  PersistentVolume: ({ status }) => forget(status, 'lastPhaseTransitionTime'),
  Pod: forgetToken,
  Service: forgetAddresses,
};

/** The object without what nobody can know before. `written`: what was asked for. */
export function withoutUnknowable(object: YamlMap, written: YamlMap): YamlMap {
  const known = cloneValue(object) as YamlMap;
  forget(known.metadata, ...SERVER_METADATA);
  FORGET[String(known.kind)]?.(known, written);
  return known;
}

function forget(value: YamlValue | undefined, ...names: readonly string[]): void {
  for (const name of names) delete (value as YamlMap | undefined)?.[name];
}

function forgetUid(job: YamlMap): void {
  const spec = mapAt(job, 'spec') ?? {};
  const template = mapAt(spec, 'template') ?? {};
  for (const { metadata } of [job, template]) forget(mapAt(metadata as YamlMap, 'labels'), ...JOB_UID_LABELS);
  if (spec.manualSelector === false) delete spec.selector;
}

function forgetToken(pod: YamlMap): void {
  const spec = mapAt(pod, 'spec') ?? {};
  forgetEnds(spec, 'volumes');
  for (const list of ['containers', 'initContainers'])
    for (const container of itemsAt(spec, list)) forgetEnds(container, 'volumeMounts');
  // What its class says.
  if (!/^system-|^$/.test(String(spec.priorityClassName ?? ''))) forget(spec, 'preemptionPolicy', 'priority');
  // When it began to wait.
  const status = mapAt(pod, 'status') ?? {};
  for (const condition of itemsAt(status, 'conditions')) delete condition.lastTransitionTime;
}

function forgetEnds(struct: YamlMap, list: string): void {
  for (const item of itemsAt(struct, list)) {
    if (TOKEN_VOLUME.test(String(item.name))) item.name = 'kube-api-access';
  }
}

/** What is chosen from ranges of the cluster, where nothing is written. */
function forgetAddresses(service: YamlMap, written: YamlMap): void {
  const spec = mapAt(service, 'spec') ?? {};
  const own = mapAt(written, 'spec') ?? {};
  const isWritten = (name: string) => !['', '0'].includes(String(own[name] ?? ''));
  if (!isWritten('clusterIP') && !isWritten('clusterIPs')) forget(spec, 'clusterIP', 'clusterIPs');
  if (!isWritten('healthCheckNodePort')) forget(spec, 'healthCheckNodePort');
  const isAddressed = isWritten('clusterIP') && own.clusterIP !== 'None' && spec.ipFamilyPolicy === 'SingleStack';
  if (!isWritten('ipFamilies') && !isAddressed) forget(spec, 'ipFamilies');
  for (const port of itemsAt(spec, 'ports')) delete port.nodePort;
}
