import { describe, expect, test } from '@jest/globals';
import {
  again,
  BOTH,
  codes,
  configMap,
  FAN_OUT,
  fanOut,
  fileOf,
  filesOf,
  inFile,
  inFolder,
  kptfileOf,
  listFrom,
  SITES,
  THIRD,
} from '../../test/support/fan-out';
import { type Data, listOf, type Run, run } from '../../test/support/run';
import { config, meantFor } from '../../test/support/sites';
import { setTargetSite } from './function';

/** What the next run makes of the items of one, after somebody has changed them. */
function afterwards(result: Run, change: (item: Data) => Data | Data[], settings = FAN_OUT): Run {
  const items: Data[] = result.items.flatMap(item => change(structuredClone(item)));
  return run(
    setTargetSite,
    listOf(
      items.map(item => JSON.stringify(item)),
      settings,
    ),
  );
}

const isIn = (item: Data, folder: string) => fileOf(item).startsWith(folder);
function moved(item: Data, file: string, index = 0): Data {
  const annotations = { ...item.metadata.annotations };
  annotations['config.kubernetes.io/path'] = file;
  annotations['config.kubernetes.io/index'] = String(index);
  return { ...item, metadata: { ...item.metadata, annotations } };
}
const renamed = (item: Data, name: string): Data => ({ ...item, metadata: { ...item.metadata, name } });
const summary = ({ results }: Run) => results.at(-1)?.message.replace(/^.*: (?=\d+ copies)/, '');
const siteOf = (item: Data) => item.metadata.labels['deployment.nephio.org/site'];

describe('a copy that stands elsewhere than in the folder of its site', () => {
  test.each(['edge1-config/services/two.yaml', 'services/two.yaml', 'edge9-config/two.yaml'])(
    'goes, and comes where it belongs: %s',
    file => {
      const result = afterwards(fanOut(BOTH), item => (isIn(item, 'edge2-config/') ? moved(item, file) : item));
      expect(filesOf(result)).toEqual([
        'services/all.yaml',
        'edge1-config/services/all.yaml',
        'edge2-config/services/all.yaml',
      ]);
      expect(inFolder(result, 'edge2-config/').map(siteOf)).toEqual(['edge2']);
      expect(summary(result)).toBe('1 copies created, 0 updated, 1 unchanged, 1 pruned');
      expect(listFrom(again(result))).toBe(listFrom(result));
    },
  );

  test.each(['edge1-config/own.yaml', 'edge2-config/a.yaml', 'edge2-config/z.yaml'])(
    'goes also where the right one is there: %s',
    file => {
      const before = fanOut(BOTH);
      const result = afterwards(before, item => (isIn(item, 'edge2-config/') ? [moved(item, file), item] : item));
      expect(filesOf(result)).toEqual(filesOf(before));
      expect(summary(result)).toBe('0 copies created, 0 updated, 2 unchanged, 1 pruned');
    },
  );

  test('does not, if it is in that folder, in whatever file', () => {
    const move = (item: Data) => (isIn(item, 'edge2-config/') ? moved(item, 'edge2-config/other/two.yaml') : item);
    const result = afterwards(fanOut(BOTH), move);
    expect(inFolder(result, 'edge2-config/').map(fileOf)).toEqual(['edge2-config/other/two.yaml']);
    expect(summary(result)).toBe('0 copies created, 0 updated, 2 unchanged, 0 pruned');
  });
});

describe('a copy that somebody made an object of their own, but left our annotations', () => {
  const before = fanOut(BOTH, THIRD);
  const take = (change: (item: Data) => Data) => (item: Data) => (isIn(item, 'edge2-config/') ? change(item) : item);
  const mine = take(item => ({ ...renamed(item, 'mine'), data: { mine: 'all' } }));
  const message = (result: Run) =>
    result.results.filter(({ severity }) => severity === 'error').map(({ message: text }) => text);
  const expected =
    'edge2-config/services/all.yaml: ConfigMap mine has the annotations of the copy of ConfigMap both for site edge2, and another name or kind: to keep it as an object of your own, take off intent.nephio.org/generated-by, intent.nephio.org/role and intent.nephio.org/source; else delete it; if a function of the pipeline names it, give its template that name';

  test('is refused, and stays as it is', () => {
    const result = afterwards(before, mine);
    expect([result.exitCode, message(result)]).toEqual([1, [expected]]);
    expect(codes(result)).toEqual(['COPY_RENAMED']);
    expect(inFolder(result, 'edge2-config/')[0]).toMatchObject({ metadata: { name: 'mine' }, data: { mine: 'all' } });
  });

  test('by its kind, too; in whatever file', () => {
    const kind = afterwards(
      before,
      take(item => ({ ...item, kind: 'Secret' })),
    );
    expect(message(kind)).toEqual([
      expect.stringContaining('Secret both has the annotations of the copy of ConfigMap'),
    ]);
    const beside = afterwards(before, item =>
      isIn(item, 'edge2-config/') ? [item, moved(renamed(item, 'mine'), 'edge1-config/mine.yaml')] : item,
    );
    expect(message(beside)).toEqual([expect.stringContaining('edge1-config/mine.yaml: ConfigMap mine')]);
  });

  test('also where its template is gone, or is no longer meant for the site', () => {
    const isTemplate = (item: Data) => fileOf(item) === 'services/all.yaml';
    expect(message(afterwards(before, item => (isTemplate(item) ? [] : mine(item))))).toEqual([expected]);
    const retarget = (item: Data) => {
      if (!isTemplate(item)) return mine(item);
      const annotations = { ...item.metadata.annotations, ...meantFor('edge1') };
      return { ...item, metadata: { ...item.metadata, annotations } };
    };
    expect(message(afterwards(before, retarget))).toEqual([expected]);
  });

  test('also where the package becomes one of a site', () => {
    const single = config({ site: 'edge1' });
    expect(message(afterwards(before, mine, single))).toEqual([expected]);
    expect(afterwards(before, item => item, single).exitCode).toBe(0);
  });

  test('is kept without them, and the copy comes anew', () => {
    const result = afterwards(before, item => {
      const own = mine(item);
      if (own === item) return item;
      for (const key of ['generated-by', 'role', 'source']) delete own.metadata.annotations[`intent.nephio.org/${key}`];
      return own;
    });
    expect(result.exitCode).toBe(0);
    expect(inFolder(result, 'edge2-config/').map(({ metadata }) => metadata.name)).toEqual(['mine', 'both']);
  });
});

describe('a copy that a later function of the pipeline names', () => {
  test('is found again: all of its template have the other name', () => {
    const before = fanOut(BOTH);
    const result = afterwards(before, item => (siteOfCopy(item) ? renamed(item, 'x-both') : item));
    expect([result.exitCode, summary(result)]).toEqual([0, '0 copies created, 2 updated, 0 unchanged, 0 pruned']);
  });

  test('is found again: its name has a setter', () => {
    const text = ['apiVersion: v1', 'kind: ConfigMap', 'metadata:', '  name: a # kpt-set: SETTER'].join('\n');
    const annotations = '  annotations: {intent.nephio.org/target-sites: edge3, config.kubernetes.io/path: a.yaml}';
    const template = `${text.replace('SETTER', '$' + '{name}')}\n${annotations}`;
    const list = listOf([kptfileOf('p'), ...SITES, 'PLACE'], FAN_OUT);
    const first = run(
      setTargetSite,
      list.replace('- PLACE', () => `- ${template.replace(/\n/g, '\n  ')}`),
    );
    expect(inFolder(first, 'edge3-config/')).toHaveLength(1);
    const at = first.stdout.lastIndexOf('name: a #');
    const set = `${first.stdout.slice(0, at)}name: b #${first.stdout.slice(at + 9)}`;
    const result = run(setTargetSite, set);
    expect([result.exitCode, summary(result)]).toEqual([0, '0 copies created, 1 updated, 0 unchanged, 0 pruned']);
  });

  test('is found again: set-namespace names Namespaces', () => {
    const namespace = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'slices', annotations: meantFor('edge3') },
    });
    const before = fanOut(inFile(namespace, 'ns.yaml'));
    const result = afterwards(before, item => (isIn(item, 'edge3-config/') ? renamed(item, 'other') : item));
    expect([result.exitCode, summary(result)]).toEqual([0, '0 copies created, 1 updated, 0 unchanged, 0 pruned']);
  });

  test('or that the config names, is found again', () => {
    const fields = [{ kind: 'ConfigMap', path: 'metadata.name', value: `x-${'$'}{name}` }];
    const settings = config({ mode: 'fan-out', fields });
    const first = run(setTargetSite, listFrom(fanOut(BOTH), settings));
    expect(inFolder(first, 'edge').map(({ metadata }) => metadata.name)).toEqual(['x-edge1', 'x-edge2']);
    expect(summary(again(first, list => list, settings))).toBe('0 copies created, 0 updated, 2 unchanged, 0 pruned');
    expect(again(first, list => list, config({ site: 'edge1', fields })).exitCode).toBe(0);
  });

  test('goes with its template: the function has named that, too', () => {
    const result = afterwards(fanOut(THIRD), item =>
      item.metadata.name === 'third' ? renamed(item, 'x-third') : item,
    );
    expect([result.exitCode, summary(result)]).toEqual([0, '1 copies created, 0 updated, 0 unchanged, 1 pruned']);
  });

  const made = inFile(
    configMap('bundle', {
      ...meantFor('edge3'),
      'intent.nephio.org/generated-by': 'expectation-to-bundle',
      'intent.nephio.org/role': 'bundle',
      'intent.nephio.org/source': 'Intent/i/e',
    }),
    'b.yaml',
  );

  test('is found again: its template has been copied, annotations and all', () => {
    const result = afterwards(fanOut(made), item =>
      fileOf(item) === 'b.yaml'
        ? [JSON.parse(made.replace('"bundle","n', '"mine","n').replaceAll('b.yaml', 'a.yaml')), item]
        : item,
    );
    expect([
      result.exitCode,
      inFolder(result, 'edge3-config/')
        .map(({ metadata }) => metadata.name)
        .sort(),
    ]).toEqual([0, ['bundle', 'mine']]);
  });

  test('goes with the intent it was made from', () => {
    const result = afterwards(fanOut(made), item => (fileOf(item) === 'b.yaml' ? [] : item));
    expect([result.exitCode, filesOf(result)]).toEqual([0, []]);
  });
});

function siteOfCopy(item: Data): boolean {
  return item.metadata.annotations?.['intent.nephio.org/generated-by'] === 'set-target-site';
}
