import { repositoryAddress } from '../../lib/porch/repository';
import type { Site } from '../../lib/site/site';
import { RenderError } from './render-error';

/**
 * The address of each site's repository, by site, below that of a Git server. Throws where a site names no repository,
 * or two the same: what was asked for would be done in part.
 */
export function repositoryAddresses(sites: readonly Site[], server: string): Map<string, string> {
  const without = sites.filter(({ values }) => values.repository === undefined).map(({ name }) => name);
  if (without.length > 0) {
    throw new RenderError(
      `nothing says which repository is that of ${without.join(', ')}: set spec.values.repository in the Site, or render without --push; nothing was written`,
    );
  }
  const owners = new Map<string, string>();
  for (const { name, values } of sites) {
    const repository = values.repository ?? '';
    const other = owners.get(repository);
    if (other !== undefined) {
      throw new RenderError(
        `sites ${other} and ${name} have the same repository ${repository}: a repository is one site's; nothing was written`,
      );
    }
    owners.set(repository, name);
  }
  return new Map([...owners].map(([repository, site]) => [site, repositoryAddress(repository, server)]));
}
