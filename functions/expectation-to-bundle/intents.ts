import type { Expectation } from '../../lib/intent/expectation';
import { resourceName } from '../../lib/intent/names';
import type { Report } from '../../lib/krm/report';
import type { Inventory } from '../../lib/site/inventory';
import { isSelectorText } from '../../lib/site/site-selector';
import type { IntentInput } from './inputs';
import { type LocatedExpectation, titleOf } from './read-inputs';
import { areShippedSites, profileOf, type ServiceProfile, type ServiceProfiles } from './service-profiles';

/** An intent as a whole: what is rendered once for it, not once for each expectation. */
export interface WholeIntent {
  input: IntentInput;
  /** What its author calls it. */
  title: string;
  /** A valid object name. */
  name: string;
  expectations: Expectation[];
  serviceType?: string | undefined;
  profile?: ServiceProfile | undefined;
  resourceProfile?: string | undefined;
}

/** The intents that expectations come from, in their order; two of one name are an error. */
export function wholeIntents(
  located: readonly LocatedExpectation[],
  profiles: ServiceProfiles,
  report: Report,
): WholeIntent[] {
  const intents = new Map<IntentInput, WholeIntent>();
  for (const { input, expectation } of located) {
    const known = intents.get(input);
    if (known) known.expectations.push(expectation);
    else intents.set(input, begin(input, expectation, profiles));
  }
  const names = new Map<string, WholeIntent>();
  for (const intent of intents.values()) {
    const first = names.get(intent.name);
    if (first) {
      const message = `${titleOf(intent.input)} and ${titleOf(first.input)} would both be called ${intent.name}: give one of them another name`;
      report.error({ code: 'NAME_COLLISION', message, object: intent.input.object, path: intent.input.path });
    }
    names.set(intent.name, intent);
  }
  return [...intents.values()];
}

function begin(input: IntentInput, expectation: Expectation, profiles: ServiceProfiles): WholeIntent {
  const title = expectation.intent?.name ?? expectation.id;
  const { serviceType, contexts } = expectation;
  const resourceProfile = contexts.find(({ attribute }) => attribute === 'resourceProfile')?.value;
  return {
    input,
    title,
    name: resourceName(title),
    expectations: [expectation],
    serviceType,
    profile: profileOf(serviceType, profiles),
    resourceProfile: typeof resourceProfile === 'string' ? resourceProfile : undefined,
  };
}

/** The replicas of a service, more of them for some resource profiles. */
export function replicasOf({ profile, resourceProfile }: WholeIntent): number | undefined {
  const special = resourceProfile === undefined ? undefined : profile?.replicasByProfile?.[resourceProfile];
  return special ?? profile?.replicas;
}

/** The names of sites and groups that an intent's expectations give; empty where one of them is for all sites. */
export function statedSites({ expectations }: WholeIntent): string[] {
  if (expectations.some(({ targetSites }) => targetSites.length === 0)) return [];
  return [...new Set(expectations.flatMap(({ targetSites }) => targetSites))];
}

/** The sites an intent is for, one by one: those it names, else those of its service type, else the profile's. */
export function sitesOf(intent: WholeIntent, inventory: Inventory): string[] {
  const named = [...new Set(intent.expectations.flatMap(({ targetSites }) => targetSites))];
  if (named.length > 0)
    return [...new Set(named.flatMap(term => inventory.expand(term) ?? (isSelectorText(term) ? [] : [term])))];
  const byType = intent.serviceType === undefined ? [] : inventory.forServiceType(intent.serviceType);
  if (byType.length > 0) return [...byType];
  const defaults = intent.profile?.defaultSites ?? [];
  return areShippedSites(defaults) ? defaults.filter(name => inventory.find(name) !== undefined) : [...defaults];
}
