import { SITE_LABEL } from '../kinds/names';
import { labelValueProblem } from '../krm/label-syntax';
import type { Site } from '../site/site';
import type { YamlMap } from '../yaml/value';
import { NameError, repositoryName } from './names';

/** Where Porch's objects are, and the secret it reads for repositories. */
export interface PorchSettings {
  namespace: string;
  /** Address of the Git server: `<address>/<repository>.git`. */
  gitServer: string;
  /** Name of a Secret with a user name and a password or token; credentials themselves are never written. */
  secret?: string | undefined;
}

export const CLUSTER_LABEL = 'nephio.org/cluster-name';
export const ENVIRONMENT_LABEL = 'deployment.nephio.org/environment';

/** The branch that packages are published on, and that clusters follow. */
export const BRANCH = 'main';

/** The repository that blueprints are published in. */
export const BLUEPRINTS = 'blueprints';

/** The Repository of the blueprints: Porch reads it, and writes nothing there. */
export function blueprintRepository(settings: PorchSettings): YamlMap {
  const labels = { 'kpt.dev/repository-access': 'read-only', 'kpt.dev/repository-content': 'external-blueprints' };
  return repository(BLUEPRINTS, labels, 'Blueprints, one tag per published version (network-slice/v1)', {}, settings);
}

/**
 * The Repository that Porch publishes a site's packages to. Its labels are what PackageVariantSets select sites by, and
 * take their values from: site and cluster, and what the inventory says (`nephio.org/site-type`, `nephio.org/region` …).
 */
export function siteRepository(site: Site, settings: PorchSettings): YamlMap {
  const { name, cluster, environment } = site;
  const problem = labelValueProblem(cluster);
  if (problem) throw new NameError(`site ${name}: the name of its cluster ${cluster} becomes a label: ${problem}`);
  const own = {
    [SITE_LABEL]: name,
    [CLUSTER_LABEL]: cluster,
    ...(environment && { [ENVIRONMENT_LABEL]: environment }),
  };
  refuseOtherLabels(site, own);
  const labels = { ...site.labels, ...own };
  return repository(
    repositoryName(site),
    sorted(labels),
    `What ${name}'s cluster applies`,
    { deployment: true },
    settings,
  );
}

/** Packages are told their site by these labels: a Site cannot have them say something else. */
function refuseOtherLabels({ name, labels }: Site, own: Readonly<Record<string, string>>): void {
  const wrong = Object.keys(own).find(key => labels[key] !== undefined && labels[key] !== own[key]);
  if (wrong === undefined) return;
  throw new NameError(
    `site ${name}: its label ${wrong} is ${labels[wrong]}, and ${own[wrong]} is what its packages are told by: take the label off the Site`,
  );
}

/** The address of a repository on the Git server. */
export function repositoryAddress(name: string, gitServer: string): string {
  return `${gitServer.replace(/\/+$/, '')}/${name}.git`;
}

function repository(
  name: string,
  labels: YamlMap,
  description: string,
  spec: YamlMap,
  { namespace, gitServer, secret }: PorchSettings,
): YamlMap {
  const git = {
    repo: repositoryAddress(name, gitServer),
    branch: BRANCH,
    ...(secret !== undefined && { secretRef: { name: secret } }),
  };
  return {
    apiVersion: 'config.porch.kpt.dev/v1alpha1',
    kind: 'Repository',
    metadata: { name, namespace, labels },
    spec: { description, type: 'git', ...spec, git },
  };
}

function sorted(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
}
