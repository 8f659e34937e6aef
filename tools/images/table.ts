import Table from 'cli-table3';
import { docker } from './docker';

export interface BuiltImage {
  image: string;
  base: string;
}

/** The images, their sizes, and what each adds to its base. */
export function formatTable(images: readonly BuiltImage[]): string {
  const table = new Table({
    head: ['image', 'size', 'own layer'],
    colAligns: ['left', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const { image, base } of images) {
    const size = sizeOf(image);
    table.push([image, `${(size / 1e6).toFixed(1)} MB`, `${size - sizeOf(base)} bytes`]);
  }
  return table.toString();
}

function sizeOf(image: string): number {
  return Number(docker(['image', 'inspect', '--format', '{{.Size}}', image]));
}
