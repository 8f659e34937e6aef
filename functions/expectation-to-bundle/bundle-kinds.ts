import type { Domain } from '../../lib/intent/object-types';

/** What one domain's bundle is called, and what it carries of a source system's expectation. */
export interface BundleKind {
  apiVersion: string;
  kind: string;
  prefix: string;
  /** The objectType of the source systems that the bundle is for. */
  objectType: string;
  /** The list that takes the values of this context attribute. */
  list: string;
  contextAttribute: string;
  /** The section that takes the target of expectations of this type, for these attributes. */
  section: string;
  expectationType: string;
  attributes: readonly string[];
}

/** The source systems' mapping (their processor and JSON Schemas), one row per domain. */
export const BUNDLE_KINDS: Readonly<Record<Domain, BundleKind>> = {
  cn: {
    apiVersion: 'cn.nephio.org/v1alpha1',
    kind: 'CNBundle',
    prefix: 'cn-bundle',
    objectType: 'CoreNetwork',
    list: 'networkSlices',
    contextAttribute: 'networkSlice',
    section: 'capacity',
    expectationType: 'ServiceCapacity',
    attributes: ['connections', 'latency', 'throughput'],
  },
  ran: {
    apiVersion: 'ran.nephio.org/v1alpha1',
    kind: 'RANBundle',
    prefix: 'ran-bundle',
    objectType: 'RANFunction',
    list: 'networkFunctions',
    contextAttribute: 'networkFunction',
    section: 'performance',
    expectationType: 'ServicePerformance',
    attributes: ['jitter', 'latency', 'throughput'],
  },
  tn: {
    apiVersion: 'tn.nephio.org/v1alpha1',
    kind: 'TNBundle',
    prefix: 'tn-bundle',
    objectType: 'TransportNetwork',
    list: 'transportNetworks',
    contextAttribute: 'transportNetwork',
    section: 'coverage',
    expectationType: 'ServiceCoverage',
    attributes: ['availability', 'coverage', 'reliability'],
  },
};
