import { fc } from '../../support/fast-check';
import type { CatalogPackage } from '../catalog-function';

/** Packages with setter comments behind values of every style, in every place, and setters of every shape. */

const scalar = fc.constantFrom(
  'edge',
  '3',
  'true',
  '1.10',
  '~',
  'yes',
  '2024-01-02',
  '"edge"',
  "'edge'",
  '""',
  'nginx:1.7.9',
  '"nginx:1.7.9"',
  'registry.example.com/upf:2',
  "it's",
  '!!str 3',
  'é',
);
const pattern = fc.constantFrom(
  '${a}',
  '${b}',
  '${a}:${b}',
  'nginx:${tag}',
  '${registry}/upf:${tag}',
  'x-${a}',
  '${a}${b}',
  '${a}-${a}',
  '${other}',
  'no setter',
  '${a',
  '${list}',
  '',
);
const comment = fc.oneof(
  { weight: 8, arbitrary: pattern.map(text => ` # kpt-set: ${text}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(' #kpt-set: ${a}', ' # kpt-set:${a}', ' #  kpt-set: ${a}', ' # see # kpt-set: ${a}'),
  },
  { weight: 1, arbitrary: fc.constantFrom('', ' # a comment', '\t# kpt-set: ${a}', ' # kpt-set: ${a}  ') },
);
const item = fc.constantFrom('p', 'q', '"p"', "'q'", '5', '{x: y}', 'edge');
const items = fc.array(item, { minLength: 1, maxLength: 3 });
const listComment = fc.oneof(
  { weight: 5, arbitrary: fc.constant(' # kpt-set: ${list}') },
  { weight: 1, arbitrary: comment },
);

/** Lines of a field at column 0. */
const field: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(scalar, comment).map(([value, behind]) => `value: ${value}${behind}`) },
  { weight: 2, arbitrary: fc.tuple(scalar, comment).map(([value, behind]) => `list:\n- ${value}${behind}\n- other`) },
  {
    weight: 1,
    arbitrary: fc.tuple(scalar, comment).map(([value, behind]) => `list:\n- name: ${value}${behind}\n  port: 1`),
  },
  { weight: 1, arbitrary: comment.map(behind => `text: |${behind.replace('\t', ' ')}\n  edge\n  core`) },
  { weight: 1, arbitrary: comment.map(behind => `text: >-${behind.replace('\t', ' ')}\n  edge\n  core`) },
  { weight: 1, arbitrary: comment.map(behind => `map: {a: edge,${behind}\n  b: c}`) },
  { weight: 1, arbitrary: comment.map(behind => `map: {a: [edge, p],${behind}\n  b: c}`) },
  { weight: 1, arbitrary: comment.map(behind => `anchored: &name edge${behind}\nalias: *name`) },
  { weight: 1, arbitrary: comment.map(behind => `first: &name edge\nalias: *name${behind}`) },
  { weight: 1, arbitrary: comment.map(behind => `map:${behind}\n  a: b`) },
  { weight: 1, arbitrary: comment.map(behind => `map: {a: b}${behind}`) },
  { weight: 1, arbitrary: comment.map(behind => `nothing:${behind}`) },
  { weight: 1, arbitrary: comment.map(behind => `value: edge\n${behind.trim()}`) },
  {
    weight: 3,
    arbitrary: fc.tuple(items, listComment).map(([list, behind]) => `list:${behind}\n- ${list.join('\n- ')}`),
  },
  { weight: 2, arbitrary: fc.tuple(items, listComment).map(([list, behind]) => `list: [${list.join(', ')}]${behind}`) },
  { weight: 1, arbitrary: listComment.map(behind => `list: []${behind}`) },
);

const type = fc.oneof(
  { weight: 9, arbitrary: fc.constant('apiVersion: example.com/v1\nkind: Thing\n') },
  { weight: 1, arbitrary: fc.constant('apiVersion: kpt.dev/v1\nkind: Kptfile\n') },
);
const annotations = fc.constantFrom('', '', '    config.kubernetes.io/local-config: "true"\n');

/** One field each: what two functions make of it is not mixed with what they make of others. */
const documents = fc
  .array(fc.tuple(type, annotations, field), { minLength: 1, maxLength: 4 })
  .map(objects =>
    objects.map(
      ([head, notes, lines], i) =>
        `${head}metadata:\n  name: x-${i}\n  annotations:\n${notes}    config.kubernetes.io/path: f${i}.yaml\n${lines}\n`,
    ),
  );

/** None with `${…}` in it: Go goes through its map of setters in any order, and sets such a value or fails by chance. */
const value = fc.constantFrom(
  'core',
  'edge',
  '5',
  '',
  'yes',
  'false',
  '0777',
  '2024-01-02',
  'a: b',
  'x # y',
  "it's",
  '- p',
  'a/b:c',
  'é',
  'l\nm\n',
);
const list = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('[p, q]', '- p\n- q\n', '[]', '', '["5", 6]', '[edge]', '[{x: y}]') },
  { weight: 1, arbitrary: fc.constantFrom('p, q', '{p: q}', '[p', '~') },
);
const setters = fc.record({ a: value, b: value, tag: value, registry: value, list }, { requiredKeys: [] });
const config: fc.Arbitrary<string | undefined> = fc.oneof(
  {
    weight: 9,
    arbitrary: setters.map(data =>
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'setters' }, data }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(undefined, 'apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ndata: {a: x}\n'),
  },
);

export const applySettersPackages: fc.Arbitrary<CatalogPackage> = fc
  .tuple(documents, config)
  .map(([given, setters]) => ({ documents: given, config: setters, isCanonical: true }));
