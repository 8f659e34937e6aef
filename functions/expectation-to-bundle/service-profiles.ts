import * as z from 'zod/mini';

/** What a service of a type needs where it runs. */
const profileSchema = z.strictObject({
  /** Other names of the type, in any case. */
  aliases: z.optional(z.array(z.string())),
  /** 0..127 are standardised (TS 23.501), 128..255 an operator's own. */
  sst: z.optional(z.number().check(z.gte(0), z.lte(255))),
  sd: z.optional(z.string().check(z.regex(/^[A-Fa-f0-9]{6}$/, 'six hexadecimal digits'))),
  /** Of the cluster: cpu, memory, storage. */
  resources: z.optional(z.record(z.string(), z.string())),
  ports: z.optional(z.array(z.number())),
  replicas: z.optional(z.number()),
  /** Replicas for an intent with this resource profile. */
  replicasByProfile: z.optional(z.record(z.string(), z.number())),
  /** Where intents go that name no site. */
  defaultSites: z.optional(z.array(z.string())),
  /** OSM: names of the NSD, the VNF and the KDU that run the service. */
  nsdName: z.optional(z.string()),
  vnfName: z.optional(z.string()),
  kduName: z.optional(z.string()),
});

export const serviceProfilesSchema = z.record(z.string(), profileSchema);

export type ServiceProfile = z.infer<typeof profileSchema>;
export type ServiceProfiles = z.infer<typeof serviceProfilesSchema>;

/**
 * The source systems' tables (their renderer and their per-site translator), by service type. A config overrides them
 * field by field, and adds types of the operator's own: those need an SST from 128 on.
 */
const SERVICE_PROFILES: ServiceProfiles = {
  MIoT: {
    aliases: ['mMTC', 'massive-machine-type'],
    sst: 3,
    resources: { cpu: '4', memory: '8Gi', storage: '50Gi' },
    ports: [8082],
    replicas: 1,
    defaultSites: ['edge1', 'edge2'],
    nsdName: 'mmtc_ns',
    vnfName: 'mmtc',
    kduName: 'mmtc',
  },
  URLLC: {
    aliases: ['ultra-reliable-low-latency'],
    sst: 2,
    resources: { cpu: '16', memory: '32Gi', storage: '200Gi' },
    ports: [8081],
    replicas: 2,
    defaultSites: ['edge2'],
    nsdName: 'urllc_ns',
    vnfName: 'urllc',
    kduName: 'urllc',
  },
  eMBB: {
    aliases: ['enhanced-mobile-broadband'],
    sst: 1,
    resources: { cpu: '8', memory: '16Gi', storage: '100Gi' },
    ports: [8080],
    replicas: 2,
    replicasByProfile: { 'high-performance': 3 },
    defaultSites: ['edge1'],
    nsdName: 'embb_ns',
    vnfName: 'embb',
    kduName: 'embb',
  },
};

/** The shipped profiles with those of the config laid over them, field by field. */
export function withOverrides(overrides: ServiceProfiles): ServiceProfiles {
  const profiles: ServiceProfiles = { ...SERVICE_PROFILES };
  for (const [name, override] of Object.entries(overrides)) {
    const known = profileName(name, profiles) ?? name;
    profiles[known] = { ...profiles[known], ...override };
  }
  return profiles;
}

/** Whether sites are a shipped profile's: names of the source systems, which an inventory need not have. */
export function areShippedSites(sites: readonly string[]): boolean {
  return Object.values(SERVICE_PROFILES).some(({ defaultSites }) => defaultSites === sites);
}

/** The profile of a service type, by its name or an alias. */
export function profileOf(serviceType: string | undefined, profiles: ServiceProfiles): ServiceProfile | undefined {
  const name = serviceType === undefined ? undefined : profileName(serviceType, profiles);
  return name === undefined ? undefined : profiles[name];
}

function profileName(serviceType: string, profiles: ServiceProfiles): string | undefined {
  const wanted = serviceType.toLowerCase();
  return Object.keys(profiles).find(name =>
    [name, ...(profiles[name]?.aliases ?? [])].some(each => each.toLowerCase() === wanted),
  );
}
