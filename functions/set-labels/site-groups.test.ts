import { expect, test } from '@jest/globals';
import { type Data, listOf, run } from '../../test/support/run';
import { setLabels } from './function';

const copyFor = (site: string) =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: site,
      labels: { 'deployment.nephio.org/site': site },
      annotations: {
        'intent.nephio.org/generated-by': 'set-target-site',
        'nephio.org/cluster-name': `cluster-of-${site}`,
      },
    },
  });

test('copies of a fan-out get the labels of their own sites; what is no copy waits', () => {
  const other = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } });
  const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata: {at: "${cluster}", env: prod}\n';
  const { items, results } = run(setLabels, listOf([copyFor('a'), other, copyFor('b')], config));
  expect(items.map(({ metadata }: Data) => metadata.labels)).toEqual([
    { 'deployment.nephio.org/site': 'a', at: 'cluster-of-a', env: 'prod' },
    { env: 'prod' },
    { 'deployment.nephio.org/site': 'b', at: 'cluster-of-b', env: 'prod' },
  ]);
  expect(results.map(({ message }) => message)).toEqual([
    expect.stringContaining('the label at is not set: the package does not know ${cluster} yet'),
    'set 2 labels on 3 resources: 5 values written',
  ]);
});
