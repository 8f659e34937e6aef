import type { KubeObject } from '../../lib/krm/kube-object';
import type { ResourceList } from '../../lib/krm/resource-list';
import { type OpenNamespace, openNamespaces } from '../../lib/policy/network-separation';
import type { ParamCandidate } from '../../lib/policy/params';
import { filledSiteFolders, siteFolderOf } from '../../lib/site/site-folders';
import { isMap, type YamlMap } from '../../lib/yaml/value';
import type { Exemptible, Exemptions } from './exemptions';
import type { PackContents } from './pack-contents';
import type { ObjectionReport } from './report-objections';

/** The rule as exemptions name it. */
export const NETWORK_POLICY_RULE: Exemptible['policy'] = {
  name: 'hardening-network-policy',
  validations: [{ name: 'networkPolicy' }],
};

const PACK = 'hardening';
const PARAMETER = 'networkPolicy';
/** What the pack's bindings leave out: what runs the nodes itself. */
const OF_THE_NODES = 'kube-system';
/** How many names a message has. */
const NAMED = 10;

/**
 * The rule `networkPolicy` of the pack hardening: each namespace with workloads has NetworkPolicies for ingress that
 * select all of their Pods. It concerns several objects at once, which no policy on a cluster can see. Source: NSA and CISA, Kubernetes
 * Hardening Guide 1.2, network separation.
 */
export function reportOpenNamespaces(
  resources: ResourceList,
  pack: PackContents,
  exemptions: Exemptions,
  objections: ObjectionReport,
): void {
  for (const objects of clustersOf(resources)) {
    for (const open of openNamespaces(objects)) {
      if (open.namespace === OF_THE_NODES) continue;
      const workloads = open.workloads.filter(
        workload => !exemptions.covers({ policy: NETWORK_POLICY_RULE, binding: undefined, validation: 0 }, workload),
      );
      const [first] = workloads;
      if (!first) continue;
      const message = messageOf({ ...open, workloads });
      const path = first.has(['metadata', 'namespace']) ? ['metadata', 'namespace'] : undefined;
      const current = path && open.namespace;
      const tags = { policy: NETWORK_POLICY_RULE.name, rule: '0', ruleName: PARAMETER };
      objections.addOwn(pack.actions ?? ['Deny'], first, { message, path, current, tags });
    }
  }
}

/**
 * The pack, unless its parameters switch the rule off. `params`: the objects that policies take parameters from; the first of
 * a name counts, so that the config may have its own in place of the pack's.
 */
export function packWithNetworkPolicies(
  packs: readonly PackContents[],
  params: readonly ParamCandidate[],
): PackContents | undefined {
  const pack = packs.find(({ name }) => name === PACK);
  const own = pack?.params.find(({ metadata }) => isMap(metadata) && metadata.name === PACK);
  const data = own && params.find(candidate => isAbout(candidate, own))?.read().data;
  return isMap(data) && data[PARAMETER] !== 'false' ? pack : undefined;
}

function isAbout(candidate: ParamCandidate, { apiVersion, kind, metadata }: YamlMap): boolean {
  const { name, namespace } = isMap(metadata) ? metadata : {};
  return (
    candidate.apiVersion === apiVersion &&
    candidate.kind === kind &&
    candidate.name === name &&
    candidate.namespace === (namespace ?? '')
  );
}

/** What goes to a cluster together: all, but what a fan-out has put into folders of sites. */
function clustersOf(resources: ResourceList): Iterable<KubeObject[]> {
  const folders = filledSiteFolders(resources);
  const clusters = new Map<string, KubeObject[]>();
  for (const object of resources.editable) {
    const folder = folders.size > 0 ? siteFolderOf(resources.fileOf(object)?.path ?? '') : undefined;
    const key = folder !== undefined && folders.has(folder) ? folder : '';
    const own = clusters.get(key);
    if (own) own.push(object);
    else clusters.set(key, [object]);
  }
  return clusters.values();
}

function messageOf(open: OpenNamespace): string {
  const pods = listed(open.workloads.map(({ kind, name }) => `${kind} ${name}`));
  return `${PARAMETER}: no NetworkPolicy selects the Pods of ${pods}: ${othersIn(open)}; everything in the cluster may talk to them; expected NetworkPolicies that select all Pods (${NETWORK_POLICY_RULE.name} of the pack ${PACK}): add one to ${open.namespace} with an empty podSelector, or with the labels of the Pods; or exempt them in the config with a reason`;
}

/** What NetworkPolicies there are instead. */
function othersIn({ namespace, policies, egressOnly }: OpenNamespace): string {
  const parts = [
    ...(policies.length > 0 ? [`${listed(policies)} for other Pods`] : []),
    ...(egressOnly.length > 0 ? [`${listed(egressOnly)} for egress only (policyTypes lacks Ingress)`] : []),
  ];
  if (parts.length === 0) return `the package has none for the namespace ${namespace}`;
  if (egressOnly.length === 0) return `those of the namespace ${namespace} (${listed(policies)}) are for other Pods`;
  return `those of the namespace ${namespace} are ${parts.join(', and ')}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? `${shown} and ${names.length - NAMED} more` : shown;
}
