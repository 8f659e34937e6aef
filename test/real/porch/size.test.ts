import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Management, shipped } from './management';

/** Porch's programs pass packages of up to 6 MiB to each other. */

const KPTFILE = `apiVersion: kpt.dev/v1
kind: Kptfile
metadata:
  name: large
  annotations:
    config.kubernetes.io/local-config: "true"
pipeline:
  mutators:
  - image: ghcr.io/intent-krm/set-target-site:v0.1.0
  - image: ghcr.io/intent-krm/set-labels:v0.1.0
    configMap:
      app.kubernetes.io/part-of: large
`;

/** A ConfigMap of 64 KiB and its head. */
function configMap(i: number): string {
  const line = `${'0123456789abcdef'.repeat(4).slice(0, 59)}\n`;
  const head = `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: part-${i}\n  namespace: large\ndata:\n  part: |\n`;
  return head + `    ${line}`.repeat(1024);
}

let management: Management;
beforeAll(async () => {
  management = await Management.start();
  management.createRepositories();
  await management.porch.admin.apply(shipped('repositories.yaml', management.porch));
}, 180_000);
afterAll(() => management?.stop());

/** A package of so many MiB, and a variant of it for edge1. */
async function publishAndVary(name: string, size: number): Promise<void> {
  management.blueprints.edit(`${name}/Kptfile`, () => KPTFILE.replace('name: large', `name: ${name}`));
  management.blueprints.add('blueprints/network-slice/package-context.yaml', `${name}/package-context.yaml`);
  for (let i = 0; i < size * 16; i++) management.blueprints.edit(`${name}/part-${i}.yaml`, () => configMap(i));
  await management.publish(name, 'v1');
  await management.vary(name, {}, name);
}

test('a package of 5 MiB is specialised and published', async () => {
  await publishAndVary('large', 5);
  expect(await management.condition('large', 'Ready', 'True')).toContain('successfully');
  await management.approve(await management.draft('edge1-config', 'large', 'large/v1'));
  expect(management.read('edge1-config', 'large/part-79.yaml')).toContain('deployment.nephio.org/site: edge1');
});

test('a larger one than Porch takes is refused, and the variant says that it is the size', async () => {
  await publishAndVary('too-large', 7);
  expect(await management.condition('too-large', 'Ready', 'False')).toMatch(/larger than max \(\d+ vs\. 6291456\)/);
  expect(management.files('edge1-config', 'too-large')).toEqual([]);
});
