import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { repositoryAddresses } from '../../tools/render/repository-addresses';
import { git } from '../support/kpt-package';
import { SitesOfAPackage } from './sites-of-a-package';

// Every render starts kpt and git a dozen times.
jest.setTimeout(240_000);

/** Sites' repositories that agree with bare ones on disk. */

const FILE = 'services/slice/slice.yaml';
const slice = (text: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: slice\ndata:\n  text: ${text}\n`;

let fleet: SitesOfAPackage;
let urls: Record<string, string>;
beforeEach(async () => {
  fleet = new SitesOfAPackage(['edge1', 'edge2']);
  fleet.write('slice.yaml', slice('first'));
  urls = Object.fromEntries(fleet.sites.map(site => [site, join(fleet.folder, 'server', `${site}-config.git`)]));
  for (const url of Object.values(urls)) {
    mkdirSync(url, { recursive: true });
    git(url, 'init', '--quiet', '--bare', '--initial-branch=main');
  }
});
afterEach(() => fleet.remove());

const onServer = (site: string, ...args: string[]) => git(urls[site] ?? '', ...args).trimEnd();

/** Somebody else's commit, on the server. */
function commitOnServer(site: string, file: string, content: string): void {
  const clone = new SitesOfAPackage([site]);
  git(clone.folder, 'clone', '--quiet', urls[site] ?? '', clone.at(site));
  clone.commit(site, file, content, `somebody adds ${file}`);
  clone.git(site, 'push', '--quiet', 'origin', 'HEAD:main');
  clone.remove();
}

describe('a render that pushes', () => {
  test('fills empty repositories; a second one changes nothing', async () => {
    expect((await fleet.render(urls)).pushed).toEqual(['edge1', 'edge2']);
    for (const site of fleet.sites) expect(onServer(site, 'rev-parse', 'main')).toBe(fleet.head(site));
    const before = fleet.state();
    await fleet.render(urls);
    expect(fleet.state()).toEqual(before);
    expect(onServer('edge1', 'log', '--format=%s', 'main')).toBe('blueprint for edge1');
  });

  test('starts from what is on the server where there is nothing here', async () => {
    commitOnServer('edge1', 'rootsync.yaml', 'a: b\n');
    commitOnServer('edge1', 'services/slice/ours.yaml', slice('ours'));
    await fleet.render(urls);
    expect(fleet.read('edge1', 'rootsync.yaml')).toBe('a: b\n');
    expect(fleet.read('edge1', FILE)).toBe(slice('first'));
    expect(fleet.git('edge1', 'status', '--porcelain')).toBe('');
    expect(onServer('edge1', 'log', '--format=%s', 'main').split('\n')).toEqual([
      'blueprint for edge1',
      'somebody adds services/slice/ours.yaml',
      'somebody adds rootsync.yaml',
    ]);
  });

  test('takes in what others have pushed, and goes on from there', async () => {
    await fleet.render(urls);
    commitOnServer('edge1', 'monitoring/a.yaml', 'a: b\n');
    fleet.write('slice.yaml', slice('second'));
    await fleet.render(urls);
    expect(fleet.read('edge1', 'monitoring/a.yaml')).toBe('a: b\n');
    expect(fleet.read('edge1', FILE)).toBe(slice('second'));
    for (const site of fleet.sites) expect(onServer(site, 'rev-parse', 'main')).toBe(fleet.head(site));
  });

  test('takes in a commit when there is nothing to render', async () => {
    await fleet.render(urls);
    commitOnServer('edge1', 'monitoring/a.yaml', 'a: b\n');
    await fleet.render(urls);
    expect(fleet.read('edge1', 'monitoring/a.yaml')).toBe('a: b\n');
    expect(fleet.git('edge1', 'status', '--porcelain')).toBe('');
  });

  test('pushes commits of renders that did not push', async () => {
    await fleet.render();
    await fleet.render(urls);
    for (const site of fleet.sites) expect(onServer(site, 'rev-parse', 'main')).toBe(fleet.head(site));
  });

  test('what a server does not take is told, with what the others took; all is committed', async () => {
    await fleet.render(urls);
    onServer('edge1', 'config', 'receive.denyCurrentBranch', 'refuse');
    onServer('edge1', 'config', 'core.bare', 'false');
    fleet.write('slice.yaml', slice('second'));
    await expect(fleet.render(urls)).rejects.toThrow(
      /^edge1: .*edge1-config\.git did not take the push: [\s\S]*everything is committed; pushed: edge2;/,
    );
    expect(onServer('edge2', 'rev-parse', 'main')).toBe(fleet.head('edge2'));
    onServer('edge1', 'config', 'core.bare', 'true');
    expect((await fleet.render(urls)).pushed).toEqual(['edge1', 'edge2']);
    expect(onServer('edge1', 'rev-parse', 'main')).toBe(fleet.head('edge1'));
  });

  test('without being asked, nothing is fetched or pushed', async () => {
    await fleet.render(urls);
    const before = onServer('edge1', 'rev-parse', 'main');
    fleet.write('slice.yaml', slice('second'));
    expect((await fleet.render()).pushed).toEqual([]);
    expect(onServer('edge1', 'rev-parse', 'main')).toBe(before);
  });
});

describe('refused before anything is written, here or there', () => {
  async function refusal(): Promise<string> {
    fleet.write('slice.yaml', slice('second'));
    const [here, there] = [fleet.state(), refs()];
    const message = await fleet.render(urls).then(
      () => 'nothing was refused',
      (error: Error) => error.message,
    );
    expect([fleet.state(), refs()]).toEqual([here, there]);
    return message;
  }

  const refs = () => fleet.sites.map(site => (existsSync(urls[site] ?? '') ? onServer(site, 'for-each-ref') : ''));

  test('a repository that cannot be reached: no site is written, a new one neither', async () => {
    rmSync(urls.edge2 ?? '', { recursive: true });
    expect(await refusal()).toMatch(
      /^.*edge2-config\.git cannot be reached: .*does not appear to be a git repository[\s\S]*check the address, the network and your rights\nnothing was written$/,
    );
    expect(existsSync(fleet.out)).toBe(false);
  });

  test('repositories that have diverged', async () => {
    await fleet.render(urls);
    commitOnServer('edge1', 'monitoring/a.yaml', 'a: b\n');
    fleet.commit('edge1', 'monitoring/b.yaml', 'a: b\n', 'b');
    expect(await refusal()).toContain(
      `have diverged: each has commits that the other lacks: bring them together (git -C ${fleet.at('edge1')} pull --rebase ${urls.edge1} main)`,
    );
  });

  test('a repository made here, where the server has another history', async () => {
    await fleet.render();
    commitOnServer('edge1', 'rootsync.yaml', 'a: b\n');
    expect(await refusal()).toContain('have diverged');
  });

  test('newer commits on the server, and work here that is not committed', async () => {
    commitOnServer('edge1', 'monitoring/a.yaml', 'a: b\n');
    await fleet.render(urls);
    commitOnServer('edge1', 'monitoring/b.yaml', 'a: b\n');
    writeFileSync(fleet.at('edge1', 'monitoring/a.yaml'), 'mine\n');
    expect(await refusal()).toContain('has changes that are not committed:\n  monitoring/a.yaml\n');
  });

  test('a command in the place of an address, and a password in one', async () => {
    const command = `ext::sh -c touch% ${fleet.folder}/run`;
    urls = { ...urls, edge1: command, edge2: 'https://me:hunter2@git.example.com/edge2.git' };
    const message = await fleet.render(urls).then(
      () => '',
      (error: Error) => error.message,
    );
    expect(message).toMatch(/transport 'ext' not allowed/);
    expect(message).toContain('the address of https://git.example.com/edge2.git has a password or token in it');
    expect(message).not.toContain('hunter2');
    expect(existsSync(join(fleet.folder, 'run'))).toBe(false);
  });

  test('a token behind the address of a repository, which is not repeated', async () => {
    urls = { ...urls, edge2: 'https://git.example.com/edge2.git?private_token=glpat-hunter2hunter2' };
    const message = await refusal();
    expect(message).toContain('the address of https://git.example.com/edge2.git has a password or token in it');
    expect(message).not.toContain('hunter2');
  });
});

describe('the addresses of repositories', () => {
  const site = (name: string, repository?: string) => ({
    ...{ name, cluster: name, groups: [], serviceTypes: [], labels: {}, cnis: [] },
    values: repository === undefined ? {} : { repository },
  });

  test('are what the inventory names, below a server', () => {
    const sites = [site('edge1', 'edge1-config'), site('edge.2', 'two')];
    expect([...repositoryAddresses(sites, 'https://git.example.com/nephio/')]).toEqual([
      ['edge1', 'https://git.example.com/nephio/edge1-config.git'],
      ['edge.2', 'https://git.example.com/nephio/two.git'],
    ]);
  });

  test('a site without one, and two with the same, are refused', () => {
    expect(() => repositoryAddresses([site('edge1', 'a'), site('edge2')], '/srv')).toThrow(
      'nothing says which repository is that of edge2: set spec.values.repository in the Site',
    );
    expect(() => repositoryAddresses([site('edge1', 'a'), site('edge2', 'a')], '/srv')).toThrow(
      'sites edge1 and edge2 have the same repository a',
    );
  });
});
