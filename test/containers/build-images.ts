import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineProblem } from '../../tools/images/docker';
import { buildArguments, DOCKERFILE, stageFunction } from '../../tools/images/function-context';
import { ImageError } from '../../tools/images/image-error';
import { localBase } from '../../tools/images/local-base';
import { functionNames, imageName, VARIANTS, type Variant } from '../../tools/images/names';

/** Builds every image under names of this run; what the suite cannot have, it skips with a line. */
// biome-ignore lint/style/noDefaultExport: jest asks for it
export default async function buildImages(): Promise<void> {
  const problem = engineProblem();
  if (problem) return missing(`no Docker engine: ${problem}`);
  if (spawnSync('docker-registry', ['--version']).status !== 0)
    missing('no docker-registry for the registry tests (Debian: apt-get install docker-registry)');
  else process.env.TEST_REGISTRY = 'docker-registry';
  const bases = localBases();
  if (!bases) return;

  const repository = `localhost/intent-krm-test-${process.pid}`;
  for (const [variant, base] of bases) {
    process.env[`TEST_BASE_${variant.toUpperCase()}`] = base;
    for (const name of functionNames()) await buildImage(name, variant, base, imageName(repository, name, variant));
  }
  process.env.TEST_REPOSITORY = repository;
}

function localBases(): [Variant, string][] | undefined {
  try {
    return VARIANTS.map(variant => [variant, localBase(variant)]);
  } catch (error) {
    if (!(error instanceof ImageError)) throw error;
    missing(`no base images: ${error.message.split('\n')[0]}`);
    return undefined;
  }
}

async function buildImage(name: string, variant: Variant, base: string, image: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  try {
    stageFunction(name, variant, folder);
    const builder = (await genericContainer()).fromDockerfile(folder, DOCKERFILE);
    const values = buildArguments(name, base);
    await builder.withBuildArgs(values).withTarget(variant).build(image, { deleteOnExit: false });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Loaded only where there is an engine, and told that everything is on this machine and nothing is to be pulled. */
async function genericContainer() {
  process.env.TESTCONTAINERS_RYUK_DISABLED = 'true';
  process.env.TESTCONTAINERS_HOST_OVERRIDE = 'localhost';
  return (await import('testcontainers')).GenericContainer;
}

function missing(what: string): void {
  if (process.env.REQUIRE_DOCKER) throw new Error(`containers: ${what}`);
  process.stderr.write(`containers: skipped, ${what}; REQUIRE_DOCKER=1 makes that an error\n`);
}
