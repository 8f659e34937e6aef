import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { RenderError } from './render-error';

/** kpt runs the built functions where a Kptfile names their images, so that rendering needs no container engine. */

const IMAGE = /^(\s*(?:- )?)image: (ghcr\.io\/intent-krm\/([a-z-]+):\S+)$/gm;

/** Puts the built function in the place of each image; gives the images by executable. */
export function useExecutables(packageFolder: string): Map<string, string> {
  const kptfile = join(packageFolder, 'Kptfile');
  const images = new Map<string, string>();
  const text = readFileSync(kptfile, 'utf8').replace(IMAGE, (_line, lead: string, image: string, name: string) => {
    const executable = resolve('dist', `${name}.cjs`);
    if (!existsSync(executable))
      throw new RenderError(`${kptfile} names ${image}, but there is no dist/${name}.cjs: run make build`);
    // kpt splits the command as a shell does.
    const command = JSON.stringify(`'${executable}'`);
    images.set(command, image);
    return `${lead}exec: ${command}`;
  });
  writeFileSync(kptfile, text);
  return images;
}

/** Names the images again. */
export function restoreImages(packageFolder: string, images: ReadonlyMap<string, string>): void {
  const kptfile = join(packageFolder, 'Kptfile');
  let text = readFileSync(kptfile, 'utf8');
  for (const [command, image] of images) text = text.replaceAll(`exec: ${command}`, `image: ${image}`);
  writeFileSync(kptfile, text);
}
