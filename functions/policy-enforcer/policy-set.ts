import type { KubeObject } from '../../lib/krm/kube-object';
import { nearest } from '../../lib/krm/nearest';
import type { Report } from '../../lib/krm/report';
import type { ResourceList } from '../../lib/krm/resource-list';
import { type Binding, readBinding } from '../../lib/policy/binding';
import type { BoundPolicy } from '../../lib/policy/enforcement';
import { mayTake } from '../../lib/policy/params';
import { type Policy, readPolicy } from '../../lib/policy/policy';
import { sameValue, type YamlMap } from '../../lib/yaml/value';
import { reportPackSettings } from './check-pack-settings';
import type { PolicyEnforcerConfig } from './config';
import { type ConfigForSite, configForSite } from './config-for-site';
import { type PackContents, packContents } from './pack-contents';
import { mendOfTwice, type Source } from './precedence';
import type { SiteSelection } from './site-selection';

const GROUP = 'admissionregistration.k8s.io';
const CONFIG_ORIGIN = 'the functionConfig';

/** What was found of policies, before it is put together. */
interface Found<Thing> {
  readonly thing: Thing;
  readonly value: YamlMap;
  readonly source: Source;
  readonly object: KubeObject | undefined;
}

/** The policies in effect with their bindings, the packs that some of them are from, and parameters of the config. */
export interface PolicySet {
  readonly bound: readonly BoundPolicy[];
  readonly params: readonly YamlMap[];
  readonly packs: readonly PackContents[];
}

/**
 * The policies and bindings of the config, of its packs and of the package (those kept out of the cluster too), as far as
 * they are for its site; says which of them do nothing. Of a name, that of the config counts, then that of a pack: what
 * is judged does not choose its judges.
 */
export function policySet(
  resources: ResourceList,
  config: PolicyEnforcerConfig,
  sites: SiteSelection,
  report: Report,
): PolicySet {
  const chosen = configForSite(config, sites);
  const policies = new Collected<Policy>('policy', 'policies', readPolicy, report);
  const bindings = new Collected<Binding>('binding', 'bindings', readBinding, report);
  const packs = packContents(chosen.packs.here);
  reportPackSettings(config, resources.functionConfig, report);
  for (const value of config.policies) policies.add(value, 'config', CONFIG_ORIGIN);
  for (const value of chosen.bindings.here) bindings.add(value, 'config', CONFIG_ORIGIN);
  for (const pack of packs) {
    for (const value of pack.policies) policies.add(value, 'pack', `pack ${pack.name}`);
    for (const value of pack.bindings) bindings.add(value, 'pack', `pack ${pack.name}`);
  }
  for (const object of resources.items) {
    if (!object.isOfGroup(GROUP)) continue;
    const origin = resources.fileOf(object)?.path ?? 'the package';
    const add = (to: Collected<unknown>) => to.add(object.toJS() as YamlMap, 'package', origin, object);
    if (object.kind === 'ValidatingAdmissionPolicy') add(policies);
    else if (object.kind === 'ValidatingAdmissionPolicyBinding') add(bindings);
    else if (object.kind === 'MutatingAdmissionPolicy') reportMutating(object, report);
  }
  const bound = bind(policies, bindings, chosen, sites, report);
  return { bound, params: chosen.params.here, packs };
}

/** Policies, or bindings, by name: the first one counts. */
class Collected<Thing> {
  readonly byName = new Map<string, Found<Thing>>();

  constructor(
    private readonly what: string,
    private readonly setting: 'bindings' | 'policies',
    private readonly read: (value: YamlMap, origin: string) => Thing & { name: string; origin: string },
    private readonly report: Report,
  ) {}

  add(value: YamlMap, source: Source, origin: string, object?: KubeObject): void {
    const thing = this.read(value, origin);
    const known = this.byName.get(thing.name);
    if (!known) this.byName.set(thing.name, { thing, value, source, object });
    else if (!sameValue(known.value.spec ?? null, value.spec ?? null)) {
      const mend = mendOfTwice(known.source, source, `\`${this.setting}\``);
      const message = `the ${this.what} ${thing.name} is there twice: the one in ${originOf(known)} counts, not the one in ${origin}; ${mend}`;
      this.report.warning({ code: 'POLICY_TWICE', message, object });
    }
  }
}

function originOf<Thing>({ thing }: Found<Thing>): string {
  return (thing as { origin: string }).origin;
}

function bind(
  policies: Collected<Policy>,
  bindings: Collected<Binding>,
  chosen: ConfigForSite,
  sites: SiteSelection,
  report: Report,
): BoundPolicy[] {
  const ofPolicy = new Map<string, Binding[]>();
  const boundElsewhere = new Set(
    [...chosen.bindings.elsewhere, ...chosen.bindings.waiting].map(value => readBinding(value, '').policyName),
  );
  for (const found of bindings.byName.values()) {
    const { policyName } = found.thing;
    const policy = policies.byName.get(policyName)?.thing;
    if (!policy) reportOrphan(found, [...policies.byName.keys()], report);
    else if (waitsForParams(policy, found.thing, chosen)) {
      sites.wait(`binding ${found.thing.name}`);
      boundElsewhere.add(policyName);
    } else append(ofPolicy, policyName, found.thing);
  }
  return [...policies.byName.values()].map(({ thing: policy, object }) => {
    const own = ofPolicy.get(policy.name) ?? [];
    if (own.length === 0 && !boundElsewhere.has(policy.name)) reportUnbound(policy, object, report);
    return { policy, bindings: own };
  });
}

/** Whether a binding takes parameters of which nobody can tell yet whether they are for the site of the package. */
function waitsForParams({ paramKind }: Policy, { paramRef }: Binding, { params }: ConfigForSite): boolean {
  return params.waiting.some(object => paramKind && paramRef && mayTake(paramKind, paramRef, object));
}

function append(map: Map<string, Binding[]>, key: string, binding: Binding): void {
  const list = map.get(key);
  if (list) list.push(binding);
  else map.set(key, [binding]);
}

function reportOrphan({ thing, object }: Found<Binding>, names: readonly string[], report: Report): void {
  const near = nearest(thing.policyName, names);
  const hint = near === undefined ? 'give the policy to the package or the config' : `did you mean ${near}?`;
  const message = `the binding ${thing.name} (${thing.origin}) is for the policy ${thing.policyName}, which is neither in the package nor in the config: ${hint}`;
  report.warning({ code: 'BINDING_WITHOUT_POLICY', message, object, path: object && ['spec', 'policyName'] });
}

function reportUnbound(policy: Policy, object: KubeObject | undefined, report: Report): void {
  const message = `the policy ${policy.name} (${policy.origin}) does nothing: no ValidatingAdmissionPolicyBinding names it in spec.policyName`;
  report.info({ code: 'POLICY_WITHOUT_BINDING', message, object });
}

function reportMutating(object: KubeObject, report: Report): void {
  const message = `the MutatingAdmissionPolicy ${object.name} is not evaluated: what it changes in a cluster, other policies do not see here`;
  report.info({ code: 'MUTATING_NOT_EVALUATED', message, object });
}
