import { join } from 'node:path';
import type { KubeObject } from '../../lib/krm/kube-object';
import { isolation } from '../../lib/porch/isolation';
import { repositoryName } from '../../lib/porch/names';
import { type PorchSettings, repositoryAddress } from '../../lib/porch/repository';
import { rootSync } from '../../lib/porch/root-sync';
import { SYNC_ROLE, syncRole } from '../../lib/porch/sync-role';
import { ResourceNames } from '../../lib/schema/api-resource';
import { ScopeCatalog } from '../../lib/schema/scope';
import type { Site } from '../../lib/site/site';
import { isMap } from '../../lib/yaml/value';
import { listFiles, readObjects } from '../render/package-folder';
import { RenderError } from '../render/render-error';
import { shown } from '../render/shown';
import { fileText } from './file-text';

/** The Secret with which Config Sync reads the repository (blueprints/clusters). */
const SYNC_SECRET = 'git-credentials';

export const ROOT_SYNC_COMMENT = `Applied once, by hand (README.md). As local-config it may be kept in the repository it is about: Config Sync passes
over it there, where a RootSync must not manage itself (KNV1069). The branch is said, or Config Sync would follow
\`master\`; the Secret is made by hand, too: no credentials in a repository. Config Sync acts with the ClusterRole of
sync-role.yaml, and not as cluster-admin.`;

export const SYNC_ROLE_COMMENT = `What Config Sync needs to apply what is in the repository, and no more. Applied by hand, before the RootSync, and again
when packages bring new kinds: what is synced cannot widen what the sync may do.`;

const ISOLATION_COMMENT = `The namespaces that the packages use, closed before anything runs in them. Applied by hand, before the RootSync.`;

/** What a site's cluster is given by hand so that it follows its repository, by file. `objects`: what it will apply. */
export function clusterFiles(
  site: Site,
  objects: readonly KubeObject[],
  { gitServer }: Pick<PorchSettings, 'gitServer'>,
): Map<string, string> {
  const crds = objects.filter(({ kind }) => kind === 'CustomResourceDefinition');
  const names = new ResourceNames(crds.map(crd => crd.toJS()).filter(isMap));
  const scopes = new ScopeCatalog(crds);
  const role = syncRole(objects, object => {
    const resource = names.pluralOf(object);
    if (resource !== undefined) return { group: object.group, resource };
    throw new RenderError(
      `${site.name}: nobody knows what the API serves ${object.apiVersion} ${object.kind} as (${object.name}): add its CRD to a package`,
    );
  });
  const namespaces = objects.map(object => {
    if (object.kind === 'Namespace' && object.group === '') return object.name;
    return scopes.scopeOf(object) === 'cluster' ? '' : object.namespace;
  });
  const address = repositoryAddress(repositoryName(site), gitServer);
  const sync = rootSync({ address, secret: SYNC_SECRET, role: SYNC_ROLE });
  return new Map([
    ['isolation.yaml', fileText(ISOLATION_COMMENT, isolation(namespaces.filter(namespace => namespace !== '')))],
    ['sync-role.yaml', fileText(SYNC_ROLE_COMMENT, [role])],
    ['rootsync.yaml', fileText(ROOT_SYNC_COMMENT, [sync])],
  ]);
}

/** What a cluster applies of a site's repository. */
export function repositoryObjects(folder: string): KubeObject[] {
  const files = listFiles(folder).filter(file => /\.(?:ya?ml|json)$/.test(file) && !/(?:^|\/)\./.test(file));
  return files.flatMap(file => {
    const objects = objectsIn(join(folder, file)).filter(object => !object.isLocalConfig);
    const isStrange = objects.some(({ apiVersion, kind }) => apiVersion === '' || kind === '');
    if (isStrange) {
      throw new RenderError(
        `${shown(join(folder, file))}: something without apiVersion or kind, which Config Sync refuses: move the file out of the repository, or to where its name begins with a dot`,
      );
    }
    return objects;
  });
}

function objectsIn(file: string): KubeObject[] {
  try {
    return readObjects(file);
  } catch (error) {
    throw new RenderError(`${shown(file)}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
