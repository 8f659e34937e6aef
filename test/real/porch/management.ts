import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { readInventoryFile } from '../../../tools/render/inventory-file';
import { git } from '../../support/kpt-package';
import { until } from '../until';
import { Blueprints } from './blueprints';
import { type Porch, type PorchOptions, startPorch } from './porch';

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

export interface PackageRevision {
  metadata: { name: string };
  spec: { lifecycle: string; packageName: string; repository: string; revision: number; workspaceName: string };
  status: { conditions?: Condition[] };
}

export interface PackageVariant {
  metadata: { name: string };
  status?: { conditions?: Condition[]; downstreamTargets?: { name: string; renderStatus?: unknown }[] };
}

/** Where shipped manifests say a repository is. */
const EXAMPLE = 'https://git.example.com/nephio';

/** A shipped manifest with the addresses of this suite's repositories. */
export function shipped(file: string, porch: Porch): string {
  return readFileSync(join('blueprints/management', file), 'utf8').replaceAll(EXAMPLE, porch.git.address());
}

/** A management cluster with blueprints and sites' repositories, and what people do there. */
export class Management {
  private reconciled = 0;

  private constructor(
    readonly porch: Porch,
    readonly blueprints: Blueprints,
  ) {}

  static async start(options?: PorchOptions): Promise<Management> {
    const porch = await startPorch(options);
    return new Management(porch, new Blueprints(porch.git, porch.folder));
  }

  stop(): Promise<void> {
    return this.porch.stop();
  }

  /** The repositories of the sites that the shipped manifests are about, on the Git server. */
  createRepositories(): void {
    for (const { name } of readInventoryFile('blueprints/network-slice/sites.yaml').sites)
      this.porch.git.create(`${name}-config`);
  }

  /** Publishes a version of a blueprint, and waits until Porch knows it. */
  async publish(name: string, version: string): Promise<void> {
    this.blueprints.publish(name, version);
    await this.sees(name, version);
  }

  /** Applies a variant of a blueprint for edge1; what is said replaces what it says. */
  async vary(name: string, spec: object = {}, blueprint = 'network-slice'): Promise<void> {
    await this.porch.admin.apply({
      apiVersion: 'config.porch.kpt.dev/v1alpha1',
      kind: 'PackageVariant',
      metadata: { name, namespace: 'default' },
      spec: {
        upstream: { repo: 'blueprints', package: blueprint, workspaceName: 'v1' },
        downstream: { repo: 'edge1-config', package: name },
        packageContext: { data: { site: 'edge1' } },
        ...spec,
      },
    });
  }

  async sees(name: string, version: string): Promise<void> {
    const seen = async () =>
      (await this.revisions('blueprints', name)).some(({ spec }) => spec.workspaceName === version);
    await this.until(seen, `Porch sees ${name}/${version}`);
  }

  async revisions(repository: string, packageName: string): Promise<PackageRevision[]> {
    const { items } = await this.porch.admin.get<{ items: PackageRevision[] }>('packagerevisions');
    return items.filter(({ spec }) => spec.repository === repository && spec.packageName === packageName);
  }

  /** Waits until a revision of a package is in a state of its life. */
  async reaches(repository: string, packageName: string, lifecycle: string): Promise<void> {
    const reached = async () =>
      (await this.revisions(repository, packageName)).some(({ spec }) => spec.lifecycle === lifecycle);
    await this.until(reached, `${packageName} in ${repository} is ${lifecycle}`);
  }

  variant(name: string): Promise<PackageVariant> {
    return this.porch.admin.get<PackageVariant>('packagevariant', name);
  }

  /** The message of a variant's condition, once it has the status. */
  async condition(name: string, type: string, status: string): Promise<string> {
    let message = '';
    const reached = async () => {
      const { conditions = [] } = (await this.variant(name)).status ?? {};
      const found = conditions.find(condition => condition.type === type && condition.status === status);
      message = found?.message ?? '';
      return found !== undefined;
    };
    await this.until(reached, `${name} is ${type}=${status}`);
    return message;
  }

  /** The draft of a package from a version of its blueprint, once its variant has done everything it wants to. */
  async draft(repository: string, packageName: string, upstream: string): Promise<PackageRevision> {
    const find = async () =>
      (await this.revisions(repository, packageName)).find(({ spec }) => spec.lifecycle === 'Draft');
    const based = async () => {
      const draft = await find();
      if (!draft) return false;
      if (this.readDraft(draft, 'Kptfile').includes(`ref: ${upstream}\n`)) return true;
      // At times Porch drafts once more what has just been approved (nephio-project/nephio#687), and as long as there is
      // a draft, the variant takes no other upstream.
      await this.rpkg('del', draft.metadata.name);
      return false;
    };
    await this.until(based, `${repository} has a draft of ${packageName} from ${upstream}`);
    await this.settled();
    const draft = await find();
    if (!draft) throw new Error(`the draft of ${packageName} is gone`);
    return draft;
  }

  /** Brings a variant to another version of its blueprint. */
  async upgrade(variant: string, version: string): Promise<void> {
    const patch = JSON.stringify({ spec: { upstream: { workspaceName: version } } });
    await this.porch.admin.kubectl(['patch', 'packagevariant', variant, '--type', 'merge', '--patch', patch]);
  }

  /** Makes every controller look at every variant once more: a change of no meaning does. */
  async reconcile(): Promise<void> {
    this.reconciled++;
    const annotation = `example.com/reconcile=${this.reconciled}`;
    await this.porch.admin.kubectl(['annotate', 'packagevariants', '--all', '--overwrite', annotation]);
    await this.settled();
  }

  /** Deletes the published revisions of a package, which has to be proposed first, and its placeholder for `main`. */
  async removePackage(repository: string, packageName: string): Promise<void> {
    for (const { metadata, spec } of await this.revisions(repository, packageName)) {
      if (spec.lifecycle === 'Published') await this.rpkg('propose-delete', metadata.name);
      await this.rpkg('del', metadata.name);
    }
  }

  /** Proposes and approves, as people do. */
  async approve({ metadata }: PackageRevision, as = this.porch.admin): Promise<void> {
    await this.rpkg('propose', metadata.name, as);
    await this.rpkg('approve', metadata.name, as);
  }

  /** Runs porchctl; its refusal is an error. */
  async rpkg(verb: string, name: string, as = this.porch.admin): Promise<void> {
    const { status, stderr } = await as.porchctl('rpkg', verb, name, '--namespace', 'default');
    if (status !== 0) throw new Error(`porchctl rpkg ${verb}: ${stderr}`);
  }

  /** Every branch and tag of every repository, and every revision that Porch knows: what a change would change. */
  async state(): Promise<string> {
    const { items } = await this.porch.admin.get<{ items: PackageRevision[] }>('packagerevisions');
    const revisions = items.map(({ metadata, spec }) => `${metadata.name} ${spec.lifecycle}`).sort();
    return [...revisions, ...this.porch.git.repositories().map(name => this.refs(name))].join('\n');
  }

  /** Waits until nothing has changed for a while. */
  async settled(quiet = 3000): Promise<string> {
    for (let before = await this.state(); ; ) {
      await setTimeout(quiet);
      const now = await this.state();
      if (now === before) return now;
      before = now;
    }
  }

  /** The files of a folder of a site's repository, as its cluster gets them. */
  files(repository: string, folder: string, ref = 'main'): string[] {
    const listed = git(this.porch.git.path(repository), 'ls-tree', '-r', '--name-only', ref, '--', `${folder}/`);
    return listed.split('\n').filter(file => file !== '');
  }

  read(repository: string, file: string, ref = 'main'): string {
    return git(this.porch.git.path(repository), 'show', `${ref}:${file}`);
  }

  private until(condition: () => Promise<boolean>, what: string): Promise<void> {
    return until(condition, { what, seconds: 180, hopeless: () => this.porch.ended() });
  }

  readDraft({ spec }: PackageRevision, file: string): string {
    const ref = `drafts/${spec.packageName}/${spec.workspaceName}`;
    return this.read(spec.repository, `${spec.packageName}/${file}`, ref);
  }

  private refs(repository: string): string {
    return git(this.porch.git.path(repository), 'for-each-ref', '--format', `${repository} %(objectname) %(refname)`);
  }
}
