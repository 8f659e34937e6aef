import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DNS_LABEL, DNS_LABEL_LENGTH, DNS_SUBDOMAIN, DNS_SUBDOMAIN_LENGTH } from '../../lib/krm/dns-syntax';
import type { PorchSettings } from '../../lib/porch/repository';
import { readInventoryFile } from '../render/inventory-file';
import { refuseCredentials } from '../render/remote';
import { RenderError } from '../render/render-error';
import { INVENTORY_FILE } from '../render/render-package';
import { shown } from '../render/shown';
import { clusterFiles, repositoryObjects } from './cluster-files';
import { managementFiles } from './management-files';

const USAGE = `Writes what a management cluster with Porch has to know of the sites of an inventory, and what each site's cluster
needs to follow its repository, into <out>/management/.

  management [--out out] [--inventory FILE] [--git-server ADDRESS] [--namespace default] [--secret NAME]

  --out         folder that has the repository <site>-config of each site, rendered
  --inventory   file with the Site objects, in the place of the blueprints' sites.yaml
  --git-server  address of the Git server: https://git.example.com/nephio without it
  --namespace   where Porch's objects go
  --secret      name of the Secret that Porch reads for the repositories`;

const NAME = 'lower-case letters, digits and "-"; nothing was written';

const OPTIONS = {
  out: { type: 'string', default: 'out' },
  inventory: { type: 'string', default: join('blueprints', 'network-slice', INVENTORY_FILE) },
  'git-server': { type: 'string', default: 'https://git.example.com/nephio' },
  namespace: { type: 'string', default: 'default' },
  secret: { type: 'string' },
  help: { type: 'boolean' },
} as const;

function main(): void {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) {
    console.log(USAGE);
    return;
  }
  const { sites } = readInventoryFile(values.inventory);
  const settings = { namespace: values.namespace, gitServer: values['git-server'], secret: values.secret };
  refuseSettings(settings);
  const out = resolve(values.out);
  const folder = join(out, 'management');
  const shared = managementFiles(sites, settings);
  const folderOf = (name: string) => join(out, `${name}-config`);
  const missing = sites.filter(({ name }) => !existsSync(folderOf(name))).map(({ name }) => name);
  if (missing.length > 0)
    throw new RenderError(`nothing is rendered for ${missing.join(', ')}: make render first; nothing was written`);
  // One site after the other, twice: nothing is written where anything is refused, and no site waits in memory.
  for (const site of sites) clusterFiles(site, repositoryObjects(folderOf(site.name)), settings);
  rmSync(folder, { recursive: true, force: true });
  writeFiles(folder, shared);
  for (const site of sites) {
    writeFiles(
      join(folder, 'clusters', site.name),
      clusterFiles(site, repositoryObjects(folderOf(site.name)), settings),
    );
  }
  console.log(`${shown(folder)}/: ${[...shared.keys()].join(', ')}; clusters/<site>/ for ${sites.length} sites`);
}

/** What would stand in every manifest, and be refused or read by everybody. */
function refuseSettings({ namespace, gitServer, secret }: PorchSettings): void {
  refuseCredentials(gitServer);
  if (namespace.length > DNS_LABEL_LENGTH || !DNS_LABEL.test(namespace))
    throw new RenderError(`--namespace ${JSON.stringify(namespace)} is no name of a namespace: ${NAME}`);
  if (secret !== undefined && (secret.length > DNS_SUBDOMAIN_LENGTH || !DNS_SUBDOMAIN.test(secret)))
    throw new RenderError(`--secret ${JSON.stringify(secret)} is no name of a Secret: ${NAME}`);
}

function writeFiles(folder: string, files: ReadonlyMap<string, string>): void {
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

try {
  main();
} catch (error) {
  if (!(error instanceof RenderError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
