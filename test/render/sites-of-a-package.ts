import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readInventoryFile } from '../../tools/render/inventory-file';
import { Progress } from '../../tools/render/progress';
import { type Published, renderSites } from '../../tools/render/render-sites';
import { git } from '../support/kpt-package';

const ROOT = join(__dirname, '../..');

/** A blueprint of its own, with the repositories of its sites; rendered in this process. */
export class SitesOfAPackage {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'sites-')));
  readonly blueprint = join(this.folder, 'blueprint');
  readonly out = join(this.folder, 'out');
  /** Lines on stderr. */
  readonly progress: string[] = [];
  /** Called with each of them. */
  onProgress: () => void = () => {};

  constructor(
    readonly sites: readonly string[],
    kptfile = 'apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: blueprint\n',
  ) {
    mkdirSync(this.blueprint);
    this.write('Kptfile', kptfile);
    this.write('sites.yaml', sites.map(siteText).join('---\n'));
    cpSync(join(ROOT, 'blueprints/network-slice/package-context.yaml'), join(this.blueprint, 'package-context.yaml'));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Writes a file of the blueprint. */
  write(file: string, content: string): void {
    mkdirSync(dirname(join(this.blueprint, file)), { recursive: true });
    writeFileSync(join(this.blueprint, file), content);
  }

  /** `urls`: remote repositories by site, to agree with and push to. */
  async render(urls: Record<string, string> = {}): Promise<Published> {
    const scratch = mkdtempSync(join(this.folder, 'scratch-'));
    try {
      return await renderSites({
        sites: readInventoryFile(join(this.blueprint, 'sites.yaml')).sites,
        blueprints: [{ folder: this.blueprint, path: 'services/slice' }],
        out: this.out,
        inventory: undefined,
        urls: new Map(Object.entries(urls)),
        kpt: process.env.KPT ?? 'kpt',
        scratch,
        progress: new Progress({ write: (text: string) => this.note(text), isTTY: false }),
      });
    } finally {
      rmSync(scratch, { recursive: true });
    }
  }

  private note(line: string): boolean {
    this.progress.push(line);
    this.onProgress();
    return true;
  }

  at(site: string, file = ''): string {
    return join(this.out, `${site}-config`, file);
  }

  has(site: string, file: string): boolean {
    return existsSync(this.at(site, file));
  }

  read(site: string, file: string): string {
    return readFileSync(this.at(site, file), 'utf8');
  }

  git(site: string, ...args: string[]): string {
    return git(this.at(site), ...args).trimEnd();
  }

  /** Commits a file by hand. */
  commit(site: string, file: string, content: string, message: string): void {
    mkdirSync(dirname(this.at(site, file)), { recursive: true });
    writeFileSync(this.at(site, file), content);
    this.git(site, 'add', '--all', '--', file);
    this.git(site, 'commit', '--quiet', '--message', message);
  }

  head(site: string): string {
    return this.git(site, 'rev-parse', 'HEAD');
  }

  tree(site: string): string {
    return this.git(site, 'rev-parse', 'HEAD^{tree}');
  }

  /** What a render would change: every branch, and everything that is not committed. */
  state(): string[] {
    return this.sites.map(site =>
      existsSync(this.at(site, '.git'))
        ? `${site} ${this.git(site, 'for-each-ref')}\n${this.git(site, 'status', '--porcelain', '--untracked-files=all')}`
        : `${site} ${existsSync(this.at(site))}`,
    );
  }
}

function siteText(name: string): string {
  return `apiVersion: intent.nephio.org/v1alpha1
kind: Site
metadata:
  name: ${name}
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  cluster: cluster-of-${name.replaceAll('.', '-')}
`;
}
