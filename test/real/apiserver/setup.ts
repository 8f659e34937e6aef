import { until } from '../until';
import type { Status } from './client';
import type { Judge } from './judge';
import { type ManifestSource, manifestOf, type ParamKind } from './manifest';
import { PolicyProbe } from './policy-probe';

interface Made {
  kind: string;
  path: string;
}

interface Crd extends Status {
  status?: { conditions?: readonly { type: string; status: string }[] };
  spec: { group: string; scope: string; names: { kind: string; plural: string }; versions: readonly Version[] };
}

interface Version {
  name: string;
  served: boolean;
}

const SECONDS = 30;
const CRD = 'CustomResourceDefinition';
const NAMESPACE = 'Namespace';
const STRICT = '?fieldValidation=Strict';
const POLICY = /^ValidatingAdmissionPolicy(?:Binding)?$/;

/** The server does not take what verdicts need. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Objects that are in an API server for real, for verdicts on others: CRDs, policies and their bindings, parameters. */
export class Setup {
  private readonly made: Made[] = [];
  private readonly probes: PolicyProbe[] = [];

  private constructor(private readonly judge: Judge) {}

  static async create(judge: Judge, sources: readonly ManifestSource[]): Promise<Setup> {
    const setup = new Setup(judge);
    try {
      await setup.createAll(sources);
    } catch (error) {
      await setup.remove();
      throw error;
    }
    return setup;
  }

  /** Takes them back, the last first, and returns when they are without effect. */
  async remove(): Promise<void> {
    const { client } = this.judge.server;
    for (const { path } of this.made.reverse()) await client.delete(path);
    for (const probe of this.probes) await probe.remove();
    this.probes.length = 0;
    for (const { kind, path } of this.made) if (kind === CRD) await this.untilGone(path);
    this.judge.discovery.forget();
    this.made.length = 0;
  }

  private async createAll(sources: readonly ManifestSource[]): Promise<void> {
    for (const source of sources) await this.create(source);
    if (!this.made.some(({ kind }) => POLICY.test(kind))) return;
    this.probes.push(await PolicyProbe.create(this.judge.server));
    for (const paramKind of await this.paramKinds(sources))
      this.probes.push(await PolicyProbe.create(this.judge.server, paramKind));
  }

  /** The kinds of the policies' parameters; not those that nobody serves, which would be waited for in vain. */
  private async paramKinds(sources: readonly ManifestSource[]): Promise<ParamKind[]> {
    const found = new Map<string, ParamKind>();
    for (const source of sources) {
      const { kind = '', spec } = manifestOf(source);
      const paramKind = POLICY.test(kind) ? spec?.paramKind : undefined;
      if (!paramKind) continue;
      const { discovery } = this.judge;
      if (await discovery.resource(paramKind.apiVersion, paramKind.kind))
        found.set(JSON.stringify(paramKind), paramKind);
    }
    return [...found.values()];
  }

  private async create(source: ManifestSource): Promise<void> {
    const manifest = manifestOf(source);
    const { kind = '', metadata: { name = '' } = {} } = manifest;
    const collection = await this.judge.place(manifest);
    if (collection === undefined)
      throw new SetupError(`setup: no matches for kind "${kind}" in "${manifest.apiVersion}"`);
    const path = `${collection}/${encodeURIComponent(name)}`;
    const response = await this.write(kind, name, collection, source);
    if (response.code >= 300) throw new SetupError(`setup: ${kind} ${name}: ${response.body.message}`);
    if (kind !== NAMESPACE) this.made.push({ kind, path });
    if (kind === CRD) await this.untilServed(path);
  }

  /** A namespace stays, as nothing here could empty it; so it may be there already, and gets its labels. */
  private async write(kind: string, name: string, collection: string, source: ManifestSource) {
    const { client } = this.judge.server;
    if (kind !== NAMESPACE) return client.create<Status>(`${collection}${STRICT}`, source);
    await this.judge.ensureNamespace(name);
    return client.replace<Status>(`${collection}/${encodeURIComponent(name)}${STRICT}`, source);
  }

  /** Established, and its objects can be listed: what comes next may be of this kind. */
  private async untilServed(path: string): Promise<void> {
    const { client } = this.judge.server;
    const served = async () => {
      const { body } = await client.get<Crd>(path);
      if (!body.status?.conditions?.some(({ type, status }) => type === 'Established' && status === 'True'))
        return false;
      const { group, names, versions } = body.spec;
      const answers = versions
        .filter(version => version.served)
        .map(async version => {
          const known = await this.judge.discovery.resource(`${group}/${version.name}`, names.kind);
          return known !== undefined && (await client.get(`${known.root}/${known.plural}`)).code === 200;
        });
      return (await Promise.all(answers)).every(answer => answer);
    };
    await until(served, { what: `${path} is served`, seconds: SECONDS });
  }

  private async untilGone(path: string): Promise<void> {
    const { client } = this.judge.server;
    const gone = async () => (await client.get(path)).code === 404;
    await until(gone, { what: `${path} is gone`, seconds: SECONDS });
  }
}
