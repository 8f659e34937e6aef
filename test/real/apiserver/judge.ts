import type { RealApiServer } from './api-server';
import type { ApiResponse, Status } from './client';
import { collectionPath, Discovery } from './discovery';
import { type Manifest, type ManifestSource, manifestOf } from './manifest';
import { Setup } from './setup';
import { type Cause, decodingCauses } from './strict-decoding';

export interface Verdict {
  verdict: 'accepted' | 'refused' | 'unknown-kind';
  code: number;
  reason: string;
  message: string;
  causes: Cause[];
  warnings: string[];
}

/** What `kubectl create --dry-run=server --validate=strict` asks for. */
const DRY_RUN = '?dryRun=All&fieldValidation=Strict&fieldManager=verdict';

/** The server is unable to answer, which says nothing about the object. */
const NO_ANSWER: readonly number[] = [401, 429, 503, 504];

/** Asks a real API server what it thinks of manifests, without keeping them. */
export class Judge {
  readonly discovery: Discovery;
  private readonly namespaces = new Map<string, Promise<void>>();

  constructor(readonly server: RealApiServer) {
    this.discovery = new Discovery(server.client);
  }

  /** The verdict on creating the object. Its namespace is made for real: a dry run leaves none for others. */
  async verdict(source: ManifestSource): Promise<Verdict> {
    const manifest = manifestOf(source);
    const path = await this.place(manifest);
    if (path === undefined) return unknownKind(manifest);
    const response = await this.server.client.create<Status>(`${path}${DRY_RUN}`, source);
    if (NO_ANSWER.includes(response.code)) throw new Error(`no verdict: ${response.code} ${response.body.message}`);
    return verdictOf(response);
  }

  /**
   * The verdict on applying the object as Config Sync does, server-side: unlike `verdict` it refuses duplicates in lists
   * with keys. Undefined where that cannot be asked, without a name.
   */
  async appliedVerdict(manifest: Manifest): Promise<Verdict | undefined> {
    const name = manifest.metadata?.name;
    const path = await this.place(manifest);
    if (path === undefined || !name) return undefined;
    const place = `${path}/${encodeURIComponent(name)}${DRY_RUN}&force=true`;
    return verdictOf(await this.server.client.apply<Status>(place, manifest));
  }

  /** Makes objects for real, in the order given, and returns when they are in effect. */
  setUp(sources: readonly ManifestSource[]): Promise<Setup> {
    return Setup.create(this, sources);
  }

  /** Where the object is to be posted; its namespace is there then. Undefined if nobody serves its kind. */
  async place(manifest: Manifest): Promise<string | undefined> {
    const { apiVersion, kind } = manifest;
    if (!apiVersion || !kind) return undefined;
    const resource = await this.discovery.resource(apiVersion, kind);
    if (!resource) return undefined;
    const namespace = manifest.metadata?.namespace || 'default';
    if (resource.namespaced) await this.ensureNamespace(namespace);
    return collectionPath(resource, namespace);
  }

  ensureNamespace(name: string): Promise<void> {
    const made = this.namespaces.get(name) ?? this.createNamespace(name);
    this.namespaces.set(name, made);
    return made;
  }

  /** Pods are refused without the service account that a controller makes in a whole cluster. */
  private async createNamespace(name: string): Promise<void> {
    const { client } = this.server;
    await client.create('/api/v1/namespaces', { metadata: { name } });
    const accounts = `/api/v1/namespaces/${encodeURIComponent(name)}/serviceaccounts`;
    await client.create(accounts, { metadata: { name: 'default' } });
  }
}

function verdictOf({ code, body, warnings }: ApiResponse<Status>): Verdict {
  const { message = '', reason = '', details } = body;
  // The name is compared last: a taken one (by a namespace of ours, a CRD in use) has passed every other check.
  const accepted = code < 300 || (code === 409 && reason === 'AlreadyExists');
  if (accepted) return { verdict: 'accepted', code: 201, reason: '', message: '', causes: [], warnings };
  const said = (details?.causes ?? []).map(({ field = '', reason = '', message = '' }) => ({ field, reason, message }));
  const causes = said.length > 0 ? said : decodingCauses(message);
  return { verdict: 'refused', code, reason, message, causes, warnings };
}

/** In kubectl's words; it asks the server which kinds there are, too. */
function unknownKind({ apiVersion, kind }: Manifest): Verdict {
  const missing = kind ? "'apiVersion' is missing" : "'kind' is missing";
  const message = apiVersion && kind ? `no matches for kind "${kind}" in version "${apiVersion}"` : missing;
  return { verdict: 'unknown-kind', code: 404, reason: 'NoMatch', message, causes: [], warnings: [] };
}
