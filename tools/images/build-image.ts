import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand } from './build-command';
import { nodeOf } from './code-cache';
import { docker } from './docker';
import { buildArguments, stageFunction } from './function-context';
import { imageName, type Variant } from './names';

export interface BuiltImage {
  image: string;
  base: string;
}

/** Builds the image of a function on a base. */
export function buildImage(name: string, variant: Variant, base: string, repository: string): BuiltImage {
  const image = imageName(repository, name, variant);
  const folder = mkdtempSync(join(tmpdir(), 'image-'));
  try {
    stageFunction(name, variant, folder, variant === 'node' ? nodeOf(base) : undefined);
    docker(buildCommand(folder, variant, image, buildArguments(name, base)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { image, base };
}
