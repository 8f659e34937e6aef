import { describe, expect, test } from '@jest/globals';
import { YamlDocument } from '../yaml/document';
import { formatPath } from '../yaml/path';
import { matchPattern, parseFieldPattern } from './field-pattern';
import { KubeObject } from './kube-object';

const document = new YamlDocument(
  Buffer.from(`
metadata:
  labels: {a.b/c: x}
spec:
  list:
  - {name: n3, kind: x}
  - {name: n4, kind: y}
  - {name: n6}
`),
);
const object = new KubeObject(document, document.root);

describe('a field pattern', () => {
  test.each<[string, string[]]>([
    ['spec.list[1].name', ['spec.list[1].name']],
    ['spec.list[*].name', ['spec.list[0].name', 'spec.list[1].name', 'spec.list[2].name']],
    ['spec.list[name=n3]', ['spec.list[0]']],
    ['spec.list[name=n3|n6].name', ['spec.list[0].name', 'spec.list[2].name']],
    ['spec.list[name=n3|n4,kind=y].new', ['spec.list[1].new']],
    ['metadata.labels["a.b/c"]', ['metadata.labels["a.b/c"]']],
    ['spec.absent[*].x', []],
    ['spec.absent.x', ['spec.absent.x']],
  ])('%s', (text, paths) => {
    const pattern = parseFieldPattern(text);
    expect(pattern && matchPattern(object, pattern).map(formatPath)).toEqual(paths);
  });

  test.each(['', '.spec', 'spec.', 'spec..x', '[*]', 'spec[', 'spec[x]', 'spec.list[name]', 'spec list', 'a.b/c'])(
    '%j is none',
    text => {
      expect(parseFieldPattern(text)).toBeUndefined();
    },
  );
});
