import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInventoryFile } from '../../../tools/render/inventory-file';
import { renderPackage } from '../../../tools/render/render-package';
import { sourcesOf, writePackage } from '../inputs/lists';
import { packageFiles } from '../inputs/package-files';

/** A package for many sites, and its twin without functions. */
export interface FleetPackage {
  /** With the pipeline of the network-slice blueprint. */
  functions: string;
  /** The same, with `cat` in place of every function. */
  cat: string;
  /** The sites there are. */
  inventory: string;
}

const NETWORK_SLICE = join('blueprints', 'network-slice');

/**
 * Writes packages with so many objects for a cluster, the bundles of its intents among them. They have been rendered
 * before, so that they do not grow: kpt's work is the same whatever the steps are.
 */
export async function fleetPackage(sites: number, objects: number, folder: string, kpt: string): Promise<FleetPackage> {
  const source = join(folder, 'source');
  writePackage(source, packageFiles('intents', sourcesOf(objects)));
  for (const file of ['Kptfile', 'package-context.yaml']) cpSync(join(NETWORK_SLICE, file), join(source, file));
  const inventory = join(source, 'sites.yaml');
  writeFileSync(inventory, Array.from({ length: sites }, (_, i) => siteText(i)).join('---\n'));
  const [site] = readInventoryFile(inventory).sites;
  if (!site) throw new RangeError('a fleet has at least one site');
  const rendered = await renderPackage({ site, blueprint: source, path: 'functions', scratch: folder, kpt });
  const cat = `${rendered.folder}-cat`;
  cpSync(rendered.folder, cat, { recursive: true });
  const kptfile = readFileSync(join(cat, 'Kptfile'), 'utf8');
  writeFileSync(join(cat, 'Kptfile'), kptfile.replace(/^(\s*- )image: .*$/gm, '$1exec: cat'));
  return { functions: rendered.folder, cat, inventory };
}

function siteText(i: number): string {
  return `apiVersion: intent.nephio.org/v1alpha1
kind: Site
metadata:
  name: site-${i}
  labels:
    nephio.org/region: region-${i % 4}
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  cluster: cluster-${i}
  groups: [all, both]
  serviceTypes: [eMBB]
  values:
    tac: "${String(i).padStart(4, '0')}"
    repository: site-${i}-config
`;
}
