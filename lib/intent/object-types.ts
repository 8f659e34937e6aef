/** The domains of the network that bundles are for. */
export type Domain = 'ran' | 'cn' | 'tn';

/** What an expectation is about, and where it goes. */
export interface ObjectType {
  /** The expectation family of 28.312, the `type` of what is rendered; absent for the source systems' own objects. */
  family?: string;
  domains: readonly Domain[];
  /** Other spellings, by letters and digits alone, in lower case. */
  spellings?: readonly string[];
}

/**
 * Object types of 3GPP TS 28.312 (V19.5.0, with the spellings of Rel-17 and 18, slips of the published files among
 * them). Transport has no family in 28.312; `TransportNetwork` is a vendor extension.
 */
export const STANDARD_OBJECT_TYPES: Readonly<Record<string, ObjectType & { family: string }>> = {
  '5GC_SUBNETWORK': { family: '5GCNetworkExpectation', domains: ['cn'], spellings: ['5gcsubnetwork'] },
  EDGE_SERVICE_SUPPORT: {
    family: 'EdgeServiceSupportExpectation',
    domains: ['ran', 'cn'],
    spellings: ['edgeservicesupport', 'servicesupport'],
  },
  RADIO_SERVICE: { family: 'RadioServiceExpectation', domains: ['ran'], spellings: ['radioservice'] },
  RAN_SUBNETWORK: {
    family: 'RadioNetworkExpectation',
    domains: ['ran'],
    spellings: ['ransubnetwork', 'ransubnetwrok'],
  },
  SUBNETWORK: { family: 'NetworkMaintenanceExpectation', domains: ['ran', 'cn'], spellings: ['subnetwork'] },
  TransportNetwork: {
    family: 'TransportNetworkExpectation',
    domains: ['tn'],
    spellings: ['transportnetwork'],
  },
};

/** Objects of the source systems' expectations. A slice concerns every domain. */
export const SOURCE_OBJECT_TYPES: Readonly<Record<string, ObjectType>> = {
  CoreNetwork: { domains: ['cn'], spellings: ['corenetwork'] },
  CoreNetworkFunction: { domains: ['cn'], spellings: ['corenetworkfunction'] },
  NetworkFunction: { domains: ['ran', 'cn'], spellings: ['networkfunction', 'function'] },
  NetworkSlice: { domains: ['ran', 'cn', 'tn'], spellings: ['networkslice', 'slice'] },
  'O-RAN-CU-CP': { domains: ['ran'], spellings: ['orancucp'] },
  'O-RAN-CU-UP': { domains: ['ran'], spellings: ['orancuup'] },
  'O-RAN-DU': { domains: ['ran'], spellings: ['orandu'] },
  'O-RAN-RIC': { domains: ['ran'], spellings: ['oranric'] },
  'O-RAN-RU': { domains: ['ran'], spellings: ['oranru'] },
  RANFunction: { domains: ['ran'], spellings: ['ranfunction'] },
  RANNetworkFunction: { domains: ['ran'], spellings: ['rannetworkfunction'] },
  Resource: { domains: ['ran', 'cn', 'tn'], spellings: ['resource'] },
  Service: { domains: ['ran', 'cn', 'tn'], spellings: ['service'] },
  TransportNetwork: { domains: ['tn'], spellings: ['transportnetwork'] },
};

/** The components that the source systems' plans deploy: which part of the network they are. */
const COMPONENT_DOMAINS: readonly (readonly [prefix: string, domain: Domain])[] = [
  ['free5gc-', 'cn'],
  ['oai-', 'ran'],
  ['ric-', 'ran'],
  ['sim-', 'ran'],
  ['trafficgen', 'ran'],
];

const STANDARD_SPELLINGS = spellingsOf(STANDARD_OBJECT_TYPES);
const SOURCE_SPELLINGS = spellingsOf(SOURCE_OBJECT_TYPES);

function spellingsOf(types: Readonly<Record<string, ObjectType>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(types).flatMap(([name, { spellings = [] }]) => spellings.map(spelling => [spelling, name] as const)),
  );
}

/** The object type of 28.312 that a word of any release means; undefined for a word no release knows. */
export function standardObjectType(written: string): string | undefined {
  return Object.hasOwn(STANDARD_OBJECT_TYPES, written) ? written : STANDARD_SPELLINGS.get(lettersOf(written));
}

/** The object type that a word of a source system means. */
export function sourceObjectType(written: string): string | undefined {
  return Object.hasOwn(SOURCE_OBJECT_TYPES, written) ? written : SOURCE_SPELLINGS.get(lettersOf(written));
}

/** The domains a component belongs to; both of those that run network functions where its name says nothing. */
export function domainsOfComponent(component: string): readonly Domain[] {
  const found = COMPONENT_DOMAINS.find(([prefix]) => component.startsWith(prefix));
  return found ? [found[1]] : ['ran', 'cn'];
}

function lettersOf(word: string): string {
  return word.length > 100 ? word : word.toLowerCase().replace(/[^a-z0-9]+/g, '');
}
