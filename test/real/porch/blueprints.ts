import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { git } from '../../support/kpt-package';
import type { GitServer } from './git-server';

/** A checkout of the repository that blueprints are published from, each with tags of its own. */
export class Blueprints {
  private readonly checkout: string;

  constructor(server: GitServer, folder: string) {
    this.checkout = join(folder, 'checkout');
    server.create('blueprints');
    git(folder, 'clone', '--quiet', server.path('blueprints'), this.checkout);
  }

  /** Takes a folder of this project as it is. */
  add(source: string, name: string): void {
    cpSync(resolve(source), join(this.checkout, name), { recursive: true });
  }

  edit(file: string, change: (text: string) => string): void {
    const path = join(this.checkout, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''));
  }

  delete(file: string): void {
    rmSync(join(this.checkout, file));
  }

  /** Commits what there is, with a tag that Porch reads as a published package revision. */
  publish(name: string, version: string): void {
    git(this.checkout, 'add', '--all');
    git(this.checkout, 'commit', '--quiet', '--allow-empty', '--message', `${name} ${version}`);
    git(this.checkout, 'tag', `${name}/${version}`);
    git(this.checkout, 'push', '--quiet', 'origin', 'HEAD:main', '--tags');
  }
}
