import { NameError, refuseCollisions, repositoryName, variantName } from '../../lib/porch/names';
import { packageVariant } from '../../lib/porch/package-variant';
import { packageVariantSet } from '../../lib/porch/package-variant-set';
import { BLUEPRINTS, blueprintRepository, type PorchSettings, siteRepository } from '../../lib/porch/repository';
import type { Site } from '../../lib/site/site';
import { DEPLOYMENTS, type ShippedDeployment } from '../render/deployments';
import { RenderError } from '../render/render-error';
import { fileText } from './file-text';

const REPOSITORIES = `The repository that blueprints are published in, and one per site. Porch needs a Secret with a name and a password
(or a token) for each that asks for them: \`secretRef: {name: …}\` in \`git\` names it.`;

const SET = (
  deployment: ShippedDeployment,
) => `${deployment.blueprint} for every repository that has a site: a new site is a new Repository. \`data\` holds the setters of the
blueprint that are the same everywhere; the others, and the site, come from the labels of the repository. The set names
variants after the package, so its path has no folders.`;

const VARIANTS = (
  deployment: ShippedDeployment,
) => `${deployment.blueprint} for each site: a package of the same blueprint, told its site. A new version of the blueprint reaches a
site when its workspaceName changes here, so sites can be brought up one after the other. The names have no dots: Porch
tells its own functions in a Kptfile from others by them.`;

/** What Porch has to know of the sites, by file. Throws `RenderError` where names collide or cannot be. */
export function managementFiles(sites: readonly Site[], settings: PorchSettings): Map<string, string> {
  try {
    refuseNames(sites);
    const repositories = [blueprintRepository(settings), ...sites.map(site => siteRepository(site, settings))];
    const deployments = DEPLOYMENTS.map(deployment => {
      const text =
        deployment.by === 'set'
          ? fileText(SET(deployment), [packageVariantSet(deployment, deployment.data, settings)])
          : fileText(
              VARIANTS(deployment),
              sites.map(site => packageVariant(deployment, site, settings)),
            );
      return [`${deployment.blueprint}.yaml`, text] as const;
    });
    return new Map([['repositories.yaml', fileText(REPOSITORIES, repositories)], ...deployments]);
  } catch (error) {
    if (error instanceof NameError) throw new RenderError(`${error.message}; nothing was written`);
    throw error;
  }
}

function refuseNames(sites: readonly Site[]): void {
  const repositories = [undefined, ...sites];
  refuseCollisions(
    repositories,
    site => (site ? repositoryName(site) : BLUEPRINTS),
    site => (site ? `the repository of site ${site.name}` : 'that of the blueprints'),
  );
  const variants = DEPLOYMENTS.filter(({ by }) => by === 'variants').flatMap(({ blueprint }) =>
    sites.map(site => ({ blueprint, site })),
  );
  refuseCollisions(
    variants,
    ({ blueprint, site }) => variantName(blueprint, site),
    ({ blueprint, site }) => `the variant of ${blueprint} for site ${site.name}`,
  );
}
