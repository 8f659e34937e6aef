import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { git } from '../support/kpt-package';
import { SitesOfAPackage } from './sites-of-a-package';

// Every render starts kpt and git a dozen times.
jest.setTimeout(240_000);

const FILE = 'services/slice/slice.yaml';
const slice = (text: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: slice\ndata:\n  text: ${text}\n`;

let fleet: SitesOfAPackage;
beforeEach(async () => {
  fleet = new SitesOfAPackage(['edge1', 'edge2']);
  fleet.write('slice.yaml', slice('first'));
  await fleet.render();
});
afterEach(() => fleet.remove());

describe('a repository per site', () => {
  test('has a commit per package on main, that says site and package, and a clean work tree', () => {
    expect(fleet.git('edge1', 'log', '--format=%B', 'main')).toBe(
      'blueprint for edge1\n\nSite: edge1\nPackage: services/slice\nRendered-by: intent-krm',
    );
    expect(fleet.git('edge1', 'status', '--porcelain', '--ignored')).toBe('');
    expect(fleet.read('edge1', FILE)).toBe(slice('first'));
    expect(fleet.git('edge1', 'fsck', '--strict')).toBe('');
  });

  test('rendered again, gets no commit', async () => {
    const before = fleet.state();
    const { packages } = await fleet.render();
    expect(packages.map(({ site, commit, isNew }) => [site, commit, isNew])).toEqual(
      fleet.sites.map(site => [site, fleet.git(site, 'rev-parse', '--short', 'HEAD'), false]),
    );
    expect(fleet.state()).toEqual(before);
  });

  test('made anew, has the same tree', async () => {
    const trees = fleet.sites.map(site => fleet.tree(site));
    rmSync(fleet.out, { recursive: true });
    await fleet.render();
    expect(fleet.sites.map(site => fleet.tree(site))).toEqual(trees);
    expect(new Set(trees).size).toBe(2);
  });

  test('gets a commit for what has changed, and only that', async () => {
    fleet.write('slice.yaml', slice('second'));
    const { packages, notes } = await fleet.render();
    expect(packages.every(({ isNew }) => isNew)).toBe(true);
    expect(notes).toEqual([]);
    expect(fleet.git('edge2', 'show', '--format=', '--name-status')).toBe(`M\t${FILE}`);
  });

  test('names with dots, spaces and quotes are kept, and so are bytes and modes', async () => {
    fleet.write('odd "name" \\ ünï.txt', 'a\r\nb');
    fleet.write('run.sh', '#!/bin/sh\n');
    chmodSync(`${fleet.blueprint}/run.sh`, 0o755);
    await fleet.render();
    expect(fleet.read('edge1', 'services/slice/odd "name" \\ ünï.txt')).toBe('a\r\nb');
    expect(fleet.git('edge1', 'ls-tree', 'HEAD', 'services/slice/run.sh')).toMatch(/^100755 /);
    const before = fleet.state();
    await fleet.render();
    expect(fleet.state()).toEqual(before);
  });
});

describe('what a render owns', () => {
  test('a file that is no longer rendered goes', async () => {
    fleet.write('more.yaml', slice('more'));
    await fleet.render();
    rmSync(`${fleet.blueprint}/more.yaml`);
    await fleet.render();
    expect(fleet.has('edge1', 'services/slice/more.yaml')).toBe(false);
    expect(fleet.git('edge1', 'show', '--format=', '--name-status')).toBe('D\tservices/slice/more.yaml');
  });

  test('files of others stay: other folders, rootsync.yaml, and files beside the rendered ones', async () => {
    const foreign = ['rootsync.yaml', 'Kptfile', 'baseline/ours.yaml', 'services/slice/ours.yaml'].concat([
      'kustomization.yaml',
      'services/slice/kustomization.yaml',
    ]);
    for (const file of foreign) fleet.commit('edge1', file, slice('ours'), `add ${file}`);
    fleet.write('slice.yaml', slice('second'));
    await fleet.render();
    // Now the last render's commit has them, too.
    fleet.write('slice.yaml', slice('third'));
    await fleet.render();
    for (const file of foreign) expect(fleet.read('edge1', file)).toBe(slice('ours'));
  });

  test('a file that was rendered once, and is added again by hand, is theirs', async () => {
    fleet.write('more.yaml', slice('more'));
    await fleet.render();
    rmSync(`${fleet.blueprint}/more.yaml`);
    await fleet.render();
    fleet.commit('edge1', 'services/slice/more.yaml', slice('ours'), 'keep more');
    fleet.write('slice.yaml', slice('second'));
    await fleet.render();
    expect(fleet.read('edge1', 'services/slice/more.yaml')).toBe(slice('ours'));
  });

  test('a file of theirs is not rendered over, until it is deleted', async () => {
    fleet.commit('edge1', 'services/slice/more.yaml', slice('ours'), 'ours');
    fleet.write('more.yaml', slice('more'));
    const before = fleet.state();
    await expect(fleet.render()).rejects.toThrow(
      `${fleet.at('edge1')}: services/slice/more.yaml would be rendered over, but it was made by somebody else: rename or move what is theirs, or delete it in a commit where the rendered one is to take its place; nothing was written`,
    );
    expect(fleet.state()).toEqual(before);
    fleet.git('edge1', 'rm', '--quiet', 'services/slice/more.yaml');
    fleet.git('edge1', 'commit', '--quiet', '--message=make room');
    await fleet.render();
    expect(fleet.read('edge1', 'services/slice/more.yaml')).toBe(slice('more'));
  });

  test('what they have with the same bytes stays theirs', async () => {
    fleet.commit('edge1', 'services/slice/more.yaml', slice('more'), 'ours');
    fleet.write('more.yaml', slice('more'));
    await fleet.render();
    rmSync(`${fleet.blueprint}/more.yaml`);
    await fleet.render();
    expect(fleet.read('edge1', 'services/slice/more.yaml')).toBe(slice('more'));
  });

  test('a file never takes the place of a folder of theirs, nor the other way round', async () => {
    fleet.commit('edge1', 'services/slice/more/ours.yaml', slice('ours'), 'ours');
    fleet.write('more', 'a file\n');
    const before = fleet.state();
    await expect(fleet.render()).rejects.toThrow(
      'services/slice/more would take the place of files that no render has made',
    );
    rmSync(`${fleet.blueprint}/more`);
    fleet.write('more/ours.yaml/deep.txt', 'a file\n');
    await expect(fleet.render()).rejects.toThrow(
      'services/slice/more/ours.yaml/deep.txt would take the place of files',
    );
    expect(fleet.state()).toEqual(before);
  });

  test('an empty repository of theirs is taken as it is, with what they have staged', async () => {
    rmSync(fleet.at('edge1'), { recursive: true });
    mkdirSync(fleet.at('edge1'));
    fleet.git('edge1', 'init', '--quiet', '--initial-branch=main');
    writeFileSync(fleet.at('edge1', 'notes.md'), 'staged\n');
    fleet.git('edge1', 'add', 'notes.md');
    await fleet.render();
    expect(fleet.git('edge1', 'status', '--porcelain')).toBe('A  notes.md');
    expect(fleet.read('edge1', FILE)).toBe(slice('first'));
  });

  test('a clone knows it as well: no state outside of the commits', async () => {
    fleet.write('more.yaml', slice('more'));
    await fleet.render();
    rmSync(`${fleet.blueprint}/more.yaml`);
    const folder = fleet.at('edge1');
    git(fleet.folder, 'clone', '--quiet', folder, 'clone');
    rmSync(folder, { recursive: true });
    git(fleet.folder, 'clone', '--quiet', 'clone', folder);
    await fleet.render();
    expect(fleet.has('edge1', 'services/slice/more.yaml')).toBe(false);
    expect(fleet.has('edge1', FILE)).toBe(true);
  });

  test('uncommitted work in other folders stays as it is, staged or not', async () => {
    fleet.commit('edge1', 'notes/a.md', 'a\n', 'notes');
    writeFileSync(fleet.at('edge1', 'notes/a.md'), 'changed\n');
    writeFileSync(fleet.at('edge1', 'notes/b.md'), 'staged\n');
    fleet.git('edge1', 'add', 'notes/b.md');
    writeFileSync(fleet.at('edge1', 'notes/c.md'), 'new\n');
    const before = fleet.git('edge1', 'status', '--porcelain');
    fleet.write('slice.yaml', slice('second'));
    await fleet.render();
    expect(fleet.git('edge1', 'status', '--porcelain')).toBe(before);
    expect(fleet.git('edge1', 'show', '--format=', '--name-only')).toBe(FILE);
  });
});

describe('commits by hand', () => {
  test('git revert rolls one site back; rendering again restores the same bytes, and says over what', async () => {
    fleet.write('slice.yaml', slice('second'));
    await fleet.render();
    const [tree, other] = [fleet.tree('edge1'), fleet.head('edge2')];
    fleet.git('edge1', 'revert', '--no-edit', 'HEAD');
    expect(fleet.read('edge1', FILE)).toBe(slice('first'));
    const reverted = fleet.git('edge1', 'rev-parse', '--short', 'HEAD');
    const { notes } = await fleet.render();
    expect(notes).toEqual([
      `${fleet.at('edge1')}: rendered over what commit ${reverted} (Revert "blueprint for edge1") changed: ${FILE}`,
    ]);
    expect(fleet.tree('edge1')).toBe(tree);
    expect(fleet.head('edge2')).toBe(other);
    expect((await fleet.render()).notes).toEqual([]);
  });

  test('reverted to before the first render, a package comes back', async () => {
    const tree = fleet.tree('edge1');
    fleet.git('edge1', 'revert', '--no-edit', 'HEAD');
    await fleet.render();
    expect(fleet.tree('edge1')).toBe(tree);
  });

  test('a committed edit of a rendered file stays in the history; the file is rendered again, with a word about it', async () => {
    fleet.commit('edge2', FILE, slice('by-hand'), 'quick fix');
    const edit = fleet.git('edge2', 'rev-parse', '--short', 'HEAD');
    const { notes } = await fleet.render();
    expect(notes).toEqual([`${fleet.at('edge2')}: rendered over what commit ${edit} (quick fix) changed: ${FILE}`]);
    expect(fleet.read('edge2', FILE)).toBe(slice('first'));
    expect(fleet.git('edge2', 'show', `${edit}:${FILE}`)).toBe(slice('by-hand').trimEnd());
  });
});

describe('refused before anything is written to any site', () => {
  /** The render of a change, which would reach every site. */
  async function refusal(): Promise<string> {
    fleet.write('slice.yaml', slice('second'));
    const before = fleet.state();
    const message = await fleet.render().then(
      () => 'nothing was refused',
      (error: Error) => error.message,
    );
    expect(fleet.state()).toEqual(before);
    return message;
  }

  test('an edit that is not committed', async () => {
    writeFileSync(fleet.at('edge2', FILE), slice('by-hand'));
    const name = fleet.at('edge2');
    expect(await refusal()).toBe(
      `${name} has changes that are not committed:\n  ${FILE}\ncommit them, stash them (git -C ${name} stash --include-untracked) or take them back\nnothing was written`,
    );
    expect(fleet.read('edge2', FILE)).toBe(slice('by-hand'));
  });

  test('a render that was stopped between its commits and their files: it says how the files follow', async () => {
    const name = fleet.at('edge1');
    fleet.write('more.yaml', slice('more'));
    await fleet.render();
    fleet.git('edge1', 'read-tree', '-m', '-u', 'HEAD', 'HEAD~');
    expect(await refusal()).toBe(
      `${name} has changes that are not committed:\n  services/slice/more.yaml\nthese are the files from before the last render: if it was stopped before it wrote them, git -C ${name} restore --staged --worktree . does that; if somebody is taking it back, commit them\nnothing was written`,
    );
    fleet.git('edge1', 'restore', '--staged', '--worktree', '.');
    await fleet.render();
    expect(fleet.read('edge1', 'services/slice/more.yaml')).toBe(slice('more'));
  });

  test('files in the place of a package, in a repository without commits', async () => {
    const name = fleet.at('edge1');
    rmSync(name, { recursive: true });
    mkdirSync(fleet.at('edge1', 'services/slice'), { recursive: true });
    fleet.git('edge1', 'init', '--quiet', '--initial-branch=main');
    writeFileSync(fleet.at('edge1', FILE), slice('ours'));
    await expect(fleet.render()).rejects.toThrow(
      `${name} has changes that are not committed:\n  ${FILE}\ncommit them, stash them`,
    );
  });

  test('a staged edit, a deleted file, and a new file inside a package, of all sites at once', async () => {
    writeFileSync(fleet.at('edge1', FILE), slice('by-hand'));
    fleet.git('edge1', 'add', '--all');
    rmSync(fleet.at('edge1', 'services/slice/Kptfile'));
    mkdirSync(fleet.at('edge2', 'services/slice/deep'));
    writeFileSync(fleet.at('edge2', 'services/slice/deep/new file.yaml'), 'a: b\n');
    const message = await refusal();
    expect(message).toContain(`  services/slice/Kptfile\n  ${FILE}\n`);
    expect(message).toContain('  services/slice/deep/new file.yaml\n');
  });

  test('an ignored file where a rendered one goes; one elsewhere stays', async () => {
    fleet.commit('edge1', '.gitignore', '*.tmp\nnew.yaml\n', 'ignore');
    writeFileSync(fleet.at('edge1', 'services/slice/a.tmp'), '');
    writeFileSync(fleet.at('edge1', 'services/slice/new.yaml'), 'ours');
    fleet.write('new.yaml', slice('new'));
    expect(await refusal()).toContain('git ignores where rendered ones go: services/slice/new.yaml:');
    rmSync(fleet.at('edge1', 'services/slice/new.yaml'));
    await fleet.render();
    expect(fleet.read('edge1', 'services/slice/new.yaml')).toBe(slice('new'));
    expect(existsSync(fleet.at('edge1', 'services/slice/a.tmp'))).toBe(true);
  });

  test('another branch', async () => {
    fleet.git('edge1', 'switch', '--quiet', '--create', 'try');
    expect(await refusal()).toContain(`is on try, not on the branch main: git -C ${fleet.at('edge1')} switch main`);
  });

  test('a folder that is no repository, and one that is damaged', async () => {
    rmSync(fleet.at('edge1', '.git'), { recursive: true });
    writeFileSync(fleet.at('edge2', '.git/HEAD'), '');
    const before = readFileSync(fleet.at('edge1', FILE), 'utf8');
    fleet.write('slice.yaml', slice('second'));
    await expect(fleet.render()).rejects.toThrow(/has files, and is no Git repository[\s\S]*not a git repository/);
    expect(fleet.read('edge1', FILE)).toBe(before);
    expect(fleet.read('edge2', FILE)).toBe(before);
  });

  test('a package that kpt refuses at one site', async () => {
    fleet.write('broken.yaml', 'a: [\n');
    const before = fleet.state();
    await expect(fleet.render()).rejects.toThrow('services/slice could not be rendered; nothing was written');
    expect(fleet.state()).toEqual(before);
  });
});

test('what stops between two sites says which have their commits; the next render goes on', async () => {
  writeFileSync(fleet.at('edge2', '.git/refs/heads/main.lock'), '');
  fleet.write('slice.yaml', slice('second'));
  await expect(fleet.render()).rejects.toThrow(/committed before that: edge1; once it is mended, render again/);
  expect([fleet.read('edge1', FILE), fleet.read('edge2', FILE)]).toEqual([slice('second'), slice('first')]);
  rmSync(fleet.at('edge2', '.git/refs/heads/main.lock'));
  await fleet.render();
  expect(fleet.read('edge2', FILE)).toBe(slice('second'));
});

describe("whatever the user's git is set to", () => {
  const kept = { ...process.env };
  afterEach(() => {
    process.env = { ...kept };
  });

  function configure(text: string): void {
    const file = `${fleet.folder}/gitconfig`;
    writeFileSync(file, text);
    process.env.GIT_CONFIG_GLOBAL = file;
    process.env.GIT_CONFIG_NOSYSTEM = '1';
  }

  const people = () => fleet.git('edge1', 'log', '-1', '--format=%an <%ae> %cn <%ce>');

  test('without an identity, the commit is by the tool', async () => {
    for (const name of ['NAME', 'EMAIL'])
      for (const role of ['AUTHOR', 'COMMITTER']) delete process.env[`GIT_${role}_${name}`];
    configure('');
    fleet.write('slice.yaml', slice('second'));
    await fleet.render();
    const tool = 'intent-krm <render@intent-krm.invalid>';
    expect(people()).toBe(`${tool} ${tool}`);
  });

  test('with one, by that; bytes are not converted, nothing is signed, no hook runs', async () => {
    for (const name of ['NAME', 'EMAIL'])
      for (const role of ['AUTHOR', 'COMMITTER']) delete process.env[`GIT_${role}_${name}`];
    const hooks = `${fleet.folder}/hooks`;
    mkdirSync(hooks);
    for (const hook of ['pre-commit', 'post-checkout', 'reference-transaction'])
      writeFileSync(`${hooks}/${hook}`, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    configure(
      `[user]\nname = Ada\nemail = ada@example.com\n[core]\nautocrlf = true\nhooksPath = ${hooks}\n[commit]\ngpgSign = true\n[gpg]\nprogram = false\n[status]\nshowUntrackedFiles = no\n`,
    );
    fleet.write('slice.yaml', slice('second'));
    await fleet.render();
    expect(people()).toBe('Ada <ada@example.com> Ada <ada@example.com>');
    expect(fleet.read('edge1', FILE)).toBe(slice('second'));
  });

  test('called from a hook of another repository, it leaves that one alone', async () => {
    const other = `${fleet.folder}/other`;
    mkdirSync(other);
    git(other, 'init', '--quiet');
    process.env.GIT_DIR = `${other}/.git`;
    process.env.GIT_INDEX_FILE = `${other}/.git/index`;
    process.env.GIT_WORK_TREE = other;
    fleet.write('slice.yaml', slice('second'));
    await fleet.render();
    delete process.env.GIT_DIR;
    delete process.env.GIT_INDEX_FILE;
    delete process.env.GIT_WORK_TREE;
    expect(git(other, 'for-each-ref')).toBe('');
    expect(fleet.read('edge1', FILE)).toBe(slice('second'));
  });
});

test('progress is a line per site, in their order', async () => {
  expect(fleet.progress).toEqual(['rendered 1 of 2: edge1\n', 'rendered 2 of 2: edge2\n']);
});
