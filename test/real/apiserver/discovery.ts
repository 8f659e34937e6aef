import type { ApiClient } from './client';

/** Where the objects of a kind are. */
export interface Resource {
  /** `/api/v1` or `/apis/<group>/<version>`. */
  root: string;
  plural: string;
  namespaced: boolean;
}

interface ResourceList {
  resources?: readonly { name: string; kind: string; namespaced: boolean }[];
}

/** What an API server serves; asked again for what it did not serve before. */
export class Discovery {
  private readonly known = new Map<string, Resource>();

  constructor(private readonly client: ApiClient) {}

  async resource(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const key = `${apiVersion} ${kind}`;
    const known = this.known.get(key) ?? (await this.find(apiVersion, kind));
    if (known) this.known.set(key, known);
    return known;
  }

  forget(): void {
    this.known.clear();
  }

  private async find(apiVersion: string, kind: string): Promise<Resource | undefined> {
    const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const { code, body } = await this.client.get<ResourceList>(encodeURI(root));
    if (code !== 200) return undefined;
    // Subresources, such as deployments/scale, are of kinds of their own.
    const found = body.resources?.find(({ name, kind: served }) => served === kind && !name.includes('/'));
    return found && { root, plural: found.name, namespaced: found.namespaced };
  }
}

export function collectionPath({ root, plural, namespaced }: Resource, namespace: string): string {
  return namespaced ? `${root}/namespaces/${encodeURIComponent(namespace)}/${plural}` : `${root}/${plural}`;
}
