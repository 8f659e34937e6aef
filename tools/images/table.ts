import Table from 'cli-table3';
import type { BuiltImage } from './build-image';
import { imageSize } from './docker';

/** The images, their sizes, and what each adds to its base. */
export function formatTable(images: readonly BuiltImage[]): string {
  const table = new Table({
    head: ['image', 'size', 'own layer'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { image, base } of images) {
    const size = imageSize(image);
    table.push([image, `${(size / 1e6).toFixed(1)} MB`, `${size - imageSize(base)} bytes`]);
  }
  return table.toString();
}
