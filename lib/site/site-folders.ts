import { GENERATED_BY_ANNOTATION } from '../kinds/names';
import type { KubeObject } from '../krm/kube-object';
import type { ResourceList } from '../krm/resource-list';

/** The generator of the copies that a fan-out makes for sites. */
export const FAN_OUT_GENERATOR = 'set-target-site';

/** The folder of a site in a repository of all sites. */
export function siteFolder(site: string): string {
  return `${site}-config`;
}

/** The folder of a site that a file of a package lies in, by its name; undefined outside of them. */
export function siteFolderOf(file: string): string | undefined {
  const slash = file.indexOf('/');
  const folder = file.slice(0, Math.max(slash, 0));
  return folder.endsWith('-config') ? folder : undefined;
}

/** Whether an object is a copy that a fan-out has made for a site. */
export function isSiteCopy(object: KubeObject): boolean {
  return object.annotations.get(GENERATED_BY_ANNOTATION) === FAN_OUT_GENERATOR;
}

/** The folders that a fan-out has filled: what is in one of them goes to the cluster of its site, and to no other. */
export function filledSiteFolders(resources: ResourceList): ReadonlySet<string> {
  return new Set(
    resources.items.flatMap(object => {
      const folder = isSiteCopy(object) ? siteFolderOf(resources.fileOf(object)?.path ?? '') : undefined;
      return folder ?? [];
    }),
  );
}
