import { type DesiredObject, isGenerated } from '../../lib/kinds/generated';
import { ROLE_ANNOTATION, SOURCE_ANNOTATION, TARGET_SITES_ANNOTATION } from '../../lib/kinds/names';
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
import { isParked, unpark } from './parking';

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
export function removeCopies(resources: ResourceList): void {
  for (const object of resources.items.filter(isSiteCopy)) resources.remove(object);
}

/** What tells the copies of an object from all others, but for their sites. */
interface Origin {
  source: string;
  role: string;
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
  private readonly origins = new Map<KubeObject, Origin>();

  /** `sources`: all that copies are made of. */
  constructor(
    sources: readonly KubeObject[],
    private readonly resources: ResourceList,
    private readonly report: Report,
  ) {
    this.nameOrigins(sources);
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
      const { source, role } = this.origins.get(of) as Origin;
      const origin = this.origin ?? of;
      return { source, role: `${role}/${site.name}`, origin, file, object: withoutPlace(object), written: object };
    });
  }

  /** By what a later run finds the copies of an object: what it was made from itself, else its own name. */
  private nameOrigins(sources: readonly KubeObject[]): void {
    const counts = new Map<string, number>();
    for (const object of sources) {
      const source = object.annotations.get(SOURCE_ANNOTATION) ?? this.sourceOf(object);
      const role = object.annotations.get(ROLE_ANNOTATION) ?? 'copy';
      const count = (counts.get(`${role}\n${source}`) ?? 0) + 1;
      counts.set(`${role}\n${source}`, count);
      // A user may have copied an object with its annotations.
      this.origins.set(object, { source, role: count > 1 ? `${role}-${count}` : role });
    }
  }

  /** A name for a hand-written object that no other one has. */
  private sourceOf(object: KubeObject): string {
    const { kind, name, namespace, group } = object;
    const [, ...folders] = (this.resources.fileOf(object)?.path ?? '').split('/').reverse();
    const place = object.identity.packagePath === this.resources.rootPackage ? [] : folders;
    return [kind, name, namespace, group, ...place].join('/').replace(/\/+$/, '');
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
