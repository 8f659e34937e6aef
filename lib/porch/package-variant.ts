import type { Site } from '../site/site';
import type { YamlMap } from '../yaml/value';
import { repositoryName, variantName } from './names';
import { BLUEPRINTS, type PorchSettings } from './repository';

/** A blueprint, and where packages of it go in the sites' repositories. */
export interface Deployment {
  /** The blueprint's name. */
  blueprint: string;
  /** Its version: Porch finds a published package by the name of the workspace, and ignores `revision` up to v1.5. */
  version: string;
  /** Package path in a site's repository. */
  path: string;
}

/** The PackageVariant that brings a blueprint to a site, and tells the package its site. */
export function packageVariant(deployment: Deployment, site: Site, { namespace }: PorchSettings): YamlMap {
  return {
    apiVersion: 'config.porch.kpt.dev/v1alpha1',
    kind: 'PackageVariant',
    metadata: { name: variantName(deployment.blueprint, site), namespace },
    spec: {
      upstream: upstreamOf(deployment),
      downstream: { repo: repositoryName(site), package: deployment.path },
      packageContext: { data: { site: site.name } },
    },
  };
}

export function upstreamOf({ blueprint, version }: Deployment): YamlMap {
  return { repo: BLUEPRINTS, package: blueprint, workspaceName: version };
}
