import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Site } from '../../lib/site/site';
import { commitChanges, type Draft } from './commit-changes';
import { commitMessage } from './commit-message';
import { inOrder } from './in-order';
import { compareWithCommit, type PackageChanges } from './package-changes';
import type { Progress } from './progress';
import { push } from './remote';
import { RenderError } from './render-error';
import { type RenderedPackage, renderPackage } from './render-package';
import { examine, type Standing } from './standing';

/** A blueprint, and the package path it has in a site's repository. */
export interface Blueprint {
  folder: string;
  path: string;
}

export interface Rendering {
  sites: readonly Site[];
  blueprints: readonly Blueprint[];
  /** Folder that has a repository `<site>-config` per site. */
  out: string;
  /** File with the sites there are, if it is not the blueprints' own. */
  inventory: string | undefined;
  /** Address of the remote repository by site; empty where nothing goes over the network. */
  urls: ReadonlyMap<string, string>;
  kpt: string;
  scratch: string;
  progress: Progress;
}

/** A package as it is in its site's repository now. */
export interface PublishedPackage extends Omit<RenderedPackage, 'folder'> {
  /** Abbreviated name of the commit that last changed it. */
  commit: string;
  isNew: boolean;
}

export interface Published {
  packages: PublishedPackage[];
  notes: string[];
  /** Sites whose remote repository has been pushed to. */
  pushed: string[];
}

interface SitePlan {
  standing: Standing;
  packages: { rendered: RenderedPackage; changes: PackageChanges }[];
}

/** Git and the network leave time for others; kpt and the functions fill a core. */
const REPOSITORIES_AT_ONCE = 4;
const RENDERS_AT_ONCE = availableParallelism();

/**
 * Renders every package for every site, and commits what has changed to the sites' repositories. Every repository is
 * looked at and everything is rendered before anything is written: a failure leaves all of them as they were. Packages
 * wait in the scratch folder, so that memory does not grow with the sites.
 */
export async function renderSites(rendering: Rendering): Promise<Published> {
  const standings = await examineAll(rendering);
  const plans: SitePlan[] = [];
  for await (const plan of inOrder(standings, RENDERS_AT_ONCE, standing => planSite(standing, rendering))) {
    plans.push(plan);
    rendering.progress.done('rendered', plan.standing.repository.site, rendering.sites.length);
  }
  const packages = await writeAll(plans, rendering.scratch);
  const notes = plans.flatMap(plan => plan.packages.flatMap(({ changes }) => changes.notes));
  return { packages, notes, pushed: await pushAll(plans, rendering.progress) };
}

/** What is wrong with any repository is told at once. */
async function examineAll({ sites, blueprints, out, urls, scratch }: Rendering): Promise<Standing[]> {
  const standings: Standing[] = [];
  const problems: string[] = [];
  const paths = blueprints.map(({ path }) => path);
  const look = async (site: Site): Promise<Standing | RenderError> => {
    const address = { site, folder: join(out, `${site.name}-config`), url: urls.get(site.name) };
    return examine(address, paths, scratch).catch(asRenderError);
  };
  for await (const found of inOrder(sites, REPOSITORIES_AT_ONCE, look)) {
    if (found instanceof RenderError) problems.push(found.message);
    else standings.push(found);
  }
  if (problems.length > 0) throw new RenderError(`${problems.join('\n')}\nnothing was written`);
  return standings;
}

function asRenderError(error: unknown): RenderError {
  if (error instanceof RenderError) return error;
  throw error;
}

async function planSite(standing: Standing, rendering: Rendering): Promise<SitePlan> {
  const { site, repository, source, tip, ignored } = standing;
  const plan: SitePlan = { standing, packages: [] };
  for (const { folder, path } of rendering.blueprints) {
    const rendered = await renderPackage({ ...rendering, site, blueprint: folder, path });
    const changes = await compareWithCommit(source, tip, rendered);
    const hidden = changes.writes.filter(file => ignored.includes(file.path)).map(file => file.path);
    if (hidden.length > 0) {
      throw new RenderError(
        `${repository.name} has files that git ignores where rendered ones go: ${hidden.join(', ')}: delete or commit them; nothing was written`,
      );
    }
    if (isUnchanged(changes)) rmSync(rendered.folder, { recursive: true });
    plan.packages.push({ rendered, changes });
  }
  return plan;
}

function isUnchanged({ writes, deletes }: PackageChanges): boolean {
  return writes.length + deletes.length === 0;
}

/** A full disk, say, stops it between two sites: each has all of its commits, or none. */
async function writeAll(plans: readonly SitePlan[], scratch: string): Promise<PublishedPackage[]> {
  const packages: PublishedPackage[] = [];
  try {
    for await (const published of inOrder(plans, REPOSITORIES_AT_ONCE, plan => writeSite(plan, scratch)))
      packages.push(...published);
    return packages;
  } catch (error) {
    const done = [...new Set(packages.map(({ site }) => site))].join(', ') || 'none';
    const { message } = asRenderError(error);
    throw new RenderError(`${message}\ncommitted before that: ${done}; once it is mended, render again for the others`);
  }
}

async function writeSite({ standing, packages }: SitePlan, scratch: string): Promise<PublishedPackage[]> {
  const { repository } = standing;
  const drafts: Draft[] = packages
    .filter(({ changes }) => !isUnchanged(changes))
    .map(({ rendered, changes }) => ({ message: commitMessage(rendered), changes, folder: rendered.folder }));
  await commitChanges(standing, drafts);
  rmSync(join(scratch, repository.site), { recursive: true, force: true });
  const published: PublishedPackage[] = [];
  for (const { rendered, changes } of packages) {
    const { folder: _, ...rest } = rendered;
    published.push({ ...rest, commit: await repository.lastCommit(rendered.path), isNew: !isUnchanged(changes) });
  }
  return published;
}

/** After all commits: what one repository refuses does not keep others from theirs. */
async function pushAll(plans: readonly SitePlan[], progress: Progress): Promise<string[]> {
  const addressed = plans.flatMap(({ standing }) =>
    standing.url === undefined ? [] : [{ ...standing, url: standing.url }],
  );
  const pushed: string[] = [];
  const problems: string[] = [];
  const work = async ({ repository, url }: (typeof addressed)[number]) => {
    const problem = await push(repository.git, url).then(() => undefined, asRenderError);
    return { site: repository.site, problem };
  };
  for await (const { site, problem } of inOrder(addressed, REPOSITORIES_AT_ONCE, work)) {
    if (problem) problems.push(`${site}: ${problem.message}`);
    else pushed.push(site);
    progress.done('pushed', site, addressed.length);
  }
  if (problems.length > 0) {
    const done = pushed.length > 0 ? pushed.join(', ') : 'none';
    throw new RenderError(
      `${problems.join('\n')}\neverything is committed; pushed: ${done}; the next run with --push pushes the others`,
    );
  }
  return pushed;
}
