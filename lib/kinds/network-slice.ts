import * as z from 'zod/mini';
import { type CustomResource, value } from './custom-resource';

/**
 * A network slice that an intent asks for: its S-NSSAI, and its ServiceProfile in the wire names of TS 28.541 (SliceNrm
 * 18.6 and 19.4; latency in ms, throughput in kbit/s, availability in percent, packet delay variation in µs).
 */

function sNssaiSchema() {
  return z.strictObject({ sst: z.number().check(z.gte(0), z.lte(255)), sd: z.optional(z.string()) });
}

function serviceProfileSchema() {
  const text = z.string();
  const number = z.optional(z.number());
  const sNssai = sNssaiSchema();
  const throughput = z.optional(z.strictObject({ guaThpt: number, maxThpt: number }));

  return z.strictObject({
    serviceProfileId: text,
    plmnInfoList: z.optional(
      z.array(z.strictObject({ plmnId: z.strictObject({ mcc: text, mnc: text }), snssai: z.optional(sNssai) })),
    ),
    sst: number,
    dLLatency: number,
    uLLatency: number,
    dLThptPerUE: throughput,
    uLThptPerUE: throughput,
    dLThptPerSlice: throughput,
    uLThptPerSlice: throughput,
    dLPktDelayVariation: number,
    uLPktDelayVariation: number,
    availability: number,
    dLReliability: z.optional(text),
    uLReliability: z.optional(text),
    maxNumberofUEs: number,
    maxNumberofPDUSessions: z.optional(z.strictObject({ nOofPDUSessions: z.number() })),
    termDensity: z.optional(z.strictObject({ density: z.number() })),
    activityFactor: number,
    uESpeed: number,
    energyEfficiency: number,
    uEMobilityLevel: z.optional(text),
    networkSliceSharingIndicator: z.optional(text),
    coverageArea: z.optional(z.array(value)),
    /** Of a SliceProfile in 28.541; here the slice has one place for it. */
    coverageAreaTAList: z.optional(z.array(text)),
  });
}

function networkSliceSpec() {
  const text = z.string();
  return z.strictObject({
    intent: text,
    userLabel: z.optional(text),
    expectationIds: z.array(text),
    serviceType: z.optional(text),
    sNssai: z.optional(sNssaiSchema()),
    serviceProfile: serviceProfileSchema(),
    resources: z.optional(z.record(z.string(), text)),
    ports: z.optional(z.array(z.number())),
    replicas: z.optional(z.number()),
  });
}

export type NetworkSliceSpec = z.infer<ReturnType<typeof networkSliceSpec>>;
export type ServiceProfileFields = z.infer<ReturnType<typeof serviceProfileSchema>>;

/** The group of the slices that this library's CRD is for. */
export const NETWORK_SLICE_GROUP = 'workload.nephio.org';

export const NETWORK_SLICE: CustomResource = {
  group: NETWORK_SLICE_GROUP,
  version: 'v1alpha1',
  kind: 'NetworkSlice',
  plural: 'networkslices',
  scope: 'Namespaced',
  description: 'A network slice that an intent asks for, with its ServiceProfile (3GPP TS 28.541).',
  spec: networkSliceSpec,
};
