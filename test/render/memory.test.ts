import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, jest, test } from '@jest/globals';
import { SitesOfAPackage } from './sites-of-a-package';

jest.setTimeout(240_000);

const SITES = Array.from({ length: 16 }, (_, i) => `site-${i}`);
const PACKAGE_BYTES = 400_000;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

function heapBytes(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

test('what a render keeps of a site is less than a tenth of its package', async () => {
  const fleet = new SitesOfAPackage(SITES);
  try {
    const data = 'x'.repeat(PACKAGE_BYTES);
    fleet.write('large.yaml', `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: large\ndata:\n  text: ${data}\n`);
    const heaps: number[] = [];
    fleet.onProgress = () => heaps.push(heapBytes());
    const published = await fleet.render();
    expect(published.packages).toHaveLength(SITES.length);
    const [, , , early = 0] = heaps;
    const kept = (Math.min(...heaps.slice(-4)) - early) / (SITES.length - 4);
    expect(heaps).toHaveLength(SITES.length);
    expect(kept).toBeLessThan(PACKAGE_BYTES / 10);
  } finally {
    fleet.remove();
  }
});
