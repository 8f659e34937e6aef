import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildImage } from '../../../tools/images/build-image';
import { docker, engineProblem, imageSize } from '../../../tools/images/docker';
import { ImageError } from '../../../tools/images/image-error';
import { localBase } from '../../../tools/images/local-base';
import { functionNames, imageName, VARIANTS, type Variant } from '../../../tools/images/names';
import { say } from '../progress';
import type { ImageSize } from '../results';

/** The images of all functions, and one that only passes its input on; under names of this run. */
export class BenchImages {
  readonly repository = `localhost/intent-krm-bench-${process.pid}`;
  readonly cat = `${this.repository}/cat:v0`;
  readonly sizes: ImageSize[] = [];
  private readonly built: string[] = [];

  /** Throws `ImageError` where an image cannot be built. */
  build(): void {
    for (const variant of VARIANTS) {
      const base = localBase(variant);
      for (const name of functionNames()) {
        const { image } = buildImage(name, variant, base, this.repository);
        this.built.push(image);
        const bytes = imageSize(image);
        this.sizes.push({ function: name, on: variant, bytes, ownBytes: bytes - imageSize(base) });
      }
    }
    this.buildCat(localBase('bun'));
  }

  image(name: string, variant: Variant): string {
    return imageName(this.repository, name, variant);
  }

  remove(): void {
    if (this.built.length > 0) docker(['image', 'rm', '--force', ...this.built]);
  }

  private buildCat(base: string): void {
    const folder = mkdtempSync(join(tmpdir(), 'image-'));
    try {
      copyFileSync('/bin/cat', join(folder, 'cat'));
      const dockerfile = `FROM ${base}\nCOPY cat /bin/cat\nUSER 65534:65534\nENTRYPOINT ["/bin/cat"]\n`;
      writeFileSync(join(folder, 'Dockerfile'), dockerfile);
      docker(['build', '--tag', this.cat, folder]);
      this.built.push(this.cat);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}

/** Builds them, or says why they cannot be had. */
export function tryImages(): { images?: BenchImages; note?: string } {
  const problem = engineProblem();
  if (problem) {
    say(`no Docker engine: ${problem}`);
    return { note: 'Images were not measured: no Docker engine.' };
  }
  const images = new BenchImages();
  try {
    say('building images');
    images.build();
    return { images };
  } catch (error) {
    images.remove();
    if (!(error instanceof ImageError)) throw error;
    say(`no images: ${error.message}`);
    return { note: 'Images were not measured: they could not be built here.' };
  }
}
