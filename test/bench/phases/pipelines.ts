import { spawnSync } from 'node:child_process';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Variant } from '../../../tools/images/names';
import { BenchError } from '../bench-error';
import { sourcesOf, writePackage } from '../inputs/lists';
import { packageFiles } from '../inputs/package-files';
import type { Rounds } from '../plan';
import type { FunctionCommands } from '../programs/runtimes';
import { inWords } from '../report/numbers';
import type { PipelineMeasurement } from '../results';
import { measure, timing } from '../stopwatch';
import type { BenchImages } from './images';

/** Five steps, as of a package with intents that is for one site. */
const STEPS: readonly { name: string; config?: Record<string, string> }[] = [
  { name: 'expectation-to-bundle' },
  { name: 'set-target-site', config: { site: 'edge1' } },
  { name: 'set-labels', config: { env: 'prod' } },
  { name: 'set-labels', config: { team: 'edge' } },
  { name: 'set-labels', config: { 'app.kubernetes.io/part-of': 'network-slice' } },
];

const SITE = `apiVersion: intent.nephio.org/v1alpha1
kind: Site
metadata:
  name: edge1
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  cluster: edge-cluster-01
  groups: [both]
`;

interface Pipeline {
  via: 'exec' | 'image';
  on: Variant | 'cat';
}

/** `kpt fn render` of a package with five functions, beside the same with `cat` in their place. */
export class PipelinePhase {
  constructor(
    private readonly kpt: string,
    private readonly commands: FunctionCommands,
    /** Gets the packages. */
    private readonly folder: string,
    private readonly images: BenchImages | undefined,
  ) {}

  run(sizes: readonly Rounds[]): PipelineMeasurement[] {
    return sizes.flatMap(size => this.measureSize(size));
  }

  private measureSize({ resources, rounds }: Rounds): PipelineMeasurement[] {
    const pipelines = this.pipelines();
    const rendered = this.renderOnce(resources);
    const programs = pipelines.map(pipeline => ({
      name: nameOf(pipeline),
      argv: this.command(this.copy(rendered, pipeline)),
      env: this.environment(pipeline),
    }));
    const samples = measure(`kpt fn render, five steps, ${inWords(resources)} resources`, programs, rounds);
    return pipelines.map(pipeline => ({
      ...pipeline,
      resources,
      ...timing(samples.get(nameOf(pipeline)) ?? []),
    }));
  }

  private pipelines(): Pipeline[] {
    const platforms = ['node', 'bun', 'cat'] as const;
    const ways = this.images ? (['exec', 'image'] as const) : (['exec'] as const);
    return ways.flatMap(via => platforms.map(on => ({ via, on })));
  }

  /** The package stays as it is: kpt writes to stdout, and every run renders the same. */
  private command(folder: string): string[] {
    return [this.kpt, 'fn', 'render', folder, '--output=stdout', '--allow-exec', '--image-pull-policy=never'];
  }

  /**
   * A package with so many resources, the bundles of its intents among them. It has been rendered before, so that it
   * does not grow: kpt's work is the same whatever the steps are.
   */
  private renderOnce(resources: number): string {
    const folder = join(this.folder, `rendered-${resources}`);
    const pipeline = { via: 'exec', on: 'node' } as const;
    const files = packageFiles('intents', sourcesOf(resources));
    writePackage(folder, files.set('sites.yaml', SITE).set('Kptfile', this.kptfile(pipeline)));
    const run = spawnSync(this.kpt, ['fn', 'render', folder, '--allow-exec'], { encoding: 'utf8' });
    if (run.status !== 0) throw new BenchError(`kpt fn render: ${run.error?.message ?? run.stderr.trim()}`);
    return folder;
  }

  private copy(rendered: string, pipeline: Pipeline): string {
    const folder = `${rendered}-${pipeline.via}-${pipeline.on}`;
    cpSync(rendered, folder, { recursive: true });
    writeFileSync(join(folder, 'Kptfile'), this.kptfile(pipeline));
    return folder;
  }

  private kptfile(pipeline: Pipeline): string {
    const steps = STEPS.map(({ name, config }) => {
      const data = Object.entries(config ?? {}).map(([key, value]) => `      ${key}: ${value}\n`);
      // `cat` gets the same configs.
      return `  - ${this.step(name, pipeline)}\n${config ? `    configMap:\n${data.join('')}` : ''}`;
    });
    return `apiVersion: kpt.dev/v1\nkind: Kptfile\nmetadata:\n  name: bench\npipeline:\n  mutators:\n${steps.join('')}`;
  }

  private step(name: string, { via, on }: Pipeline): string {
    if (via === 'exec') return `exec: ${on === 'cat' ? 'cat' : this.exec(name, on)}`;
    return `image: ${on === 'cat' ? this.images?.cat : this.images?.image(name, on)}`;
  }

  /** kpt splits the command as a shell does, and passes its environment on. */
  private exec(name: string, variant: Variant): string {
    const { argv } = this.commands.get(name, variant);
    return JSON.stringify(argv.map(part => `'${part}'`).join(' '));
  }

  private environment({ via, on }: Pipeline): Record<string, string> {
    const own = via === 'exec' && on !== 'cat';
    return own ? this.commands.get('set-labels', on).env : {};
  }
}

function nameOf({ via, on }: Pipeline): string {
  return `${via} ${on}`;
}
