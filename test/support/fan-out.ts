import { setTargetSite } from '../../functions/set-target-site/function';
import { type Data, listOf, type Run, run } from './run';
import { config, meantFor, site } from './sites';

/** Packages for mode fan-out of set-target-site, and what it makes of them. */

export const SITES = [
  site('edge1', { cluster: 'edge-cluster-01', namespace: 'ran-1', groups: ['both'], values: { plmnId: '00101' } }),
  site('edge2', { cluster: 'edge-cluster-02', groups: ['both'], values: { plmnId: '00102' } }),
  site('edge3', {}),
];

/** An object in a file of the package, as kpt sends it. */
export function inFile(document: string, file: string, index = 0, folder = '/p'): string {
  const data = JSON.parse(document);
  data.metadata.annotations = {
    ...data.metadata.annotations,
    'config.kubernetes.io/path': file,
    'internal.config.kubernetes.io/index': String(index),
    'internal.config.kubernetes.io/package-path': folder,
    'internal.config.kubernetes.io/path': file,
  };
  return JSON.stringify(data);
}
export const configMap = (name: string, annotations: object, more: object = { data: { a: 'b' } }) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'slices', annotations },
    ...more,
  });
export const BOTH = inFile(configMap('both', meantFor('both')), 'services/all.yaml');
export const THIRD = inFile(configMap('third', meantFor('edge3')), 'third.yaml');
export const FAN_OUT = config({ mode: 'fan-out' });

export const fanOut = (...documents: string[]) =>
  run(setTargetSite, listOf([inFile(kptfileOf('p'), 'Kptfile'), ...SITES, ...documents], FAN_OUT));
/** The list of a run as the next one gets it. */
export const listFrom = ({ stdout }: Run, settings = FAN_OUT) =>
  `${stdout.slice(0, stdout.indexOf('\nfunctionConfig:'))}\nfunctionConfig:\n  ${settings}\n`;
export const again = (result: Run, change: (list: string) => string = list => list, settings = FAN_OUT) =>
  run(setTargetSite, change(listFrom(result, settings)));

export const fileOf = (item: Data): string =>
  item.metadata.annotations?.['internal.config.kubernetes.io/path'] ??
  item.metadata.annotations?.['config.kubernetes.io/path'] ??
  '';
export const filesOf = ({ items }: Run) =>
  items.map(fileOf).filter(file => !['', 'Kptfile', 'package-context.yaml'].includes(file));
export const inFolder = ({ items }: Run, folder: string): Data[] =>
  items.filter(item => fileOf(item).startsWith(folder));
export const codes = ({ results }: Run) => results.map(({ tags }) => tags?.code);

export function kptfileOf(name: string): string {
  return JSON.stringify({ apiVersion: 'kpt.dev/v1', kind: 'Kptfile', metadata: { name } });
}
