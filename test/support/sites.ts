import { setTargetSite } from '../../functions/set-target-site/function';
import { type Data, listOf, type Run, run } from './run';

/** Packages for set-target-site, and what it makes of them. */

export const LOCAL = { 'config.kubernetes.io/local-config': 'true' };
export const KPTFILE = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: p\n';

export const SITES = [
  site('edge1', { cluster: 'edge-cluster-01', groups: ['both'], serviceTypes: ['eMBB'] }),
  site('edge2', { cluster: 'edge-cluster-02', groups: ['both'], serviceTypes: ['eMBB', 'URLLC'] }),
  site('edge3', { groups: ['far'] }),
];

export function site(name: string, spec: object): string {
  return JSON.stringify({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'Site',
    metadata: { name, annotations: LOCAL },
    spec,
  });
}

export function context(data: object): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kptfile.kpt.dev', annotations: LOCAL },
    data,
  });
}

export function object(name: string, annotations: object = {}, more: object = {}): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, annotations }, ...more });
}

export const meantFor = (sites: string) => ({ 'intent.nephio.org/target-sites': sites });

export function config(settings: object): string {
  return JSON.stringify({
    apiVersion: 'intent.nephio.org/v1alpha1',
    kind: 'SetTargetSite',
    metadata: { name: 'c' },
    ...settings,
  });
}

export const specialise = (documents: string[], settings?: object) =>
  run(setTargetSite, listOf(documents, settings && config(settings)));

export const find = ({ items }: Run, name: string): Data => items.find(item => item.metadata.name === name);
export const isParked = (item: Data) => item.metadata.annotations?.['intent.nephio.org/parked'] !== undefined;
