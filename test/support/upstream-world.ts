import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { restoreImages, useExecutables } from '../../tools/render/executables';
import { git, kpt } from './kpt-package';

/** A blueprint in Git, a package of it per site, and changes upstream that the packages take over with `kpt pkg update`. */
export class UpstreamWorld {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'upstream-')));
  private version = 0;

  constructor() {
    for (const name of ['upstream', 'edge1', 'edge2'])
      git(this.folder, 'init', '--quiet', '--initial-branch', 'main', name);
    cpSync(join(__dirname, '../../blueprints/network-slice'), this.at('upstream/network-slice'), { recursive: true });
    this.publish();
    for (const site of ['edge1', 'edge2']) {
      const got = kpt(['pkg', 'get', `${this.at('upstream')}.git/network-slice@v1`, 'slice'], this.at(site));
      expect(got).toMatchObject({ status: 0 });
      const context = this.at(site, 'slice/package-context.yaml');
      writeFileSync(context, `${readFileSync(context, 'utf8')}  site: ${site}\n`);
      this.render(site);
    }
  }

  at(...path: string[]): string {
    return join(this.folder, ...path);
  }

  edit(file: string, change: (text: string) => string): void {
    const path = this.at('upstream/network-slice', file);
    writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''));
  }

  /** Publishes the blueprint, and brings both packages up to it. */
  release(): void {
    this.publish();
    for (const site of ['edge1', 'edge2']) {
      const updated = kpt(['pkg', 'update', `slice@v${this.version}`], this.at(site));
      expect(updated).toMatchObject({ status: 0 });
      git(this.at(site), 'add', '--all');
      git(this.at(site), 'commit', '--quiet', '--allow-empty', '--message', 'updated');
      this.render(site);
    }
  }

  bundles(site: string): string[] {
    const folder = this.at(site, 'slice/bundles');
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  read(site: string, file: string): string {
    return readFileSync(this.at(site, 'slice', file), 'utf8');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private publish(): void {
    this.version++;
    git(this.at('upstream'), 'add', '--all');
    git(this.at('upstream'), 'commit', '--quiet', '--message', `v${this.version}`);
    git(this.at('upstream'), 'tag', `v${this.version}`);
  }

  private render(site: string): void {
    const folder = this.at(site, 'slice');
    const images = useExecutables(folder);
    expect(kpt(['fn', 'render', folder, '--allow-exec'])).toMatchObject({ status: 0 });
    restoreImages(folder, images);
    git(this.at(site), 'add', '--all');
    git(this.at(site), 'commit', '--quiet', '--allow-empty', '--message', 'rendered');
  }
}
