import { DNS_LABEL, DNS_LABEL_LENGTH } from '../krm/dns-syntax';
import type { Site } from '../site/site';

/** Something cannot have the name it would get; the message says what to rename. */
export class NameError extends Error {
  override readonly name = 'NameError';
}

/**
 * A part of a name for Porch. Porch splits names of functions and of package revisions at dots
 * (ensureKRMFunctions, PkgRevK8sName2Key), and a site's name may have some.
 */
export function withoutDots(name: string): string {
  return name.replaceAll('.', '-');
}

/** The name of a site's repository on the Git server: the inventory's, or one made of the site's name. */
export function repositoryName({ name, values }: Site): string {
  const { repository } = values;
  if (repository?.includes('.')) {
    throw new NameError(
      `site ${name}: Porch reads the names of package revisions up to the first dot, so values.repository ${repository} has none: rename the repository`,
    );
  }
  return checked(repository ?? `${withoutDots(name)}-config`, `the repository of site ${name}`);
}

/** The name of the PackageVariant that brings a package to a site. */
export function variantName(packageName: string, site: Site): string {
  return checked(
    `${withoutDots(packageName)}-${withoutDots(site.name)}`,
    `the variant of ${packageName} at ${site.name}`,
  );
}

/** Refuses names that two have. `nameOf` gives the name, or throws `NameError`. */
export function refuseCollisions<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string,
  describe: (item: Item) => string,
): void {
  const owners = new Map<string, string>();
  for (const item of items) {
    const name = nameOf(item);
    const other = owners.get(name);
    if (other !== undefined)
      throw new NameError(`${other} and ${describe(item)} would both be called ${name}: rename one of them`);
    owners.set(name, describe(item));
  }
}

function checked(name: string, what: string): string {
  if (name.length <= DNS_LABEL_LENGTH && DNS_LABEL.test(name)) return name;
  throw new NameError(
    `${what} would be called ${name}: a name has at most ${DNS_LABEL_LENGTH} lower-case letters, digits and "-"`,
  );
}
