import { DEFAULT_NAMESPACE } from '../krm/default-namespace';
import { matchesKind } from '../krm/gvk';
import type { KubeObject } from '../krm/kube-object';
import { isMap, type YamlMap, type YamlValue } from '../yaml/value';
import { type LabelSelector, matchesLabels, readLabelSelector } from './label-selector';
import { podOf } from './pod-projection';
import { POD_CONTROLLERS } from './pods/controllers';
import { textOf } from './read-value';

/** A namespace in which Pods are that no NetworkPolicy selects: everything in the cluster may talk to them. */
export interface OpenNamespace {
  readonly namespace: string;
  /** What makes those Pods, in the order of the package; never empty. */
  readonly workloads: readonly KubeObject[];
  /** The names of the NetworkPolicies there, which are for other Pods. */
  readonly policies: readonly string[];
  /** The names of those that are for egress only: whatever they select, everything may talk to it. */
  readonly egressOnly: readonly string[];
}

interface NetworkPolicy {
  readonly name: string;
  readonly isForIngress: boolean;
  readonly podSelector: LabelSelector;
}

const NETWORK_POLICY = { group: 'networking.k8s.io', kind: 'NetworkPolicy' };

/**
 * The namespaces whose workloads are not all selected by NetworkPolicies for ingress, of one cluster. A Pod that none
 * selects is not isolated. Source: https://kubernetes.io/docs/concepts/services-networking/network-policies/#the-two-sorts-of-pod-isolation.
 */
export function openNamespaces(objects: readonly KubeObject[]): OpenNamespace[] {
  const policies = new Map<string, NetworkPolicy[]>();
  const workloads = new Map<string, KubeObject[]>();
  for (const object of objects) {
    if (matchesKind(object, NETWORK_POLICY)) append(policies, namespaceOf(object), readNetworkPolicy(object));
    else if (makesPods(object)) append(workloads, namespaceOf(object), object);
  }
  return [...workloads].flatMap(([namespace, own]) => {
    const there = policies.get(namespace) ?? [];
    const selecting = new SelectingPolicies(there.filter(({ isForIngress }) => isForIngress));
    const open = own.filter(workload => !selecting.select(workload));
    if (open.length === 0) return [];
    return [{ namespace, workloads: open, policies: namesOf(there, true), egressOnly: namesOf(there, false) }];
  });
}

function namesOf(policies: readonly NetworkPolicy[], isForIngress: boolean): string[] {
  return policies.filter(policy => policy.isForIngress === isForIngress).map(({ name }) => name);
}

/** The NetworkPolicies of a namespace, found by a label that they ask for: there may be one for each workload. */
class SelectingPolicies {
  private readonly byLabel = new Map<string, NetworkPolicy[]>();
  private readonly others: NetworkPolicy[] = [];

  constructor(policies: readonly NetworkPolicy[]) {
    for (const policy of policies) {
      const asked = policy.podSelector.requirements.find(({ operator }) => operator === 'In');
      if (!asked) this.others.push(policy);
      for (const value of asked?.values ?? []) append(this.byLabel, labelKey(asked?.key ?? '', value), policy);
    }
  }

  /** Whether one of them selects the Pods of a workload; one for all Pods spares looking at their labels. */
  select(workload: KubeObject): boolean {
    if (this.others.some(({ podSelector }) => matchesLabels(podSelector, undefined))) return true;
    if (this.others.length === 0 && this.byLabel.size === 0) return false;
    const labels = podLabels(workload);
    const own = Object.entries(isMap(labels) ? labels : {});
    const asking = own.flatMap(([key, value]) => this.byLabel.get(labelKey(key, textOf(value))) ?? []);
    return [...this.others, ...asking].some(({ podSelector }) => matchesLabels(podSelector, labels));
  }
}

function labelKey(key: string, value: string): string {
  return JSON.stringify([key, value]);
}

/** The labels of a Pod, or of the Pods that a workload makes. */
function podLabels(object: KubeObject): YamlValue | undefined {
  const value = object.toJS() as YamlMap;
  const pod = object.kind === 'Pod' ? value : podOf(value)?.pod;
  return isMap(pod?.metadata) ? pod.metadata.labels : undefined;
}

function readNetworkPolicy(object: KubeObject): NetworkPolicy {
  const types = object.get(['spec', 'policyTypes']);
  return {
    name: object.name,
    // Where it names no types, it is for ingress, and for egress too if it has rules for that.
    isForIngress: !Array.isArray(types) || types.length === 0 || types.includes('Ingress'),
    podSelector: readLabelSelector(object.get(['spec', 'podSelector'])),
  };
}

function makesPods(object: KubeObject): boolean {
  const key = `${object.group} ${object.kind}`;
  return key === ' Pod' || Object.hasOwn(POD_CONTROLLERS, key);
}

function namespaceOf({ namespace }: KubeObject): string {
  return namespace === '' ? DEFAULT_NAMESPACE : namespace;
}

function append<Thing>(map: Map<string, Thing[]>, key: string, thing: Thing): void {
  const list = map.get(key);
  if (list) list.push(thing);
  else map.set(key, [thing]);
}
