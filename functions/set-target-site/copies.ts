import { type DesiredObject, isGenerated } from '../../lib/kinds/generated';
import { TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
import {
  INDEX_ANNOTATION,
  isBookkeeping,
  PATH_ANNOTATION,
  SEQUENCE_INDENT_ANNOTATION,
  UPSTREAM_IDENTIFIER_ANNOTATION,
} from '../../lib/krm/annotations';
import type { KubeObject } from '../../lib/krm/kube-object';
import type { Report } from '../../lib/krm/report';
import { isKptfile, type ResourceList } from '../../lib/krm/resource-list';
import type { Site } from '../../lib/site/site';
import { isSiteCopy, siteFolder, siteFolderOf } from '../../lib/site/site-folders';
import type { YamlMap } from '../../lib/yaml/value';
import { copyRole, type Origin, originsOf } from './origins';
import { isParked, unpark } from './parking';
import { refuseRenamedCopies } from './renamed-copies';
import type { FieldSetting } from './settings-schema';

/** The objects that a fan-out makes copies of: none of the sites' folders, which have files of others too. */
export function fanOutSources(resources: ResourceList): KubeObject[] {
  const generatedLocal = resources.items.filter(
    object => isGenerated(object) && object.isLocalConfig && object.annotations.has(TARGET_SITES_ANNOTATION),
  );
  const objects = new Set([...resources.editable, ...resources.items.filter(isParked), ...generatedLocal]);
  return [...objects].filter(
    object => !isSiteCopy(object) && siteFolderOf(resources.fileOf(object)?.path ?? '') === undefined,
  );
}

/** Removes what a fan-out has made: the package is one site's now. */
export function removeCopies(resources: ResourceList, fields: readonly FieldSetting[], report: Report): void {
  const copies = resources.items.filter(isSiteCopy);
  if (copies.length === 0) return;
  refuseRenamedCopies(originsOf(fanOutSources(resources), resources), fields, resources, report);
  for (const object of copies) resources.remove(object);
}

interface Copy {
  of: KubeObject;
  site: Site;
  file: string;
  object: KubeObject;
}

/** The copies that a fan-out wants. */
export class Copies {
  private readonly made: Copy[] = [];
  /** Folders of packages inside this one: what is in them is theirs. */
  private readonly packages: readonly string[];
  private readonly refused = new Set<string>();
  private readonly origin: KubeObject | undefined;

  /** `origins`: of all that copies are made of. */
  constructor(
    private readonly origins: ReadonlyMap<KubeObject, Origin>,
    private readonly resources: ResourceList,
    private readonly report: Report,
  ) {
    const kptfiles = resources.items.filter(isKptfile);
    this.origin = resources.kptfile;
    this.packages = kptfiles
      .map(kptfile => (resources.fileOf(kptfile)?.path ?? '').replace(/Kptfile$/, ''))
      .filter(folder => siteFolderOf(folder) !== undefined);
  }

  /** Copies objects for a site, each to the same path below the site's folder. */
  make(objects: readonly KubeObject[], site: Site): KubeObject[] {
    return objects.flatMap(of => {
      const file = `${siteFolder(site.name)}/${this.fileOf(of)}`;
      if (this.isElsewhere(file, site)) return [];
      const object = this.resources.copyOf(of);
      unpark(object);
      for (const key of object.annotations.keys()) if (isOfTemplate(key)) object.annotations.delete(key);
      // For findings; reconciling gives it its final place.
      object.annotations.set(PATH_ANNOTATION, file);
      object.annotations.set(INDEX_ANNOTATION, String(of.identity.index));
      this.made.push({ of, site, file, object });
      return [object];
    });
  }

  desired(): DesiredObject[] {
    return this.made.map(({ of, site, file, object }) => {
      const made = this.origins.get(of) as Origin;
      return {
        source: made.source,
        role: copyRole(made, site.name),
        origin: this.origin ?? of,
        folder: siteFolder(site.name),
        file,
        object: withoutPlace(object),
        written: object,
      };
    });
  }

  private fileOf(object: KubeObject): string {
    const { kind, name } = object;
    return this.resources.fileOf(object)?.path ?? `${kind.toLowerCase()}_${name}.yaml`;
  }

  /** Whether a file would lie in a package of its own; reported once for each. */
  private isElsewhere(file: string, site: Site): boolean {
    const folder = this.packages.find(each => file.startsWith(each));
    if (folder === undefined) return false;
    if (!this.refused.has(folder)) {
      const message = `${folder} is a package of its own, with a Kptfile, and the copies for site ${site.name} would go into it: fan out into a folder without one, or make that package site ${site.name}'s own with mode site`;
      this.report.error({ code: 'SITE_FOLDER_PACKAGE', message });
    }
    this.refused.add(folder);
    return true;
  }
}

/** What an annotation says of a template only: its place, and what it is upstream. */
function isOfTemplate(annotation: string): boolean {
  if (annotation === SEQUENCE_INDENT_ANNOTATION) return false;
  return annotation === UPSTREAM_IDENTIFIER_ANNOTATION || isBookkeeping(annotation);
}

/** The value of a copy without the annotations that say where it is: the place of one that is there stays. */
function withoutPlace(object: KubeObject): YamlMap {
  const value = object.toJS() as YamlMap;
  const metadata = value.metadata as YamlMap;
  const annotations = Object.entries(metadata.annotations as YamlMap).filter(([key]) => !isBookkeeping(key));
  return { ...value, metadata: { ...metadata, annotations: Object.fromEntries(annotations) } };
}
