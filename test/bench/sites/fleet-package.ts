import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readInventoryFile } from '../../../tools/render/inventory-file';
import { renderPackage } from '../../../tools/render/render-package';
import { BenchError } from '../bench-error';
import { sourcesOf, writePackage } from '../inputs/lists';
import { packageFiles } from '../inputs/package-files';
import { type Command, FunctionCommands, scriptCommand } from '../programs/runtimes';

/**
 * What takes the place of the functions' images: the functions as the images of a runtime run them; a script on Node.js
 * that copies, which tells what starting the runtime costs; or `cat`.
 */
export const PROGRAMS = ['node', 'bun', 'copy', 'cat'] as const;
export type FleetProgram = (typeof PROGRAMS)[number];

/** A package for many sites, once for every program. */
export interface FleetPackages {
  /** Folders. */
  packages: ReadonlyMap<FleetProgram, string>;
  /** The environment of the programs. */
  env: Readonly<Record<string, string>>;
  /** File with the sites there are. */
  inventory: string;
}

const NETWORK_SLICE = join('blueprints', 'network-slice');
const STEP = /^(\s*- )image: \S+\/([a-z-]+):\S+$/gm;

/**
 * Writes packages with the pipeline of the network-slice blueprint, and so many objects for a cluster, the bundles of
 * intents among them. They have been rendered before, so that they do not grow: kpt's work is the same whatever the
 * steps are.
 */
export async function fleetPackages(
  sites: number,
  objects: number,
  folder: string,
  kpt: string,
): Promise<FleetPackages> {
  const source = join(folder, 'source');
  writePackage(source, packageFiles('intents', sourcesOf(objects)));
  for (const file of ['Kptfile', 'package-context.yaml']) cpSync(join(NETWORK_SLICE, file), join(source, file));
  writeFileSync(join(source, 'policies.yaml'), warningPolicies(NETWORK_SLICE));
  const inventory = join(source, 'sites.yaml');
  writeFileSync(inventory, Array.from({ length: sites }, (_, i) => siteText(i)).join('---\n'));
  const [site] = readInventoryFile(inventory).sites;
  if (!site) throw new BenchError('a fleet has at least one site');
  const rendered = await renderPackage({ site, blueprint: source, path: 'rendered', scratch: folder, kpt });
  const commands = new FunctionCommands(join(folder, 'functions'));
  const copyScript = join(folder, 'copy.cjs');
  writeFileSync(copyScript, "const fs = require('node:fs');\nfs.writeSync(1, fs.readFileSync(0));\n");
  const packages = PROGRAMS.map(program => {
    const copy = `${rendered.folder}-${program}`;
    cpSync(rendered.folder, copy, { recursive: true });
    const kptfile = readFileSync(join(copy, 'Kptfile'), 'utf8');
    const exec = (name: string) => {
      if (program === 'cat') return 'cat';
      return shellWords(program === 'copy' ? scriptCommand(copyScript, 'node') : commands.get(name, program));
    };
    writeFileSync(
      join(copy, 'Kptfile'),
      kptfile.replace(STEP, (_line, lead: string, name: string) => `${lead}exec: ${exec(name)}`),
    );
    return [program, copy] as const;
  });
  return { packages: new Map(packages), env: commands.get('set-labels', 'bun').env, inventory };
}

/** kpt splits a command as a shell does. */
function shellWords({ argv }: Command): string {
  return JSON.stringify(argv.map(part => `'${part}'`).join(' '));
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

/** The policies of a blueprint, as warnings: generated workloads are none that anybody would harden. */
export function warningPolicies(blueprint: string): string {
  const policies = readFileSync(join(blueprint, 'policies.yaml'), 'utf8');
  return policies.replaceAll(/^- name: .*$/gm, '$&\n  actions: [Warn]');
}
