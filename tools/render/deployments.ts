import type { Deployment } from '../../lib/porch/package-variant';

/** A blueprint, the package path it has in every site's repository, and how Porch brings it there. */
export interface ShippedDeployment extends Deployment {
  /** A set for all repositories that have a site; or a variant per site, so that sites change one after the other. */
  by: 'set' | 'variants';
  /** Setters of the blueprint that are the same at all sites. */
  data: Readonly<Record<string, string>>;
}

export const DEPLOYMENTS: readonly ShippedDeployment[] = [
  {
    blueprint: 'cluster-baseline',
    version: 'v1',
    path: 'baseline',
    by: 'set',
    data: { 'cluster-type': 'workload', 'workload-type': 'ran' },
  },
  { blueprint: 'network-slice', version: 'v1', path: 'services/network-slice', by: 'variants', data: {} },
];
