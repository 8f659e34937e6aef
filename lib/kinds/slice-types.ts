/**
 * Standardised slice/service types (TS 23.501 Table 5.15.2.2-1), by the names in use; the source systems say mMTC for
 * MIoT. 0..127 are standardised, 128..255 are an operator's own (TS 28.541).
 */
const SLICE_TYPES: Readonly<Record<string, number>> = {
  embb: 1,
  'enhanced-mobile-broadband': 1,
  hdllc: 6,
  hmtc: 5,
  'massive-machine-type': 3,
  miot: 3,
  mmtc: 3,
  'ultra-reliable-low-latency': 2,
  urllc: 2,
  v2x: 4,
};

export const MAX_SST = 255;
/** The first of the operator's own slice/service types. */
export const OPERATOR_SST = 128;

/** The SST of a service type; undefined for an operator's own. */
export function standardSst(serviceType: string): number | undefined {
  const name = serviceType.toLowerCase();
  return Object.hasOwn(SLICE_TYPES, name) ? SLICE_TYPES[name] : undefined;
}
